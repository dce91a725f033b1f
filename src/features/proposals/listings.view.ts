// The editors' pages of listings: all of them, and one of them with all that may be done.
import { localTime } from '../../platform/text/clock.ts'
import { count, sayDate } from '../../platform/text/words.ts'
import { type FormField, formOf, type Issue } from '../../platform/web/forms.ts'
import { pagination } from '../../platform/web/pages.ts'
import { labelOf, STATUSES } from '../initiatives/choices.fields.ts'
import type { Keeper } from '../initiatives/keepers.store.ts'
import type { Unpublished } from '../initiatives/publishing.store.ts'
import type { Entered } from '../initiatives/reading.store.ts'
import { saySince } from './waiting.rules.ts'

export const LISTINGS_SIZE = 30
export const LISTINGS_PATH = '/admin/initiatives'

export interface ListingFilters {
  q: string
  show: 'live' | 'down'
  area: number
  page: number
}

export interface ListedRow {
  id: number
  name: string
  note: string
}

export interface ListingsParts {
  filters: ListingFilters
  rows: ListedRow[]
  total: number
  areas: readonly { id: number; name: string }[]
  reach: string
  /** On how many listings all that somebody did was just undone. */
  undone?: number
}

export function listingsPage({ filters, rows, total, areas, reach, undone = 0 }: ListingsParts) {
  const { q, show, area, page } = filters
  const address = (number: number) => `${LISTINGS_PATH}?${queryOf({ ...filters, page: number })}`
  const pages = Math.ceil(total / LISTINGS_SIZE)
  return {
    title: 'Initiatives',
    lead: `You look after ${reach}.`,
    notice: undone > 0 ? undoneNotice(undone) : null,
    parts: formOf(filterFields(areas), { q, show, area: area > 0 ? String(area) : '' }).parts,
    heading: count(
      total,
      show === 'live' ? 'listing' : 'listing taken down',
      show === 'live' ? 'listings' : 'listings taken down',
    ),
    rows: rows.map(({ id, name, note }) => ({ href: `${LISTINGS_PATH}/${id}`, name, note })),
    empty:
      rows.length > 0
        ? null
        : {
            heading: show === 'live' ? 'No listing by that name' : 'Nothing was taken down',
            text: q ? 'Try fewer letters, or another area.' : 'What is listed in your areas stands here.',
            suggestions: [{ href: LISTINGS_PATH, label: 'All of your listings', note: '' }],
          },
    pagination: pages > 1 ? pagination(page, pages, address) : null,
  }
}

function undoneNotice(undone: number) {
  const text = `Undone on ${count(undone, 'listing')}. Each has it among its revisions, and it can be taken back there.`
  return { icon: 'check', tone: 'done', heading: '', text, link: null }
}

function filterFields(areas: ListingsParts['areas']): FormField[] {
  return [
    { control: 'search', name: 'q', label: 'Name' },
    {
      ...{ control: 'select', name: 'area', label: 'Area' },
      options: [
        { value: '', label: 'All mine' },
        ...areas.map(one => ({ value: String(one.id), label: one.name })),
      ],
    },
    {
      ...{ control: 'select', name: 'show', label: 'Which' },
      options: [
        { value: 'live', label: 'On the site' },
        { value: 'down', label: 'Taken down' },
      ],
    },
  ]
}

function queryOf({ q, show, area, page }: ListingFilters): URLSearchParams {
  return new URLSearchParams({
    ...(q && { q }),
    ...(show !== 'live' && { show }),
    ...(area > 0 && { area: String(area) }),
    ...(page > 1 && { page: String(page) }),
  })
}

export interface ListingParts {
  id: number
  live: Entered | undefined
  gone: Unpublished | undefined
  into: { id: number; name: string } | undefined
  keepers: Keeper[]
  open: readonly number[]
  by: string
  now: Date
  issues?: Issue[]
  values?: Record<string, string>
  /** What was just decided about it and may still be taken back. */
  done?: object | null
  /** Whether somebody just asked that it be made one with a listing elsewhere. */
  isSent?: boolean
}

export function listingPage(parts: ListingParts) {
  const { id, live, gone, keepers, open, now, issues = [], values = {}, done = null, isSent = false } = parts
  const { parts: fields, errors } = formOf([WHY], values, issues)
  const path = `${LISTINGS_PATH}/${id}`
  return {
    title: live?.fields.name ?? gone?.name ?? '',
    errors,
    done,
    notice: isSent ? SENT : null,
    state: live
      ? `${labelOf(STATUSES, live.fields.status)}. Changed ${saySince(live.updated_at, now)}.`
      : goneWords(parts),
    links: [
      ...(live
        ? [
            { href: `/initiatives/${live.slug}`, label: 'See it on the site', icon: 'globe' },
            { href: `${path}/edit`, label: 'Change what it says', icon: 'pencil' },
          ]
        : []),
      { href: `${path}/revisions`, label: 'All it ever said', icon: 'history' },
      ...(live ? [{ href: `${path}/merging`, label: 'Make it one with another', icon: 'copy' }] : []),
      ...open.slice(0, 1).map(one => ({
        ...{ href: `/admin/queue/${one}`, icon: 'flag' },
        label:
          open.length === 1 ? 'Something waits about it' : `${open.length} things wait about it: the first`,
      })),
    ],
    unpublication: live ? { action: `${path}/unpublication`, parts: fields } : null,
    publication: gone ? `${path}/publication` : '',
    keepers: keepers.map(keeper => ({
      name: keeper.name || keeper.email,
      note: keeperWords(keeper),
      trust: { action: `${path}/keepers/${keeper.person_id}/trust`, value: keeper.is_trusted ? 'no' : 'yes' },
      trust_label: keeper.is_trusted ? 'Trust no longer' : 'Trust',
      removal: `${path}/keepers/${keeper.person_id}/removal`,
    })),
  }
}

const SENT = {
  ...{ icon: 'check', tone: 'done', heading: '', link: null },
  text: 'It waits for an editor who looks after both. Both listings stay up until that is decided, and we write to whoever asked.',
}

function keeperWords({ name, email, since, is_trusted }: ListingParts['keepers'][number]): string {
  const begun = `since ${sayDate(localTime(new Date(since)).date)}`
  const who = name ? `${email}, ${begun}` : `Keeps it ${begun}`
  return `${who}. ${is_trusted ? 'Their changes go live at once.' : 'Their changes wait for an editor.'}`
}

function goneWords({ gone, into, by, now }: ListingParts): string {
  if (!gone) return ''
  const what = into ? `Made one with ${into.name}` : 'Taken down'
  return `${what} ${saySince(gone.made_at, now)}${by ? ` by ${by}` : ''}: ${gone.reason}`
}

const WHY: FormField = {
  ...{ control: 'text', name: 'reason', label: 'Why is it taken down?', hint: 'Kept in the record.' },
  attributes: { maxlength: '300', autocomplete: 'off' },
}
