// The kinds of page that are measured, each made of several addresses so that no one answer is all that is asked for.
import { openDatabase } from '../../src/platform/database/open.ts'
import { seeded, VOCABULARY } from './crowd.ts'

export interface Kind {
  name: string
  paths: string[]
  anew: boolean
  /** Whether it is measured on both cores too. */
  isShared?: boolean
  /** Asked for so many times, one after another: each takes so long that eight at once would never be done. */
  many?: number | undefined
}

const BOXES = ['0.5,51.45,0.95,51.65', '-0.5,51.3,0.3,51.7', '-6,50,2,59', '0.68,51.53,0.74,51.56']
const TILES = ['5/15/10', '8/128/84', '10/511/340', '12/2054/1362', '14/8216/5448', '16/32866/21793']

/** Every kind there is, for the database in a folder. */
export function kindsFor(folder: string): Kind[] {
  const { slugs, postcodes } = read(folder)
  const random = seeded(7)
  const words = Array.from({ length: 40 }, () => VOCABULARY[Math.floor(2000 * random() ** 2)] as string)
  const near = (path: string) => postcodes.map(postcode => `${path}?near=${postcode.replace(' ', '+')}`)
  const boxes = (path: string) => BOXES.map(box => `${path}?bbox=${box}`)
  const filtered = ['category=clean-up', 'cost=free', 'open=tue', 'access=step-free'].map(
    filter => `/initiatives?${filter}`,
  )
  const areas = ['southend-on-sea', 'thurrock', 'southend-on-sea/leigh'].map(path => `/areas/${path}`)
  const anew = (name: string, paths: string[], more: Partial<Kind> = {}): Kind => ({
    ...{ name, paths, anew: true },
    ...more,
  })
  return [
    { name: 'list, from memory', paths: ['/initiatives'], anew: false },
    anew('list, made anew', ['/initiatives', ...filtered], { isShared: true }),
    anew(
      'search',
      words.map(q => `/initiatives?q=${q}`),
      { isShared: true },
    ),
    anew('near-search', near('/initiatives'), { isShared: true }),
    anew('area page', areas),
    anew(
      'one initiative',
      slugs.map(slug => `/initiatives/${slug}`),
      { isShared: true },
    ),
    anew('home', ['/'], { isShared: true }),
    anew('map page', ['/map', ...boxes('/map')]),
    anew('map picture', boxes('/map.svg')),
    anew(
      'tile of lights',
      TILES.map(tile => `/map/lights/${tile}`),
    ),
    anew('GeoJSON, near', near('/initiatives.geojson')),
    anew('GeoJSON, all, first part', ['/initiatives.geojson'], { many: 6 }),
  ]
}

function read(folder: string): { slugs: string[]; postcodes: string[] } {
  const db = openDatabase(folder)
  const slugs = db.prepare('select slug from initiative where id % 97 = 3 limit 50').pluck().all() as string[]
  const postcodes = db
    .prepare('select postcode from postcode limit 40 offset 20000')
    .pluck()
    .all() as string[]
  db.close()
  return { slugs, postcodes }
}
