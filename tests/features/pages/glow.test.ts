import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Context } from '../../../src/context.ts'
import { searchedAreas } from '../../../src/features/initiatives/asking.rules.ts'
import { brightness } from '../../../src/features/initiatives/brightness.rules.ts'
import { noFilters } from '../../../src/features/initiatives/filters.fields.ts'
import {
  type AreaGlow,
  darkness,
  glowPercent,
  missingKinds,
} from '../../../src/features/initiatives/glow.rules.ts'
import { addDays } from '../../../src/platform/text/clock.ts'
import { openSite } from '../../support/site.ts'
import type { CastMember } from '../../support/town/north.ts'
import { town } from '../../support/town.ts'

const { today } = town
const lit = (kinds: Record<string, number>): AreaGlow => ({
  ...darkness(),
  lights: 1,
  kinds: new Map(Object.entries(kinds)),
})

describe('the glow of an area', () => {
  it('is the brightness of its lights added up, to half a step each, whatever their state and age', async () => {
    const status = fc.constantFrom('active', 'quiet', 'paused', 'ended')
    const someone = fc.record({
      status,
      ago: fc.integer({ min: -3, max: 700 }),
      back: fc.integer({ min: -9, max: 9 }),
    })
    const site = await openSite({ cast: {} })
    const id = site.context.areas.bySlug('saltmere')?.id as number
    await fc.assert(
      fc.asyncProperty(fc.array(someone, { maxLength: 12 }), async people => {
        site.db.exec('delete from initiative')
        const listed = people.map(({ status, ago, back }, index) => ({
          ...garden(`Garden ${index}`),
          status,
          paused_until: status === 'paused' ? addDays(today, back) : null,
          confirmed_on: addDays(today, -ago),
        }))
        for (const one of listed) site.context.saver.save(one)
        const glow = listed.reduce((sum, one) => sum + brightness(one, today), 0)
        const counted = site.context.glows(today).area(id)
        expect(Math.abs(counted.glow - glow)).toBeLessThanOrEqual(0.025001 * listed.length)
        expect(counted.lights).toBe(listed.filter(one => one.status !== 'ended').length)
      }),
      { numRuns: 40 },
    )
  })

  it('counts a light once in its district, however many of its neighbourhoods it serves', async () => {
    const site = await openSite({ cast: { verge: town.cast.vergeSix } })
    const { areas, glows } = site.context
    const lights = (district: string, neighbourhood?: string) =>
      glows(today).area(areas.bySlug(district, neighbourhood)?.id as number).lights
    expect(lights('saltmere')).toBe(1)
    expect(lights('saltmere', 'hillcrest')).toBe(1)
    expect(lights('saltmere', 'old-town')).toBe(0)
    expect(lights('farness')).toBe(0)
  })

  it('gives every neighbourhood what serves the whole district', async () => {
    const site = await openSite({ cast: { aid: town.cast.mutualAid } })
    const { areas, glows } = site.context
    for (const { id } of areas.neighbourhoodsOf(areas.bySlug('saltmere')?.id as number)) {
      expect(glows(today).area(id).kinds.get('mutual-aid')).toBe(1)
    }
  })

  it('agrees with the list of the area, for every area and kind', async () => {
    const { context } = await openSite()
    const { areas, categories, glows } = context
    const counts = countsOfLists(context)
    for (const area of areas.all()) {
      const own = glows(today).area(area.id)
      expect([area.slug, own.lights]).toEqual([area.slug, counts.get(area.path)])
    }
    expect(categories.all().map(({ slug }) => glows(today).kinds.get(slug) ?? 0)).toEqual(
      categories.all().map(({ slug }) => counts.get(slug)),
    )
  })

  it('is counted anew when a listing changes, and when the day does', async () => {
    const site = await openSite({ cast: { uniforms: town.cast.uniformBank } })
    const { areas, glows, saver } = site.context
    const id = areas.bySlug('saltmere')?.id as number
    const before = glows(today)
    expect(glows(today)).toBe(before)
    saver.save(garden('One more'))
    expect(glows(today).area(id).lights).toBe(before.area(id).lights + 1)
    site.setNow('2027-01-01T09:00:00Z')
    expect(glows('2027-01-01').area(id).glow).toBeLessThan(1)
  })
})

describe('what an area is missing', () => {
  const others = [
    lit({ 'food-bank': 2, 'clean-up': 1 }),
    lit({ 'food-bank': 1, 'repair-cafe': 1, 'clean-up': 1 }),
    lit({ 'food-bank': 1 }),
    lit({ 'book-swap': 1 }),
  ]

  it('is what at least half of the others have and it lacks, the commonest first', () => {
    expect(missingKinds(darkness(), others)).toEqual([
      { slug: 'food-bank', have: 3 },
      { slug: 'clean-up', have: 2 },
    ])
    expect(missingKinds(lit({ 'food-bank': 1 }), others).map(({ slug }) => slug)).toEqual(['clean-up'])
  })

  it('is nothing where there are no others', () => {
    expect(missingKinds(darkness(), [])).toEqual([])
  })
})

describe('a bar of glow', () => {
  it('is as long as its share of the brightest, and never quite vanishes', () => {
    expect(glowPercent(5, 10)).toBe(50)
    expect(glowPercent(0.01, 100)).toBe(2)
    expect(glowPercent(0, 10)).toBe(0)
    expect(glowPercent(0, 0)).toBe(0)
  })
})

function garden(name: string): CastMember {
  return { ...town.cast.hillcrestBeans, name }
}

/** What the list itself finds for each area and each kind. */
function countsOfLists({ areas, categories, search }: Context): Map<string, number> {
  const now = { date: today, time: '09:30' }
  const total = (area: string[], category: string[]) => {
    const areaIds = searchedAreas(area, areas)
    return search.find({ filters: { ...noFilters(), area, category }, origin: undefined, areaIds, now }).total
  }
  return new Map([
    ...areas.all().map(area => [area.path, total([area.path], [])] as const),
    ...categories.all().map(({ slug }) => [slug, total([], [slug])] as const),
  ])
}
