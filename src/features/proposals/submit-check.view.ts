// Checking one's answers: what everybody will see, what only editors see, and where each is changed.
import { ACCESS_FACTS } from '../initiatives/choices.fields.ts'
import { type FieldName, type InitiativeFields, wordsFor } from '../initiatives/fields.ts'
import type { FormGround } from '../initiatives/form.rules.ts'
import { type Thumb, thumbOf } from '../initiatives/photo.rules.ts'
import type { Placing } from '../initiatives/placing.rules.ts'
import type { Draft } from './drafts.fields.ts'
import { STEPS, type Step } from './submit.rules.ts'
import { sayValue } from './values.rules.ts'

export interface Row {
  label: string
  /** '' for what was not provided. */
  text: string
}
export interface Group {
  heading: string
  rows: Row[]
  /** Where it is changed; '' where it no longer can be. */
  href: string
  change: string
  photos: Thumb[]
}

export interface CheckParts {
  draft: Pick<Draft, 'sender_name' | 'proposal'>
  fields: InitiativeFields
  placing: Placing
  /** The neighbourhood and its district in words; '' for none. */
  home: string
  form: FormGround
  picture: object | null
}

export function checkPage(parts: CheckParts & { tooMany: string; isKnown: boolean }) {
  const { tooMany, picture, isKnown } = parts
  return {
    title: 'Check your answers',
    errors: tooMany === '' ? [] : [{ href: '#send', text: tooMany }],
    ...answersOf(parts),
    picture,
    next: isKnown
      ? 'An editor reads it next. Nothing is shown to anybody else before they say yes.'
      : 'We send you one mail to confirm your address. Then an editor reads it; nothing is shown to anybody else before they say yes.',
  }
}

/** Everything that was answered, in groups: for checking it, and for its sender to look up later. */
export function answersOf(parts: CheckParts): { groups: Group[]; kept: Row[]; said: string } {
  const groups = STEPS.filter(({ name }) => name !== 'you').map(step => ({
    heading: HEADINGS[step.name] ?? step.title,
    rows: step.name === 'where' ? whereRows(parts) : rowsOf(step, parts),
    href: `/submit/${step.name}?back=check`,
    change: (HEADINGS[step.name] ?? step.title).toLowerCase(),
    photos: [],
  }))
  const [you] = STEPS.filter(({ name }) => name === 'you') as [Step]
  const who = {
    heading: 'Who runs it',
    rows: rowsOf(you, parts),
    href: '/submit/you?back=check',
    change: 'who runs it and who you are',
    photos: [],
  }
  const { photos } = parts.fields
  const album = {
    ...{ heading: wordsFor('photos').label, href: '/submit/photos', change: 'photos' },
    rows: [{ label: wordsFor('photos').label, text: sayValue('photos', photos) }],
    photos: photos.map(thumbOf),
  }
  return { groups: [...groups, who, album], kept: keptRows(parts), said: saidOfPlace(parts) }
}

const HEADINGS: Partial<Record<Step['name'], string>> = {
  about: 'What it is',
  where: 'Where it is',
  when: 'When it is',
  visiting: 'Turning up',
  contact: 'Help wanted and contact',
}
const IS_ACCESS = new Set<string>(ACCESS_FACTS.map(({ column }) => column))
const TOGETHER = new Set<FieldName>(['season_to'])

function rowsOf({ fields: names }: Step, { fields, form }: CheckParts): Row[] {
  const first = names.find(name => IS_ACCESS.has(name))
  return names.flatMap((name): Row[] => {
    if (name === first) return [{ label: 'Getting in', text: sayAccess(fields) }]
    if (IS_ACCESS.has(name) || TOGETHER.has(name)) return []
    if (name === 'season_from') return [{ label: 'Season', text: saySeason(fields) }]
    return [{ label: wordsFor(name).label, text: sayField(name, fields, form) }]
  })
}

/** What is shown of where it is, and nothing else. */
function whereRows(parts: CheckParts): Row[] {
  const { fields, placing, home, form } = parts
  const serves = { label: 'Areas it is for', text: sayField('serves', fields, form) }
  const kind = { label: wordsFor('where_kind').label, text: sayField('where_kind', fields, form) }
  if (fields.where_kind !== 'address') return [kind, serves]
  return [
    kind,
    { label: 'Address shown', text: placing.shown_address || `None: only that it is in ${home}` },
    { label: 'Neighbourhood', text: home },
    { label: 'On the map', text: saidOfPlace(parts) },
    serves,
  ]
}

function saidOfPlace({ fields, placing }: Pick<CheckParts, 'fields' | 'placing'>): string {
  if (fields.where_kind === 'area') return 'It is listed for all of the areas it is for.'
  if (placing.shown_lat === null) return ''
  if (fields.precision === 'exact') return 'A light on the very spot.'
  if (fields.precision === 'street') return 'A soft circle round a crossing near by. Your door is not shown.'
  return 'A soft circle over the neighbourhood. The place itself is not shown, nor can it be worked out.'
}

/** What only editors see. */
function keptRows({ draft, fields, placing }: CheckParts): Row[] {
  const isShown = (said: string) => said !== '' && placing.shown_address.includes(said)
  const hidden = (['venue', 'street', 'postcode'] as const)
    .filter(name => fields[name] !== '' && !isShown(fields[name]))
    .map(name => ({ label: wordsFor(name).label, text: fields[name] }))
  return [
    ...hidden,
    { label: 'Your name', text: draft.sender_name },
    { label: 'Your e-mail address', text: draft.proposal.email },
  ]
}

function sayField(name: FieldName, fields: InitiativeFields, form: FormGround): string {
  if (name === 'serves') return fields.serves.map(form.areaName).join(', ')
  if (name !== 'categories') return sayValue(name, fields[name])
  const called = (slug: string) => form.kinds.find(kind => kind.slug === slug)?.name ?? slug
  return fields.categories.map(called).join(', ')
}

function sayAccess(fields: InitiativeFields): string {
  return ACCESS_FACTS.flatMap(({ column, yes, no }) => {
    if (fields[column] === '') return []
    return fields[column] === 'yes' ? yes : no
  }).join(', ')
}

function saySeason({ season_from, season_to }: InitiativeFields): string {
  if (season_from === null || season_to === null) return ''
  return `${sayValue('season_from', season_from)} to ${sayValue('season_to', season_to)}`
}

/** What was asked, field by field, where it is no whole listing: a change, or what the site can no longer place. */
export function plainAnswers({ asked, note }: Pick<Draft['proposal'], 'asked' | 'note'>): {
  groups: Group[]
  kept: Row[]
} {
  const rows = (Object.keys(asked) as FieldName[]).map(name => ({
    label: wordsFor(name).label,
    text: sayValue(name, asked[name]),
  }))
  const said = note === '' ? rows : [...rows, { label: 'Your note', text: note }]
  const photos = (asked.photos ?? []).map(thumbOf)
  return { groups: [{ heading: 'Your words', rows: said, href: '', change: '', photos }], kept: [] }
}
