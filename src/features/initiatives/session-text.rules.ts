// Reads opening times as people write them: `Tue, Thu 10:00-12:00; 1st and last Saturday of the month, 2pm to 4pm`.
import { dayName } from '../../platform/text/words.ts'
import type { Session } from './fields.ts'

/** The sessions a text names; or the part that could not be read, or that ends on another day than it begins. */
export function readSessions(
  text: string,
): { sessions: Session[] } | { unread: string } | { overnight: string } {
  const parts = splitOutsideBrackets(text).map(part => part.replace(/\s+/g, ' ').trim())
  const sessions: Session[] = []
  for (const part of parts.filter(Boolean)) {
    const session = part.length > LONGEST ? undefined : readPart(part)
    if (!session) return { unread: part.length > LONGEST ? `${part.slice(0, 80)}…` : part }
    if (session.closes < session.opens) return { overnight: part }
    sessions.push(session)
  }
  return { sessions }
}

// Nobody says when they are open at such length, and reading it would take its time.
const LONGEST = 300
const CLOCK = String.raw`(?:\d{1,2}(?:[:.]\d{2})? ?(?:[ap]m)?|noon|midnight)`
const PART = new RegExp(
  `^(?<when>[^()]*?),? *(?:(?<opens>${CLOCK}) *(?:-|–|to|until) *(?<closes>${CLOCK})|(?<always>all day))$`,
  'i',
)

/** Lines, and what stands between semicolons in them; a note in brackets may have semicolons of its own. */
function splitOutsideBrackets(text: string): string[] {
  return text.split('\n').flatMap(line => {
    const parts = ['']
    let depth = 0
    for (const letter of line) {
      if (letter === '(') depth++
      if (letter === ')') depth = Math.max(0, depth - 1)
      if (letter === ';' && depth === 0) parts.push('')
      else parts[parts.length - 1] += letter
    }
    return parts
  })
}

function readPart(part: string): Session | undefined {
  const bracket = part.endsWith(')') ? part.indexOf('(') : -1
  const [said, note] = bracket < 0 ? [part, ''] : [part.slice(0, bracket), part.slice(bracket + 1, -1)]
  const found = PART.exec(said.trim())?.groups
  const when = readWhen(found?.when ?? '')
  const hours = found?.always ? ALL_DAY : readHours(found?.opens ?? '', found?.closes ?? '')
  return when && hours && { ...when, ...hours, note: note.trim() }
}

const ALL_DAY = { opens: '00:00', closes: '24:00' }
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]
const SEVERAL = new Map([
  ['daily', EVERY_DAY],
  ['day', EVERY_DAY],
  ['weekday', [1, 2, 3, 4, 5]],
  ['weekend', [6, 7]],
])
const WEEKS = new Map<string, Session['weeks'][number]>([
  ['1st', 1],
  ['first', 1],
  ['2nd', 2],
  ['second', 2],
  ['3rd', 3],
  ['third', 3],
  ['4th', 4],
  ['fourth', 4],
  ['5th', 5],
  ['fifth', 5],
  ['last', 'last'],
])

/** Weeks of the month as words: `1st and last`; nothing when a word says something else. */
export function readWeeks(text: string): Session['weeks'] | undefined {
  const words = text.toLowerCase().split(/[\s,]+/)
  const weeks = words.filter(word => word !== '' && word !== 'and').map(word => WEEKS.get(word))
  return weeks.includes(undefined) ? undefined : ([...new Set(weeks)].sort() as Session['weeks'])
}

const LITTLE_WORDS = new Set(['and', 'every', 'each', 'of', 'the', 'month'])

/** Days and weeks of the month, in any order and with little words between; nothing else. */
function readWhen(text: string): Pick<Session, 'days' | 'weeks'> | undefined {
  const words = text
    .toLowerCase()
    .replace(/[–-]/g, ' to ')
    .split(/[\s,&]+/)
  const days = new Set<number>()
  const weeks = new Set<Session['weeks'][number]>()
  let last = 0
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    const until = word === 'to' ? dayNumber(words[++at] ?? '') : 0
    if (word === 'to' && (last === 0 || until === 0)) return undefined
    const named = word === 'to' ? daysBetween(last, until) : daysOf(word)
    const week = WEEKS.get(word)
    if (named.length === 0 && week === undefined && word !== '' && !LITTLE_WORDS.has(word)) return undefined
    for (const day of named) days.add(day)
    if (week !== undefined) weeks.add(week)
    last = named.at(-1) ?? 0
  }
  return days.size > 0 ? { days: [...days].sort(), weeks: [...weeks].sort() } : undefined
}

function daysOf(word: string): number[] {
  const day = dayNumber(word)
  return day > 0 ? [day] : (SEVERAL.get(word.replace(/s$/, '')) ?? [])
}

/** 1 for `Mon`, `Monday`, `Mondays`; 0 for no day at all. */
function dayNumber(word: string): number {
  const isDay = (day: number) => {
    const name = dayName(day).toLowerCase()
    const singular = word.replace(/s$/, '')
    return (word.length >= 3 && name.startsWith(word)) || (singular.length >= 3 && name.startsWith(singular))
  }
  return EVERY_DAY.find(isDay) ?? 0
}

function daysBetween(from: number, to: number): number[] {
  const length = ((to - from + 7) % 7) + 1
  return Array.from({ length }, (_, index) => ((from - 1 + index) % 7) + 1)
}

// `2-4` is hardly ever at night, but it does not say so: early hours have a nought before them, or am.
const BARE_EARLY = { opens: /^[0-6]([:.]\d{2})?$/, closes: /^[0-8]([:.]\d{2})?$/ }

/** `2-4pm` is in the afternoon at both ends, `10-2pm` is not. */
export function readHours(from: string, to: string): Pick<Session, 'opens' | 'closes'> | undefined {
  if (BARE_EARLY.closes.test(to.trim()) || (BARE_EARLY.opens.test(from.trim()) && !/m$/i.test(to)))
    return undefined
  const closes = readClock(to, '')
  const half = /([ap]m)$/i.exec(to)?.[1]?.toLowerCase() ?? ''
  const near = readClock(from, half)
  const opens = near !== undefined && closes !== undefined && near < closes ? near : readClock(from, '')
  if (opens === undefined || closes === undefined) return undefined
  return { opens, closes: closes === '00:00' ? '24:00' : closes }
}

/** A time of day as HH:MM; `otherHalf` is the half of the day to take when the text names none. */
export function readClock(text: string, otherHalf: string): string | undefined {
  const said = text.toLowerCase().trim()
  if (said === 'noon') return '12:00'
  if (said === 'midnight') return '00:00'
  const found = /^(\d{1,2})(?:[:.](\d{2}))? ?([ap]m)?$/.exec(said)
  if (!found) return undefined
  const [, hours = '', minutes = '00', named] = found
  const half = named ?? otherHalf
  const hour = half === '' ? Number(hours) : (Number(hours) % 12) + (half === 'pm' ? 12 : 0)
  const isTime =
    Number(minutes) < 60 && (half === '' ? hour <= 24 : Number(hours) >= 1 && Number(hours) <= 12)
  return isTime ? `${String(hour).padStart(2, '0')}:${minutes}` : undefined
}
