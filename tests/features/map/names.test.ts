import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spread } from '../../../src/features/map/discs.rules.ts'
import { frameOf, type Spot } from '../../../src/features/map/frame.rules.ts'
import { overlaps, placeLabels, textRect, type Wanted } from '../../../src/features/map/labels.rules.ts'
import { namesFor } from '../../../src/features/map/naming.rules.ts'
import { reachOf } from '../../../src/features/map/reach.rules.ts'
import { crowMetres } from '../../../src/platform/geo/point.ts'

const BOUNDS = { left: 0, top: 0, right: 400, bottom: 300 }
const spot: fc.Arbitrary<Spot> = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 300 }))
const name = fc.record({
  text: fc.string({ minLength: 2, maxLength: 18 }),
  kind: fc.constantFrom<Wanted['kind']>('town', 'village', 'water', 'own'),
  at: spot,
  reach: fc.integer({ min: 10, max: 90 }),
})

describe('names on a map', () => {
  it('never lie on one another, on a light, or over the edge', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 25 }), fc.array(spot, { maxLength: 60 }), (wanted, cores) => {
        const labels = placeLabels(wanted, { bounds: BOUNDS, size: 13, most: 30, cores, taken: [] })
        const rects = labels.map(({ text, kind, x, y }) => textRect(text, kind, 13, x, y))
        for (const [at, rect] of rects.entries()) {
          expect(rects.slice(at + 1).some(other => overlaps(rect, other))).toBe(false)
          const { left, right, top, bottom } = rect
          expect(cores.some(([x, y]) => x > left && x < right && y > top && y < bottom)).toBe(false)
          expect([left >= 0, top >= 0, right <= 400, bottom <= 300]).toEqual([true, true, true, true])
        }
      }),
    )
  })

  it('stand beside what they name, the most important first', () => {
    const wanted: Wanted[] = [
      { text: 'Saltmere', kind: 'town', at: [200, 150], reach: 40 },
      { text: 'Elsewhere', kind: 'town', at: [900, 150], reach: 40 },
      { text: 'Staithe', kind: 'village', at: [205, 150], reach: 40 },
    ]
    const labels = placeLabels(wanted, { bounds: BOUNDS, size: 13, most: 2, cores: [[200, 150]], taken: [] })
    expect(labels.map(({ text }) => text)).toEqual(['Saltmere', 'Staithe'])
    for (const { x, y } of labels) expect(Math.hypot(x - 200, y - 150)).toBeLessThan(80)
  })
})

describe('the name of a town', () => {
  it.each([150, 300, 600, 1200, 2400])(
    'stands where it is not taken for that of another, on a picture of %i pixels',
    width => {
      const box = { min_lat: 51.4, max_lat: 51.8, min_lon: 0.2, max_lon: 1 }
      const frame = frameOf(box, width, width)
      const towns = Array.from({ length: 12 }, (_, n) => ({
        ...{ name: `Town ${n}`, kind: 'town', size: 20 - n, ours: 1 as const },
        ...{ lat: 51.45 + n * 0.02, lon: 0.3 + n * 0.05 },
      }))
      const wanted = namesFor({ places: towns, waters: [], stations: [] }, frame)
      expect(wanted).toHaveLength(12)
      for (const { reach } of wanted) {
        expect(reach).toBeGreaterThanOrEqual(24)
        expect(reach).toBeLessThanOrEqual(Math.max(24, Math.ceil(frame.pixels(4000))))
      }
    },
  )
})

describe('numbers on a map', () => {
  it('keep apart, even where several stand at one and the same door', () => {
    const doors: Spot[] = [...Array.from({ length: 8 }, (): Spot => [100, 100]), [104, 100], [300, 200]]
    const stands = spread(doors, { width: 400, height: 300, apart: 27, fixed: [[100, 100]] })
    for (const [at, one] of stands.entries()) {
      for (const other of stands.slice(at + 1))
        expect(Math.hypot(one[0] - other[0], one[1] - other[1])).toBeGreaterThan(25)
    }
    expect(stands.at(-1)).toEqual([300, 200])
    for (const [x, y] of stands.slice(0, 9)) expect(Math.hypot(x - 100, y - 100)).toBeLessThan(90)
  })
})

describe('the reach of a place', () => {
  const origin = { lat: 51.5, lon: 0.6 }

  it('is a circle where nothing is in the way', () => {
    const ring = reachOf(origin, 2000, { metresTo: point => crowMetres(origin, point), isLand: () => true })
    for (const point of ring) expect(crowMetres(origin, point)).toBeCloseTo(2000, -2)
  })

  it('ends at land that is too far round, and not at water', () => {
    const ring = reachOf(origin, 2000, {
      metresTo: ({ lon }) => (lon > 0.61 ? undefined : 0),
      isLand: ({ lat }) => lat > 51.499,
    })
    const north = ring.filter(({ lat }) => lat > 51.4995)
    expect(Math.max(...north.map(({ lon }) => lon))).toBeLessThan(0.6125)
    const south = ring.filter(({ lat }) => lat < 51.49)
    expect(south.length).toBeGreaterThan(5)
    for (const point of south) expect(crowMetres(origin, point)).toBeCloseTo(2000, -2)
  })
})
