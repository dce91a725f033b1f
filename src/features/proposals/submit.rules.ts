// The steps in which a new project is written: which fields each has, what was typed in it, and what comes next (all pure).
import { crowMetres } from '../../platform/geo/point.ts'
import { cleanLine } from '../../platform/text/clean.ts'
import { type FormValues, firstOf, type Issue } from '../../platform/web/forms.ts'
import { ACCESS_FACTS } from '../initiatives/choices.fields.ts'
import { type FieldName, type InitiativeFields, initiativeFields } from '../initiatives/fields.ts'
import { type FormGround, formNames, readFormFields } from '../initiatives/form.rules.ts'
import { type Ground, placeInitiative } from '../initiatives/placing.rules.ts'
import { readInitiative } from '../initiatives/reading.fields.ts'
import { emailField } from '../people/fields.ts'
import { type Draft, STEP_NAMES, type StepName } from './drafts.fields.ts'
import type { AskedFields } from './fields.ts'

export interface Step {
  name: StepName
  title: string
  lead: string
  fields: readonly FieldName[]
  /** What is asked beside the fields of a listing. */
  extra: readonly string[]
}

export const STEPS: readonly Step[] = [
  {
    ...{ name: 'about', title: 'What is it?', extra: [] },
    lead: 'It takes three minutes. We need its name, a line about it, what kind it is and where; the rest is up to you.',
    fields: ['name', 'summary', 'categories', 'description'],
  },
  {
    ...{ name: 'where', title: 'Where does it happen?', lead: '', extra: ['is_home'] },
    fields: ['where_kind', 'venue', 'street', 'postcode', 'precision', 'lat', 'lon', 'serves'],
  },
  {
    ...{ name: 'when', title: 'When does it happen?', extra: [] },
    lead: 'Leave out what you do not know yet.',
    fields: ['sessions', 'by_appointment', 'season_from', 'season_to', 'breaks'],
  },
  {
    ...{ name: 'visiting', title: 'Can people just turn up?', lead: '', extra: [] },
    fields: [
      ...(['booking', 'referral', 'cost', 'cost_note', 'audience', 'bring'] as const),
      ...ACCESS_FACTS.map(({ column }) => column),
      ...(['access_note', 'languages'] as const),
    ],
  },
  {
    ...{ name: 'contact', title: 'What help do you want, and how do people reach you?', extra: [] },
    lead: 'All of this is shown to everybody. Leave out what you would rather keep to yourself.',
    fields: ['needs', 'public_email', 'phone', 'website', 'social_links'],
  },
  {
    ...{ name: 'you', title: 'Who are you?', extra: ['sender_name', 'email'] },
    lead: 'So that you, and nobody else, can change it later. Your name and address are for the editors only.',
    fields: ['organisation_name', 'organisation_kind'],
  },
]

/** What each page carries besides its questions. */
export const CARRIED = ['back', 'stamp', 'comment_url', 'later']

/** What was said in a step, ready to be kept. */
export interface Said {
  asked: AskedFields
  is_home: Draft['is_home']
  sender_name: string
  email: string
}
export type StepReading = { said: Said; issues: null } | { said: null; issues: Issue[] }
export interface StepGround {
  form: FormGround
  ground: Ground
  today: string
}

export function stepCalled(name: string): Step | undefined {
  return STEPS.find(step => step.name === name)
}

/** How far along a page is, in words and as a row of dots: the steps, then photos, then the check of all answers. */
export function countOf(name: StepName | 'photos' | 'check') {
  const at = WAY.indexOf(name)
  const dots = WAY.map((_, index) => (index < at ? 'done' : index === at ? 'here' : 'next'))
  return { count: { words: `Step ${at + 1} of ${WAY.length}`, dots } }
}

/** The names a step's form may send. */
export function namesOf(step: Step): string[] {
  return [...formNames(step.fields), ...step.extra, ...CARRIED]
}

/** The first step that was not done; nothing when all were. */
export function nextStep({ done }: Pick<Draft, 'done'>): StepName | undefined {
  return STEP_NAMES.find(name => !done.includes(name))
}

/** Whether somebody may be at a step: all before it were done. */
export function mayBeAt(name: StepName, { done }: Pick<Draft, 'done'>): boolean {
  return STEP_NAMES.slice(0, STEP_NAMES.indexOf(name)).every(before => done.includes(before))
}

/** Reads what was typed in a step over what was said before, in the words of the fields themselves. */
export function readStep(step: Step, typed: FormValues, before: AskedFields, where: StepGround): StepReading {
  const values = step.name === 'where' ? withoutElsewhere(typed) : typed
  const { input, issues } = readFormFields(step.fields, values, where.form)
  if (step.name === 'where') input.precision = precisionOf(values)
  const whole = { ...SKELETON, ...before, ...input, confirmed_on: where.today }
  const wrong = [...issues, ...issuesOf(step, whole, where), ...issuesOfSender(step, values)]
  if (wrong.length > 0) return { said: null, issues: firstOfEach(wrong) }
  const { data } = initiativeFields.safeParse(whole)
  const mine = Object.fromEntries(step.fields.map(name => [name, data?.[name]]))
  return {
    said: {
      asked: saidOnly({ ...before, ...mine }),
      is_home: homeOf(values),
      sender_name: cleanLine(firstOf(values, 'sender_name')),
      email: emailField.safeParse(firstOf(values, 'email')).data ?? '',
    },
    issues: null,
  }
}

