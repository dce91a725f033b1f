// One proposal on one page: what would change, what to look at, who sent it, and what may be decided.
import { localTime } from '../../platform/text/clock.ts'
import { capitalise, sayTime } from '../../platform/text/words.ts'
import { type FormValues, firstOf } from '../../platform/web/forms.ts'
import { askedOf, type DecisionParts, decisionView, fieldsShown, nameOf } from './decision.view.ts'
import { diffFields, type FieldDiff } from './diff.rules.ts'
import { KIND_WORDS, REPORT_WORDS } from './fields.ts'
import type { Item } from './item.fields.ts'
import { besideOf } from './item-beside.view.ts'
import { lookOf } from './item-look.view.ts'
import { QUEUE_PATH, type QueueFilters, queueQuery } from './queue.rules.ts'
import type { QueueList } from './queue.view.ts'
import { changedMeanwhile, isLockedFor, isOpen } from './rules.ts'
import { sayValue } from './values.rules.ts'
import { saySince } from './waiting.rules.ts'

export interface ItemPageParts extends DecisionParts {
  list: QueueList
  filters: QueueFilters
  me: number
  now: Date
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

export function itemPage(parts: ItemPageParts) {
  const { item, filters, me, now, values, changed = null } = parts
  const { proposal, live } = item
  const query = queueQuery({ ...filters, page: 1 })
  const isTheirs = isLockedFor(me, proposal, now)
  const canDecide = isOpen(proposal) && !isTheirs
  const reported = proposal.report_reason || proposal.reported_for
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
    gone: goneOf(item),
    lock: lockOf(item, isTheirs, query, now),
    state: stateOf(item, isTheirs, now),
    held: proposal.status === 'held' ? proposal.held_for : [],
    clearance:
      proposal.status === 'held' && !isTheirs ? `${QUEUE_PATH}/${proposal.id}/clearance${query}` : '',
    report: reported ? REPORT_WORDS[reported] : '',
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
    ...formOrWords(parts, canDecide, query),
    beside: besideOf(item, now),
  }
}

function goneOf({ gone, into, pair }: Item): string {
  if (!gone) return ''
  if (pair && gone.into_id === pair.stays.id)
    return `${pair.goes.name} was made one with ${pair.stays.name}: ${gone.reason}`
  return `${into ? `It was made one with ${into.name}` : 'It was taken down'}: ${gone.reason}`
}

/** The form; where there is none any more, what somebody wrote in it is not lost. */
function formOrWords(parts: ItemPageParts, canDecide: boolean, query: string) {
  const form = decisionView(parts, query)
  if (canDecide) return { decision: form, written: '', errors: form.errors }
  const errors = form.errors.map(({ text }) => ({ href: '#item', text }))
  return { decision: null, written: parts.values ? firstOf(parts.values, 'reply') : '', errors }
}

function diffOf({ item, names }: ItemPageParts, values?: FormValues) {
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
    rows: diffFields(now, askedOf(item), names, fieldsShown(item, names)).map(row => ({
      ...row,
      // Of what is new as a whole nothing is marked as new.
      ...(isNew && { asked: row.asked.map(({ text }) => ({ kind: 'same' as const, text })) }),
      note: moved.has(row.field)
        ? `Changed meanwhile. When this was asked it said: ${sayValue(row.field, proposal.base[row.field], names) || 'nothing'}`
        : '',
      tick: hasTicks ? { value: row.field, checked: ticked ? ticked.includes(row.field) : true } : null,
    })),
  }
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

function stateOf({ proposal, decider, holder }: Item, isTheirs: boolean, now: Date): string {
  if (isOpen(proposal)) return isTheirs ? `As long as ${holder} has it open, nobody else decides on it.` : ''
  const by = decider ? ` by ${decider}` : ''
  const when = proposal.decided_at ? `, ${saySince(proposal.decided_at, now)}` : ''
  const why = proposal.decision_reason ? `. Reason: ${proposal.decision_reason}` : ''
  return `${capitalise(proposal.status)}${by}${when}${why}.`
}
