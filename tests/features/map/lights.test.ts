import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brightness } from '../../../src/features/initiatives/brightness.rules.ts'
import {
  type Cell,
  cellsOf,
  gather,
  middleOfCell,
  withoutLights,
} from '../../../src/features/map/gathering.rules.ts'
import { boxOf, rangeOfCell } from '../../../src/features/map/mercator.rules.ts'
import { isInBox } from '../../../src/platform/geo/point.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { today, cast } = town
const TOWN = { min_lat: 51.41, min_lon: 0.96, max_lat: 51.49, max_lon: 1.14 }
const KB = 1024

describe('the lights of a picture', () => {
  it('are as bright as the rule of brightness says, whatever their state and age', async () => {
    const status = fc.constantFrom('active', 'quiet', 'paused')
    const someone = fc.record({
      status,
      ago: fc.integer({ min: -3, max: 700 }),
      back: fc.integer({ min: -9, max: 9 }),
    })
    const { db, context } = await openSite({ cast: {} })
    await fc.assert(
      fc.asyncProperty(fc.array(someone, { maxLength: 8 }), async people => {
        db.exec('delete from initiative')
        const listed = people.map(({ status, ago, back }, index) => ({
          ...cast.uniformBank,
          name: `Bank ${index}`,
          status,
          paused_until: status === 'paused' ? daysFrom(back) : null,
          confirmed_on: daysFrom(-ago),
        }))
        for (const one of listed) context.saver.save(one)
        const { cells } = context.lights.cells({ box: TOWN, scale: 1e5 })
        const glow = listed.reduce((sum, one) => sum + brightness(one, today), 0)
        // Kept in steps of a twentieth, so each may be half of one off.
        const off = Math.abs(cells.reduce((sum, cell) => sum + cell.glow, 0) / 1000 - glow)
        expect(off).toBeLessThanOrEqual(listed.length / 40 + 1e-9)
        expect(cells.reduce((sum, cell) => sum + cell.lights, 0)).toBe(listed.length)
      }),
      { numRuns: 30 },
    )
  })

  it('are listed from the middle outwards, also where all of them lie at one edge of the view', async () => {
    const site = await openSite({ cast: { uniformBank: cast.uniformBank } })
    crowd(site, 3000)
    const world = { min_lat: -80, min_lon: -180, max_lat: 80, max_lon: 180 }
    const [west, east, north, south] = ['min(x)', 'max(x)', 'min(y)', 'max(y)'].map(
      what => site.db.prepare(`select ${what} from light`).pluck().get() as number,
    ) as [number, number, number, number]
    expect(east - west + south - north).toBeLessThan(2 ** 26 / 100)
    const middle = 2 ** 25
    const up = ((2 ** 26 / Math.PI) * Math.atanh(Math.sin((80 * Math.PI) / 180))) / 2
    const inOrder = site.db
      .prepare(
        'select id from light order by max(abs(x - :middle) / :along, abs(y - :middle) / :up), id limit 60 offset 40',
      )
      .pluck()
      .all({ middle, along: middle, up })
    const pages = [3, 4, 5].flatMap(page => site.context.lights.inView(world, page, 20))
    expect(new Set(pages)).toEqual(new Set(inOrder))
  })

  it('are told apart where there are few of them, however wide the picture', async () => {
    const { context, db } = await openSite()
    const all = db.prepare('select count(*) from light').pluck().get()
    // 1,720 pixels of the town: were there many, cells would be eight times as wide.
    const { level, cells } = context.lights.cells({ box: TOWN, scale: 1720 / (0.18 * (Math.PI / 180)) })
    expect(level).toBe(19)
    expect(cells.reduce((sum, cell) => sum + cell.lights, 0)).toBe(all)
  })

  it('lose none when they are gathered, and keep their middle', () => {
    const at = fc.nat({ max: 2 ** 26 - 1 })
    const light = fc.record({
      id: fc.nat(),
      x: at,
      y: at,
      brightness: fc.nat({ max: 1000 }),
      core: fc.constantFrom<0 | 1>(0, 1),
    })
    const several = fc.array(light, { maxLength: 200, size: 'max' })
    fc.assert(
      fc.property(
        several,
        fc.integer({ min: 5, max: 26 }),
        fc.array(fc.nat({ max: 199 })),
        (all, level, gone) => {
          const left = all.filter((_, index) => !gone.includes(index))
          const taken = all.filter((_, index) => gone.includes(index))
          const { cells, level: fewer } = gather(withoutLights(cellsOf(all, level), taken), 40)
          expect(cells.length).toBeLessThanOrEqual(40)
          const sum = (of: (cell: Cell) => number) => cells.reduce((total, cell) => total + of(cell), 0)
          const brightness = left.reduce((total, one) => total + one.brightness, 0)
          expect([sum(cell => cell.lights), sum(cell => cell.glow)]).toEqual([left.length, brightness])
          for (const cell of cells) {
            const box = boxOf(rangeOfCell(fewer, cell.x, cell.y))
            expect(isInBox(middleOfCell(cell), box)).toBe(true)
          }
        },
      ),
    )
  })

  it('are those that have an address, and stand where they may be shown', async () => {
    const { db, get } = await openSite()
    const text = String((await get('/map.svg?bbox=0.96,51.41,1.14,51.49&w=1200&h=900')).body)
    const shown = db
      .prepare(
        "select count(*) from initiative where where_kind = 'address' and status <> 'ended' and shown_lat is not null",
      )
      .pluck()
      .get()
    expect(lightsIn(text)).toBe(shown)
    expect(text).not.toContain('no points of light')
  })

  it('say what they are called and how they are', async () => {
    const { uniformBank, pausedSupper, forgottenTools, homeSwap, mutualAid, adviceLine, endedToys } = cast
    const few = { uniformBank, pausedSupper, forgottenTools, homeSwap, mutualAid, adviceLine, endedToys }
    const { get } = await openSite({ cast: few })
    const text = String((await get('/map.svg?bbox=0.96,51.41,1.14,51.49&w=2000&h=1500')).body)
    const titles = titlesIn(text)
    expect(titles.find(title => title.startsWith(uniformBank.name))).toMatch(/: shining$/)
    expect(titles.find(title => title.startsWith(pausedSupper.name))).toMatch(/: paused/)
    expect(titles.find(title => title.startsWith(forgottenTools.name))).toMatch(/: gone out/)
    expect(titles.find(title => title.startsWith(homeSwap.name))).toMatch(/somewhere round here$/)
    for (const absent of [mutualAid, adviceLine, endedToys])
      expect(titles.some(title => title.startsWith(absent.name))).toBe(false)
  })

  it('have no heart where only the neighbourhood may be shown, and no doorstep anywhere', async () => {
    const { db, get } = await openSite({ cast: { homeSwap: cast.homeSwap } })
    const text = String((await get('/map.svg?bbox=0.96,51.41,1.14,51.49&w=1200&h=900')).body)
    expect(lightsIn(text)).toBe(1)
    expect(text).not.toMatch(/<circle class="night-core"|<path class="sparks/)
    const before = (await get('/map')).text
    db.exec('update initiative_private set lat = lat + 0.001, lon = lon + 0.001')
    expect((await get('/map')).text).toBe(before)
  })

  it('are told apart in the list of what is in view, and by its numbers on the map', async () => {
    const { get } = await openSite()
    const { text } = await get('/map?bbox=1.0,51.44,1.09,51.48')
    const names = [...text.matchAll(/<span class="disc">(\d+)<\/span> <a href="[^"]+">([^<]+)</g)]
    const discs = [...text.matchAll(/class="night-disc[^>]*><title>(\d+): ([^<]+)</g)]
    expect(names.length).toBeGreaterThan(3)
    expect(discs.map(([, number]) => number)).toEqual(names.map(([, number]) => number))
    for (const [at, [, , title]] of discs.entries())
      expect(title?.startsWith(names[at]?.[2] ?? '?')).toBe(true)
    expect(text).toContain(`${names.length} points of light in view`)
  })
})

describe('the large map', () => {
  it('draws every light once, as a number or among the others', async () => {
    const site = await openSite()
    crowd(site, 50)
    const all = site.db.prepare('select count(*) from light').pluck().get()
    for (const page of [1, 2]) {
      const { text } = await site.get(`/map?bbox=0.96,51.41,1.14,51.49&page=${page}`)
      const [svg = ''] = /<svg class="night-map[\s\S]*?<\/svg>/.exec(text) ?? []
      expect(svg.match(/class="night-disc/g)?.length).toBeGreaterThan(10)
      expect(lightsIn(svg)).toBe(all)
    }
  })
})

describe('a picture of ten thousand lights', () => {
  it('weighs no more than 20 KB, and loses none of them', async () => {
    const site = await openSite({ cast: { uniformBank: cast.uniformBank } })
    crowd(site, 10_000)
    const pages = ['/', '/map', '/areas/saltmere', '/initiatives', '/initiatives?near=ZZ1+1AA&within=10']
    for (const path of pages) {
      const { text } = await site.get(path).expect(200)
      const [svg = ''] = /<svg class="night-map[\s\S]*?<\/svg>/.exec(text) ?? []
      expect(svg.length, path).toBeGreaterThan(1000)
      expect(gzipSync(svg).length, path).toBeLessThanOrEqual(20 * KB)
    }
    const text = String((await site.get('/map.svg?bbox=0.96,51.41,1.14,51.49')).body)
    expect(lightsIn(text)).toBe(10_001)
  })
})

/** How many listings all the marks of a picture stand for. */
function lightsIn(svg: string): number {
  return titlesIn(svg)
    .map(title => Number(/^([\d,]+) points? of light$/.exec(title)?.[1]?.replaceAll(',', '') ?? 1))
    .reduce((sum, lights) => sum + lights, 0)
}

function titlesIn(svg: string): string[] {
  return [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title = '']) =>
    title.replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
  )
}

/** Lists a crowd all over the north bank, by copying the first listing. */
function crowd({ db }: Site, many: number): void {
  db.exec('drop trigger initiative_text_added')
  const skip = new Set(['id', 'uuid', 'slug', 'source_id', 'shown_lat', 'shown_lon'])
  const columns = (db.pragma('table_info(initiative)') as { name: string }[])
    .map(({ name }) => name)
    .filter(name => !skip.has(name))
  const copy = db.prepare(
    `insert into initiative (${columns.join()}, uuid, slug, source_id, shown_lat, shown_lon)
     select ${columns.join()}, :key, :key, :key, :lat, :lon from initiative order by id limit 1`,
  )
  for (let at = 0; at < many; at++) {
    const lat = 51.453 + ((at * 7919) % 3600) / 100_000
    copy.run({ key: `light-${at}`, lat, lon: 0.97 + ((at * 104_729) % 10_500) / 100_000 })
  }
  db.exec(`insert or ignore into initiative_category (initiative_id, category_id, position)
    select i.id, c.category_id, 0 from initiative i, (select category_id from initiative_category limit 1) c`)
}

function daysFrom(days: number): string {
  return new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)
}
