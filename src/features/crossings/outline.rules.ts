// Smooths a shore by filling its shallow notches, so that few corners are left to go round and no land is lost.
import { gap, nearestOn, type Spot, turn } from './plane.rules.ts'
import { makeQueue } from './queue.rules.ts'
import type { Wall, Walls } from './walls.rules.ts'

/** One vertex of an outline that runs with the land on its left. */
export interface Vertex {
  at: Spot
  /** Its place in the ring as it was given. */
  index: number
  before: Vertex
  after: Vertex
  /** From here to the next. */
  wall: Wall
  isGone: boolean
}

/** Puts up the walls of a ring; `isShore` says of two neighbours whether water lies between them and the map's end. */
export function raise(
  ring: readonly Spot[],
  land: number,
  walls: Walls,
  isShore: (a: Spot, b: Spot) => boolean,
): Vertex[] {
  const vertices = ring.map((at, index) => ({ at, index, isGone: false }) as Vertex)
  vertices.forEach((vertex, index) => {
    const after = vertices[(index + 1) % vertices.length] as Vertex
    vertex.after = after
    after.before = vertex
    vertex.wall = walls.add({ a: vertex.at, b: after.at, land, isShore: isShore(vertex.at, after.at) })
  })
  return vertices
}

/** Whether the way along the shore bends round this vertex, with the water on the inner side. */
export function isInlet({ before, at, after, wall }: Vertex): boolean {
  return wall.isShore && before.wall.isShore && turn(before.at, at, after.at) < 0
}

/**
 * Cuts across inlets whose every vertex lies within `depth` metres of the cut, shallowest first. Nothing that was
 * land becomes water, and no cut crosses another shore, so a creek stays open however narrow it is.
 */
export function fillNotches(vertices: Vertex[], walls: Walls, depth: number): Vertex[] {
  const ring = vertices.map(({ at }) => at)
  const notch = (vertex: Vertex) => ({ vertex, depth: depthOf(vertex, ring) })
  const queue = makeQueue<{ vertex: Vertex; depth: number }>(
    (a, b) => a.depth < b.depth,
    vertices.filter(isInlet).map(notch),
  )
  for (let next = queue.pop(); next && next.depth <= depth; next = queue.pop()) {
    const { vertex } = next
    if (vertex.isGone || !isInlet(vertex) || depthOf(vertex, ring) !== next.depth) continue
    const { before, after } = vertex
    if (after.after === before || !walls.isClear(before.at, after.at)) continue
    cut(vertex, walls)
    for (const side of [before, after]) if (isInlet(side)) queue.push(notch(side))
  }
  return vertices.filter(({ isGone }) => !isGone)
}

/** How far the shore as given strays from a cut that leaves this vertex out. */
function depthOf({ before, after }: Vertex, ring: readonly Spot[]): number {
  let deepest = 0
  for (
    let index = (before.index + 1) % ring.length;
    index !== after.index;
    index = (index + 1) % ring.length
  ) {
    const spot = ring[index] as Spot
    deepest = Math.max(deepest, gap(spot, nearestOn(spot, before.at, after.at)))
  }
  return deepest
}

function cut(vertex: Vertex, walls: Walls): void {
  const { before, after } = vertex
  vertex.isGone = true
  walls.remove(before.wall)
  walls.remove(vertex.wall)
  before.wall = walls.add({ ...vertex.wall, a: before.at, b: after.at })
  before.after = after
  after.before = before
}
