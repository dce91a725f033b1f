// The map for other sites: the same picture without what stands round a page, and one line that says whose it is.
import type { Box } from '../../platform/geo/point.ts'
import { mapAddress } from './fields.ts'
import { exploring, mapTitle, movesFrom } from './page.view.ts'
import type { Streets } from './streets.fields.ts'

export const EMBED_PATH = '/embed/map'
export const SCRIPT = 'explore.js'

export interface EmbedParts {
  /** All that is drawn. */
  box: Box
  /** What the lights are filtered by, as an address says it. */
  query: string
  picture: object
  total: number
  capped: boolean
  streets: Streets | undefined
  siteName: string
  credits: readonly string[]
}

export function embedPage({ box, query, picture, total, capped, streets, siteName, credits }: EmbedParts) {
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
  return { href, label: `See all ${total.toLocaleString('en-GB')}${capped ? ' and more' : ''}` }
}
