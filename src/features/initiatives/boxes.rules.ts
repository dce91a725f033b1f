// The fields of an initiative as a form draws them: boxes, choices, lists to tick, rows, with their hints (all pure).
import { monthName } from '../../platform/text/words.ts'
import type { FormField } from '../../platform/web/forms.ts'
import { ACCESS_FACTS, type Choice } from './choices.fields.ts'
import { type FieldName, type FieldWords, wordsFor } from './fields.ts'
import { isRowField, rowsField } from './rows-form.rules.ts'

const NEEDED = new Set<FieldName>(['name', 'summary', 'categories'])
const TYPES: Partial<Record<FieldName, 'email' | 'tel' | 'url'>> = {
  public_email: 'email',
  phone: 'tel',
  website: 'url',
}
const WRONG_SPOT = 'Leave these two numbers alone unless the light stands in the wrong spot.'
const HINTS: Partial<Record<FieldName, string>> = {
  by_appointment: 'Or by arrangement: people get in touch, and agree a time.',
  serves: 'Names of towns or neighbourhoods, a line each.',
  lat: WRONG_SPOT,
  lon: WRONG_SPOT,
  referral:
    'Whether a doctor, a school or somebody like that has to send people to you, or they may ask themselves.',
  paused_until: 'The day it comes back, like 2026-12-31.',
  keywords: 'A line each.',
  languages: 'A line each. English goes without saying.',
  social_links: 'A line each.',
  organiser_emails: 'A line each. Never shown to anybody but editors.',
}
const FEW_CHOICES = 4
const MOST_KINDS = 3
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map(month => ({
  value: String(month),
  label: monthName(month),
}))

type Kinds = readonly { slug: string; name: string }[]

/** Whether a field is one of the facts about getting in. */
export const isAccess = (name: FieldName) => ACCESS_FACTS.some(({ column }) => column === name)

/** The fields as a form draws them. The facts about getting in are two lists to tick: what there is, and what not. */
export function formFields(names: readonly FieldName[], { kinds }: { kinds: Kinds }): FormField[] {
  const facts = ACCESS_FACTS.filter(({ column }) => names.includes(column))
  const first = names.find(isAccess)
  return names.flatMap((name): FormField[] => {
    if (name === 'categories') return kindFields(kinds)
    if (isAccess(name)) return name === first ? accessFields(facts) : []
    if (isRowField(name)) return [rowsField(name)]
    return [fieldFor(name, wordsFor(name))]
  })
}

function fieldFor(name: FieldName, words: FieldWords): FormField {
  const { label, control, choices = [] } = words
  const hint = HINTS[name] ?? words.hint ?? ''
  const common = { name, label, hint }
  if (control === 'choice') return choiceField(common, choices)
  if (control === 'tick') return { ...common, control: 'checkbox', options: [{ value: 'yes', label: 'Yes' }] }
  const isLong = control === 'lines' || control === 'list'
  const optional = !NEEDED.has(name)
  if (control === 'month') {
    const options = [{ value: '', label: 'No season' }, ...MONTHS]
    return { ...common, control: 'select', optional, options }
  }
  if (isLong) {
    const rows = control === 'lines' ? '8' : '3'
    return { ...common, control: 'textarea', optional, attributes: { rows } }
  }
  return { ...common, control: TYPES[name] ?? 'text', optional }
}

function choiceField(
  common: { name: string; label: string; hint: string },
  choices: readonly Choice[],
): FormField {
  const options = choices.map(([value, label]) => ({ value, label }))
  const optional = choices.some(([value]) => value === '')
  return choices.length <= FEW_CHOICES
    ? { ...common, control: 'radio', optional, options }
    : { ...common, control: 'select', optional, options }
}

function kindFields(kinds: Kinds): FormField[] {
  const options = kinds.map(({ slug, name }) => ({ value: slug, label: name }))
  return [
    { control: 'radio', name: 'categories', label: 'What kind of thing is it?', options },
    {
      ...{ control: 'checkbox', name: 'more_categories', label: 'Is it something else as well?' },
      optional: true,
      hint: `Up to ${MOST_KINDS - 1} more.`,
      options,
    },
  ]
}

function accessFields(facts: readonly (typeof ACCESS_FACTS)[number][]): FormField[] {
  const yes = facts.map(({ value, yes: label }) => ({ value, label }))
  const no = facts.map(({ value, no: label }) => ({ value, label }))
  return [
    {
      control: 'checkbox',
      name: 'access_yes',
      label: 'What people can count on',
      optional: true,
      options: yes,
    },
    {
      control: 'checkbox',
      name: 'access_no',
      label: 'What you know is missing',
      optional: true,
      options: no,
    },
  ]
}
