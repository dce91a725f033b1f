// The land and its shore: where somebody stands, whether a line stays on land, and the corners a path may bend round.
import type { Polygon, Position } from 'geojson'
import type { Point } from '../../platform/geo/point.ts'
import { isPartOfAnother, readIslands } from './islands.rules.ts'
import { fillNotches, isInlet, raise, type Vertex } from './outline.rules.ts'
import { gap, makePlane, nearestOn, type Plane, type Spot, turn, unit } from './plane.rules.ts'
import { makeWalls, WATER, type Wall, type Walls } from './walls.rules.ts'

/** Where somebody stands: a point, and the spot on land that stands for it when lines are drawn. */
export interface Standing {
  point: Point
  /** That of the point itself, unless the point is in water. */
  spot: Spot
  land: number
  /** At the tip of an inlet, the shore on either side of it. */
  bend?: { before: Spot; after: Spot }
}

export interface Shore {
  stand(point: Point): Standing
  isClear(a: Standing, b: Standing): boolean
  /** The ends of a crossing between two places, moved up to the water's edge when it is short. */
  banks(a: Standing, b: Standing): [Standing, Standing]
  /** Every place where the shortest way along a shore may turn. */
  corners: Standing[]
}

/** The land of a place outside the map, where nothing is known to be in the way. */
const BEYOND = -2
/** Up to so many metres outside the map, a place counts as standing at its edge, so that nothing jumps there. */
const MARGIN = 1000
/** The shore is right to about this many metres: shallower notches are not worth walking round. */
const NOTCH = 100
/** How many metres inside a line one stands, so that rounding never puts it in the water. */
const INLAND = 1
/** A crossing no longer than this has no approaches to speak of: people come to it along the water's edge. */
const SHORT = 1000
/** How many metres out to sea anybody is looked for. */
const FARTHEST = 1_000_000
/** By how many metres a line may miss a corner and still be said to graze it. */
const SLACK = 2

/** Reads land whose pieces do not overlap; `ends` are the ends of every known crossing, open or not. */
export function makeShore(land: readonly Polygon[], ends: readonly Point[]): Shore {
  const frame = frameOf(land.flatMap(({ coordinates }) => coordinates[0] ?? []))
  if (!frame) return openGround
  const { plane, low, high } = frame
  const walls = makeWalls(low, high)
  const corners = raiseShore(land, ends, frame, walls)
    .filter(isInlet)
    .flatMap(vertex => cornerAt(vertex, plane, walls))
  return {
    corners,
    isClear: (a, b) => mayMeet(a, b) && walls.isClear(a.spot, b.spot),
    banks(a, b) {
      const meetings = walls.meetings(a.spot, b.spot)
      const first = meetings.at(0) ?? 0
      const last = meetings.at(-1) ?? 1
      return [bankOf(a, b, first, plane, walls), bankOf(b, a, 1 - last, plane, walls)]
    },
    stand(point) {
      const there = plane.spot(point)
      const spot = { x: within(there.x, low.x, high.x), y: within(there.y, low.y, high.y) }
      if (!(gap(there, spot) <= MARGIN)) return { point, spot: there, land: BEYOND }
      const land = walls.landAt(spot)
      return land === WATER ? ashore(point, spot, walls) : { point, spot, land }
    },
  }
}

/** Whether two places are on one land, as far as is known. */
export function mayMeet(a: Standing, b: Standing): boolean {
  return a.land === b.land || a.land === BEYOND || b.land === BEYOND
}

/**
 * Whether a shortest way may reach or leave `corner` along the line from `other`: the shore then lies on one side of
 * that line. Any line may reach a place that is no corner.
 */
export function grazes({ spot, bend }: Standing, other: Standing): boolean {
  if (!bend) return true
  const slack = SLACK * Math.hypot(spot.x - other.spot.x, spot.y - other.spot.y)
  const before = turn(other.spot, spot, bend.before)
  const after = turn(other.spot, spot, bend.after)
  return Math.min(before, after) >= -slack || Math.max(before, after) <= slack
}

