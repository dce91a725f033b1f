// The map for other sites: the same picture without what stands round a page, and one line that says whose it is.

import type { Box } from '../../platform/geo/point.ts'
import { sayNumber } from '../../platform/text/words.ts'
import type { FilterReading } from '../initiatives/filters.fields.ts'
import { noticeOf } from '../initiatives/filters.view.ts'
import { mapAddress } from './fields.ts'
import { exploring, mapTitle, movesFrom } from './page.view.ts'
import type { Streets } from './streets.fields.ts'

export const EMBED_PATH = '/embed/map'
export const SCRIPT = 'explore.js'
// A small frame has no room for more.
const MOST_SAID = 2

export interface EmbedParts {
  /** All that is drawn. */
  box: Box
  /** What the lights are filtered by, as an address says it. */
  query: string
  /** What they were to be filtered by besides, and nothing is called. */
  dropped: FilterReading['dropped']
  picture: object
  total: number
  capped: boolean
  streets: Streets | undefined
  siteName: string
  credits: readonly string[]
}

export function embedPage(parts: EmbedParts) {
  const { box, query, dropped, picture, total, capped, streets, siteName, credits } = parts
  return {
    heading: mapTitle(total, 0, capped),
    figure: {
      picture,
      skip: '#see-all',
      caption: '',
      large: null,
      explore: exploring(box, query, streets),
    },
    // Whoever moves the map stays where they are reading; all that is on it opens beside.
    moves: movesFrom(box, query).map(move => ({ ...move, href: withinEmbed(move.href) })),
    // Its address was copied once and is not looked at again: whoever sees the map is the one who can tell.
    left_out: dropped.slice(0, MOST_SAID).map(one => noticeOf(one).text),
    name: siteName,
    all: linkToAll(box, query, total, capped),
    credits,
  }
}

/** What an embedded page says of itself. */
export function embedHead(siteName: string, scripts: readonly string[]) {
  return { lang: 'en-GB', title: `Map – ${siteName}`, scripts }
}

function withinEmbed(href: string): string {
  return href.replace(/^\/map\b/, EMBED_PATH).replace(/#.*$/, '')
}

function linkToAll(box: Box, query: string, total: number, capped: boolean) {
  const href = mapAddress(box, query)
  if (total === 0) return { href: mapAddress(undefined, query), label: 'See the whole map' }
  if (total === 1) return { href, label: 'See the one there is' }
  return { href, label: `See all ${sayNumber(total)}${capped ? ' and more' : ''}` }
}
