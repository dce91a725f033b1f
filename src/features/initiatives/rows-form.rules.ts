// Weekly times, breaks and needs in a form: a row of boxes for each, what stands in it, and what is wrong with it (all pure).
import { cleanLine } from '../../platform/text/clean.ts'
import { dayName, joinWords, sayTime } from '../../platform/text/words.ts'
import { type FormValues, firstOf, type Issue, type RowsField, rowName } from '../../platform/web/forms.ts'
import { readRows, writeRows } from '../../platform/web/rows.ts'
import { NEED_KINDS } from './choices.fields.ts'
import { type Break, type FieldName, type Need, type Session, wordsFor } from './fields.ts'
import {
  date as datePiece,
  need as needPiece,
  pause as pausePiece,
  session as sessionPiece,
} from './pieces.fields.ts'
import { readClock, readHours, readWeeks } from './session-text.rules.ts'

/** The fields whose rows have boxes of their own. */
export const ROW_FIELDS = ['sessions', 'breaks', 'needs'] as const
export type RowField = (typeof ROW_FIELDS)[number]

export function isRowField(name: string): name is RowField {
  return ROW_FIELDS.includes(name as RowField)
}

/** How a row field is drawn. */
export function rowsField(name: RowField): RowsField {
  return { ...DRAWN[name], name, label: wordsFor(name).label, control: 'rows' }
}

/** What a listing says, as the words in the boxes. */
export function rowValues(name: RowField, value: unknown): FormValues {
  return writeRows({ name }, (value as never[]).map(WRITERS[name]))
}

/** What was typed, row by row; rows with nothing in them are passed over, and of those with faults there is only the fault. */
export function readRowField(name: RowField, values: FormValues): { value: unknown[]; issues: Issue[] } {
  const issues: Issue[] = []
  const value = readRows(rowsField(name), values).flatMap((row, at): unknown[] => {
    if (
      Object.values(row)
        .flat()
        .every(text => cleanLine(text) === '')
    )
      return []
    const before = issues.length
    const wrong = (column: string, message: string) => {
      issues.push({ path: [`${rowName(name, at)}-${column}`], message })
    }
    const said = READERS[name](row, wrong)
    return issues.length > before ? [] : [said]
  })
  return { value, issues }
}

type Drawn = Omit<RowsField, 'name' | 'label' | 'control'>
type Wrong = (column: string, message: string) => void

const DAYS = [1, 2, 3, 4, 5, 6, 7].map(day => ({ value: String(day), label: dayName(day) }))
const ORDINALS: Record<string, string> = { 1: '1st', 2: '2nd', 3: '3rd', 4: '4th', 5: '5th', last: 'last' }
const ofTheMonth = (weeks: string) => ({ value: weeks, label: `The ${weeks} of the month` })
const WEEKS = [
  { value: '', label: 'Every week' },
  ...['1st', '2nd', '3rd', '4th', 'last', '1st and 3rd', '2nd and 4th'].map(ofTheMonth),
]

const DRAWN: Record<RowField, Drawn> = {
  sessions: {
    ...{ row: 'Time', add: 'Add another time', most: 20 },
    hint: 'Tick the days, and say from when to when, like 10am to noon.',
    columns: [
      { control: 'checkbox', name: 'days', label: 'Days', options: DAYS },
      { control: 'text', name: 'opens', label: 'From', attributes: { autocomplete: 'off' } },
      { control: 'text', name: 'closes', label: 'To', attributes: { autocomplete: 'off' } },
      { control: 'select', name: 'weeks', label: 'How often', options: WEEKS, keeps: true },
      {
        ...{ control: 'text', name: 'note', label: 'Anything else', optional: true },
        hint: 'For example: in term time.',
      },
    ],
  },
  breaks: {
    ...{ row: 'Break', add: 'Add another break', most: 20 },
    hint: 'Days or weeks when it does not happen, like over Christmas. For a single day give the first alone.',
    columns: [
      { control: 'date', name: 'starts_on', label: 'First day closed' },
      { control: 'date', name: 'ends_on', label: 'Last day closed', optional: true },
      {
        ...{ control: 'text', name: 'note', label: 'Why', optional: true },
        hint: 'For example: school holidays.',
      },
    ],
  },
  needs: {
    ...{ row: 'Need', add: 'Add another need', most: 10, hint: '' },
    columns: [
      {
        ...{ control: 'select', name: 'kind', label: 'What kind of help' },
        options: [
          { value: '', label: 'Choose one' },
          ...NEED_KINDS.map(([value, label]) => ({ value, label })),
        ],
      },
      {
        ...{ control: 'text', name: 'title', label: 'What is needed' },
        hint: 'Like: Two pairs of hands on Saturdays.',
      },
      { control: 'text', name: 'detail', label: 'More about it', optional: true },
      { control: 'date', name: 'until', label: 'Until', optional: true },
    ],
  },
}