/** Where there is no land data, nothing is in the way. */
const openGround: Shore = {
  stand: point => ({ point, spot: { x: 0, y: 0 }, land: BEYOND }),
  isClear: () => true,
  banks: (a, b) => [a, b],
  corners: [],
}

function within(value: number, low: number, high: number): number {
  return Math.max(low + INLAND, Math.min(high - INLAND, value))
}

interface Frame {
  plane: Plane
  low: Spot
  high: Spot
}

/** The rectangle that the land fills: lines along it are where the map ends, not where the sea begins. */
function frameOf(positions: readonly Position[]): Frame | undefined {
  const lons = positions.map(([lon]) => lon as number)
  const lats = positions.map(([, lat]) => lat as number)
  if (positions.length === 0) return undefined
  const least = (numbers: number[]) => numbers.reduce((a, b) => Math.min(a, b))
  const most = (numbers: number[]) => numbers.reduce((a, b) => Math.max(a, b))
  const plane = makePlane((least(lats) + most(lats)) / 2)
  return {
    plane,
    low: plane.spot({ lat: least(lats), lon: least(lons) }),
    high: plane.spot({ lat: most(lats), lon: most(lons) }),
  }
}

function raiseShore(land: readonly Polygon[], ends: readonly Point[], frame: Frame, walls: Walls): Vertex[] {
  const { plane, low, high } = frame
  const isShore = (a: Spot, b: Spot) =>
    [low, high].every(({ x, y }) => !(a.x === x && b.x === x) && !(a.y === y && b.y === y))
  const outlines: Vertex[][] = []
  for (const island of readIslands(land, plane)) {
    if (isPartOfAnother(island, walls, ends)) continue
    const number = outlines.length
    outlines.push(...island.outlines.map(outline => raise(outline, number, walls, isShore)))
  }
  return outlines.flatMap(outline => fillNotches(outline, walls, NOTCH))
}

function cornerAt({ before, at, after, wall }: Vertex, plane: Plane, walls: Walls): Standing[] {
  const arriving = unit(before.at, at)
  const leaving = unit(at, after.at)
  const along = unit({ x: -arriving.x, y: -arriving.y }, leaving)
  const spot = { x: at.x - along.y * INLAND, y: at.y + along.x * INLAND }
  if (walls.landAt(spot) !== wall.land) return []
  const bend = { before: before.at, after: after.at }
  return [{ point: plane.point(spot), spot, land: wall.land, bend }]
}

/** The end of a crossing, moved to the bank that lies a share of the way towards the other end. */
function bankOf(end: Standing, other: Standing, share: number, plane: Plane, walls: Walls): Standing {
  const length = gap(end.spot, other.spot)
  const along = unit(end.spot, other.spot)
  const metres = share * length - INLAND
  const spot = { x: end.spot.x + along.x * metres, y: end.spot.y + along.y * metres }
  if (!(metres > 0 && length <= SHORT) || walls.landAt(spot) !== end.land) return end
  return { point: plane.point(spot), spot, land: end.land }
}

/** Somebody in the water, or so the map says, stands on the nearest land. */
function ashore(point: Point, spot: Spot, walls: Walls): Standing {
  let wall: Wall | undefined
  for (let metres = 500; !wall && metres < FARTHEST; metres *= 2) wall = walls.nearest(spot, metres)
  if (!wall) return { point, spot, land: BEYOND }
  const found = landward(spot, wall).find(inland => walls.landAt(inland) === wall.land) ?? spot
  return { point, spot: found, land: wall.land }
}

/** Spots a step inside the nearest wall: at the nearest point of it, then ever further from its ends. */
function landward(spot: Spot, { a, b }: Wall): Spot[] {
  const near = nearestOn(spot, a, b)
  const along = unit(a, b)
  return [0, 0.02, 0.1, 0.5, 1].map(share => ({
    x: near.x + ((a.x + b.x) / 2 - near.x) * share - along.y * INLAND,
    y: near.y + ((a.y + b.y) / 2 - near.y) * share + along.x * INLAND,
  }))
}
