// A flat map in metres on which lines, corners and areas are plain geometry; distances themselves stay on the globe.
import type { Point } from '../../platform/geo/point.ts'

/** Metres east and north. */
export interface Spot {
  x: number
  y: number
}

export interface Plane {
  spot(point: Point): Spot
  point(spot: Spot): Point
}

const METRES_PER_DEGREE = 111_195

/** A plane that is true to scale at one latitude, which is near enough for a county around it. */
export function makePlane(latitude: number): Plane {
  const perLon = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180)
  return {
    spot: ({ lat, lon }) => ({ x: lon * perLon, y: lat * METRES_PER_DEGREE }),
    point: ({ x, y }) => ({ lat: y / METRES_PER_DEGREE, lon: x / perLon }),
  }
}

/** Twice the area of a triangle: positive when `c` lies to the left of the line from `a` to `b`. */
export function turn(a: Spot, b: Spot, c: Spot): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

export function gap(a: Spot, b: Spot): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

/** The direction from `a` to `b`, one metre long. */
export function unit(a: Spot, b: Spot): Spot {
  const length = gap(a, b)
  return { x: (b.x - a.x) / length, y: (b.y - a.y) / length }
}

/** The spot on the line from `a` to `b` that is nearest to `s`. */
export function nearestOn(s: Spot, a: Spot, b: Spot): Spot {
  const x = b.x - a.x
  const y = b.y - a.y
  const square = x * x + y * y
  const along = square === 0 ? 0 : ((s.x - a.x) * x + (s.y - a.y) * y) / square
  const t = Math.max(0, Math.min(1, along))
  return { x: a.x + t * x, y: a.y + t * y }
}

/** Square metres inside a ring; negative when it runs clockwise. */
export function areaOf(ring: readonly Spot[]): number {
  return (
    ring.reduce((sum, a, index) => {
      const b = ring[(index + 1) % ring.length] as Spot
      return sum + a.x * b.y - a.y * b.x
    }, 0) / 2
  )
}
