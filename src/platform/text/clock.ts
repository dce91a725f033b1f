// The time, passed in; and what that moment is called on the site's own calendar (Europe/London).
import { makeKnown } from './known.ts'

export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** A civil date and time of day, as a person in the site's time zone would say it. */
export interface LocalTime {
  /** YYYY-MM-DD */
  date: string
  /** HH:MM, 24 hours */
  time: string
}

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
})

const MINUTE = 60_000
const sayMinute = makeKnown(1000, (minute: number): LocalTime => {
  const moment = new Date(minute * MINUTE)
  const found = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]))
  return { date: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}` }
})

/** What a moment is called in London, either side of both clock changes. */
export function localTime(moment: Date): LocalTime {
  return sayMinute(Math.floor(moment.getTime() / MINUTE))
}

/** The moment so many milliseconds after another, as ISO 8601 in UTC; before it when they are negative. */
export function later(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString()
}

/** The civil date in London of a moment written as ISO 8601. */
export function dateOf(moment: string): string {
  return localTime(new Date(moment)).date
}

/** The moment at which a civil date begins in London, as ISO 8601 in UTC. */
export function startOf(date: string): string {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  const ahead = Number(localTime(new Date(midnight)).time.slice(0, 2))
  return new Date(midnight - ahead * 3_600_000).toISOString()
}

// A page asks about the same few dates for everything on it.
const DAY = 86_400_000
const MOST_DATES = 4000
const numberOf = makeKnown(MOST_DATES, (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY)
const dateFor = makeKnown(MOST_DATES, (number: number) => new Date(number * DAY).toISOString().slice(0, 10))

/** The civil date `days` after another; dates are YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  return dateFor(numberOf(date) + days)
}

/** Whole days from one civil date to a later one; negative when it is earlier. */
export function daysBetween(from: string, to: string): number {
  return numberOf(to) - numberOf(from)
}

/** Day of the week of a civil date: 1 is Monday, 7 is Sunday. */
export function weekday(date: string): number {
  // The first of January 1970 was a Thursday.
  return ((((numberOf(date) + 3) % 7) + 7) % 7) + 1
}
