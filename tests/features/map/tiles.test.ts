import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Db } from '../../../src/platform/database/open.ts'
import { rebuildFacts } from '../../support/facts.ts'
import { recount } from '../../support/lights.ts'
import { listedOnMap } from '../../support/listed.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'
import { openWire } from '../../support/wire.ts'

const { cast } = town
const KB = 1024
const TOWN = { lat: 51.455, lon: 1.04 }

interface LightTile {
  total: number
  capped: boolean
  cells: [px: number, py: number, lights: number, glow: number][]
  lights: [px: number, py: number, glow: number, slug: string, name: string, level: string, soft: number][]
}

describe('somebody who moves the map', () => {
  const wire = openWire()
  const tile = async (path: string) => JSON.parse((await wire.ask(`/map/lights/${path}`)).text) as LightTile

  it('gets every light in some tile of every zoom, once', async () => {
    const all = wire.site.db.prepare('select count(*) from light').pluck().get()
    for (let z = 0; z <= 13; z++) {
      const found = await Promise.all(tilesOverTown(z).map(tile))
      const drawn = found.map(
        one => one.lights.length + one.cells.reduce((sum, [, , lights]) => sum + lights, 0),
      )
      expect([z, drawn.reduce((sum, lights) => sum + lights, 0)]).toEqual([z, all])
      expect(found.reduce((sum, { total }) => sum + total, 0)).toBe(all)
    }
  })

  it('finds each light where it is shown, named, and as it is', async () => {
    const { uniformBank } = cast
    const site = await openSite({ cast: { uniformBank } })
    const where = shownAt(site, uniformBank.name)
    const { x, y } = numbersOf(15, where)
    const at = numbersOf(23, where)
    const { body } = await site.get(`/map/lights/15/${x}/${y}`)
    const [px, py] = [at.x - x * 256, at.y - y * 256]
    const [slug] = site.db.prepare('select slug from initiative').pluck().all()
    const lights = [[px, py, 10, slug, uniformBank.name, 'shining', 0]]
    expect(body).toEqual({ total: 1, capped: false, cells: [], lights })
  })

  it('never gets a point, only a patch as wide as the place may be far, where that is nobody’s business', async () => {
    const { x, y } = numbersOf(18, shownAt(wire.site, cast.homeSwap.name))
    const { lights } = await tile(`18/${x}/${y}`)
    expect(lights.map(([, , , , name, , soft]) => [name, soft])).toEqual([[cast.homeSwap.name, 500]])
  })

  it('may keep a tile for a minute, from any site, and the map of a filter beside it', async () => {
    const { headers } = await wire.ask('/map/lights/3/4/2')
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(headers['access-control-allow-origin']).toBe('*')
    expect(headers['cache-control']).toBe('public, max-age=60')
    const near = await wire.ask('/map/lights/3/4/2?near=ZZ1+1AA')
    expect(near.headers['cache-control']).toBe('private, max-age=60')
  })

  it.each([
    '19/0/0',
    '-1/0/0',
    '0/0/1',
    '5/32/0',
    '5/0/32',
    '01/0/0',
    '1e1/0/0',
    '3/4/2.5',
    '3/__proto__/2',
    '3/%20/2',
    '3/4/nan',
    '18/999999/0',
    '3/4/2?near=Nowhere+at+all',
  ])('is told that there is no tile %s', async path => {
    const { status, text } = await wire.ask(`/map/lights/${path}`)
    expect(status).toBe(400)
    expect(text).toContain('That did not work')
  })

  it('gets an answer of its own to any numbers at all', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer(), fc.integer(), async (z, x, y) => {
        expect([200, 400]).toContain((await wire.ask(`/map/lights/${z}/${x}/${y}`)).status)
      }),
      { numRuns: 50 },
    )
  })
})