/** Everything a listing says when nothing more is said of it than this; or what is still wrong with it. */
export function wholeOf(asked: AskedFields, { ground, today, form }: StepGround) {
  const read = readInitiative({ ...asked, confirmed_on: today })
  if (!read.ok) return read
  const kinds = form.kinds.map(({ slug }) => slug)
  if (!read.fields.categories.every(slug => kinds.includes(slug)))
    return refused('categories', 'Choose what kind of thing it is.')
  const placed = placeInitiative(read.fields, ground)
  return placed.ok
    ? { ok: true as const, fields: read.fields, placing: placed.placing }
    : { ok: false as const, issues: placed.issues }
}

/** The step that asks for a field. */
export function stepOf(field: string): Step {
  return STEPS.find(({ fields }) => fields.includes(field as FieldName)) ?? (STEPS[0] as Step)
}

/** What a form begins with; an address asks for its postcode, so that nobody says this by going on. */
export const CHOSEN: AskedFields = { where_kind: 'address' }

const WAY = [...STEP_NAMES, 'photos', 'check'] as const
// For the steps in which it has none of its own yet.
const SKELETON = { name: '-', summary: '-', categories: ['-'] }
const FARTHEST_FROM_POSTCODE = 3000
const AT_AN_ADDRESS = ['venue', 'street', 'postcode', 'precision', 'lat', 'lon', 'is_home']

/** Only what says something. */
function saidOnly(fields: AskedFields): AskedFields {
  const isSaid = (value: unknown) =>
    value !== undefined &&
    value !== null &&
    value !== '' &&
    value !== false &&
    !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isSaid(value)))
}

/** What is at no address has none, and it is nobody's home. */
function withoutElsewhere(typed: FormValues): FormValues {
  const isThere = ['address', ''].includes(firstOf(typed, 'where_kind'))
  if (isThere) return typed
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !AT_AN_ADDRESS.includes(name)))
}

/** A home is never shown, and what nobody said may be one. */
function precisionOf(values: FormValues): InitiativeFields['precision'] {
  const isHome = homeOf(values)
  if (isHome === 'yes') return 'neighbourhood'
  const chosen = firstOf(values, 'precision')
  if (chosen !== '') return chosen as InitiativeFields['precision']
  return isHome === 'no' ? 'exact' : 'neighbourhood'
}

function homeOf(values: FormValues): Draft['is_home'] {
  const said = firstOf(values, 'is_home')
  return said === 'yes' || said === 'no' ? said : ''
}

function issuesOf(step: Step, whole: Record<string, unknown>, { ground, form }: StepGround): Issue[] {
  const read = readInitiative(whole)
  const issues = read.ok ? [] : read.issues
  const mine = issues.filter(({ field }) => step.fields.includes(field as FieldName))
  const kinds = form.kinds.map(({ slug }) => slug)
  const chosen = whole.categories as string[]
  if (step.name === 'about' && chosen.some(slug => !kinds.includes(slug)))
    mine.push({ field: 'categories', message: 'Choose what kind of thing it is.' })
  if (step.name === 'where' && read.ok) mine.push(...placingIssues(read.fields, ground))
  return mine.map(({ field, message }) => ({ path: [field], message: message.replace(/\.$/, '') }))
}

function placingIssues(fields: InitiativeFields, ground: Ground) {
  const placed = placeInitiative(fields, ground)
  if (!placed.ok) return placed.issues
  const known = fields.postcode === '' ? undefined : ground.postcode(fields.postcode)
  const { lat, lon } = fields
  if (!known || lat === null || lon === null || crowMetres(known, { lat, lon }) <= FARTHEST_FROM_POSTCODE)
    return []
  return [
    {
      field: 'lat',
      message: `The point is far from ${fields.postcode}. Check both, or leave the point out.`,
    },
  ]
}

function issuesOfSender({ extra }: Step, values: FormValues): Issue[] {
  if (!extra.includes('email')) return []
  const email = emailField.safeParse(firstOf(values, 'email')).error?.issues[0]
  const isLong = cleanLine(firstOf(values, 'sender_name').slice(0, 1000)).length > 80
  return [
    ...(isLong ? [{ path: ['sender_name'], message: 'Enter a name of at most 80 characters' }] : []),
    ...(email ? [{ path: ['email'], message: email.message }] : []),
  ]
}

function firstOfEach(issues: Issue[]): Issue[] {
  return issues.filter(({ path }, at) => issues.findIndex(other => other.path[0] === path[0]) === at)
}

function refused(field: string, message: string) {
  return { ok: false as const, issues: [{ field, message }] }
}
