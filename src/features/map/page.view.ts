// The page of the large map: the picture, ways to move and zoom it, and the list of what is in view.

import type { Box } from '../../platform/geo/point.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import { sayNumber } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import { pagination } from '../../platform/web/pages.ts'
import { cardOf } from '../initiatives/card.view.ts'
import { type FilterReading, PAGE_SIZE } from '../initiatives/filters.fields.ts'
import { noticeOf } from '../initiatives/filters.view.ts'
import { countOf } from '../initiatives/heading.view.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import { inPatch, type Settings } from '../settings/fields.ts'
import { mapAddress, tamed } from './fields.ts'
import { sayMark } from './picture.rules.ts'
import type { Streets } from './streets.fields.ts'
import { streetsNote } from './streets.view.ts'

export interface MapParts {
  /** What was asked for; none for the whole patch. */
  asked: Box | undefined
  /** All that the picture shows. */
  box: Box
  /** What the list is filtered by, as an address says it; nothing when left out. */
  query?: string
  /** What it was to be filtered by besides, and nothing is called. */
  dropped?: FilterReading['dropped']
  /** Where streets come from, if anywhere: see streets.js. */
  streets?: Streets | undefined
  picture: object
  listed: readonly Listed[]
  total: number
  /** Whether there are more than were counted. */
  capped?: boolean
  page: number
  pages: number
  now: LocalTime
}

interface InPatch {
  settings: Pick<Settings, 'patch_name'>
}

export function mapHead({
  asked,
  query,
  dropped = [],
  total,
  capped = false,
  settings,
}: MapParts & InPatch): Head {
  return {
    title: 'Map',
    description: `A night map of ${inPatch(countOf(total, capped), settings)}, and the list of them.`,
    canonical: '/map',
    section: '/map',
    scripts: ['explore.js'],
    ...((asked || query || dropped.length > 0) && { robots: 'noindex' }),
  }
}

/** What the map is called, for those who hear the page. */
export function mapTitle(total: number, shown = 0, capped = false): string {
  if (total === 0) return 'Map: no points of light in view'
  const lights = countOf(total, capped)
  if (shown === 0) return `Map: ${lights}`
  const numbered = shown < total ? `, ${shown} of them numbered as in the list` : ', numbered as in the list'
  return `Map: ${lights} in view${numbered}`
}

export function mapPage(parts: MapParts) {
  const { asked, box, query = '', dropped = [], streets, picture } = parts
  const list = listInView(parts)
  return {
    crumbs: [
      { href: '/', label: 'Home' },
      { href: '', label: 'Map' },
    ],
    heading: 'The map of lights',
    count: list.count,
    notices: dropped.map(noticeOf),
    figure: {
      picture,
      skip: '#in-view',
      caption:
        'Numbers match the list. A dashed circle is the part of town and not the place. What serves a whole area, or is online, has no place on a map.',
      large: asked ? { href: mapAddress(undefined, query), label: 'The whole map' } : null,
      explore: exploring(box, query, streets),
    },
    moves: movesFrom(box, query),
    list,
  }
}

/** What the map one can move needs to know to begin where the drawing is. */
export function exploring(box: Box, query: string, streets?: Streets) {
  const { min_lon, min_lat, max_lon, max_lat } = box
  const bbox = [min_lon, min_lat, max_lon, max_lat].map(degrees => degrees.toFixed(6)).join(',')
  return { bbox, query, streets: streets ? JSON.stringify(streets) : '', note: streetsNote(streets) }
}

/** The list beside the map: what is in view, nearest the middle first. */
export function listInView({ asked, query = '', listed, total, capped = false, page, pages, now }: MapParts) {
  const first = (page - 1) * PAGE_SIZE + 1
  return {
    count: total === 0 ? 'No points of light in view' : `${countOf(total, capped)} in view`,
    range:
      total > 0
        ? `${sayNumber(first)} to ${sayNumber(first + listed.length - 1)} of ${sayNumber(total)}${capped ? ' or more' : ''}, nearest the middle first`
        : 'In view',
    spots: JSON.stringify(listed.map(one => spotOf(one, now.date))),
    cards: listed.map((one, index) => cardOf(one, now, String(first + index))),
    pagination: pages > 1 && pagination(page, pages, pageAddress(asked, query)),
    empty: total === 0 && emptyFor(query),
  }
}

/** Where the light of a card is drawn, how far from there it may be, and what is said of it on the map. */
function spotOf(one: Listed, today: string) {
  return [one.shown_lat, one.shown_lon, one.shown_metres, sayMark(one, today)]
}

function emptyFor(query: string) {
  return {
    heading: 'It is dark here',
    text: 'No point of light stands in this part of the map. You can zoom out, or look at the whole of it.',
    suggestions: [
      { href: mapAddress(undefined, query), label: 'The whole map', note: '' },
      { href: '/initiatives', label: 'All points of light', note: '' },
    ],
  }
}

export function movesFrom(box: Box, query: string) {
  const [up, along] = [(box.max_lat - box.min_lat) * 0.4, (box.max_lon - box.min_lon) * 0.4]
  const moved = (lat: number, lon: number) => ({
    min_lat: box.min_lat + lat,
    max_lat: box.max_lat + lat,
    min_lon: box.min_lon + lon,
    max_lon: box.max_lon + lon,
  })
  // A quarter off each side halves it; half as much again on each side doubles it.
  const zoomed = (share: number) => ({
    min_lat: box.min_lat + share * (box.max_lat - box.min_lat),
    max_lat: box.max_lat - share * (box.max_lat - box.min_lat),
    min_lon: box.min_lon + share * (box.max_lon - box.min_lon),
    max_lon: box.max_lon - share * (box.max_lon - box.min_lon),
  })
  const move = (name: string, mark: string, words: string, to: Box) => ({
    name,
    mark,
    words,
    href: `${mapAddress(tamed(to), query)}#map`,
  })
  return [
    move('in', '+', 'Zoom in', zoomed(0.25)),
    move('out', '−', 'Zoom out', zoomed(-0.5)),
    move('north', 'N', 'Move north', moved(up, 0)),
    move('west', 'W', 'Move west', moved(0, -along)),
    move('east', 'E', 'Move east', moved(0, along)),
    move('south', 'S', 'Move south', moved(-up, 0)),
  ]
}

function pageAddress(asked: Box | undefined, query: string): (number: number) => string {
  const base = mapAddress(asked, query)
  return number => (number === 1 ? base : `${base}${base.includes('?') ? '&' : '?'}page=${number}`)
}
