import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nearestFirst, sayJourney } from '../../../src/features/crossings/nearest.rules.ts'
import { crowMetres, type Point } from '../../../src/platform/geo/point.ts'
import { estuary, miles, towns } from './estuary.ts'

const around = fc.record({
  lat: fc.double({ min: 51.42, max: 51.62, noNaN: true }),
  lon: fc.double({ min: 0.35, max: 0.8, noNaN: true }),
})
const crowd = fc.array(around, { maxLength: 60 }).map(points => points.map((point, id) => ({ ...point, id })))

describe('what is near', () => {
  it('comes in the order of a full sort by distance travelled, whatever order it is given in', () => {
    fc.assert(
      fc.property(around, crowd, (origin, candidates) => {
        const departure = estuary.from(origin)
        const sorted = candidates
          .map(({ id, ...point }) => ({ id, metres: departure.to(point)?.metres ?? Number.NaN }))
          .filter(({ metres }) => !Number.isNaN(metres))
          .sort((a, b) => a.metres - b.metres || a.id - b.id)
        const found = Array.from(nearestFirst(departure, origin, candidates.toReversed()), rank)
        expect(found).toEqual(sorted)
      }),
    )
  })

  it('ends at the limit, and leaves out what nobody can reach', () => {
    fc.assert(
      fc.property(around, crowd, fc.integer({ min: 0, max: 20 }), (origin, candidates, most) => {
        const departure = estuary.from(origin)
        const all = Array.from(nearestFirst(departure, origin, candidates), rank)
        const some = Array.from(nearestFirst(departure, origin, candidates, miles(most)), rank)
        expect(some).toEqual(all.filter(({ metres }) => metres <= miles(most)))
      }),
    )
    const cutOff = {
      from: () => ({ to: (to: Point) => (to.lat > 51.5 ? { metres: 1, via: [] } : undefined) }),
    }
    const two = [
      { id: 1, ...towns.hoo },
      { id: 2, ...towns.leigh },
    ]
    expect(Array.from(nearestFirst(cutOff.from(), towns.hoo, two), rank).map(({ id }) => id)).toEqual([2])
  })

  it('gives ties in the order of their numbers, those over water too', () => {
    const candidates = [9, 4, 7, 1].map(id => ({ id, ...towns.canvey }))
    const ids = Array.from(
      nearestFirst(estuary.from(towns.leigh), towns.leigh, candidates),
      found => rank(found).id,
    )
    expect(ids).toEqual([1, 4, 7, 9])
  })

  it('gives ties in that order even when one was worked out before the other was looked at', () => {
    const [close, farther] = [
      { id: 9, lat: 51.59, lon: 0.6055 },
      { id: 1, lat: 51.6, lon: 0.6055 },
    ]
    const metres = crowMetres(towns.rayleigh, farther)
    const departure = { to: () => ({ metres, via: [] }) }
    const order = nearestFirst(departure, towns.rayleigh, [close, farther])
    expect(Array.from(order, found => rank(found).id)).toEqual([1, 9])
  })

  it('works out no more journeys than the page needs', () => {
    let asked = 0
    const departure = {
      to(target: Point) {
        asked++
        return { metres: crowMetres(towns.rayleigh, target), via: [] }
      },
    }
    const far = Array.from({ length: 500 }, (_, id) => ({ id, lat: 51.6 + id / 1000, lon: 0.6 }))
    const page = nearestFirst(departure, towns.rayleigh, far)
    for (let shown = 0; shown < 10; shown++) page.next()
    expect(asked).toBeLessThan(13)
  })

  it('puts a garden in Canvey behind one in Benfleet that looks farther from Leigh', () => {
    const canvey = { id: 1, ...towns.canvey }
    const benfleet = { id: 2, lat: 51.5605, lon: 0.575 }
    expect(crowMetres(towns.leigh, canvey)).toBeLessThan(crowMetres(towns.leigh, benfleet))
    const order = nearestFirst(estuary.from(towns.leigh), towns.leigh, [canvey, benfleet])
    expect(Array.from(order, found => rank(found).id)).toEqual([2, 1])
  })
})

describe('a distance as people say it', () => {
  const say = (metres: number, ...via: string[]) => sayJourney({ metres, via })

  it('is as round as anybody needs', () => {
    const said = [0, 0.24, 0.25, 0.44, 0.5, 0.74, 0.8, 1.49, 1.5, 2.4, 9.6, 19.4, 19.8, 36].map(n =>
      say(miles(n)),
    )
    expect(said).toEqual([
      'a few minutes’ walk',
      'a few minutes’ walk',
      'less than half a mile',
      'less than half a mile',
      'about half a mile',
      'about half a mile',
      'about 1 mile',
      'about 1 mile',
      'about 2 miles',
      'about 2 miles',
      'about 10 miles',
      'about 19 miles',
      'about 20 miles',
      'about 35 miles',
    ])
  })

  it('names the crossings without the numbers of their roads', () => {
    expect(say(miles(2), 'Benfleet Bridge (B1014)')).toBe('about 2 miles, by Benfleet Bridge')
    expect(say(miles(50), 'Dartford Crossing', 'Medway Tunnel', 'Sheppey Crossing')).toBe(
      'about 50 miles, by Dartford Crossing, Medway Tunnel and Sheppey Crossing',
    )
    expect(say(miles(1), 'Wallasea to Burnham ferry')).toBe('about 1 mile, by the Wallasea to Burnham ferry')
    expect(say(miles(1), '(A1)')).toBe('about 1 mile, by (A1)')
  })
})

function rank({ candidate, journey }: { candidate: { id: number }; journey: { metres: number } }) {
  return { id: candidate.id, metres: journey.metres }
}
