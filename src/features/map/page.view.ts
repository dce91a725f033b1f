// The page of the large map: the picture, ways to move and zoom it, and the list of what is in view.
import type { Box } from '../../platform/geo/point.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import { count } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import { pagination } from '../../platform/web/pages.ts'
import { cardOf } from '../initiatives/card.view.ts'
import { PAGE_SIZE } from '../initiatives/filters.fields.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import { mapAddress, tamed } from './fields.ts'

export interface MapParts {
  /** What was asked for; none for the whole patch. */
  asked: Box | undefined
  /** All that the picture shows. */
  box: Box
  picture: object
  listed: readonly Listed[]
  total: number
  page: number
  pages: number
  now: LocalTime
}

export function mapHead({ asked, total }: MapParts): Head {
  return {
    title: 'Map',
    description: `A night map of ${sayTotal(total)}, and the list of them.`,
    canonical: '/map',
    section: '/map',
    ...(asked && { robots: 'noindex' }),
  }
}

/** What the map is called, for those who hear the page. */
export function mapTitle(total: number, shown = 0): string {
  if (total === 0) return 'Map: no points of light in view'
  if (shown === 0) return `Map: ${sayTotal(total)}`
  const numbered = shown < total ? `, ${shown} of them numbered as in the list` : ', numbered as in the list'
  return `Map: ${sayTotal(total)} in view${numbered}`
}

export function mapPage({ asked, box, picture, listed, total, page, pages, now }: MapParts) {
  const first = (page - 1) * PAGE_SIZE + 1
  const say = (n: number) => n.toLocaleString('en-GB')
  return {
    crumbs: [
      { href: '/', label: 'Home' },
      { href: '', label: 'Map' },
    ],
    heading: 'The map of lights',
    count: total === 0 ? 'No points of light in view' : `${sayTotal(total)} in view`,
    figure: {
      picture,
      skip: '#in-view',
      caption:
        'Numbers match the list. A dashed circle is the part of town and not the place. What serves a whole area, or is online, has no place on a map.',
      large: asked ? { href: '/map', label: 'The whole map' } : null,
    },
    moves: movesFrom(box),
    range:
      total > 0
        ? `${say(first)} to ${say(first + listed.length - 1)} of ${say(total)}, nearest the middle first`
        : 'In view',
    cards: listed.map((one, index) => cardOf(one, now, String(first + index))),
    pagination: pages > 1 && pagination(page, pages, pageAddress(asked)),
    empty: total === 0 && EMPTY,
  }
}

const EMPTY = {
  heading: 'It is dark here',
  text: 'No point of light stands in this part of the map. You can zoom out, or look at the whole of it.',
  suggestions: [
    { href: '/map', label: 'The whole map', note: '' },
    { href: '/initiatives', label: 'All points of light', note: '' },
  ],
}

function movesFrom(box: Box) {
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
    href: `${mapAddress(tamed(to))}#map`,
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

function pageAddress(asked: Box | undefined): (number: number) => string {
  const base = asked ? mapAddress(asked) : '/map'
  return number => (number === 1 ? base : `${base}${asked ? '&' : '?'}page=${number}`)
}

function sayTotal(total: number): string {
  return count(total, 'point of light', 'points of light')
}
