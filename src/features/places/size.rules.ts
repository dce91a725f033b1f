// How large a place is: the postcodes within a kilometre of it, counted, or guessed from what kind of place it is.
import { crowMetres, type Point } from '../../platform/geo/point.ts'
import type { PlaceRow } from './fields.ts'

const REACH_METRES = 1000
// A cell of the sieve is wider than the reach anywhere in Britain, so that nine cells hold all that can be near.
const CELL_LAT = 0.01
const CELL_LON = 0.02

const USUAL: Record<string, number> = { city: 1000, town: 500, suburb: 250, village: 50, settlement: 50 }

/** The places with their sizes; `eachPostcode` visits every postcode there is. */
export function sized(
  places: readonly PlaceRow[],
  eachPostcode: (visit: (point: Point) => void) => void,
): PlaceRow[] {
  const counted = places.map(place => ({ ...place, size: 0 }))
  const cells = Map.groupBy(counted, place => cellOf(rowOf(place), columnOf(place)))
  eachPostcode(point => {
    for (const row of [-1, 0, 1]) {
      for (const column of [-1, 0, 1]) {
        for (const place of cells.get(cellOf(rowOf(point) + row, columnOf(point) + column)) ?? []) {
          if (crowMetres(place, point) <= REACH_METRES) place.size++
        }
      }
    }
  })
  return counted.map(place => ({ ...place, size: place.size || (USUAL[place.kind] ?? 5) }))
}

function rowOf({ lat }: Point): number {
  return Math.floor(lat / CELL_LAT)
}

function columnOf({ lon }: Point): number {
  return Math.floor(lon / CELL_LON)
}

function cellOf(row: number, column: number): number {
  return row * 100_000 + column
}
