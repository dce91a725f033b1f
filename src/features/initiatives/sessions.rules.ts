// When an initiative is open: weekly sessions, weeks of the month, seasons and breaks, on the site's own calendar.
import { addDays, type LocalTime, weekday } from '../../platform/text/clock.ts'
import { makeKnown } from '../../platform/text/known.ts'
import { capitalise, dayName, joinWords, sayDate, sayTime } from '../../platform/text/words.ts'
import { isPaused } from './brightness.rules.ts'
import type { Break, Session } from './fields.ts'
import type { Schedule } from './kept.fields.ts'

export const EVERY_WEEK = 63
const LAST_WEEK = 32
const LOOK_AHEAD_DAYS = 92

/** One time it is open. */
export interface Opening {
  date: string
  opens: string
  closes: string
  note: string
}

/** A date as the bits that sessions are stored and searched by. */
export interface DateBits {
  date: string
  month: number
  day: number
  week: number
}

/** The bits of a civil date: its day of the week, and which such day of its month it is (perhaps also the last). */
export const dateBits = makeKnown(1000, (date: string): DateBits => {
  const dayOfMonth = Number(date.slice(8))
  const isLast = addDays(date, 7).slice(0, 7) !== date.slice(0, 7)
  const week = (1 << (Math.ceil(dayOfMonth / 7) - 1)) | (isLast ? LAST_WEEK : 0)
  return { date, month: Number(date.slice(5, 7)), day: 1 << (weekday(date) - 1), week }
})

/** Days (1 Monday to 7) as bits. */
export function packDays(days: readonly number[]): number {
  return days.reduce((bits, day) => bits | (1 << (day - 1)), 0)
}

/** Bits as days, Monday first. */
export function unpackDays(bits: number): number[] {
  return [1, 2, 3, 4, 5, 6, 7].filter(day => bits & (1 << (day - 1)))
}

/** Weeks of the month as bits; none named is every week. */
export function packWeeks(weeks: Session['weeks']): number {
  if (weeks.length === 0) return EVERY_WEEK
  return weeks.reduce<number>((bits, week) => bits | (week === 'last' ? LAST_WEEK : 1 << (week - 1)), 0)
}

/** Bits as weeks of the month; every week is none named. */
export function unpackWeeks(bits: number): Session['weeks'] {
  if (bits === EVERY_WEEK) return []
  const numbered: Session['weeks'] = [1, 2, 3, 4, 5].filter(week => bits & (1 << (week - 1)))
  return bits & LAST_WEEK ? [...numbered, 'last'] : numbered
}

/** The next openings that have not ended yet, soonest first, within three months. */
export function nextOpenings(schedule: Schedule, now: LocalTime, most: number): Opening[] {
  const found: Opening[] = []
  if (schedule.sessions.length === 0 || schedule.status === 'ended') return found
  for (const date of datesFrom(now.date)) {
    const openings = openingsOn(schedule, date)
    found.push(...openings.filter(({ closes }) => date > now.date || closes > now.time))
    if (found.length >= most) break
  }
  return found.slice(0, most)
}

let datesAhead: string[] = []
/** Every date that is looked at from a day on. */
function datesFrom(date: string): readonly string[] {
  if (datesAhead[0] !== date)
    datesAhead = Array.from({ length: LOOK_AHEAD_DAYS }, (_, ahead) => addDays(date, ahead))
  return datesAhead
}

/** All openings of one day, earliest first. */
export function openingsOn(schedule: Schedule, date: string): Opening[] {
  const bits = dateBits(date)
  if (!isInSeason(schedule, bits.month) || isOnBreak(schedule.breaks, date) || isPaused(schedule, date))
    return []
  return schedule.sessions
    .filter(({ days, weeks }) => packDays(days) & bits.day && packWeeks(weeks) & bits.week)
    .map(({ opens, closes, note }) => ({ date, opens, closes, note }))
    .sort((a, b) => a.opens.localeCompare(b.opens) || a.closes.localeCompare(b.closes))
}

/** Open all day, every day, all year, and not away that day: nothing to wait for. */
export function isAlwaysOpen(schedule: Schedule, date: string): boolean {
  const { sessions, season_from } = schedule
  const isRoundTheClock = sessions.some(
    ({ days, weeks, opens, closes }) =>
      days.length === 7 && weeks.length === 0 && opens === '00:00' && closes >= '23:59',
  )
  return isRoundTheClock && season_from === null && openingsOn(schedule, date).length > 0
}

/** Whether a month (1 to 12) lies in the season, which may run over the new year. */
export function isInSeason(
  { season_from: from, season_to: to }: Pick<Schedule, 'season_from' | 'season_to'>,
  month: number,
): boolean {
  if (from === null || to === null) return true
  return from <= to ? month >= from && month <= to : month >= from || month <= to
}

/** `Tuesdays and Thursdays, 10am to noon`; `1st and last Saturday of the month, 2pm to 4pm`. */
export function saySession({ days, weeks, opens, closes }: Session): string {
  return `${sayDays(days, weeks)}, ${sayHours(opens, closes)}`
}

/** `25 December 2026`, `20 December 2026 to 4 January 2027`. */
export function sayBreak({ starts_on, ends_on }: Break): string {
  return starts_on === ends_on ? sayDate(starts_on) : `${sayDate(starts_on)} to ${sayDate(ends_on)}`
}

/** The same with its note: `Thursdays, 6pm to 7.30pm (term time)`. */
export function sayRegular(session: Session): string {
  return session.note ? `${saySession(session)} (${session.note})` : saySession(session)
}

/** `10am to noon`, or `all day`. */
export function sayHours(opens: string, closes: string): string {
  return opens === '00:00' && closes >= '23:59' ? 'all day' : `${sayTime(opens)} to ${sayTime(closes)}`
}

/** `today 10am`, `tomorrow 6.30pm`, `Tue 10am`, `Tue 24 Nov 10am` when it is a week or more away; `now, until noon`. */
export function sayOpening({ date, opens, closes }: Opening, now: LocalTime): string {
  if (date === now.date && opens <= now.time) return `now, until ${sayTime(closes)}`
  return `${sayDay(date, now.date)} ${sayTime(opens)}`
}

function sayDay(date: string, today: string): string {
  if (date === today) return 'today'
  if (date === addDays(today, 1)) return 'tomorrow'
  const short = dayName(weekday(date)).slice(0, 3)
  if (date < addDays(today, 7)) return short
  const [, month, day] = date.split('-').map(Number) as [number, number, number]
  return `${short} ${day} ${SHORT_MONTHS[month - 1]}`
}

const SHORT_MONTHS = 'Jan Feb Mar April May June July Aug Sept Oct Nov Dec'.split(' ')
const ORDINALS: Record<string, string> = { 1: '1st', 2: '2nd', 3: '3rd', 4: '4th', 5: '5th', last: 'last' }

function sayDays(days: readonly number[], weeks: Session['weeks']): string {
  const sorted = [...days].sort((a, b) => a - b)
  if (weeks.length > 0) {
    const which = joinWords(weeks.map(week => ORDINALS[week] as string))
    return `${capitalise(which)} ${joinWords(sorted.map(dayName))} of the month`
  }
  if (sorted.length === 7) return 'Every day'
  if (sorted.join() === '1,2,3,4,5') return 'Monday to Friday'
  if (sorted.join() === '6,7') return 'Weekends'
  return joinWords(sorted.map(day => `${dayName(day)}s`))
}

function isOnBreak(breaks: readonly Break[], date: string): boolean {
  return breaks.some(({ starts_on, ends_on }) => date >= starts_on && date <= ends_on)
}
