// The shipped land and crossings of the Thames estuary, and places on its banks that the tests travel between.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Crossing } from '../../../src/features/crossings/fields.ts'
import { readCrossings, readLand } from '../../../src/features/crossings/import.ts'
import { makeTravel } from '../../../src/features/crossings/travel.rules.ts'
import { METRES_PER_MILE, type Point } from '../../../src/platform/geo/point.ts'

const file = (name: string) => join(import.meta.dirname, '../../../data', name)

export const landText = readFileSync(file('estuary-land.geojson'), 'utf8')
export const crossingsFile = file('crossings.csv')
export const land = readLand(landText).rows
export const crossings = await readCrossings(crossingsFile, () => {})
export const estuary = makeTravel(land, crossings)

export const towns = {
  stanford: { lat: 51.5135, lon: 0.4255 },
  cliffe: { lat: 51.462, lon: 0.497 },
  hoo: { lat: 51.42, lon: 0.56 },
  leigh: { lat: 51.5425, lon: 0.65 },
  canvey: { lat: 51.52, lon: 0.59 },
  benfleet: { lat: 51.5485, lon: 0.5615 },
  southend: { lat: 51.5375, lon: 0.7143 },
  rayleigh: { lat: 51.5865, lon: 0.6055 },
  hullbridge: { lat: 51.6245, lon: 0.618 },
  woodham: { lat: 51.6455, lon: 0.617 },
  hockley: { lat: 51.604, lon: 0.6555 },
  fambridge: { lat: 51.648, lon: 0.6815 },
  burnham: { lat: 51.6275, lon: 0.815 },
  wallasea: { lat: 51.615, lon: 0.815 },
  wakering: { lat: 51.552, lon: 0.8035 },
  paglesham: { lat: 51.594, lon: 0.797 },
  foulness: { lat: 51.5985, lon: 0.8955 },
  grays: { lat: 51.4757, lon: 0.3255 },
  tilbury: { lat: 51.4625, lon: 0.362 },
  gravesend: { lat: 51.4415, lon: 0.3705 },
  shoebury: { lat: 51.5305, lon: 0.799 },
  sheerness: { lat: 51.4405, lon: 0.7625 },
  // Beyond the map, or all but.
  maidstone: { lat: 51.2725, lon: 0.5285 },
  chelmsford: { lat: 51.7355, lon: 0.4695 },
} satisfies Record<string, Point>

export type Town = keyof typeof towns

export const miles = (number: number) => number * METRES_PER_MILE

/** The same crossings with one of them opened or closed. */
export function withCrossing(name: string, is_open: boolean): Crossing[] {
  return crossings.map(crossing => (crossing.name.startsWith(name) ? { ...crossing, is_open } : crossing))
}