function writeSession({ days, weeks, opens, closes, note }: Session): FormValues {
  const which = joinWords(weeks.map(week => ORDINALS[week] as string))
  return { days: days.map(String), opens: sayTime(opens), closes: sayTime(closes), weeks: which, note }
}

function writeBreak({ starts_on, ends_on, note }: Break): FormValues {
  return { starts_on, ends_on, note }
}

function writeNeed({ kind, title, detail, until }: Need): FormValues {
  return { kind, title, detail, until: until ?? '' }
}

const BY_ARRANGEMENT =
  'Tick the day or days it happens on. If there are none, take this time away and tick “By appointment” instead'
const LONGEST = 40

function readSession(row: FormValues, wrong: Wrong): unknown {
  const [from, to] = [firstOf(row, 'opens'), firstOf(row, 'closes')].map(cleanLine) as [string, string]
  const days = DAYS.filter(({ value }) => [row.days ?? []].flat().includes(value)).map(({ value }) =>
    Number(value),
  )
  const weeks = readWeeks(firstOf(row, 'weeks').slice(0, LONGEST))
  const isShort = from.length <= LONGEST && to.length <= LONGEST
  const hours = isShort ? readHours(from, to) : undefined
  if (days.length === 0 && from === '' && to === '') {
    wrong('days', BY_ARRANGEMENT)
    return undefined
  }
  if (days.length === 0) wrong('days', 'Tick the day or days it happens on')
  if (!hours) wrongHours(isShort ? [from, to] : ['', ''], wrong)
  else if (hours.closes <= hours.opens)
    wrong('closes', 'It has to end after it begins. What goes past midnight is two times, one on each day')
  if (!weeks) wrong('weeks', 'Choose how often it happens')
  const said = { days, weeks: weeks ?? [], ...hours, note: firstOf(row, 'note') }
  tooLong(sessionPiece.safeParse(said).error?.issues, ['note'], wrong)
  return said
}

/** Which end could not be read: a bare hour in the small ones may be in the afternoon. */
function wrongHours([from, to]: readonly [string, string], wrong: Wrong): void {
  const isBegun = readClock(from, '') !== undefined
  const isEnded = readClock(to, '') !== undefined
  if (!isBegun) wrong('opens', 'Enter when it begins, like 10am or 18:30')
  if (!isEnded) wrong('closes', 'Enter when it ends, like noon or 8pm')
  if (isBegun && isEnded) wrong('closes', 'Say whether that is in the morning or the afternoon, like 4pm')
}

function readBreak(row: FormValues, wrong: Wrong): unknown {
  const [starts_on, last] = [firstOf(row, 'starts_on').trim(), firstOf(row, 'ends_on').trim()]
  const said = { starts_on, ends_on: last || starts_on, note: firstOf(row, 'note') }
  const isDate = (text: string) => datePiece.safeParse(text).success
  if (starts_on === '') wrong('starts_on', 'Enter the first day it is closed')
  else if (!isDate(starts_on)) wrong('starts_on', 'Enter the first day as a date, like 2026-12-20')
  if (last !== '' && !isDate(last)) wrong('ends_on', 'Enter the last day as a date, like 2027-01-04')
  else if (isDate(starts_on) && said.ends_on < starts_on)
    wrong('ends_on', 'The last day comes before the first')
  tooLong(pausePiece.safeParse(said).error?.issues, ['note'], wrong)
  return said
}

function readNeed(row: FormValues, wrong: Wrong): unknown {
  const said = {
    ...{ kind: firstOf(row, 'kind'), title: firstOf(row, 'title'), detail: firstOf(row, 'detail') },
    until: firstOf(row, 'until') || null,
  }
  if (!NEED_KINDS.some(([kind]) => kind === said.kind)) wrong('kind', 'Choose what kind of help it is')
  tooLong(needPiece.safeParse(said).error?.issues, ['title', 'detail', 'until'], wrong)
  return said
}

const WRITERS: Record<RowField, (row: never) => FormValues> = {
  sessions: writeSession,
  breaks: writeBreak,
  needs: writeNeed,
}
const READERS: Record<RowField, (row: FormValues, wrong: Wrong) => unknown> = {
  sessions: readSession,
  breaks: readBreak,
  needs: readNeed,
}

/** What the field itself has against a box. */
function tooLong(
  issues: readonly Issue[] = [],
  columns: readonly FieldName[] | readonly string[],
  wrong: Wrong,
): void {
  for (const { path, message } of issues)
    if (columns.includes(String(path[0]) as never)) wrong(String(path[0]), sentence(message))
}

function sentence(message: string): string {
  return /^[a-z]/.test(message) ? `This ${message}` : message
}
