// The lines of the shore: what crosses them, what land they enclose, and which is nearest.
import { eachAround, eachEastward, makeGrid, someUnderLine } from './grid.rules.ts'
import { gap, nearestOn, type Spot, turn } from './plane.rules.ts'

/** One straight piece of a land's edge, with the land on its left. */
export interface Wall {
  a: Spot
  b: Spot
  land: number
  /** False where the map merely ends. */
  isShore: boolean
}

export interface Walls {
  add(wall: Wall): Wall
  remove(wall: Wall): void
  /** Whether a straight line crosses no shore, not counting pieces that begin or end at the same spot object. */
  isClear(a: Spot, b: Spot): boolean
  /** How far along a straight line it meets each shore: shares of its length, least first. */
  meetings(a: Spot, b: Spot): number[]
  /** The number of the land that a spot is on, or WATER. */
  landAt(spot: Spot): number
  /** The piece of shore nearest to a spot; none when there is none within `metres`. */
  nearest(spot: Spot, metres: number): Wall | undefined
}

export const WATER = -1

/** No walls yet, over the rectangle from `low` to `high`, within which all that are added must lie. */
export function makeWalls(low: Spot, high: Spot): Walls {
  const grid = makeGrid<Wall>(low, high)
  return {
    add(wall) {
      someUnderLine(grid, wall.a, wall.b, square => square.push(wall) === 0)
      return wall
    },
    remove(wall) {
      someUnderLine(grid, wall.a, wall.b, square => square.splice(square.indexOf(wall), 1).length === 0)
    },
    isClear: (a, b) => !someUnderLine(grid, a, b, square => square.some(wall => isCrossed(wall, a, b))),
    meetings(a, b) {
      const met = new Set<Wall>()
      someUnderLine(grid, a, b, square => {
        for (const wall of square) if (isCrossed(wall, a, b)) met.add(wall)
        return false
      })
      return [...met].map(wall => shareOf(wall, a, b)).sort((x, y) => x - y)
    },
    landAt(spot) {
      // The lines of a land that encloses the spot are met an odd number of times going east, those of any other an
      // even number; as lands do not overlap, exclusive-or leaves the one number.
      let found = 0
      eachEastward(grid, spot, (square, holds) => {
        for (const wall of square) {
          const x = eastOf(wall, spot)
          if (x > spot.x && holds(x)) found ^= wall.land + 1
        }
      })
      return found - 1
    },
    nearest(spot, metres) {
      let nearest: Wall | undefined
      let least = metres
      eachAround(grid, spot, metres, square => {
        for (const wall of square) {
          const away = wall.isShore ? gap(spot, nearestOn(spot, wall.a, wall.b)) : Number.POSITIVE_INFINITY
          if (away <= least) [nearest, least] = [wall, away]
        }
      })
      return nearest
    },
  }
}

/**
 * Half-open in both directions: a line through a joint of the shore crosses one of the two pieces, never neither,
 * and a spot exactly on the shore counts as land.
 */
function isCrossed({ a: p, b: q, isShore }: Wall, a: Spot, b: Spot): boolean {
  if (turn(a, b, p) >= 0 === turn(a, b, q) >= 0) return false
  if (turn(p, q, a) >= 0 === turn(p, q, b) >= 0) return false
  return isShore && p !== a && p !== b && q !== a && q !== b
}

/** How far along the line from `a` to `b` it crosses a wall. */
function shareOf({ a: p, b: q }: Wall, a: Spot, b: Spot): number {
  const before = turn(p, q, a)
  return before / (before - turn(p, q, b))
}

/** Where a wall crosses the line of latitude through a spot; not a number when it does not. */
function eastOf({ a, b }: Wall, { y }: Spot): number {
  if (a.y > y === b.y > y) return Number.NaN
  return a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)
}
