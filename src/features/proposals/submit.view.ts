// A step of adding a project, as a page: its questions in blocks, how far along it is, and what it carries.
import { type Form, type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { formFields } from '../initiatives/boxes.rules.ts'
import { type FormGround, formValues } from '../initiatives/form.rules.ts'
import type { Draft } from './drafts.fields.ts'
import { OF_YOURS, type Showing } from './showing.fields.ts'
import { CHOSEN, countOf, STEPS, type Step } from './submit.rules.ts'

export interface StepParts {
  step: Step
  draft: Draft | undefined
  ground: FormGround
  values: FormValues
  issues: readonly Issue[]
  /** `check` when they came from checking their answers. */
  back: string
  stamp: string
  notice: StepNotice | null
  /** What each way of showing the place looks like; null where nobody asks how. */
  showing: Showing | null
}

export interface StepNotice {
  icon: string
  tone: 'plain' | 'wrong' | 'done'
  heading: string
  text: string
  link: null
}

/** What stands in the boxes of a step before anybody typed: what was said earlier, or who is signed in. */
export function valuesOfStep(
  step: Step,
  draft: Draft | undefined,
  ground: FormGround,
  email: string,
): FormValues {
  const left = draft?.typed[step.name]
  if (left) return left
  const values = formValues({ ...CHOSEN, ...draft?.proposal.asked }, ground)
  return {
    ...values,
    is_home: draft?.is_home ?? '',
    sender_name: draft?.sender_name ?? '',
    email: draft?.proposal.email || email,
  }
}

export function stepPage(parts: StepParts) {
  const { step, draft, ground, values, issues, back, stamp, notice } = parts
  const fields = fieldsOf(step, ground)
  const form = formOf(fields, values, issues)
  const at = STEPS.indexOf(step)
  const isWhere = step.name === 'where'
  return {
    ...{ title: step.title, lead: step.lead, notice, errors: form.errors },
    back: { href: backFrom(at, back), label: 'Back' },
    ...countOf(step.name),
    action: `/submit/${step.name}`,
    blocks: blocksOf(fields, form.parts, parts),
    trap: TRAP,
    hidden: [
      { name: 'stamp', value: stamp },
      { name: 'back', value: back },
    ],
    promise: isWhere ? PROMISE : '',
    has_pin: isWhere,
    is_saved: draft !== undefined,
    button: back === 'check' ? 'Save and go back to your answers' : 'Continue',
  }
}

/** Each question by itself, and what few people need folded away at the end, unless there is something in it. */
function blocksOf(fields: FormField[], parts: Form['parts'], { step, values, issues, showing }: StepParts) {
  const apart = APART[step.name] ?? []
  const isApart = (name: string) => apart.some(({ names }) => names.includes(name))
  const partsOf = (names: readonly string[]) =>
    parts.filter((_, at) => names.includes(fields[at]?.name ?? ''))
  const isNeeded = (name: string) =>
    isFilled(name, values) || issues.some(({ path }) => isOf(name, String(path[0])))
  const plain = fields.filter(({ name }) => !isApart(name))
  return [
    ...plain.map(({ name }) => ({
      ...{ kind: 'plain', summary: '', open: true, parts: partsOf([name]), pictured: null },
      ...(name === 'precision' && showing && pictured(partsOf([name]), showing)),
    })),
    ...apart.map(({ summary, names }) => ({
      ...{ kind: 'more', summary, open: names.some(isNeeded) },
      parts: partsOf(names),
      pictured: null,
    })),
  ]
}

/** The ways of showing a place, each beside a little map of what it comes to. */
function pictured([part]: Form['parts'], { pictures, example }: Showing) {
  if (part?.kind !== 'choices') return {}
  const choices = part.page.fields.map(field => ({ field, picture: pictures[field.value] }))
  const note = example ? `The little maps show ${example}, as an example.` : OF_YOURS
  return { kind: 'pictures', pictured: { group: part.page, choices, note } }
}

const PROMISE = 'A home address never appears on the site, in the feeds or in the downloads.'

// What few people need, folded away.
const APART: Partial<Record<Step['name'], { summary: string; names: string[] }[]>> = {
  about: [{ summary: 'It is another kind of thing as well', names: ['more_categories'] }],
  where: [{ summary: 'Put the light on the very spot', names: ['lat', 'lon'] }],
  when: [{ summary: 'It has a season, or breaks', names: ['season_from', 'season_to', 'breaks'] }],
}

const TRAP = {
  ...{ control: 'text', id: 'comment_url', name: 'comment_url', label: 'Leave this box empty', hint: '' },
  ...{ error: '', optional: false, value: '', attributes: { autocomplete: 'off', tabindex: '-1' } },
}

const PRECISION_HINTS: Record<string, string> = {
  exact: 'A hall, garden, park or shop that anyone can find',
  street: 'People see the street, and nothing of the door',
  neighbourhood: 'A home, or somewhere that must stay private. You send the address yourself',
}
const WHERE_HINTS: Record<string, string> = {
  address: 'People come to a place. We ask for its postcode',
  area: 'It comes to people, or moves about. We light the whole area',
  online: 'Wherever people are',
}
const IS_HOME: FormField = {
  ...{ control: 'radio', name: 'is_home', label: 'Is this somebody’s home?' },
  hint: 'If it is, only the neighbourhood is ever shown.',
  options: [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No' },
  ],
}
const SENDER: FormField[] = [
  {
    ...{ control: 'text', name: 'sender_name', label: 'Your name', optional: true },
    attributes: { autocomplete: 'name' },
  },
  {
    ...{ control: 'email', name: 'email', label: 'Your e-mail address' },
    hint: 'We send one mail to confirm it, and tell you what the editors say. It is never shown.',
    attributes: { autocomplete: 'email', spellcheck: 'false' },
  },
]

function fieldsOf(step: Step, ground: FormGround): FormField[] {
  const fields = formFields(step.fields, ground).map(reworded)
  if (step.name === 'you') return [...SENDER, ...fields]
  if (step.name !== 'where') return fields
  return fields.flatMap(field => (field.name === 'precision' ? [IS_HOME, field] : [field]))
}

function reworded(field: FormField): FormField {
  if (field.name === 'categories' && 'options' in field) {
    const options = [{ value: '', label: 'Choose one' }, ...field.options]
    return { ...field, control: 'select', options }
  }
  if (field.name === 'postcode') {
    const attributes = { autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false' }
    return { ...field, control: 'text', optional: false, hint: POSTCODE, attributes } as FormField
  }
  if (field.name === 'precision') return hinted(field, PRECISION_HINTS)
  if (field.name === 'where_kind') return hinted(field, WHERE_HINTS)
  if (field.name in LEFT) return leavable(field, LEFT[field.name] as string)
  if (field.name === 'serves') return { ...field, label: 'Areas it is for' } as FormField
  return field
}

const POSTCODE = 'For a place that people come to. We use it to place the light; a home’s is never shown.'

/** What is left out is not made up, and what people read instead stands beside the question. */
function leavable(field: FormField, left: string): FormField {
  return { ...field, hint: [field.hint, `If you leave this out, ${left}.`].filter(Boolean).join(' ') }
}

const LEFT: Record<string, string> = {
  booking: 'your listing says to ask before coming',
  referral: 'your listing says to ask',
  cost: 'your listing says that the cost is not stated',
}

function hinted(field: FormField, hints: Record<string, string>): FormField {
  if (!('options' in field)) return field
  const options = field.options.map(option => ({ ...option, hint: hints[option.value] ?? '' }))
  return { ...field, options } as FormField
}

function backFrom(at: number, back: string): string {
  if (back === 'check') return '/submit/check'
  return at === 0 ? '/about' : `/submit/${STEPS[at - 1]?.name}`
}

/** Whether there is something in a field, or a second row of it. */
function isFilled(name: string, values: FormValues): boolean {
  const boxes = Object.keys(values).filter(box => isOf(name, box))
  return boxes.some(box => (values[box] ?? '').length > 0 || box.startsWith(`${name}-2-`))
}

function isOf(name: string, box: string): boolean {
  return box === name || box.startsWith(`${name}-`)
}
