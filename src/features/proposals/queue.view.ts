// The list at the left of the editors' desk: what waits, and how long.
import { count, sayNumber } from '../../platform/text/words.ts'
import type { FormField } from '../../platform/web/forms.ts'
import { formOf } from '../../platform/web/forms.ts'
import { pagination } from '../../platform/web/pages.ts'
import { KIND_WORDS, KINDS, type Queued, REPORT_WORDS } from './fields.ts'
import type { Step } from './first-steps.rules.ts'
import { QUEUE_PATH, type QueueFilters, queueQuery, type Shown } from './queue.rules.ts'
import { isLockedFor } from './rules.ts'
import { middleOf, saySince, sayWait } from './waiting.rules.ts'

export const PAGE_SIZE = 20
/** How many stand beside an open one. */
export const BESIDE = 9
// The middle of fewer says nothing about the next.
const ENOUGH_TO_TELL = 5

export interface QueueParts {
  rows: Queued[]
  total: number
  counts: Record<Shown, number>
  filters: QueueFilters
  /** Hours waited by those decided last, in order. */
  waits: readonly number[]
  areas: readonly { id: number; name: string }[]
  /** What somebody looks after, in words. */
  reach: string
  me: number
  now: Date
}

export type QueueList = ReturnType<typeof queueList>

const SHOW_WORDS: Record<Shown, string> = { waiting: 'Waiting', held: 'Held as spam', asked: 'Asked' }

export function queueList(parts: QueueParts, current = 0) {
  const { rows, total, counts, filters, areas } = parts
  const shown = current > 0 ? rows.slice(0, BESIDE) : rows
  const more = total - shown.length
  return {
    lead: leadOf(parts),
    shows: (Object.keys(SHOW_WORDS) as Shown[]).map(show => ({
      href: `${QUEUE_PATH}${queueQuery({ ...filters, show, page: 1 })}`,
      label: SHOW_WORDS[show],
      count: String(counts[show]),
      current: show === filters.show,
    })),
    form: {
      action: QUEUE_PATH,
      hidden: filters.show === 'waiting' ? [] : [{ name: 'show', value: filters.show }],
      parts: formOf(filterFields(areas), { kind: filters.kind, area: String(filters.area || '') }).parts,
    },
    rows: shown.map(row => rowOf(row, parts, current)),
    ticks: current === 0,
    more:
      current > 0 && more > 0
        ? {
            href: `${QUEUE_PATH}${queueQuery({ ...filters, page: 1 })}`,
            label: `${sayNumber(more)} more`,
          }
        : null,
  }
}

/** `steps` are what is still to be done on a new site, for somebody who may. */
export function queuePage(parts: QueueParts, steps: readonly Step[] = []) {
  const { rows, total, filters, me, now } = parts
  const pages = Math.ceil(total / PAGE_SIZE)
  const address = (page: number) => `${QUEUE_PATH}${queueQuery({ ...filters, page })}`
  const next = rows.find(row => !isLockedFor(me, row, now))
  return {
    list: queueList(parts),
    pagination: pages > 1 ? pagination(filters.page, pages, address) : null,
    empty: rows.length === 0 ? emptyOf(parts) : null,
    steps: steps.length > 0 ? { heading: 'A new site: what you may do first', rows: steps } : null,
    start: next ? { href: itemPath(next.id, filters), name: next.name || 'Without a name' } : null,
    kinds: KINDS.map(kind => ({ ...KIND_WORDS[kind], tone: kind })),
    bulk: { action: `${QUEUE_PATH}/decisions`, query: filters.show, parts: formOf([WHAT]).parts },
  }
}

/** The address of an item, with the filters somebody came by. */
export function itemPath(id: number, filters: QueueFilters, more: Record<string, string> = {}): string {
  return `${QUEUE_PATH}/${id}${queueQuery({ ...filters, page: 1 }, more)}`
}

const WHAT: FormField = {
  ...{ control: 'select', name: 'action', label: 'What to do with them' },
  options: [
    { value: 'approval', label: 'Approve' },
    { value: 'rejection', label: 'Reject' },
    { value: 'spam', label: 'Reject as spam' },
  ],
}

