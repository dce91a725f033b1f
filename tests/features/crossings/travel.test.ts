import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeTravel } from '../../../src/features/crossings/travel.rules.ts'
import { crowMetres } from '../../../src/platform/geo/point.ts'
import { crossings, estuary, land, miles, type Town, towns, withCrossing } from './estuary.ts'

const journey = (from: Town, to: Town, travel = estuary) => travel.from(towns[from]).to(towns[to])
const inMiles = (from: Town, to: Town, travel = estuary) =>
  (journey(from, to, travel)?.metres ?? Number.NaN) / miles(1)
const via = (from: Town, to: Town) => [journey(from, to)?.via, journey(to, from)?.via.toReversed()]

describe('somebody in Stanford-le-Hope', () => {
  it('is near nothing in Cliffe or Hoo, though they are in plain sight over the Thames', () => {
    for (const village of ['cliffe', 'hoo'] as const) {
      expect(crowMetres(towns.stanford, towns[village])).toBeLessThan(miles(9))
      expect(inMiles('stanford', village)).toBeGreaterThan(18)
      expect(inMiles(village, 'stanford')).toBeGreaterThan(18)
      expect(via('stanford', village)).toEqual([['Dartford Crossing'], ['Dartford Crossing']])
    }
  })

  it('cannot take the ferry that no longer sails from Tilbury', () => {
    expect(inMiles('tilbury', 'gravesend')).toBeGreaterThan(10)
    const sailing = makeTravel(land, withCrossing('Tilbury', true))
    expect(inMiles('tilbury', 'gravesend', sailing)).toBeLessThan(2)
    expect(journey('tilbury', 'gravesend', sailing)?.via).toEqual(['Tilbury to Gravesend ferry'])
  })
})

describe('somebody in Leigh', () => {
  it('reaches Canvey by Benfleet Bridge, twice as far as it looks', () => {
    expect(via('leigh', 'canvey')).toEqual([['Benfleet Bridge (B1014)'], ['Benfleet Bridge (B1014)']])
    expect(inMiles('leigh', 'canvey')).toBeGreaterThan(5)
    expect(inMiles('leigh', 'canvey')).toBeLessThan(8)
  })

  it('goes round by Canvey Way when Benfleet Bridge is closed, and cannot go at all when both are', () => {
    const noBridge = withCrossing('Benfleet Bridge', false)
    const detour = makeTravel(land, noBridge)
    expect(journey('leigh', 'canvey', detour)?.via).toEqual(['Canvey Way (A130)'])
    expect(inMiles('leigh', 'canvey', detour)).toBeGreaterThan(inMiles('leigh', 'canvey') + 1)
    const neither = noBridge.map(crossing =>
      crossing.name.startsWith('Canvey Way') ? { ...crossing, is_open: false } : crossing,
    )
    const island = makeTravel(land, neither)
    expect(journey('leigh', 'canvey', island)).toBeUndefined()
    expect(journey('canvey', 'leigh', island)).toBeUndefined()
  })

  it('walks straight to Southend and Rayleigh', () => {
    for (const town of ['southend', 'rayleigh', 'benfleet'] as const) {
      expect(journey('leigh', town)?.via).toEqual([])
      expect(journey('leigh', town)?.metres).toBeLessThan(1.05 * crowMetres(towns.leigh, towns[town]))
    }
  })
})

describe('somebody by a creek', () => {
  it('goes round the head of the Crouch, or over the bridge at Battlesbridge', () => {
    expect(inMiles('woodham', 'hullbridge')).toBeGreaterThan(5)
    expect(inMiles('hockley', 'fambridge')).toBeGreaterThan(9)
    expect(via('woodham', 'hullbridge')).toEqual([['Battlesbridge'], ['Battlesbridge']])
    expect(journey('rayleigh', 'hullbridge')).toEqual({
      metres: crowMetres(towns.rayleigh, towns.hullbridge),
      via: [],
    })
  })

  it('crosses a short bridge from bank to bank, not from the far ends of the village', () => {
    const [hawkHill, mill] = [
      { lat: 51.62367, lon: 0.56886 },
      { lat: 51.62, lon: 0.5702 },
    ]
    const over = estuary.from(hawkHill).to(mill)
    expect(over?.via).toEqual(['Battlesbridge'])
    expect(over?.metres).toBeLessThan(crowMetres(hawkHill, mill) + 150)
  })

  it('goes round the Roach, which no bridge crosses', () => {
    expect(crowMetres(towns.paglesham, towns.wakering)).toBeLessThan(miles(3))
    expect(inMiles('paglesham', 'wakering')).toBeGreaterThan(7)
    expect(via('paglesham', 'wakering')).toEqual([[], []])
  })

  it('is rowed from Burnham to Wallasea while the ferry is open', () => {
    expect(inMiles('burnham', 'wallasea')).toBeLessThan(1.5)
    const winter = makeTravel(land, withCrossing('Wallasea', false))
    expect(inMiles('burnham', 'wallasea', winter)).toBeGreaterThan(20)
  })

  it('is on the right bank wherever on the water’s edge the address lies', () => {
    // Leigh’s cockle sheds, Benfleet’s station, Tilbury’s landing stage, the head of the pier.
    const northern = [
      { lat: 51.5395, lon: 0.6488 },
      { lat: 51.5436, lon: 0.5617 },
      { lat: 51.4507, lon: 0.3641 },
      { lat: 51.5147, lon: 0.7215 },
    ]
    for (const place of northern) {
      expect(estuary.from(towns.southend).to(place)?.via).toEqual([])
      expect(estuary.from(place).to(towns.southend)?.via).toEqual([])
      expect(estuary.from(place).to(towns.gravesend)?.via).toEqual(['Dartford Crossing'])
    }
    const wall = { lat: 51.5087, lon: 0.59 }
    expect(estuary.from(towns.canvey).to(wall)?.via).toEqual([])
    expect(estuary.from(towns.leigh).to(wall)?.via).toEqual(['Benfleet Bridge (B1014)'])
  })
})

