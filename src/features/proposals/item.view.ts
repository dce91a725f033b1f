// One proposal on one page: what would change, what to look at, who sent it, and what may be decided.
import { localTime } from '../../platform/text/clock.ts'
import { capitalise, count, sayTime } from '../../platform/text/words.ts'
import { type FormField, type FormValues, firstOf, formOf, type Issue } from '../../platform/web/forms.ts'
import type { FieldName } from '../initiatives/fields.ts'
import { diffFields, type FieldDiff } from './diff.rules.ts'
import { type AskedFields, KIND_WORDS, REPORT_WORDS } from './fields.ts'
import type { Item } from './item.fields.ts'
import { besideOf } from './item-beside.view.ts'
import { lookOf } from './item-look.view.ts'
import { QUEUE_PATH, type QueueFilters, queueQuery } from './queue.rules.ts'
import type { QueueList } from './queue.view.ts'
import { DRAFTS, draftsFor, REASONS } from './replies.rules.ts'
import { changedMeanwhile, fieldsAsked, isLockedFor, isOpen, isPoint } from './rules.ts'
import { sayValue } from './values.rules.ts'
import { saySince } from './waiting.rules.ts'

export interface ItemPageParts {
  item: Item
  list: QueueList
  filters: QueueFilters
  revision: number
  me: number
  now: Date
  /** What was typed before, when the page is shown again. */
  values?: FormValues
  issues?: Issue[]
  /** What is different from what the editor saw. */
  changed?: { heading: string; rows: FieldDiff[] } | null
  done: Done | null
  undo: Done | null
}

/** A decision that may still be taken back. */
export interface Done {
  text: string
  action: string
  until: string
  /** Their ids with commas between, where it is several at once. */
  ids: string
}

const START = 'Start the reply from'

export type ItemPage = ReturnType<typeof itemPage>

export function itemPage(parts: ItemPageParts) {
  const { item, filters, me, now, values, changed = null } = parts
  const { proposal, live, gone } = item
  const query = queueQuery({ ...filters, page: 1 })
  const isTheirs = isLockedFor(me, proposal, now)
  const form = decisionForm(parts, query)
  return {
    list: parts.list,
    back: `${QUEUE_PATH}${query}`,
    done: parts.done,
    undo: parts.undo,
    kind: { ...KIND_WORDS[proposal.kind], tone: proposal.kind },
    when: whenOf(item, now),
    name: nameOf(item),
    where: item.area,
    live: live ? { href: `/initiatives/${live.slug}`, label: 'See it live' } : null,
    gone: gone ? `It was taken down: ${gone.reason}` : '',
    lock: lockOf(item, isTheirs, query, now),
    state: isOpen(proposal) ? '' : stateOf(item, now),
    held: proposal.status === 'held' ? proposal.held_for : [],
    clearance:
      proposal.status === 'held' && !isTheirs ? `${QUEUE_PATH}/${proposal.id}/clearance${query}` : '',
    report: proposal.report_reason ? REPORT_WORDS[proposal.report_reason] : '',
    look: lookOf(item, query),
    diff: diffOf(parts, values),
    note: proposal.note,
    messages: item.messages.map(({ is_from_editor, text, made_at }) => ({
      ...{ who: is_from_editor ? 'An editor asked' : 'The sender answered', text },
      since: saySince(made_at, now),
    })),
    changed: changed && {
      heading: changed.heading,
      rows: changed.rows.map(row => ({ ...row, tick: null, note: '' })),
    },
    decision: isOpen(proposal) && !isTheirs ? form : null,
    errors: form.errors,
    beside: besideOf(item, now),
  }
}

/** The fields a diff shows: of a new listing all that say something. */
export function fieldsShown(item: Item): FieldName[] {
  const { proposal, live, whole } = item
  const names = fieldsAsked(proposal).filter(name => !isPoint(name, proposal.asked))
  if (proposal.kind !== 'new') return names
  return names.filter(name => sayValue(name, askedOf(item)[name]) !== '' && (live || whole))
}

/** What is asked for, as it would be kept. */
function askedOf({ proposal, whole }: Item): AskedFields {
  if (!whole) return proposal.asked
  return Object.fromEntries(fieldsAsked(proposal).map(name => [name, whole[name]]))
}

function diffOf({ item }: ItemPageParts, values?: FormValues) {
  const { proposal, live, revision } = item
  const isLive = proposal.revision_id !== null && isOpen(proposal) && proposal.kind === 'edit'
  const isNew = proposal.kind === 'new'
  const now = isNew
    ? {}
    : isLive || !isOpen(proposal)
      ? proposal.base
      : (live?.fields ?? revision?.fields ?? {})
  const moved = new Set(
    !isNew && !isLive && live && isOpen(proposal) ? changedMeanwhile(proposal, live.fields) : [],
  )
  const ticked = values ? [values.take ?? []].flat() : null
  const hasTicks = proposal.kind === 'edit' && !isLive && isOpen(proposal)
  return {
    before: isNew ? '' : isLive ? 'Before' : 'Now',
    after: isLive ? 'Live already' : 'Asked for',
    take: hasTicks ? 'Take it' : '',
    rows: diffFields(now, askedOf(item), fieldsShown(item)).map(row => ({
      ...row,
      note: moved.has(row.field)
        ? `Changed meanwhile. When this was asked it said: ${sayValue(row.field, proposal.base[row.field]) || 'nothing'}`
        : '',
      tick: hasTicks ? { value: row.field, checked: ticked ? ticked.includes(row.field) : true } : null,
    })),
  }
}

