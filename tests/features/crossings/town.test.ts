import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { makeTravel } from '../../../src/features/crossings/travel.rules.ts'
import { crowMetres, METRES_PER_MILE, type Point } from '../../../src/platform/geo/point.ts'
import { town } from '../../support/town.ts'

const land = town.land.features.map(({ geometry }) => geometry)
const crossings = town.crossings.map(({ open, ...row }) => ({ ...row, is_open: open === 'yes' }))
const travel = makeTravel(land, crossings)
const place = (name: string) => town.places.find(one => one.name === name) as Point
const journey = (from: string, to: string, by = travel) => by.from(place(from)).to(place(to))

describe('the town on two banks', () => {
  it('is one town by Mere Bridge, and two without it', () => {
    expect(crowMetres(place('Saltmere'), place('Ferry Green'))).toBeLessThan(1.3 * METRES_PER_MILE)
    expect(journey('Saltmere', 'Ferry Green')?.via).toEqual(['Mere Bridge'])
    expect(journey('Saltmere', 'Ferry Green')?.metres).toBeGreaterThan(5 * METRES_PER_MILE)
    const washedAway = crossings.map(one => (one.name === 'Mere Bridge' ? { ...one, is_open: false } : one))
    expect(journey('Saltmere', 'Ferry Green', makeTravel(land, washedAway))).toBeUndefined()
  })

  it('is a mile wide again once the ferry is raised', () => {
    const raised = crossings.map(one => ({ ...one, is_open: true }))
    expect(journey('Saltmere', 'Ferry Green', makeTravel(land, raised))?.via).toEqual(['Saltmere ferry'])
  })

  it('crosses its creek by the footbridge, or round the head where that is shorter', () => {
    expect(journey('The Staithe', 'Marshside')?.via).toEqual(['Cockle Bridge'])
    expect(journey('Hillcrest', 'Gull’s Nest')?.via).toEqual([])
  })

  it('has an island that nobody comes to or from, and on which one may still walk about', () => {
    for (const name of ['Saltmere', 'Ferry Green', 'Kilnfield']) {
      expect(journey(name, 'Hale Island')).toBeUndefined()
      expect(journey('Hale Island', name)).toBeUndefined()
    }
    const beach = { lat: 51.4437, lon: 1.1035 }
    expect(travel.from(place('Hale Island')).to(beach)?.via).toEqual([])
  })
})

describe('a patch of another shape', () => {
  const square = (west: number, south: number, side: number): Polygon['coordinates'][number] => [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ]
  const polygon = (...coordinates: Polygon['coordinates']): Polygon => ({ type: 'Polygon', coordinates })

  it('is straight all over when nothing is known of its land', () => {
    const [a, b] = [place('Saltmere'), place('Ferry Green')]
    expect(makeTravel([], crossings).from(a).to(b)).toEqual({ metres: crowMetres(a, b), via: [] })
  })

  it('goes round a lake', () => {
    const lakeland = makeTravel([polygon(square(1, 52, 0.2), square(1.05, 52.05, 0.1))], [])
    const [west, east] = [
      { lat: 52.1, lon: 1.04 },
      { lat: 52.1, lon: 1.16 },
    ]
    const round = lakeland.from(west).to(east)?.metres as number
    expect(round).toBeGreaterThan(1.5 * crowMetres(west, east))
    expect(round).toBeLessThan(3 * crowMetres(west, east))
    const boat = { lat: 52.1, lon: 1.06 }
    expect(lakeland.from(west).to(boat)?.metres).toBe(crowMetres(west, boat))
  })

  it('lets nobody slip through the joints of a shore', () => {
    const horseshoe = polygon([
      [1, 52],
      [1.2, 52],
      [1.2, 52.09],
      [1.1, 52.09],
      [1.02, 52.09],
      [1.02, 52.11],
      [1.1, 52.11],
      [1.2, 52.11],
      [1.2, 52.2],
      [1, 52.2],
      [1, 52],
    ])
    const [south, north] = [
      { lat: 52.05, lon: 1.1 },
      { lat: 52.15, lon: 1.1 },
    ]
    const round = makeTravel([horseshoe], []).from(south).to(north)?.metres
    expect(round).toBeGreaterThan(1.2 * crowMetres(south, north))
  })

  it('is there even when it is smaller than any islet', () => {
    const rock = makeTravel([polygon(square(1, 52, 0.001))], [])
    expect(rock.from({ lat: 52.0005, lon: 1.0005 }).to({ lat: 52.0002, lon: 1.0002 })?.via).toEqual([])
  })

  it('counts an islet beside larger land as part of it, unless it has a crossing of its own', () => {
    const shores = [polygon(square(1, 52, 0.2)), polygon(square(1.201, 52.1, 0.01))]
    const [inland, islet] = [
      { lat: 52.1, lon: 1.15 },
      { lat: 52.105, lon: 1.206 },
    ]
    expect(makeTravel(shores, []).from(inland).to(islet)?.metres).toBe(crowMetres(inland, islet))
    const causeway = {
      name: 'The Strand',
      mode: 'foot' as const,
      a_name: 'Shore',
      a_lat: 52.103,
      a_lon: 1.199,
      b_name: 'Islet',
      b_lat: 52.103,
      b_lon: 1.203,
      note: '',
    }
    const broken = makeTravel(shores, [{ ...causeway, is_open: false }])
    expect(broken.from(inland).to(islet)).toBeUndefined()
    const mended = makeTravel(shores, [{ ...causeway, is_open: true }])
    expect(mended.from(inland).to(islet)?.via).toEqual(['The Strand'])
  })
})