describe('a long way round', () => {
  it('names its crossings in the order they are met, from either end', () => {
    const names = ['Dartford Crossing', 'Medway Tunnel', 'Sheppey Crossing']
    expect(via('shoebury', 'sheerness')).toEqual([names, names])
    expect(inMiles('shoebury', 'sheerness')).toBeGreaterThan(45)
  })

  it('leads to every island that has a bridge', () => {
    expect(via('southend', 'foulness')).toEqual([['Havengore Bridge'], ['Havengore Bridge']])
    expect(via('grays', 'gravesend')).toEqual([['Dartford Crossing'], ['Dartford Crossing']])
  })
})

describe('the edge of the map', () => {
  it('is no shore: what lies outside is straight ahead', () => {
    const [cardiff, newcastle] = [
      { lat: 51.48, lon: -3.18 },
      { lat: 54.97, lon: -1.61 },
    ]
    expect(estuary.from(cardiff).to(newcastle)?.metres).toBe(crowMetres(cardiff, newcastle))
    expect(estuary.from(newcastle).to(towns.chelmsford)?.metres).toBe(crowMetres(newcastle, towns.chelmsford))
    expect(journey('maidstone', 'southend')?.via).toEqual(['Dartford Crossing'])
  })

  it('makes no difference where it runs over land, to those a step inside or a step outside', () => {
    const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
    const west = fc.oneof(between(51.31, 51.48), between(51.54, 51.89)).map(lat => [lat, 0, 0, -1] as const)
    const north = between(0.01, 1.19).map(lon => [51.9, lon, 1, 0] as const)
    const south = between(0.01, 0.47).map(lon => [51.3, lon, -1, 0] as const)
    const target = fc.constantFrom(...Object.values(towns))
    fc.assert(
      fc.property(fc.oneof(west, north, south), target, ([lat, lon, up, right], to) => {
        const step = (size: number) => ({ lat: lat + up * size, lon: lon + right * size })
        const inside = estuary.from(step(-0.0004)).to(to)?.metres as number
        const outside = estuary.from(step(0.0004)).to(to)?.metres as number
        expect(Math.abs(inside - outside)).toBeLessThan(200)
      }),
    )
  })
})

describe('wherever one sets out', () => {
  const southEssex = fc.record({
    lat: fc.double({ min: 51.48, max: 51.64, noNaN: true }),
    lon: fc.double({ min: 0.25, max: 0.95, noNaN: true }),
  })
  const anywhere = fc.record({
    lat: fc.double({ min: -90, max: 90, noNaN: true }),
    lon: fc.double({ min: -180, max: 180, noNaN: true }),
  })
  const town = fc.constantFrom(...Object.values(towns))

  it('can reach any place in South Essex, no nearer than the crow flies and no farther than back again', () => {
    fc.assert(
      fc.property(southEssex, southEssex, (from, to) => {
        const there = estuary.from(from).to(to)?.metres as number
        const back = estuary.from(to).to(from)?.metres as number
        expect(there).toBeGreaterThanOrEqual(crowMetres(from, to))
        expect(Math.abs(there - back)).toBeLessThanOrEqual(0.01 * there)
      }),
    )
  })

  it('never finds it shorter to go by way of somewhere else', () => {
    fc.assert(
      fc.property(town, town, town, (from, between, to) => {
        const straight = estuary.from(from).to(to)?.metres as number
        const [first, second] = [estuary.from(from).to(between), estuary.from(between).to(to)]
        expect(straight).toBeLessThanOrEqual((first?.metres ?? 0) + (second?.metres ?? 0) + 5)
      }),
    )
  })

  it('never gets nearer when a crossing closes', () => {
    fc.assert(
      fc.property(fc.subarray(crossings), town, town, (closed, from, to) => {
        const left = crossings.map(one => (closed.includes(one) ? { ...one, is_open: false } : one))
        const before = estuary.from(from).to(to)?.metres as number
        const after = makeTravel(land, left).from(from).to(to)?.metres ?? Number.POSITIVE_INFINITY
        expect(after).toBeGreaterThanOrEqual(before - 1)
      }),
      { numRuns: 15 },
    )
  })

  it('is given a number or nothing, never something that is not a number', () => {
    fc.assert(
      fc.property(fc.oneof(anywhere, southEssex, town), anywhere, (from, to) => {
        const metres = estuary.from(from).to(to)?.metres
        expect(metres === undefined || (Number.isFinite(metres) && metres >= 0)).toBe(true)
      }),
    )
    for (const nowhere of [
      { lat: Number.NaN, lon: 0.5 },
      { lat: 51.5, lon: Number.NaN },
    ]) {
      expect(estuary.from(nowhere).to(towns.leigh)).toBeUndefined()
      expect(estuary.from(towns.leigh).to(nowhere)).toBeUndefined()
    }
  })
})
