import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hide } from '../../../src/features/initiatives/hiding.rules.ts'
import { crowMetres, type Point } from '../../../src/platform/geo/point.ts'
import { ROOT } from '../../support/sources.ts'

interface Home extends Point {
  ward: string
}

const spot = fc.record({
  lat: fc.double({ min: 51.4, max: 51.6, noNaN: true }),
  lon: fc.double({ min: 0.5, max: 0.9, noNaN: true }),
})

describe('somebody who meets at home', () => {
  it('shares the point that is shown with at least forty postcodes, or with all the neighbourhood has', () => {
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 400 }), homes => {
        const shared = Map.groupBy(homes, home => JSON.stringify(hide(home, homes)))
        for (const together of shared.values()) {
          expect(together.length).toBeGreaterThanOrEqual(Math.min(40, homes.length))
        }
      }),
    )
  })

  it('is within the distance that is said of it', () => {
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 400 }), homes => {
        for (const home of homes) {
          const shown = hide(home, homes)
          expect(crowMetres(home, shown as Point)).toBeLessThanOrEqual((shown?.metres ?? 0) + 2)
        }
      }),
    )
  })

  it('is never one of a few, anywhere in the shipped geography', () => {
    const wards = Map.groupBy(shippedPostcodes(), ({ ward }) => ward)
    expect(wards.size).toBeGreaterThan(100)
    for (const homes of wards.values()) {
      const shared = Map.groupBy(homes, home => JSON.stringify(hide(home, homes)))
      for (const together of shared.values()) {
        expect(together.length).toBeGreaterThanOrEqual(Math.min(40, homes.length))
      }
    }
  })

  it('is shown nowhere in particular where no postcode is known', () => {
    expect(hide({ lat: 51.5, lon: 0.7 }, [])).toBeUndefined()
  })
})

function shippedPostcodes(): Home[] {
  const [head = '', ...lines] = gunzipSync(readFileSync(join(ROOT, 'data/essex-postcodes.csv.gz')))
    .toString()
    .trim()
    .split('\n')
  const names = head.split(',')
  const [lat, lon, ward] = ['lat', 'lon', 'ward'].map(name =>
    names.findIndex(one => one.startsWith(name)),
  ) as [number, number, number]
  return lines.map(line => {
    const cells = line.split(',')
    return { lat: Number(cells[lat]), lon: Number(cells[lon]), ward: cells[ward] ?? '' }
  })
}
