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
  const owners = new Map<string, number>()
  const rings = areas.flat(2)
  for (const ring of rings) {
    for (let at = 1; at < ring.length; at++) {
      const key = keyOf(ring[at - 1] as Position, ring[at] as Position)
      owners.set(key, (owners.get(key) ?? 0) + 1)
    }
  }
  const isBorder = (from: Position, to: Position, shared: boolean) =>
    shared || (isLand !== undefined && isInland(from, to, isLand))
  const drawn = new Set<string>()
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

const EDGE = 1e-6
const FAR = 2

/**
 * Land whose outline runs straight along the edge of what is known, drawn on beyond it: the file ends there, and not
 * the land.
 */
export function pastEdges(pieces: readonly Position[][][]): Position[][][] {
  const points = pieces.flat(2)
  const edges = [0, 1].map(axis => {
    const all = points.map(point => point[axis] ?? 0)
    return [all.reduce((a, b) => Math.min(a, b), 999), all.reduce((a, b) => Math.max(a, b), -999)]
  })
  const sideOf = (point: Position, axis: number) =>
    (edges[axis] as number[]).findIndex(edge => Math.abs((point[axis] ?? 0) - edge) < EDGE)
  const moved = (ring: Position[]) =>
    ring.map((point, at) =>
      point.map((degrees, axis) => {
        const side = sideOf(point, axis)
        // A headland that only just reaches the edge is left as it is.
        const around = [ring[at - 1] ?? ring.at(-2), ring[at + 1] ?? ring[1]]
        const runsAlong = side >= 0 && around.some(other => other && sideOf(other, axis) === side)
        return runsAlong ? degrees + (side === 0 ? -FAR : FAR) : degrees
      }),
    )
  return pieces.map(rings => rings.map(moved))
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

function keyOf(from: Position, to: Position): string {
  const [a, b] = [from.join(), to.join()]
  return a < b ? `${a} ${b}` : `${b} ${a}`
}
