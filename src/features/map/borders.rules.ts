// The lines between areas, each drawn once, and none along a shore.
import type { Position } from 'geojson'
import type { Point } from '../../platform/geo/point.ts'
import type { Polygons } from '../areas/shape.rules.ts'

// A border this near the water, in degrees of latitude, is the shore itself, drawn by the land.
const SHORE = 0.002

/**
 * Borders as lines: those two areas share, and, where `isLand` is given, also those round the outside that have
 * land on both sides.
 */
export function bordersOf(areas: readonly Polygons[], isLand?: (point: Point) => boolean): Position[][] {
  const owners = new Map<number, number>()
  const keyOf = makeKeys()
  const rings = areas.flat(2)
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at++) {
      const key = keyOf(ring[at - 1] as Position, ring[at] as Position)
      owners.set(key, (owners.get(key) ?? 0) + 1)
    }
  }
  const isBorder = (from: Position, to: Position, shared: boolean) =>
    shared || (isLand !== undefined && isInland(from, to, isLand))
  const drawn = new Set<number>()
  const lines: Position[][] = []
  for (const ring of rings) {
    let line: Position[] = []
    for (let at = 1; at < ring.length; at++) {
      const [from, to] = [ring[at - 1] as Position, ring[at] as Position]
      const key = keyOf(from, to)
      const wanted = !drawn.has(key) && isBorder(from, to, (owners.get(key) ?? 0) > 1)
      drawn.add(key)
      if (!wanted) {
        line = []
        continue
      }
      if (line.length === 0) {
        line.push(from)
        lines.push(line)
      }
      line.push(to)
    }
  }
  return lines
}

function isInland(
  [lon = 0, lat = 0]: Position,
  [toLon = 0, toLat = 0]: Position,
  isLand: (point: Point) => boolean,
) {
  const middle = { lat: (lat + toLat) / 2, lon: (lon + toLon) / 2 }
  const length = Math.hypot(toLat - lat, toLon - lon) || 1
  const [up, along] = [((toLon - lon) / length) * SHORE, (-(toLat - lat) / length) * SHORE]
  return [1, -1].every(side => isLand({ lat: middle.lat + side * up, lon: middle.lon + side * along }))
}

const MANY = 2 ** 26

/** The same number for an edge in both directions; corners are told apart to a metre. */
function makeKeys() {
  const corners = new Map<number, number>()
  const numberOf = ([lon = 0, lat = 0]: Position) => {
    const key = Math.round((lon + 180) * 1e5) * MANY + Math.round((lat + 90) * 1e5)
    const known = corners.get(key) ?? corners.size
    if (known === corners.size) corners.set(key, known)
    return known
  }
  return (from: Position, to: Position): number => {
    const [a, b] = [numberOf(from), numberOf(to)]
    return a < b ? a * MANY + b : b * MANY + a
  }
}
