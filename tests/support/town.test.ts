// The fictional town hangs together: what tests and docs take for granted about it is true.
import pointInPolygon from 'point-in-polygon-hao'
import { describe, expect, it } from 'vitest'
import { readInitiative } from '../../src/features/initiatives/reading.fields.ts'
import { crowMetres, METRES_PER_MILE, type Point } from '../../src/platform/geo/point.ts'
import { weekday } from '../../src/platform/text/clock.ts'
import { town } from './town.ts'

describe('the ground', () => {
  it('puts every postcode on dry land, in its own neighbourhood and district and in no other', () => {
    for (const row of town.postcodes) {
      expect(isDry(row), row.postcode).toBe(true)
      expect(areasAt(row, 'ward'), row.postcode).toEqual([row.ward])
      expect(areasAt(row, 'district'), row.postcode).toEqual([row.district])
    }
    expect(new Set(town.postcodes.map(({ postcode }) => postcode)).size).toBe(town.postcodes.length)
  })

  it('puts every place of the town in the neighbourhood it names', () => {
    const here = town.places.filter(({ ward }) => ward !== '')
    for (const place of here)
      expect([isDry(place), ...areasAt(place, 'ward')], place.name).toEqual([true, place.ward])
  })

  it('labels and boxes every area where it is', () => {
    for (const { properties, geometry } of town.areas.features) {
      const [lon, lat] = properties.label
      expect(pointInPolygon([lon, lat], ringsOf(geometry)[0] as never), properties.name).toBe(true)
      const [west, south, east, north] = properties.bbox
      expect(west < lon && lon < east && south < lat && lat < north, properties.name).toBe(true)
    }
  })

  it('tiles each district with neighbourhoods that share their borders vertex for vertex', () => {
    for (const code of [town.codes.saltmere, town.codes.farness]) {
      const inner = town.areas.features.filter(({ properties }) => properties.parent === code)
      const outer = town.areas.features.filter(({ properties }) => properties.code === code)
      expect(loose(inner.flatMap(edges))).toEqual(loose(outer.flatMap(edges)))
    }
  })

  it('knows Kilnfield twice, and the larger one is far away', () => {
    const [near, far, ...more] = town.places.filter(({ name }) => name === 'Kilnfield')
    expect(more).toEqual([])
    expect(crowMetres(near as Point, far as Point)).toBeGreaterThan(100_000)
  })
})

describe('the water', () => {
  it('lies between Old Town and Ferry Green, which are a mile apart as the crow flies', () => {
    const [from, to] = [
      pointOf(town.cast.uniformBank.postcode),
      pointOf(town.cast.ferryGreenGrowers.postcode),
    ]
    expect(isDryAllTheWay(from, to)).toBe(false)
    expect(crowMetres(from, to)).toBeLessThan(1.2 * METRES_PER_MILE)
  })

  it('can be crossed at Mere Bridge, to which both banks have a dry way', () => {
    const bridge = town.crossings.find(({ name }) => name === 'Mere Bridge') as Crossing
    expect(isDryAllTheWay(pointOf('ZZ1 1AA'), endA(bridge))).toBe(true)
    expect(isDryAllTheWay(pointOf('ZZ3 1AG'), endB(bridge))).toBe(true)
    expect(isDryAllTheWay(endA(bridge), endB(bridge))).toBe(false)
  })

  it('ends every crossing on dry land', () => {
    for (const crossing of town.crossings) {
      expect([isDry(endA(crossing)), isDry(endB(crossing))], crossing.name).toEqual([true, true])
    }
  })

  it('runs up Cockle Creek between Staithe and Marshside, and around Hale Island', () => {
    expect(isDryAllTheWay(pointOf('ZZ1 2AA'), pointOf('ZZ2 2AA'))).toBe(false)
    expect(isDryAllTheWay(pointOf('ZZ3 1AA'), pointOf('ZZ3 9AA'))).toBe(false)
    expect(isDryAllTheWay(pointOf('ZZ1 1AA'), pointOf('ZZ2 1AA'))).toBe(true)
  })
})

describe('the cast', () => {
  it('is read without a word of complaint, from addresses in the town', () => {
    for (const [key, member] of Object.entries(town.cast)) {
      const reading = readInitiative({ ...member })
      expect(reading.ok ? [] : reading.issues, key).toEqual([])
      if (reading.ok && reading.fields.postcode !== '')
        expect(isDry(pointOf(reading.fields.postcode))).toBe(true)
    }
    expect(new Set(Object.values(town.cast).map(({ name }) => name)).size).toBe(Object.keys(town.cast).length)
  })

  it('meets on a Tuesday, with one light out and the longest name there may be', () => {
    expect(weekday(town.today)).toBe(2)
    expect(town.cast.forgottenTools.confirmed_on < '2024-12-08').toBe(true)
    expect(town.cast.longName.name).toHaveLength(120)
  })
})

type Crossing = (typeof town.crossings)[number]
type Shape = (typeof town.areas.features)[number]

function endA({ a_lat, a_lon }: Crossing): Point {
  return { lat: a_lat, lon: a_lon }
}

function endB({ b_lat, b_lon }: Crossing): Point {
  return { lat: b_lat, lon: b_lon }
}

function pointOf(postcode: string): Point {
  return town.postcodes.find(row => row.postcode === postcode) as Point
}

function areasAt({ lat, lon }: Point, level: 'ward' | 'district'): string[] {
  return town.areas.features
    .filter(({ properties }) => properties.level === level)
    .filter(({ geometry }) => ringsOf(geometry).some(rings => pointInPolygon([lon, lat], rings as never)))
    .map(({ properties }) => properties.code)
}

function isDry({ lat, lon }: Point): boolean {
  return town.land.features.some(({ geometry }) => pointInPolygon([lon, lat], geometry.coordinates as never))
}

function isDryAllTheWay(from: Point, to: Point): boolean {
  return Array.from({ length: 201 }, (_, at) => at / 200).every(part =>
    isDry({ lat: from.lat + (to.lat - from.lat) * part, lon: from.lon + (to.lon - from.lon) * part }),
  )
}

function ringsOf(geometry: Shape['geometry']) {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

function edges({ geometry }: Shape): string[] {
  return ringsOf(geometry).flatMap(([ring = []]) => ring.slice(1).map((end, at) => `${ring[at]} ${end}`))
}

/** The edges that have no twin running the other way: the outline of what they enclose. */
function loose(all: string[]): string[] {
  const twins = new Set(all.map(edge => edge.split(' ').toReversed().join(' ')))
  return all.filter(edge => !twins.has(edge)).toSorted()
}
