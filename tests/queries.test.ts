import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteQuestions } from './support/asked.ts'
import { addressOf, example, formats, many, pages } from './support/pages.ts'
import { openQueuePages } from './support/queue-pages.ts'
import { openSite, type Site } from './support/site.ts'
import { town } from './support/town.ts'

/** How many statements each sort of page may ask of the database when nothing of it is remembered. */
const MOST: [pages: RegExp, most: number][] = [
  [
    /^\/(about|privacy|accessibility|how-we-decide|open-data|robots\.txt|sitemap\.xml|healthz|\.well-known.*)$/,
    3,
  ],
  [/^\/(no-such-page|sitemap-1\.xml|near)$/, 3],
  [/^\/near\?/, 20],
  [/^\/categories(\/|$)/, 16],
  [/^\/areas$/, 16],
  [/^\/initiatives\/no-such-light$/, 8],
  [/^\/initiatives\/.+/, 24],
  [/^\/map\/ground/, 8],
  [/^\/photos\//, 4],
  [/^\/map\.svg/, 20],
  [/^\/(embed\/)?map/, 60],
  [/^\/initiatives\.\w+$/, 28],
  [/^\/sitemap-pages\.xml$/, 14],
  [/^\/$/, 40],
  [/^\/areas\/[^/]+\/[^/]+$/, 60],
  [/^\/areas\//, 40],
  // A list with no filter, with one, by distance; with every filter each facet is counted without its own.
  [/^\/initiatives(\?(page|category|q)=[\w-]+)?$/, 42],
  [/^\/initiatives\?near=[^&]+&within=10$/, 55],
  // An empty list also says what each filter hides, and what lies beyond.
  [/^\/initiatives\?/, 100],
]

/** The same for the pages of the desk; an item is decided in every way that may be, so that each mail can be read. */
const MOST_AT_DESK: [pages: RegExp, most: number][] = [
  [/^\/admin\/queue\/decisions/, 16],
  [/^\/admin\/queue\/\d+\/comparison/, 36],
  [/^\/admin\/queue\/\d+/, 84],
  [/^\/admin\/initiatives\/\d+$/, 16],
  // It is made one, and two again, to show the mail of it.
  [/^\/admin\/initiatives\/\d+\/merging\?into/, 56],
  [/^\/admin\/initiatives\/\d+\/merging/, 18],
  [/^\/admin/, 14],
]

const noted = noteQuestions()
let site: Site
let few: Site
beforeAll(async () => {
  site = await openSite({ more: [example, ...many] })
  few = await openSite({ cast: {}, more: many.slice(0, 4) })
})
afterAll(noted.stop)

/** How many statements a page asks, after the first visit. */
async function count(path: string, from = site, cookie = 'anew=1'): Promise<number> {
  const ask = () => from.get(path).set('Cookie', cookie).redirects(1)
  await ask()
  noted.taken()
  await ask()
  return noted.taken().length
}

describe('a page', () => {
  it.each([...pages, ...formats])('asks few questions of the database: $name', async ({ path }) => {
    const most = MOST.find(([pattern]) => pattern.test(path))?.[1]
    expect(await count(path)).toBeLessThanOrEqual(most as number)
  })

  it.each(['/', '/initiatives', '/initiatives?near=ZZ1+1AA', '/map', '/initiatives.geojson', '/areas'])(
    'asks no more of them where twenty are listed than where four are: %s',
    async path => {
      expect(Math.abs((await count(path)) - (await count(path, few)))).toBeLessThanOrEqual(6)
    },
  )

  it('of one listing asks the same however much it says', async () => {
    const { kilnHouse, uniformBank } = town.cast
    const [most, less] = [await count(addressOf(kilnHouse)), await count(addressOf(uniformBank))]
    expect(most - less).toBeLessThanOrEqual(4)
  })
})

describe('a page of the desk', () => {
  it('asks few questions of the database, an item too, of which each mail is shown', async () => {
    const desk = await openSite({ cast: {} })
    for (const { name, path, cookie } of await openQueuePages(desk)) {
      // What is reported can be decided in three ways that write a mail, all else in one until there is a reply.
      const most = name.startsWith('a report')
        ? 110
        : MOST_AT_DESK.find(([pattern]) => pattern.test(path))?.[1]
      expect(await count(path, desk, cookie), name).toBeLessThanOrEqual(most as number)
    }
  })
})
