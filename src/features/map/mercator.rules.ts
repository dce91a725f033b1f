// The grid over the world by which lights are gathered: Web Mercator, as slippy maps number it, row 0 in the north.
import type { Box, Point } from '../../platform/geo/point.ts'

/** Lights stand in the cells of this level, which are smaller than a step; level n has 2^n by 2^n. */
export const FINEST = 26
/** The levels whose cells are kept. */
export const LEAST_LEVEL = 5
export const MOST_LEVEL = 17
const CELLS = 2 ** FINEST
const FARTHEST_LAT = 85
const RADIAN = Math.PI / 180

/** Cells of the finest level from and to, both included. */
export interface Range {
  west: number
  east: number
  north: number
  south: number
}

export type CellParams = { level: number; columns: string; north: number; south: number }

/** All that lies in a box. */
export function rangeOf({ min_lat, min_lon, max_lat, max_lon }: Box): Range {
  return { west: columnAt(min_lon), east: columnAt(max_lon), north: rowAt(max_lat), south: rowAt(min_lat) }
}

/** A tenth more on every side, as far as the world goes. */
export function grown({ west, east, north, south }: Range): Range {
  const along = Math.ceil((east - west + 1) / 10)
  const up = Math.ceil((south - north + 1) / 10)
  return {
    west: within(west - along),
    east: within(east + along),
    north: within(north - up),
    south: within(south + up),
  }
}

/** One cell of a level. */
export function rangeOfCell(level: number, x: number, y: number): Range {
  const size = 2 ** (FINEST - level)
  return { west: x * size, east: (x + 1) * size - 1, north: y * size, south: (y + 1) * size - 1 }
}

/** The ground under cells. */
export function boxOf({ west, east, north, south }: Range): Box {
  const [{ lat: max_lat, lon: min_lon }, { lat: min_lat, lon: max_lon }] = [
    pointAt(west, north),
    pointAt(east + 1, south + 1),
  ]
  return { min_lat, min_lon, max_lat, max_lon }
}

/** Where the corner of a cell of the finest level is, or any point on the way to the next. */
export function pointAt(x: number, y: number): Point {
  const lat = Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / CELLS))) / RADIAN
  return { lat, lon: (x / CELLS) * 360 - 180 }
}

/** The finest level of which no more than so many cells lie from side to side, or from top to bottom. */
export function levelFor({ west, east, north, south }: Range, most: number): number {
  const cells = Math.max(east - west, south - north, 1)
  return Math.min(FINEST, FINEST - Math.ceil(Math.log2(cells / most)))
}

/** Columns and rows of a level, as queries of its cells are bound to them: each column is one run of the index. */
export function columnsOf(range: Range, level: number): CellParams {
  const up = FINEST - level
  const west = range.west >> up
  const columns = Array.from({ length: (range.east >> up) - west + 1 }, (_, index) => west + index)
  return { level, columns: JSON.stringify(columns), north: range.north >> up, south: range.south >> up }
}

function columnAt(lon: number): number {
  return within(Math.floor(((lon + 180) / 360) * CELLS))
}

function rowAt(lat: number): number {
  const tame = Math.max(-FARTHEST_LAT, Math.min(FARTHEST_LAT, lat))
  return within(
    Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + (tame * RADIAN) / 2)) / (2 * Math.PI)) * CELLS),
  )
}

function within(cell: number): number {
  return Math.max(0, Math.min(CELLS - 1, cell))
}