describe('somebody who filters the map', () => {
  const wire = openWire()
  const BOX = 'bbox=0.96,51.41,1.14,51.49'

  it.each([
    'category=uniform-bank',
    'category=uniform-bank&category=community-garden',
    'cost=free',
    'open=tue',
    'area=saltmere',
    'need=any',
    'access=step-free',
    'q=uniform',
    'near=ZZ1+1AA&within=2',
    'near=ZZ1+1AA&within=10&category=community-garden',
  ])('sees what the list of the same has, and nothing else: %s', async query => {
    const names = await listedOnMap(wire, query)
    expect(names.length).toBeGreaterThan(0)
    const svg = await wire.ask(`/map.svg?${BOX}&w=2000&h=2000&${query}`)
    expect(lightsIn(svg.text)).toBe(names.length)
    const alone = titlesIn(svg.text).filter(title => !/points of light$/.test(title))
    expect(alone.filter(title => !names.some(name => title.startsWith(name)))).toEqual([])
    const { text } = await wire.ask(`/map?${BOX}&${query}`)
    const cards = [...text.matchAll(/<span class="disc">\d+<\/span> <a href="[^"]+">([^<]+)</g)]
    expect(cards.map(([, name = '']) => unescaped(name)).toSorted()).toEqual(names.slice(0, 20))
    const tiles = await Promise.all(tilesOverTown(11).map(path => wire.ask(`/map/lights/${path}?${query}`)))
    const totals = tiles.map(({ text }) => (JSON.parse(text) as LightTile).total)
    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(names.length)
  })

  it('is told when a picture, a tile or a file is asked for what nothing is called, and gets no other', async () => {
    for (const path of [
      `/map.svg?${BOX}&`,
      '/map/lights/8/128/85?',
      '/initiatives.csv?',
      '/initiatives.geojson?',
      '/initiatives.atom?',
    ]) {
      const { status, text } = await wire.ask(`${path}category=fod&cost=free`)
      expect([path, status]).toEqual([path, 400])
      expect(text).toContain('We know of no such kind as “fod”')
      expect((await wire.ask(`${path}category=food-bank&cost=free`)).status).toBe(200)
    }
  })

  it('keeps the filter wherever the map leads', async () => {
    const { text } = await wire.ask(`/map?${BOX}&cost=free&open=tue`)
    const led = [...text.matchAll(/href="(\/map[^"#]*)/g)].map(([, href = '']) => unescaped(href))
    expect(led.length).toBeGreaterThan(7)
    for (const href of led.filter(href => href !== '/map')) expect(href).toContain('open=tue&cost=free')
    expect(text).toContain('<meta name="robots" content="noindex">')
  })

  it('gets the list alone when only that is asked for, the same as on the page', async () => {
    const page = (await wire.ask(`/map?${BOX}&cost=free`)).text
    const { text, status } = await wire.ask(`/map?${BOX}&cost=free&part=list`)
    expect(status).toBe(200)
    expect(text).toMatch(/^\s*<section /)
    expect(page).toContain(text.trim())
  })

  it('is asked which place is meant, and keeps a map round a place to themselves', async () => {
    const { status, headers } = await wire.ask('/map?near=Kilnfield')
    expect([status, headers.location?.startsWith('/near?')]).toEqual([303, true])
    expect((await wire.ask('/map?near=ZZ1+1AA')).headers['cache-control']).toBe('private, max-age=60')
    expect((await wire.ask('/map?near=Kilnfield&part=list')).status).toBe(400)
  })
})

describe('a view of the map one can move', () => {
  it.each([10_000, 100_000])('weighs no more than 100 KB among %i lights, at any zoom', async many => {
    const site = await openSite({ cast: { uniformBank: cast.uniformBank } })
    crowd(site, many)
    for (let z = 0; z <= 18; z++) {
      const { x, y } = numbersOf(z, TOWN)
      let bytes = 0
      // 1280 by 800 pixels, when the corners fall worst.
      for (let column = x - 3; column < x + 3; column++) {
        for (let row = y - 2; row < y + 2; row++) {
          if (Math.min(column, row) < 0 || Math.max(column, row) >= 2 ** z) continue
          const { text } = await site.get(`/map/lights/${z}/${column}/${row}`)
          bytes += gzipSync(text).length
        }
      }
      expect(bytes, `zoom ${z}`).toBeLessThanOrEqual(100 * KB)
    }
  })

  it('shows of a filter that very many pass what it may look at, and says that there may be more', async () => {
    const site = await openSite({ cast: { uniformBank: cast.uniformBank } })
    crowd(site, 6000)
    makeFindable(site)
    const every = 'cost=free&area=saltmere&area=farness&category=food-bank'
    for (const query of ['cost=free', 'q=garden', 'near=ZZ1+1AA&within=25&cost=free']) {
      const { text } = await site.get(`/map?bbox=0.96,51.41,1.14,51.49&${query}`)
      expect([query, /\d or more points of light in view/.test(text)]).toEqual([query, true])
      const { capped, total } = (await site.get(`/map/lights/8/128/85?${query}`)).body as LightTile
      expect([query, capped, total > 100, total <= 1000]).toEqual([query, true, true, true])
    }
    const { text } = await site.get(`/map?bbox=0.96,51.41,1.14,51.49&${every}`)
    expect(text).toContain('No points of light in view')
  })

  it('counts no further than a thousand, and says so', async () => {
    const site = await openSite({ cast: { uniformBank: cast.uniformBank } })
    crowd(site, 3000)
    const { text } = await site.get('/map?bbox=0.96,51.41,1.14,51.49')
    expect(text).toContain('1,000 or more points of light in view')
    const last = (await site.get('/map?bbox=0.96,51.41,1.14,51.49&page=9999')).text
    expect(last).toContain('981 to 1,000 of 1,000 or more')
  })
})

/** The numbers of the tile that holds a point. */
function numbersOf(z: number, { lat, lon }: { lat: number; lon: number }): { x: number; y: number } {
  const north = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI)
  return { x: Math.floor(((lon + 180) / 360) * 2 ** z), y: Math.floor((0.5 - north) * 2 ** z) }
}

function tilesOverTown(z: number): string[] {
  const from = numbersOf(z, { lat: 51.5, lon: 0.95 })
  const to = numbersOf(z, { lat: 51.4, lon: 1.15 })
  const paths: string[] = []
  for (let x = from.x; x <= to.x; x++) for (let y = from.y; y <= to.y; y++) paths.push(`${z}/${x}/${y}`)
  return paths
}

function shownAt({ db }: Site, name: string): { lat: number; lon: number } {
  return db.prepare('select shown_lat as lat, shown_lon as lon from initiative where name = ?').get(name) as {
    lat: number
    lon: number
  }
}

function titlesIn(svg: string): string[] {
  return [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title = '']) => unescaped(title))
}

