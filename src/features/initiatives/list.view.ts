// The list page: heading, chips, filters, cards, pages, and what to do when there is nothing.

import type { LocalTime } from '../../platform/text/clock.ts'
import { sayNumber } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import { pagination } from '../../platform/web/pages.ts'
import type { Journey } from '../crossings/travel.rules.ts'
import { type Card, cardOf } from './card.view.ts'
import { filterForm } from './filter-form.view.ts'
import { type FilterReading, type Filters, listAddress, PAGE_SIZE, writeFilters } from './filters.fields.ts'
import { chips, type Names, noticeOf, sayChoice, sorts } from './filters.view.ts'
import { countOf, headingOf, kindOf } from './heading.view.ts'
import type { FacetCounts, Found, Listed, Loosening } from './kept.fields.ts'
import { type MapPicture, mapFigure } from './list-map.view.ts'

export interface ListParts {
  filters: Filters
  dropped: FilterReading['dropped']
  names: Names
  found: Found
  counts: FacetCounts
  listed: Listed[]
  /** Only for an empty list. */
  empty: EmptyParts | undefined
  /** The map that repeats the list; null where nothing in it stands anywhere. */
  picture: MapPicture | null
  /** Whether the place asked about lies beyond the areas of this site. */
  is_beyond: boolean
  /** The district of the place asked about, for the way back. */
  district: { name: string; path: string } | undefined
  now: LocalTime
}
export interface EmptyParts {
  didYouMean: string | undefined
  loosenings: Loosening[]
  beyond: { listed: Listed; journey: Journey }[]
}

/** What the page says of itself. */
export function listHead({ filters, names, found, dropped }: ListParts): Head {
  const heading = headingOf(filters, names)
  const shown = { ...filters, page: found.page }
  const title = found.pages > 1 ? `${heading}, page ${found.page} of ${found.pages}` : heading
  return {
    title,
    description: `${countOf(found.total, found.capped)}: ${heading}.`,
    canonical: listAddress(shown),
    section: '/initiatives',
    ...((filters.q || filters.near || dropped.length > 0) && { robots: 'noindex' }),
    alternates: formatsOf(filters).map(({ type, href }) => ({ type, href, title: heading })),
  }
}

/** The page itself. */
export function listPage(parts: ListParts) {
  const { filters, names, found, counts, listed, empty, district, now } = parts
  const heading = headingOf(filters, names)
  const { list, clear } = chips(filters, names)
  const first = (found.page - 1) * PAGE_SIZE
  return {
    crumbs: crumbs(kindOf(filters, names), district, writeFilters(filters) !== ''),
    heading,
    count: countOf(found.total, found.capped),
    notices: [...(parts.is_beyond ? [beyondNotice(filters)] : []), ...parts.dropped.map(noticeOf)],
    chips: list.length > 0 && {
      label: 'Filters in use',
      chips: list,
      clear: { href: clear, label: 'Clear all' },
    },
    filters: { ...filterForm(filters, names, counts), map: parts.picture && SEE_MAP },
    map: mapFigure(parts.picture, parts),
    sort: { heading: rangeOf(found, first, listed.length), label: 'Sort:', options: sorts(filters) },
    cards: listed.map((one, index) =>
      cardOf(one, now, String(first + index + 1), found.journeys.get(one.id)),
    ),
    pagination:
      found.pages > 1 && pagination(found.page, found.pages, page => listAddress({ ...filters, page })),
    empty: empty && emptyState(parts, empty),
    beyond: empty
      ? empty.beyond.map(({ listed: one, journey }) => cardOf(one, now, '', journey))
      : ([] as Card[]),
    by_distance: filters.near !== '',
    near: filters.near,
    take: { heading: 'Take this list with you', links: formatsOf(filters) },
  }
}

const SEE_MAP = { href: '#map', label: 'See the map' }

function rangeOf({ total, capped }: Found, first: number, shown: number): string {
  return total > 0
    ? `${sayNumber(first + 1)} to ${sayNumber(first + shown)} of ${sayNumber(total)}${capped ? '+' : ''}`
    : ''
}

function beyondNotice({ near }: Filters) {
  const text = `${near} lies outside the area this site covers.`
  return { icon: 'info', tone: 'plain', heading: '', text, link: { href: '/areas', label: 'See the area' } }
}

function crumbs(what: string, district: ListParts['district'], filtered: boolean) {
  if (!filtered) return [{ href: '', label: 'Browse' }]
  const way = district ? [{ href: `/areas/${district.path}`, label: district.name }] : []
  return [{ href: '/initiatives', label: 'Browse' }, ...way, { href: '', label: what }]
}

/** The same list in other formats. */
export function formatsOf(filters: Filters) {
  const address = (extension: string) => listAddress({ ...filters, page: 1 }, extension)
  return [
    { type: 'application/atom+xml', href: address('.atom'), icon: 'rss', label: 'Feed' },
    { type: 'text/csv', href: address('.csv'), icon: 'table', label: 'CSV' },
    { type: 'application/geo+json', href: address('.geojson'), icon: 'braces', label: 'GeoJSON' },
  ]
}

function emptyState({ filters, names }: ListParts, { didYouMean, loosenings, beyond }: EmptyParts) {
  const meant =
    didYouMean === undefined
      ? []
      : [
          {
            href: listAddress({ ...filters, q: didYouMean, page: 1 }),
            label: `Did you mean “${didYouMean}”?`,
            note: '',
          },
        ]
  const ways = loosenings.map(({ name, count: total }) => ({
    href: listAddress(dropped(filters, name)),
    label: sayWithout(filters, name, names),
    note: countOf(total, false),
  }))
  return {
    heading: 'No points of light here yet',
    text:
      beyond.length > 0
        ? 'Nothing matches all of this. You can take something away, or look a little farther.'
        : 'Nothing matches all of this. Here is what you can do.',
    suggestions: [
      ...meant,
      ...ways,
      { href: '/areas', label: 'Browse all areas', note: '' },
      { href: '/submit', label: 'Tell us about one', note: 'If you know of something we should list' },
    ],
  }
}

function dropped(filters: Filters, name: Loosening['name']): Filters {
  const without = { ...filters, page: 1, [name]: name === 'q' || name === 'near' ? '' : [] }
  const sort = without.near ? 'nearest' : without.q ? 'best' : 'newest'
  return { ...without, sort }
}

function sayWithout(filters: Filters, name: Loosening['name'], names: Names): string {
  if (name === 'q') return `Without “${filters.q}”`
  if (name === 'near') return 'Anywhere, near or far'
  const said = filters[name].map(value => sayChoice(name, value, names))
  return `Without “${said.join(', ')}”`
}
