// The form of an initiative: its fields in groups, what they hold as words in the boxes, and those words read again (all pure).
import type { FormValues, Issue } from '../../platform/web/forms.ts'
import { pressRows, rowNames } from '../../platform/web/rows.ts'
import { isAccess } from './boxes.rules.ts'
import { readCell } from './cells.rules.ts'
import { ACCESS_FACTS } from './choices.fields.ts'
import { type FieldName, type FieldWords, type InitiativeFields, wordsFor } from './fields.ts'
import { isRowField, readRowField, rowsField, rowValues } from './rows-form.rules.ts'
import { writeCell } from './rows-text.rules.ts'

/** What the form has to know of the rest of the site. */
export interface FormGround {
  kinds: readonly { slug: string; name: string }[]
  /** The code of an area by its name, its path or its code. */
  areaCode(said: string): string | undefined
  /** What people call the area with a code. */
  areaName(code: string): string
}

/** The fields of a form in an order for people, in groups with headings; nothing that only the site itself sets. */
export const FORM_GROUPS: readonly { heading: string; fields: readonly FieldName[] }[] = [
  { heading: 'What it is', fields: ['name', 'summary', 'categories', 'description', 'keywords'] },
  {
    heading: 'Where it happens',
    fields: ['where_kind', 'venue', 'street', 'postcode', 'lat', 'lon', 'precision', 'serves'],
  },
  { heading: 'When', fields: ['sessions', 'season_from', 'season_to', 'breaks', 'by_appointment'] },
  {
    heading: 'Can people just turn up?',
    fields: ['audience', 'cost', 'cost_note', 'referral', 'booking', 'bring', 'languages'],
  },
  { heading: 'Getting in', fields: [...ACCESS_FACTS.map(({ column }) => column), 'access_note'] },
  { heading: 'Help wanted', fields: ['needs'] },
  {
    heading: 'How people reach you',
    fields: ['public_email', 'phone', 'website', 'social_links', 'organiser_emails'],
  },
  {
    heading: 'Who runs it',
    fields: ['organisation_name', 'organisation_kind', 'organisation_number'],
  },
  { heading: 'How it is', fields: ['status', 'paused_until'] },
]

/** What a listing says, as the words in the form. */
export function formValues(fields: Partial<InitiativeFields>, ground: FormGround): FormValues {
  const { categories = [], serves, ...rest } = fields
  const values: FormValues = { categories: categories[0] ?? '', more_categories: categories.slice(1) }
  for (const [name, value] of Object.entries(rest)) {
    if (isRowField(name)) {
      Object.assign(values, rowValues(name, value))
      continue
    }
    const text = writeCell(name as FieldName, value)
    values[name] = wordsFor(name as FieldName).control === 'list' && text ? `${text}\n` : text
  }
  if (serves) values.serves = serves.map(ground.areaName).join('\n')
  const having = (answer: string) =>
    ACCESS_FACTS.filter(({ column }) => fields[column] === answer).map(({ value }) => value)
  return { ...values, access_yes: having('yes'), access_no: having('no') }
}

/** What was typed, as fields for `readInitiative` to check; and what could not be read at all. */
export function readFormFields(
  names: readonly FieldName[],
  values: FormValues,
  ground: FormGround,
): { input: Record<string, unknown>; issues: Issue[] } {
  const input: Record<string, unknown> = {}
  const issues: Issue[] = []
  const wrong = (name: string, message: string) => issues.push({ path: [name], message })
  for (const name of names) {
    if (name === 'categories') input[name] = readKinds(values)
    else if (name === 'serves') input[name] = readAreas(textOf(values, name), ground, wrong)
    else if (isAccess(name)) input[name] = readAccess(name, values, wrong)
    else if (isRowField(name)) {
      const rows = readRowField(name, values)
      input[name] = rows.value
      issues.push(...rows.issues)
    } else {
      const cell = readCell(name, cellText(name, textOf(values, name)))
      if (cell && 'fault' in cell) wrong(name, `${wordsFor(name).label} ${cell.fault}.`)
      else input[name] = cell ? cell.value : EMPTY[wordsFor(name).control]
    }
  }
  return { input, issues }
}

/** The form with one row more or fewer, and where to look; nothing when no button for that was pressed. */
export function pressedRows(names: readonly FieldName[], values: FormValues) {
  return pressRows(names.filter(isRowField).map(rowsField), values)
}

/** The names a form with these fields sends. */
export function formNames(names: readonly FieldName[]): string[] {
  return names
    .flatMap((name): string[] => {
      if (name === 'categories') return ['categories', 'more_categories']
      if (isRowField(name)) return rowNames(rowsField(name))
      return isAccess(name) ? ['access_yes', 'access_no'] : [name]
    })
    .filter((name, at, all) => all.indexOf(name) === at)
}

// What a field is when nothing was typed; what is not here is left out, and has what the fields say by default.
const EMPTY: Partial<Record<FieldWords['control'], unknown>> = {
  line: '',
  lines: '',
  tick: false,
  list: [],
  date: null,
  month: null,
  rows: [],
  degrees: null,
}

function listOf(values: FormValues, name: string): string[] {
  return [values[name] ?? []].flat().filter(Boolean)
}

function textOf(values: FormValues, name: string): string {
  return listOf(values, name).join('\n')
}

function readKinds(values: FormValues): string[] {
  return [...new Set([...listOf(values, 'categories').slice(0, 1), ...listOf(values, 'more_categories')])]
}

// Where somebody began a second line, a comma belongs to the line it stands in.
function cellText(name: FieldName, text: string): string {
  if (wordsFor(name).control !== 'list' || !text.includes('\n')) return text
  const lines = text.split('\n').map(line => line.trim())
  return JSON.stringify(lines.filter(Boolean))
}

type Wrong = (name: string, message: string) => void

function readAreas(text: string, { areaCode }: FormGround, wrong: Wrong): string[] {
  const said = text.split(/[\n;,]/).map(line => line.trim())
  const found = said.filter(Boolean).map(name => ({ name, code: areaCode(name) }))
  const unknown = found.find(({ code }) => code === undefined)
  if (unknown)
    wrong('serves', `We do not know an area called ${unknown.name.slice(0, 80)}. Check the spelling.`)
  return found.flatMap(({ code }) => (code === undefined ? [] : [code]))
}

function readAccess(name: FieldName, values: FormValues, wrong: Wrong): '' | 'yes' | 'no' {
  const { value, yes } = ACCESS_FACTS.find(({ column }) => column === name) as (typeof ACCESS_FACTS)[number]
  const [isThere, isMissing] = ['access_yes', 'access_no'].map(list => listOf(values, list).includes(value))
  if (isThere && isMissing) wrong('access_no', `“${yes}” is ticked as there and as missing. Untick one.`)
  if (isThere) return 'yes'
  return isMissing ? 'no' : ''
}