/** How many listings all the marks of a picture stand for. */
function lightsIn(svg: string): number {
  return titlesIn(svg)
    .map(title => Number(/^([\d,]+) points? of light$/.exec(title)?.[1]?.replaceAll(',', '') ?? 1))
    .reduce((sum, lights) => sum + lights, 0)
}

function unescaped(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

/** Lists a crowd all over the town, thickest in the middle, as quickly as can be: with what the map reads, and no more. */
function crowd({ db }: Site, many: number): void {
  withoutTriggers(db, () => {
    db.prepare(
      `with recursive n (value) as (select 1 union all select value + 1 from n where value < ?)
       insert into initiative (uuid, slug, name, where_kind, precision, shown_lat, shown_lon, confirmed_on,
         confirmed_by, cost, created_at, updated_at)
       select 'crowd-' || value, 'gardens-of-' || value, 'The Community Garden of ' || hex(value * 7919 % 65536),
         'address', 'exact', 51.455 + 0.03 * sin(value * 1.7) * abs(sin(value * 0.37)),
         1.04 + 0.06 * cos(value * 2.3) * abs(sin(value * 0.91)), '2026-05-01', 'organiser', 'free',
         '2026-05-01T10:00:00.000Z', '2026-05-01T10:00:00.000Z'
       from n`,
    ).run(many)
    db.exec(`
      insert into initiative_point select id, shown_lat, shown_lat, shown_lon, shown_lon from initiative
        where uuid like 'crowd-%';
      insert into initiative_category select id, 1, 0 from initiative where uuid like 'crowd-%';`)
  })
  recount(db)
}

/** Lets the crowd be found by words and filters too. */
function makeFindable({ db }: Site): void {
  withoutTriggers(db, () => {
    rebuildFacts(db)
    db.exec(`insert into initiative_fts (rowid, name, keywords, category, place, summary, description)
      select t.* from initiative_text t join initiative i on i.id = t.id where i.uuid like 'crowd-%'`)
  })
}

/** Does what triggers would make slow; whatever they keep must be done besides. */
function withoutTriggers(db: Db, work: () => void): void {
  const triggers = db
    .prepare("select name, sql from sqlite_master where type = 'trigger' and tbl_name like 'initiative%'")
    .all() as { name: string; sql: string }[]
  for (const { name } of triggers) db.exec(`drop trigger ${name}`)
  work()
  for (const { sql } of triggers) db.exec(sql)
}