function decisionForm({ item, revision, values, issues = [] }: ItemPageParts, query: string) {
  const { proposal } = item
  const base = `${QUEUE_PATH}/${proposal.id}`
  const name = nameOf(item)
  const changes = fieldsShown(item).length
  const draft = DRAFTS.find(({ id }) => values && id === firstOf(values, 'draft'))
  const isFilled = values !== undefined && firstOf(values, 'fill') !== '' && draft
  const given = { ...values, ...(isFilled && { reply: draft.text(name, changes) }) }
  const { parts, errors } = formOf(decisionFields(item), given, issues)
  const [reason, drafts, reply] = parts
  const hasAnswer = proposal.email !== ''
  const taken = values ? [values.take ?? []].flat().length : changes
  return {
    errors,
    ...{ action: `${base}/approval${query}`, reason, drafts, reply, has_answer: hasAnswer },
    hidden: [
      { name: 'version', value: String(proposal.version) },
      { name: 'revision', value: String(revision) },
    ],
    fill: `${base}/draft${query}`,
    approve: { label: approveLabel(item, taken || changes), action: `${base}/approval${query}` },
    question: hasAnswer ? `${base}/question${query}` : '',
    rejection: `${base}/rejection${query}`,
    follow: followOf(item, base, query),
    foot: hasAnswer
      ? 'Can be undone for 10 minutes, before the reply is sent. Then the next one opens.'
      : 'Can be undone for 10 minutes. They left no address, so nobody is written to. Then the next one opens.',
  }
}

function decisionFields({ proposal }: Item): FormField[] {
  return [
    {
      ...{ control: 'select', name: 'reason', label: 'Reason, kept in the record' },
      options: [
        { value: '', label: 'Choose a reason' },
        ...Object.entries(REASONS).map(([value, label]) => ({ value, label })),
      ],
    },
    {
      ...{ control: 'select', name: 'draft', label: START },
      options: [
        { value: '', label: 'Nothing' },
        ...draftsFor(proposal.kind).map(({ id, label }) => ({ value: id, label })),
      ],
    },
    {
      ...{ control: 'textarea', name: 'reply', label: 'Reply to the sender' },
      attributes: { rows: '4', maxlength: '3000' },
    },
  ]
}

function approveLabel({ proposal }: Item, changes: number): string {
  if (proposal.kind === 'edit')
    return proposal.revision_id === null ? `Approve ${count(changes, 'change')}` : 'Let it stand'
  if (proposal.kind === 'new') return 'Approve and list it'
  if (proposal.kind === 'claim') return 'Approve the new keeper'
  return proposal.kind === 'merge' ? 'Make them one' : 'Leave it as it is'
}

/** What a report may lead to. */
function followOf({ proposal, live }: Item, base: string, query: string) {
  if (proposal.kind !== 'report' || !live) return null
  const listing = `/admin/initiatives/${proposal.initiative_id}`
  return {
    ending: `${base}/ending${query}`,
    removal: `${base}/removal${query}`,
    links: [
      { href: `${listing}/edit`, label: 'Change what it says' },
      { href: `${listing}/merging`, label: 'Make it one with another' },
    ],
  }
}

function nameOf({ proposal, live, gone }: Item): string {
  return live?.fields.name ?? proposal.asked.name ?? gone?.name ?? 'Without a name'
}

const BY: Record<string, string> = {
  new: 'New',
  edit: 'Changes asked for',
  claim: 'Somebody asks to keep it',
  report: 'Reported',
  merge: 'Maybe a double',
}

function whenOf({ proposal, keepers }: Item, now: Date): string {
  const isKeeper = keepers.some(({ email }) => email === proposal.email)
  const what = proposal.kind === 'edit' && isKeeper ? 'Changed by its keeper' : (BY[proposal.kind] ?? '')
  return `${what}, ${saySince(proposal.confirmed_at ?? proposal.updated_at, now)}`
}

function lockOf({ proposal, holder }: Item, isTheirs: boolean, query: string, now: Date) {
  const until = proposal.locked_until
  if (!isOpen(proposal) || until === null || until <= now.toISOString()) return null
  const time = sayTime(localTime(new Date(until)).time)
  if (isTheirs) return { text: `${holder} has it open until`, time, action: '' }
  return { text: 'Yours until', time, action: `${QUEUE_PATH}/${proposal.id}/lock-removal${query}` }
}

function stateOf({ proposal, decider }: Item, now: Date): string {
  const by = decider ? ` by ${decider}` : ''
  const when = proposal.decided_at ? `, ${saySince(proposal.decided_at, now)}` : ''
  const why = proposal.decision_reason ? `. Reason: ${proposal.decision_reason}` : ''
  return `${capitalise(proposal.status)}${by}${when}${why}.`
}
