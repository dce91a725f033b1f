import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOST_SIDE, readBox, readSide, writeBox } from '../../../src/features/map/fields.ts'
import { frameAround, frameOf, middleOf } from '../../../src/features/map/frame.rules.ts'
import { makeGroundStore } from '../../../src/features/map/ground.store.ts'
import { flatten, outline, pathOf } from '../../../src/features/map/outline.rules.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const TOWN = { min_lat: 51.41, min_lon: 0.96, max_lat: 51.49, max_lon: 1.14 }
const STYLE = { margin: 0, tolerance: 0.5, least: 0, parts: 1 } as const

describe('a box in an address', () => {
  it('is read back as it was written, or a few metres larger', () => {
    const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
    fc.assert(
      fc.property(degrees(84), degrees(84), degrees(179), degrees(179), (lat, toLat, lon, toLon) => {
        const box = {
          min_lat: Math.min(lat, toLat),
          max_lat: Math.max(lat, toLat),
          min_lon: Math.min(lon, toLon),
          max_lon: Math.max(lon, toLon),
        }
        const read = readBox(writeBox(box))
        expect(read).toBeDefined()
        if (!read) return
        expect(read.min_lat).toBeLessThanOrEqual(box.min_lat + 1e-9)
        expect(read.max_lon).toBeGreaterThanOrEqual(box.max_lon - 1e-9)
        expect(read.max_lat - read.min_lat).toBeLessThan(box.max_lat - box.min_lat + 0.001)
      }),
    )
  })

  it.each([
    '',
    '1,2,3',
    '1,2,3,4,5',
    'a,b,c,d',
    '2,1,1,2',
    '1,2,2,1',
    ',,,',
    '1e1,1,20,20',
    'NaN,0,1,1',
    '0,0,1,91',
  ])('is refused when it is %j', text => {
    expect(readBox(text)).toBeUndefined()
  })

  it('never gives a picture anything but numbers, whatever it says', () => {
    const part = fc.oneof(
      fc.integer({ min: -180, max: 180 }).map(String),
      fc.double().map(String),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), fc.string(), fc.string(), (parts, w, h) => {
        const box = readBox(parts.join(','))
        const width = readSide(w, 300)
        const height = readSide(h, 200)
        if (!box || width === undefined || height === undefined) return
        expect(Math.max(width, height)).toBeLessThanOrEqual(MOST_SIDE)
        const frame = frameOf(box, width, height)
        expect([frame.scale, ...frame.translate, ...Object.values(frame.box)].every(Number.isFinite)).toBe(
          true,
        )
        expect(
          outline(
            [
              flatten(
                [
                  [
                    [0, 51],
                    [1, 51],
                    [1, 52],
                    [0, 51],
                  ],
                ],
                true,
              ),
            ],
            frame,
            STYLE,
          ),
        ).not.toMatch(/NaN|Inf/)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a frame', () => {
  it('shows all of its box, as large as it can', () => {
    const frame = frameOf(TOWN, 600, 400)
    const [left, bottom] = frame.at({ lat: TOWN.min_lat, lon: TOWN.min_lon })
    const [right, top] = frame.at({ lat: TOWN.max_lat, lon: TOWN.max_lon })
    expect(Math.min(left, top)).toBeGreaterThanOrEqual(-0.01)
    expect(right).toBeLessThanOrEqual(600.01)
    expect(bottom).toBeLessThanOrEqual(400.01)
    expect(Math.max(right - left - 600, bottom - top - 400)).toBeCloseTo(0, 3)
  })

  it('keeps to a scale: a mile is a mile across', () => {
    const frame = frameAround({ lat: 51.45, lon: 1.05 }, 1609.344, 500, 300)
    expect(frame.pixels(1609.344)).toBeCloseTo(500, 0)
    expect(frame.at({ lat: 51.45, lon: 1.05 }).map(Math.round)).toEqual([250, 150])
  })

  it('has its middle where the light is', () => {
    const at = (lat: number, lon: number, weight: number) => ({ lat, lon, weight })
    expect(middleOf([at(51, 0, 1), at(51.5, 1, 5), at(53, 2, 1)])).toEqual({ lat: 51.5, lon: 1 })
    expect(middleOf([at(51, 0, 0)])).toBeUndefined()
  })
})

describe('an outline', () => {
  it('is written in steps, with no more between numbers than keeps them apart', () => {
    expect(
      pathOf(
        [
          [
            [10, 10],
            [15, 4],
            [22, 12],
          ],
        ],
        true,
      ),
    ).toBe('m10 10 5-6 7 8z')
    expect(
      pathOf(
        [
          [
            [1, 1],
            [2, 2],
          ],
          [
            [5, 5],
            [6, 5],
          ],
        ],
        false,
      ),
    ).toBe('m1 1 1 1m3 3 1 0')
  })

  it('stops at the margin of the picture', () => {
    const world = flatten(
      [
        [
          [0.9, 51.3],
          [1.2, 51.3],
          [1.2, 51.6],
          [0.9, 51.6],
          [0.9, 51.3],
        ],
      ],
      true,
    )
    const path = outline([world], frameOf(TOWN, 200, 100), { ...STYLE, margin: 10 })
    expect(path).toBe('m-10-10 220 0 0 120-220 0z')
  })
})

describe('the ground of a frame', () => {
  it('is drawn once, and again when land or names change', async () => {
    const { db, context } = await openSite({ cast: {} })
    const ground = makeGroundStore(db)
    const frame = frameOf(TOWN, 600, 400)
    const first = ground.of(frame)
    expect(first.land.length).toBeGreaterThan(100)
    expect(first.builtUp).toMatch(/^m/)
    expect(first.waters.map(({ name }) => name)).toEqual(['The Mere'])
    expect(ground.of(frameOf(TOWN, 600, 400))).toBe(first)
    ground.replaceWaters([])
    expect(ground.of(frame).waters).toEqual([])
    expect(ground.of(frame).land).toBe(first.land)
    context.crossings.replaceLand(town.land.features.slice(0, 1).map(({ geometry }) => geometry))
    expect(ground.of(frame).land.length).toBeLessThan(first.land.length)
  })

  it('has a border between the districts on one bank, and none along a shore', async () => {
    const { db } = await openSite({ cast: {} })
    const ground = makeGroundStore(db)
    const near = frameOf({ min_lat: 51.45, max_lat: 51.47, min_lon: 1.03, max_lon: 1.08 }, 600, 400)
    expect(ground.of(near).wards).toMatch(/^m/)
    expect(ground.of(frameOf({ ...TOWN, max_lon: 5 }, 200, 100)).wards).toBe('')
  })
})
