import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brightness } from '../../../src/features/initiatives/brightness.rules.ts'
import { gather, gridFor } from '../../../src/features/map/gathering.rules.ts'
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
        const { cells } = context.lights.cells(TOWN, 1e5, today)
        const glow = listed.reduce((sum, one) => sum + brightness(one, today), 0)
        expect(cells.reduce((sum, cell) => sum + cell.glow, 0)).toBeCloseTo(glow, 6)
        expect(cells.reduce((sum, cell) => sum + cell.lights, 0)).toBe(listed.length)
      }),
      { numRuns: 30 },
    )
  })

  it('lose none when they are gathered', () => {
    const cell = fc.record({ row: fc.integer({ min: 0, max: 4000 }), col: fc.integer({ min: 0, max: 4000 }) })
    fc.assert(
      fc.property(
        fc.uniqueArray(cell, { maxLength: 200, selector: ({ row, col }) => `${row} ${col}` }),
        spots => {
          const grid = gridFor(50_000)
          const cells = spots.map(({ row, col }, id) => ({
            ...{
              id,
              row,
              col,
              slug: '',
              name: '',
              status: 'active' as const,
              confirmed_on: today,
              paused_until: null,
            },
            ...{ precision: 'exact' as const, lights: 1 + (id % 3), glow: 1, cores: 1 },
            ...{ lat: (row + 0.5) * grid.lat - 90, lon: (col + 0.5) * grid.lon - 180 },
          }))
          const groups = gather(cells, grid, 40)
          expect(groups.length).toBeLessThanOrEqual(40)
          expect(groups.flatMap(group => group.cells)).toHaveLength(cells.length)
          for (const { lat, lon, box } of groups) {
            expect([lat >= box.min_lat, lat <= box.max_lat, lon >= box.min_lon, lon <= box.max_lon]).toEqual(
              Array(4).fill(true),
            )
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
