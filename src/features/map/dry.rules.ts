// Whether a point lies on land, answered from the few edges at its own height.
import type { Position } from 'geojson'
import type { Point } from '../../platform/geo/point.ts'

// About 200 metres from south to north.
const BANDS_PER_DEGREE = 500

/** Tells land from water; beyond what is known all is land. */
export function makeDryTest(pieces: readonly Position[][][]): (point: Point) => boolean {
  const bands = new Map<number, number[]>()
  const known = { west: 999, east: -999, south: 999, north: -999 }
  for (const [piece, ring] of pieces.flatMap((rings, piece) => rings.map(ring => [piece, ring] as const))) {
    for (let at = 1; at < ring.length; at++) {
      const [x = 0, y = 0] = ring[at - 1] as Position
      const [toX = 0, toY = 0] = ring[at] as Position
      known.west = Math.min(known.west, x)
      known.east = Math.max(known.east, x)
      known.south = Math.min(known.south, y)
      known.north = Math.max(known.north, y)
      if (y === toY) continue
      const last = bandOf(Math.max(y, toY))
      for (let band = bandOf(Math.min(y, toY)); band <= last; band++) {
        const edges = bands.get(band)
        if (edges) edges.push(piece, x, y, toX, toY)
        else bands.set(band, [piece, x, y, toX, toY])
      }
    }
  }
  return ({ lat, lon }) => {
    if (lon < known.west || lon > known.east || lat < known.south || lat > known.north) return true
    return isInside(bands.get(bandOf(lat)) ?? [], lat, lon)
  }
}

function bandOf(lat: number): number {
  return Math.floor(lat * BANDS_PER_DEGREE)
}

/** Whether a ray to the east crosses an odd number of the edges of any one piece; these stand together. */
function isInside(edges: readonly number[], lat: number, lon: number): boolean {
  let inside = false
  for (let at = 0; at < edges.length; at += 5) {
    if (inside && edges[at] !== edges[at - 5]) return true
    const [x = 0, y = 0] = [edges[at + 1], edges[at + 2]]
    const [toX = 0, toY = 0] = [edges[at + 3], edges[at + 4]]
    if (y > lat !== toY > lat && lon < x + ((lat - y) / (toY - y)) * (toX - x)) inside = !inside
  }
  return inside
}
