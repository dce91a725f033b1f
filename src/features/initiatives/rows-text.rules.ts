// Breaks and needs as people write them, a line each, and lists and rows written out so that they read back the same.
import { NEED_KINDS } from './choices.fields.ts'
import type { Break, FieldName, Need, Session } from './fields.ts'
import { wordsFor } from './fields.ts'
import { sayRegular } from './sessions.rules.ts'

type Read<T> = { value: T[] } | { fault: string }

const DAY = String.raw`\d{4}-\d{2}-\d{2}`
const A_BREAK = new RegExp(String.raw`^(${DAY})(?: *(?:to|until|-|–) *(${DAY}))? *(?:\((.*)\))?$`, 'i')
const UNTIL = new RegExp(String.raw`^(.*?),? *\buntil (${DAY})$`, 'i')

/** Breaks, a line each: `2026-12-20 to 2027-01-04 (Christmas)`. */
export function readBreaks(text: string): Read<Break> {
  const lines = linesOf(text)
  const breaks = lines.map(line => A_BREAK.exec(line))
  const unread = lines.find((_, at) => !breaks[at])
  if (unread !== undefined)
    return {
      fault: `is not clear about “${cut(unread)}”; write it like “2026-12-20 to 2027-01-04 (Christmas)”`,
    }
  const value = breaks.map(found => {
    const [, starts_on = '', ends_on = starts_on, note = ''] = found ?? []
    return { starts_on, ends_on, note: note.trim() }
  })
  return { value }
}

/** Needs, a line each: `people: Two pairs of hands (on Saturdays) until 2026-12-31`. */
export function readNeeds(text: string): Read<Need> {
  const needs = linesOf(text).map(readNeed)
  const unread = needs.find(need => typeof need === 'string')
  if (typeof unread === 'string')
    return {
      fault: `is not clear about “${cut(unread)}”; write it like “people: Two pairs of hands on Saturdays”`,
    }
  return { value: needs as Need[] }
}

/** What a field holds, as text that `readCell` reads back as the same. */
export function writeCell(field: FieldName, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (field === 'sessions') return lines(value as Session[], sayRegular)
  if (field === 'breaks') return lines(value as Break[], writeBreak)
  if (field === 'needs') return lines(value as Need[], writeNeed)
  if (wordsFor(field).control === 'tick') return value ? 'yes' : ''
  return Array.isArray(value) ? value.join('\n') : String(value)
}

function readNeed(line: string): Need | string {
  const colon = line.indexOf(':')
  const named = line.slice(0, Math.max(0, colon)).trim().toLowerCase()
  const kind = NEED_KINDS.find(([value, label]) => value === named || label.toLowerCase() === named)?.[0]
  if (!kind) return line
  const rest = line.slice(colon + 1).trim()
  const [, before = rest, until = null] = UNTIL.exec(rest) ?? []
  const bracket = before.endsWith(')') ? before.indexOf('(') : -1
  const [title, detail] =
    bracket < 0 ? [before, ''] : [before.slice(0, bracket), before.slice(bracket + 1, -1)]
  return { kind, title: title.trim(), detail: detail.trim(), until }
}

function writeBreak({ starts_on, ends_on, note }: Break): string {
  const days = starts_on === ends_on ? starts_on : `${starts_on} to ${ends_on}`
  return note ? `${days} (${note})` : days
}

function writeNeed({ kind, title, detail, until }: Need): string {
  return `${kind}: ${title}${detail ? ` (${detail})` : ''}${until ? ` until ${until}` : ''}`
}

function lines<T>(rows: readonly T[], write: (row: T) => string): string {
  return rows.map(write).join('\n')
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
}

function cut(line: string): string {
  return line.length > 80 ? `${line.slice(0, 80)}…` : line
}
