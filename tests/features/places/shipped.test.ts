// What people in South Essex type, on the ground that the site ships with.
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { seedGeography } from '../../../src/commands/geography-seed.ts'
import { readConfig } from '../../../src/config.ts'
import { makeData } from '../../../src/context.ts'
import { makeResolver, type Resolver } from '../../../src/features/places/search.ts'
import type { Log } from '../../../src/platform/web/log.ts'
import { freshDatabase } from '../../support/database.ts'

const SHIPPED = join(import.meta.dirname, '../../../data')
const log = { info() {}, warn() {}, error() {} } as unknown as Log

let data: ReturnType<typeof makeData>
let resolver: Resolver
const said: string[] = []
beforeAll(async () => {
  data = makeData({ config: readConfig({}), db: freshDatabase(), clock: () => new Date(0), log })
  await seedGeography(data, SHIPPED, line => said.push(line))
  resolver = makeResolver(data)
})

function meaning(typed: string): string {
  const resolution = resolver.resolve(typed)
  const origins =
    resolution.found === 'one' ? [resolution.origin] : resolution.found === 'many' ? resolution.origins : []
  return (
    origins.map(({ label, detail }) => [label, detail].filter(Boolean).join(', ')).join(' / ') ||
    resolution.found
  )
}

describe('the shipped geography', () => {
  it('is said part by part as it loads, and loads once', async () => {
    expect(said.every(line => line.startsWith('Loading the map: '))).toBe(true)
    expect(said).toContain('Loading the map: 35,618 postcodes')
    expect(said).toContain('Loading the map: 8 districts; 131 neighbourhoods; 139 of them new; 131 names')
    expect(await seedGeography(data, '/nowhere', () => {})).toBe(false)
  })

  it('leaves nothing half done when a file is damaged', async () => {
    const other = makeData({ ...data, db: freshDatabase() })
    await expect(seedGeography(other, join(SHIPPED, 'examples'), () => {})).rejects.toThrow('estuary-land')
    expect(other.areas.all()).toEqual([])
  })

  it('calls every neighbourhood what people call it, each differently from the others of its district', () => {
    for (const district of data.areas.districts()) {
      const names = data.areas.neighbourhoodsOf(district.id).map(({ name }) => name)
      expect(names.length).toBeGreaterThan(10)
      expect(new Set(names).size).toBe(names.length)
    }
    const leigh = data.areas.byPath('southend-on-sea/leigh')
    expect(leigh).toMatchObject({ code: 'E05002217', official_name: 'Leigh' })
    expect(data.areas.byCode('E05015647')).toMatchObject({
      name: 'Pitsea',
      official_name: 'Pitsea South East',
    })
  })

  it('puts almost every postcode inside the ward it belongs to', () => {
    const rows = data.db.prepare('select lat, lon, ward from postcode').all()
    const strays = (rows as { lat: number; lon: number; ward: string }[]).filter(
      row => data.areas.byCode(row.ward) && data.areas.areaNear(row)?.code !== row.ward,
    )
    expect(rows.length).toBe(35_618)
    expect(strays.length).toBeLessThan(rows.length / 400)
  })

  it('keeps Canvey Island an island, joined to nothing but itself', () => {
    const island = data.areas.all().filter(({ name }) => name.startsWith('Canvey'))
    expect(island).toHaveLength(5)
    for (const { id } of island) {
      const next = data.areas.neighboursOf(id)
      expect(next.length).toBeGreaterThan(0)
      expect(next.every(({ name }) => name.startsWith('Canvey'))).toBe(true)
    }
  })
})

describe('somebody in South Essex', () => {
  it.each([
    ['ss92ab', 'SS9 2AB, in Belfairs, Southend-on-Sea, Essex'],
    ['SSO 9PT', 'SS0 9PT, in Westborough, Southend-on-Sea, Essex'],
    ['sso', 'SS0, in Southend-on-Sea, Essex'],
    ['SS12', 'SS12, in Basildon, Essex'],
    ['SS1 2', 'SS1 2, in Southend-on-Sea, Essex'],
    ['3 Broadway, Leigh-on-Sea, Essex SS9 1AW', 'SS9 1AW, in Leigh, Southend-on-Sea, Essex'],
    ['Leigh', 'Leigh-on-Sea, in Southend-on-Sea, Essex'],
    ['Leigh, Southend', 'Leigh-on-Sea, in Southend-on-Sea, Essex'],
    ['Old Leigh', 'Leigh-on-Sea, in Southend-on-Sea, Essex'],
    ['Leigh on see', 'Leigh-on-Sea, in Southend-on-Sea, Essex'],
    ['Southend', 'Southend-on-Sea, in Essex'],
    ['Southend on Sea, Essex, UK', 'Southend-on-Sea, in Essex'],
    ['Basildn', 'Basildon, in Essex'],
    ['Benfleat', 'South Benfleet, in Castle Point, Essex'],
    ['Canvy iland', 'Canvey Island, in Castle Point, Essex'],
    ['Thundersley, Benfleet', 'Thundersley, in Castle Point, Essex'],
    ['Gt Wakering', 'Great Wakering, in Rochford, Essex'],
    ['SWF', 'South Woodham Ferrers, in Chelmsford, Essex'],
    ['Thurrock', 'Thurrock, in Essex'],
    ['Kursaal', 'Kursaal, in Southend-on-Sea, Essex'],
    ['Hockley', 'Hockley, in Rochford, Essex'],
    ['Hadleigh', 'Hadleigh, in Castle Point, Essex / Hadleigh, in Babergh, Suffolk'],
    ['Hadleigh Essex', 'Hadleigh, in Castle Point, Essex'],
    ['Hadleigh, Suffolk', 'Hadleigh, in Babergh, Suffolk'],
    ['Raleigh', 'Rayleigh, in Rochford, Essex / Raleigh, in North Devon, Devon'],
    ['Gravesend', 'Gravesend, in Gravesham, Kent'],
    ['London', 'London, in Westminster'],
    ['Kent', 'none'],
    ['asdfgh', 'none'],
  ])('who types “%s” is taken to mean %s', (typed, expected) => {
    expect(meaning(typed)).toBe(expected)
  })

  it('who types the postcode of somewhere far off is told roughly where that is, and that it is not here', () => {
    const resolution = resolver.resolve('SW1A 1AA')
    expect(resolution).toMatchObject({
      found: 'one',
      origin: { kind: 'sector', in_patch: false, area_id: null },
    })
    expect(meaning('SW1A 1AA')).toMatch(/^SW1A 1, in Westminster, London; the middle of it/)
  })

  it('who types the name of any neighbourhood, or any place around, finds it or is asked which', () => {
    for (const { name } of data.areas.all())
      expect(['one', 'many'], name).toContain(resolver.resolve(name).found)
    const places = data.db
      .prepare("select name from place where district like 'E060000%' order by id")
      .pluck()
      .all()
    for (const name of places.slice(0, 300) as string[]) {
      expect(['one', 'many'], name).toContain(resolver.resolve(name).found)
    }
  })
})
