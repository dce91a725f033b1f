// Turns the text of a cell into what a field holds: only what is mechanical, nothing guessed.
import { readDegrees } from '../../platform/geo/point.ts'
import { cleanLine, cleanText, slugOf } from '../../platform/text/clean.ts'
import { monthName } from '../../platform/text/words.ts'
import { tidyPostcode } from '../places/postcode.rules.ts'
import { type FieldName, type FieldWords, wordsFor } from './fields.ts'
import { readBreaks, readNeeds } from './rows-text.rules.ts'
import { readSessions } from './session-text.rules.ts'

/** What a cell says: a value for the form to check, nothing at all, or a fault in words. */
export type Cell = { value: unknown } | { fault: string } | undefined

/** Reads the text of a cell for a field. An empty cell says nothing. */
export function readCell(field: FieldName, text: string): Cell {
  const said = cleanText(text.toWellFormed())
  if (cleanLine(said) === '') return undefined
  if (field === 'sessions') return readSchedule(said)
  const words = wordsFor(field)
  const read = readers[words.control]
  return read ? read(field, said, words) : { value: tidy[field]?.(said) ?? said }
}

type Reader = (field: FieldName, text: string, words: FieldWords) => Cell

// What is not read here goes to the form as it is, and the form says what is wrong with it.
const readers: Partial<Record<FieldWords['control'], Reader>> = {
  line: (field, text) => ({ value: (tidy[field] ?? oneLine)(text) }),
  choice: (_, text, { choices = [] }) => {
    const same = text.toLowerCase()
    const found = choices.find(([value, label]) => value === same || label.toLowerCase() === same)
    return { value: found?.[0] ?? text }
  },
  tick: (_, text) => ({ value: readTick(text) ?? text }),
  list: (field, text) => ({ value: splitList(text).map(item => tidy[field]?.(item) ?? item) }),
  date: (_, text) => ({ value: /^(\d{4}-\d{2}-\d{2})[T ]/.exec(text)?.[1] ?? text }),
  month: (_, text) => ({ value: readMonth(text) ?? text }),
  rows: (field, text) => readJson(text) ?? (field === 'breaks' ? readBreaks(text) : readNeeds(text)),
  degrees: (field, text) => ({ value: readDegrees(text, field === 'lat' ? 90 : 180) ?? text }),
}

const YES = ['yes', 'y', 'true', '1', 'x', '✓', '✔']
const NO = ['no', 'n', 'false', '0']

function readTick(text: string): boolean | undefined {
  const said = text.toLowerCase()
  if (YES.includes(said)) return true
  return NO.includes(said) ? false : undefined
}

const tidy: Partial<Record<FieldName, (text: string) => string>> = {
  postcode: text => tidyPostcode(text) ?? oneLine(text),
  website: tidyAddress,
  social_links: tidyAddress,
  categories: slugOf,
  phone: text => oneLine(text).replace(/^tel(ephone)?[.:]? */i, ''),
  public_email: text => oneLine(text).replace(/^mailto:/i, ''),
}

/** `www.example.org` is https://www.example.org; what names a scheme stays as it is. */
function tidyAddress(text: string): string {
  const address = oneLine(text)
  return /^[a-z\d-]+(\.[a-z\d-]+)+([/?#]\S*)?$/i.test(address) ? `https://${address}` : address
}

/** The lines of an address have commas between them when they are written as one. */
function oneLine(text: string): string {
  return text.split('\n').map(withoutCommas).filter(Boolean).join(', ')
}

// By hand, because an expression that ends in “any number of these” takes the square of their number.
function withoutCommas(line: string): string {
  const clean = cleanLine(line)
  let end = clean.length
  while (end > 0 && ' ,'.includes(clean.charAt(end - 1))) end--
  return clean.slice(0, end)
}

/** A JSON list, or items between semicolons or lines; between commas when there are neither. */
function splitList(text: string): string[] {
  const listed = readJson(text)?.value
  if (Array.isArray(listed) && listed.every(item => typeof item === 'string')) return listed
  const separator = /[;\n]/.test(text) ? /[;\n]/ : /,/
  return text.split(separator).map(cleanLine).filter(Boolean)
}

function readSchedule(text: string): Cell {
  const listed = readJson(text)
  if (listed) return listed
  const read = readSessions(text)
  if ('sessions' in read) return { value: read.sessions }
  return {
    fault:
      'overnight' in read
        ? `goes past midnight in “${read.overnight}”; write it as two sessions, like “Fri 22:00-24:00; Sat 00:00-02:00”`
        : `is not clear about “${read.unread}”; write it like “Tue, Thu 10:00-12:00; 1st Sat 2pm-4pm”`,
  }
}

function readJson(text: string): { value: unknown } | undefined {
  if (!text.startsWith('[')) return undefined
  try {
    return {
      value: JSON.parse(text, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value)),
    }
  } catch {
    return undefined
  }
}

function readMonth(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const said = text.toLowerCase()
  const named = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].find(month =>
    monthName(month).toLowerCase().startsWith(said),
  )
  return said.length >= 3 ? named : undefined
}
