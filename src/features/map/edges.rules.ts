// Land beyond the edge of what is known: the file ends there, and not the land, nor the sea.
import type { Position } from 'geojson'

/** A stretch of shore from one edge of what is known to another, with the land on its right. */
interface Shore {
  points: Position[]
  /** Where it leaves the edge, and where it comes back to it: see `alongOf`. */
  from: number
  to: number
}

interface Bounds {
  west: number
  south: number
  east: number
  north: number
}

const EDGE = 1e-6
// How far land is drawn on, in degrees.
const FAR = 6
// A river, narrower than this share of a side, is not drawn on; the sea is, and grows wider as it goes.
const RIVER = 0.12
const WIDENING = 0.8

/**
 * Pieces of land drawn on beyond the edges they run along. What comes back is for filling by the even-odd rule: one
 * large piece, the water that reaches the edge cut out of it, and the pieces that lie within as they were.
 */
export function pastEdges(pieces: readonly Position[][][]): Position[][][] {
  const bounds = boundsOf(pieces)
  const shores: Shore[] = []
  const within: Position[][][] = []
  for (const rings of pieces) {
    const found = rings.map((ring, at) => shoresOf(turned(ring, at === 0), bounds))
    if (found.every(some => some.length === 0)) within.push(rings)
    else {
      shores.push(...found.flat())
      within.push(...rings.filter((_, at) => found[at]?.length === 0).map(ring => [ring]))
    }
  }
  if (shores.length === 0) return [...pieces]
  return [[wholeOf(bounds)], ...watersOf(shores, bounds).map(ring => [ring]), ...within]
}

function boundsOf(pieces: readonly Position[][][]): Bounds {
  const bounds = { west: 999, south: 999, east: -999, north: -999 }
  for (const [lon = 0, lat = 0] of pieces.flat(2)) {
    bounds.west = Math.min(bounds.west, lon)
    bounds.east = Math.max(bounds.east, lon)
    bounds.south = Math.min(bounds.south, lat)
    bounds.north = Math.max(bounds.north, lat)
  }
  return bounds
}

/** A ring without its last point, outer ones clockwise and holes the other way: land is always on the right. */
function turned(ring: Position[], isOuter: boolean): Position[] {
  const open = ring.slice(0, -1)
  const twice = open.reduce((sum, [x = 0, y = 0], at) => {
    const [toX = 0, toY = 0] = open[(at + 1) % open.length] as Position
    return sum + x * toY - toX * y
  }, 0)
  return twice < 0 === isOuter ? open : open.toReversed()
}

/** The stretches of a ring that do not run along an edge; none for a ring that never does. */
function shoresOf(ring: readonly Position[], bounds: Bounds): Shore[] {
  const runs = ring.map((point, at) => {
    const next = sidesOf(ring[(at + 1) % ring.length] as Position, bounds)
    return sidesOf(point, bounds).some(side => next.includes(side))
  })
  const first = runs.indexOf(true)
  if (first < 0) return []
  const shores: Position[][] = []
  for (let step = 1; step <= ring.length; step++) {
    const at = (first + step) % ring.length
    if (runs[at]) continue
    if (runs[(at - 1 + ring.length) % ring.length]) shores.push([ring[at] as Position])
    shores.at(-1)?.push(ring[(at + 1) % ring.length] as Position)
  }
  return shores.map(points => ({
    points,
    from: alongOf(points[0] as Position, bounds),
    to: alongOf(points.at(-1) as Position, bounds),
  }))
}

/** The sides a point lies on: 0 north, 1 east, 2 south, 3 west. */
function sidesOf([lon = 0, lat = 0]: Position, { west, south, east, north }: Bounds): number[] {
  return [north - lat, east - lon, lat - south, lon - west].flatMap((off, side) =>
    Math.abs(off) < EDGE ? [side] : [],
  )
}

/** How far round the edge a point lies, clockwise from the north-west, each side as long as 1. */
function alongOf([lon = 0, lat = 0]: Position, bounds: Bounds): number {
  const { west, south, east, north } = bounds
  const across = (lon - west) / (east - west)
  const down = (north - lat) / (north - south)
  const [side = 0] = sidesOf([lon, lat], bounds)
  return side + ([across, down, 1 - across, 1 - down][side] ?? 0)
}

/** Rings of water: along a shore, then back round the edge to where the shore before it began, until they close. */
function watersOf(shores: readonly Shore[], bounds: Bounds): Position[][] {
  const left = new Set(shores)
  const rings: Position[][] = []
  while (left.size > 0) {
    const [first] = left as unknown as [Shore]
    const ring: Position[] = []
    let shore: Shore | undefined = first
    while (shore && left.delete(shore)) {
      const { to, points } = shore
      const before: Shore = shores.reduce((best, other) =>
        back(to, other.from) < back(to, best.from) ? other : best,
      )
      ring.push(...points, ...mouthOf(to, before.from, bounds))
      shore = before
    }
    rings.push([...ring, ring[0] as Position])
  }
  return rings
}

/** How far it is back round the edge, against the clock. */
function back(from: number, to: number): number {
  return (from - to + 4) % 4
}

/** The open side of a water, from the end of one shore back to the start of another; none for a river. */
function mouthOf(from: number, to: number, bounds: Bounds): Position[] {
  if (back(from, to) < RIVER) return []
  const corners = Array.from({ length: 4 }, (_, step) => Math.floor(from) - step).filter(
    corner => corner < from && from - corner < back(from, to),
  )
  return [
    outside(from, WIDENING, bounds),
    ...corners.map(corner => outside(corner, 0, bounds)),
    outside(to, -WIDENING, bounds),
  ]
}

/** A place on the edge, moved as far out as land is drawn, and clockwise along the edge by a share of that. */
function outside(along: number, share: number, bounds: Bounds): Position {
  const { west, south, east, north } = bounds
  const side = Math.floor((along + 4) % 4)
  const part = (along + 4) % 1
  const turn = share * FAR
  // A corner goes out both ways.
  const out = part === 0 ? FAR : 0
  const across = (from: number, to: number) => from + (to - from) * part
  const spots: Position[] = [
    [across(west, east) + turn - out, north + FAR],
    [east + FAR, across(north, south) - turn + out],
    [across(east, west) - turn + out, south - FAR],
    [west - FAR, across(south, north) + turn - out],
  ]
  return spots[side] as Position
}

function wholeOf({ west, south, east, north }: Bounds): Position[] {
  const [left, right, low, high] = [west - FAR, east + FAR, south - FAR, north + FAR]
  return [
    [left, high],
    [right, high],
    [right, low],
    [left, low],
    [left, high],
  ]
}
