// Where a listing that may only show its neighbourhood is shown: one point for every forty postcodes or more.
import { crowMetres, type Point } from '../../platform/geo/point.ts'

/** A point that stands for many, and how far from it the place itself may be. */
export interface Hidden extends Point {
  metres: number
}

// Fewer addresses than these would be few enough to go and look.
const FEWEST = 40
const ROUND_METRES = 100
const LEAST_METRES = 500

/**
 * The neighbourhood's postcodes are halved, across their longer side, as long as each half holds at least forty. All who
 * live in one part are shown at one point, the middle of its postcodes: the point and the name of the neighbourhood
 * together stand for no fewer homes than that. Undefined where no postcode is known.
 */
export function hide(point: Point, postcodes: readonly Point[]): Hidden | undefined {
  if (postcodes.length === 0) return undefined
  const part = partOf(point, postcodes)
  const middle = { lat: meanOf(part, 'lat'), lon: meanOf(part, 'lon') }
  const farthest = Math.max(...part.map(one => crowMetres(middle, one)))
  return { ...middle, metres: Math.max(LEAST_METRES, Math.ceil(farthest / ROUND_METRES) * ROUND_METRES) }
}

function partOf(point: Point, postcodes: readonly Point[]): readonly Point[] {
  if (postcodes.length < 2 * FEWEST) return postcodes
  const side = isTall(postcodes) ? 'lat' : 'lon'
  const values = postcodes.map(one => one[side]).sort((a, b) => a - b)
  const border = values[values.length >> 1] as number
  const isOver = (one: Point) => one[side] >= border
  const own = postcodes.filter(one => isOver(one) === isOver(point))
  // Where many share one value the halves may be unlike.
  const isFair = own.length >= FEWEST && postcodes.length - own.length >= FEWEST
  return isFair ? partOf(point, own) : postcodes
}

function isTall(points: readonly Point[]): boolean {
  const across = (name: keyof Point) => {
    const values = points.map(point => point[name])
    return Math.max(...values) - Math.min(...values)
  }
  // A degree of longitude is about five eighths as long as one of latitude here.
  return across('lat') > across('lon') * (5 / 8)
}

// To about a metre, so that the same part gives the same point to the last digit.
function meanOf(points: readonly Point[], name: keyof Point): number {
  const sum = points.reduce((total, point) => total + point[name], 0)
  return Math.round((sum / points.length) * 1e5) / 1e5
}
