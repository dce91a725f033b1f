// Points of the National Grid in degrees, against points whose degrees are published.
import { describe, expect, it } from 'vitest'
import { gridToDegrees } from '../../../src/features/places/grid.rules.ts'
import { crowMetres } from '../../../src/platform/geo/point.ts'

describe('a point of the National Grid', () => {
  // Two of Ordnance Survey's own check points, at far corners of the country.
  it.each([
    ['Caister water tower, Norfolk', 651_409.804, 313_177.45, 52.658008, 1.716074],
    ['St Mary’s, Scilly', 91_492.146, 11_318.804, 49.922264, -6.299778],
  ])('is where it should be to within five metres: %s', (_, easting, northing, lat, lon) => {
    expect(crowMetres(gridToDegrees(easting, northing) ?? { lat: 0, lon: 0 }, { lat, lon })).toBeLessThan(5.5)
  })

  it('is none when it is off the grid', () => {
    for (const [easting, northing] of [
      [0, 0],
      [Number.NaN, 5],
      [900_000, 300_000],
      [400_000, -5],
    ] as const) {
      expect(gridToDegrees(easting, northing)).toBeUndefined()
    }
  })
})
