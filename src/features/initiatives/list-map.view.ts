// The map beside a list: what it is asked to draw, and the words round it.
import type { Point } from '../../platform/geo/point.ts'
import { count } from '../../platform/text/words.ts'
import { defaultSort, type Filters, PAGE_SIZE, writeFilters } from './filters.fields.ts'
import type { Names } from './filters.view.ts'
import { countOf, headingOf } from './heading.view.ts'
import type { Found, Listed } from './kept.fields.ts'

/** A drawn map, as far as a page needs to know it. */
export interface MapPicture {
  title: string
  /** The address of the large map of the same ground. */
  href: string
}

/** Draws a page of a list; null when nothing on it stands anywhere. */
export type DrawList = (
  asked: {
    title: string
    listed: readonly Listed[]
    first: number
    near?: Point & { label: string; miles: number }
  },
  today: string,
) => MapPicture | null

interface MapParts {
  filters: Filters
  names: Names
  found: Found
  listed: readonly Listed[]
}

/** What a map of this page of the list is asked for; `near` is where the list starts from, if anywhere. */
export function mapAsked({ filters, names, found, listed }: MapParts, near: Point | undefined) {
  const lights = countOf(found.total, found.capped)
  return {
    title: `Map of ${lights}: ${headingOf(filters, names)}. Numbered as in the list`,
    listed,
    first: (found.page - 1) * PAGE_SIZE + 1,
    ...(near && { near: { lat: near.lat, lon: near.lon, label: filters.near, miles: filters.within } }),
  }
}

/** The map as it stands on the page. */
export function mapFigure(picture: MapPicture | null, { filters, listed }: Omit<MapParts, 'names'>) {
  if (!picture) return null
  const astray = listed.filter(({ where_kind }) => where_kind !== 'address').length
  const reach = filters.near
    ? `The dotted line is ${count(filters.within, 'mile')} as you would travel, and stops at the water.`
    : ''
  const without =
    astray > 0
      ? `${astray} on this page ${astray === 1 ? 'serves' : 'serve'} a whole area or are online.`
      : ''
  const numbers = listed.length > 0 ? 'Numbers match the list.' : ''
  return {
    picture,
    skip: '#take',
    caption: [numbers, reach, astray === 1 ? without.replace(' are ', ' is ') : without]
      .filter(Boolean)
      .join(' '),
    large: { href: largeMap(picture, filters), label: 'Explore the map' },
    explore: null,
  }
}

/** The large map of the same ground, with the same lights on it. */
function largeMap({ href }: MapPicture, filters: Filters): string {
  const sort = defaultSort(filters.near, filters.q)
  const query = writeFilters({ ...filters, sort, page: 1 })
  return query ? `${href}&${query}` : href
}