function rowOf(row: Queued, { filters, me, now }: QueueParts, current: number) {
  const isTheirs = isLockedFor(me, row, now)
  return {
    id: row.id,
    href: itemPath(row.id, filters),
    kind: { ...KIND_WORDS[row.kind], tone: row.kind },
    name: row.name || 'Without a name',
    line: lineOf(row),
    area: row.area || 'Nowhere in particular',
    since: saySince(row.confirmed_at, now),
    locked: isTheirs ? 'Open elsewhere' : '',
    current: row.id === current,
  }
}

function lineOf({ kind, note, other, report_reason, changes, earlier, is_live }: Queued): string {
  if (kind === 'report') return note ? `“${cut(note)}”` : REPORT_WORDS[report_reason || 'other']
  if (kind === 'new') return earlier === 0 ? 'First from this sender' : 'From somebody who sent before'
  if (kind === 'claim') return note ? `“${cut(note)}”` : 'Somebody asks to keep it'
  if (kind === 'merge') return `The same as ${cut(other)}?`
  return `${count(changes, 'thing')} changed${is_live ? ', live already' : ''}`
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  if (line.length <= 60) return line
  // No word is cut in two, unless one alone is longer.
  const start = [...line].slice(0, 59).join('')
  return `${start.replace(/[\s,.;:]*\s\S*$/, '')}…`
}

function leadOf({ counts, waits, rows, filters, now }: QueueParts): string {
  const oldest = filters.show === 'waiting' ? rows.map(row => row.confirmed_at).sort()[0] : undefined
  const old = oldest ? `, oldest ${sayWait(now.getTime() - Date.parse(oldest))}` : ''
  const said = [
    counts.waiting === 0 ? 'Nothing waits' : `${sayNumber(counts.waiting)} waiting${old}`,
    ...(counts.held > 0 ? [`${sayNumber(counts.held)} held as spam`] : []),
  ]
  const middle = waits.length < ENOUGH_TO_TELL ? undefined : middleOf(waits)
  const half = middle === undefined ? '' : ` Half are answered within ${sayWait(middle * 3_600_000)}.`
  return `${said.join(', ')}.${half}`
}

function emptyOf({ filters, counts, reach }: QueueParts) {
  const isFiltered = filters.kind !== '' || filters.area > 0 || filters.page > 1
  const ways = (Object.keys(SHOW_WORDS) as Shown[])
    .filter(show => counts[show] > 0 && (show !== filters.show || isFiltered))
    .map(show => ({
      href: `${QUEUE_PATH}${queueQuery({ show, kind: '', area: 0, page: 1 })}`,
      label: SHOW_WORDS[show],
      note: count(counts[show], 'item'),
    }))
  const listings = { href: '/admin/initiatives', label: 'Look through the listings', note: '' }
  return {
    heading: isFiltered ? 'Nothing here by these filters' : headingOf(filters.show, counts),
    text: `You look after ${reach}. Reports are here at once, and whatever else people send as soon as they have confirmed their address.`,
    suggestions: [...ways, listings],
  }
}

/** Whoever is held or asked something has no answer yet. */
function headingOf(show: Shown, { held, asked }: QueueParts['counts']): string {
  if (show !== 'waiting' || held + asked === 0) return EMPTY[show]
  if (held === 0) return `Nothing waits. ${count(asked, 'question')} ${asked === 1 ? 'is' : 'are'} open.`
  return `Nothing waits, but ${held === 1 ? 'one is' : `${sayNumber(held)} are`} held as spam.`
}

const EMPTY: Record<Shown, string> = {
  waiting: 'Nothing waits. Everybody has an answer.',
  held: 'Nothing is held as spam.',
  asked: 'No question is open.',
}

function filterFields(areas: QueueParts['areas']): FormField[] {
  return [
    {
      ...{ control: 'select', name: 'kind', label: 'Kind' },
      options: [
        { value: '', label: 'All kinds' },
        ...KINDS.map(kind => ({ value: kind, label: KIND_WORDS[kind].name })),
      ],
    },
    {
      ...{ control: 'select', name: 'area', label: 'Area' },
      options: [
        { value: '', label: 'My areas' },
        ...areas.map(({ id, name }) => ({ value: String(id), label: name })),
      ],
    },
  ]
}
