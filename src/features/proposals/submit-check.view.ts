// Checking one's answers: what everybody will read, line by line as the listing's own page says it, what only editors see, and where each is changed.
import type { LocalTime } from '../../platform/text/clock.ts'
import { detailPage, homeOf } from '../initiatives/detail.view.ts'
import { type FieldName, type InitiativeFields, wordsFor } from '../initiatives/fields.ts'
import type { PublicInitiative } from '../initiatives/kept.fields.ts'
import { type Thumb, thumbOf } from '../initiatives/photo.rules.ts'
import type { Placing } from '../initiatives/placing.rules.ts'
import type { Draft, StepName } from './drafts.fields.ts'
import { isPoint } from './rules.ts'
import { countOf } from './submit.rules.ts'
import { type Names, sayPhotos, sayValue } from './values.rules.ts'

export interface Row {
  label: string
  /** '' for what was not provided. */
  text: string
  /** Where the words lead; '' for nowhere. */
  href: string
  /** Words that have headings, lists and links of their own, made safe; null for all others. */
  prose: { body: string } | null
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
  listing: PublicInitiative
  picture: object | null
  now: LocalTime
}

export function checkPage(parts: CheckParts & { tooMany: string; isKnown: boolean }) {
  const { tooMany, picture, isKnown } = parts
  return {
    title: 'Check your answers',
    ...countOf('check'),
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
  const { listing, now } = parts
  const page = detailPage({ one: listing, nearby: [], picture: null, now })
  const groups = [
    groupOf('about', 'What it is', aboutRows(page)),
    groupOf('where', 'Where it is', whereRows(page, parts)),
    groupOf('when', 'When it is', whenRows(page)),
    groupOf('visiting', 'Turning up', visitingRows(page)),
    groupOf('contact', 'Help wanted and contact', [...needRows(page), ...contactRows(page)]),
    { ...groupOf('you', 'Who runs it', ownRows(page)), change: 'who runs it and who you are' },
    albumOf(listing),
  ]
  return { groups, kept: keptRows(parts), said: saidOfPlace(parts) }
}

type Page = ReturnType<typeof detailPage>

function row(label: string, text: string, href = ''): Row {
  return { label, text, href, prose: null }
}

function groupOf(step: StepName, heading: string, rows: Row[]): Group {
  return { heading, rows, href: `/submit/${step}?back=check`, change: heading.toLowerCase(), photos: [] }
}

function albumOf({ photos }: PublicInitiative): Group {
  const { label } = wordsFor('photos')
  const rows = [row(label, sayPhotos(photos))]
  return { ...groupOf('you', label, rows), href: '/submit/photos', photos: photos.map(thumbOf) }
}

/** The row of the side panel with that label; '' where it has none. */
function detail(page: Page, label: string): string {
  return page.details
    .filter(one => one.label === label)
    .map(({ text }) => text)
    .join(', ')
}

function aboutRows(page: Page): Row[] {
  const { hero, about } = page
  const also = detail(page, 'Also')
  return [
    row(wordsFor('name').label, hero.title),
    row('Kind', hero.kind?.label ?? ''),
    ...(also === '' ? [] : [row('Also', also)]),
    row(wordsFor('summary').label, hero.lead),
    { ...row(wordsFor('description').label, ''), prose: about },
  ]
}

/** What is shown of where it is, and nothing else. */
function whereRows(page: Page, parts: CheckParts): Row[] {
  const rows = ['Where', 'Also serves', 'Serves'].map(label => row(label, detail(page, label)))
  return [...rows, row('On the map', saidOfPlace(parts))].filter(({ text }) => text !== '')
}

function whenRows({ turn_up: { sessions } }: Page): Row[] {
  const next = sessions?.items.map(({ day, time }) => `${day} ${time}`).join('\n') ?? ''
  return [
    row(wordsFor('sessions').label, sessions?.note ?? ''),
    ...(next === '' || !sessions ? [] : [row(sessions.heading, next)]),
  ]
}

function visitingRows({ turn_up: { question, answer, detail: more, facts } }: Page): Row[] {
  return [
    row(question, [answer, more].filter(Boolean).join('\n')),
    ...facts.map(({ label, text, is_stated }) => row(label, is_stated ? text : '')),
  ]
}

function needRows({ needs }: Page): Row[] {
  const said = needs.map(({ title, text, note }) => [title, text, note].filter(Boolean).join('\n'))
  return said.length === 0
    ? [row(wordsFor('needs').label, '')]
    : said.map(text => row(wordsFor('needs').label, text))
}

function contactRows({ contact }: Page): Row[] {
  if (!contact) return [row('Get in touch', '')]
  return contact.items.map(({ icon, label, href }) => row(WAYS[icon] ?? 'Website', label, href))
}

const WAYS: Record<string, string> = { phone: 'Telephone', mail: 'E-mail' }

function ownRows(page: Page): Row[] {
  return ['Run by', 'Kind of organisation'].map(label => row(label, detail(page, label)))
}

function saidOfPlace({ fields, placing }: Pick<CheckParts, 'fields' | 'placing'>): string {
  if (fields.where_kind === 'area') return 'It is listed for all of the areas it is for.'
  if (placing.shown_lat === null) return ''
  if (fields.precision === 'exact') return 'A light on the very spot.'
  if (fields.precision === 'street') return 'A soft circle round a crossing near by. Your door is not shown.'
  return 'A soft circle over the neighbourhood. The place itself is not shown, nor can it be worked out.'
}

/** What only editors see. */
function keptRows({ draft, fields, placing, listing }: CheckParts): Row[] {
  const isShown = (said: string) => said !== '' && placing.shown_address.includes(said)
  const hidden = (['venue', 'street', 'postcode'] as const)
    .filter(name => homeOf(listing) && fields[name] !== '' && !isShown(fields[name]))
    .map(name => row(wordsFor(name).label, fields[name]))
  return [...hidden, row('Your name', draft.sender_name), row('Your e-mail address', draft.proposal.email)]
}

/** What was asked, field by field, where it is no whole listing: a change, or what the site can no longer place. */
export function plainAnswers(
  { asked, note }: Pick<Draft['proposal'], 'asked' | 'note'>,
  called: Names,
): { groups: Group[]; kept: Row[] } {
  // A point that only follows from a postcode is nobody's word.
  const names = (Object.keys(asked) as FieldName[]).filter(
    name => asked[name] !== null || !isPoint(name, asked),
  )
  const rows = names.map(name => row(wordsFor(name).label, sayValue(name, asked[name], called)))
  const said = note === '' ? rows : [...rows, row('Your note', note)]
  const photos = (asked.photos ?? []).map(thumbOf)
  return { groups: [{ heading: 'Your words', rows: said, href: '', change: '', photos }], kept: [] }
}
