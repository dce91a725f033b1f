// How far somebody gets from a place: the edge of what can be reached, direction by direction.
import type { Point } from '../../platform/geo/point.ts'

export interface Way {
  /** Metres as one would travel; undefined where nobody gets. */
  metresTo(point: Point): number | undefined
  isLand(point: Point): boolean
}

const NEAR_METRES = 6000
const NEAR = { directions: 72, steps: 12, halvings: 4 }
// Farther off there is more water to go round, which takes time, and less of it to see.
const FAR = { directions: 48, steps: 8, halvings: 3 }
const METRES_PER_DEGREE = 111_195

/**
 * The edge of what lies within so many metres, as a ring of points. In each direction it ends at the first land
 * that cannot be reached within them; water does not end it, for the picture shows none of the reach on water.
 */
export function reachOf(origin: Point, metres: number, { metresTo, isLand }: Way): Point[] {
  const squeeze = Math.cos((origin.lat * Math.PI) / 180)
  const care = metres <= NEAR_METRES ? NEAR : FAR
  return Array.from({ length: care.directions }, (_, index) => {
    const angle = (index / care.directions) * 2 * Math.PI
    const along = (share: number): Point => ({
      lat: origin.lat + (Math.cos(angle) * metres * share) / METRES_PER_DEGREE,
      lon: origin.lon + (Math.sin(angle) * metres * share) / METRES_PER_DEGREE / squeeze,
    })
    const isBeyond = (share: number) => {
      const point = along(share)
      return isLand(point) && (metresTo(point) ?? Number.POSITIVE_INFINITY) > metres * 1.002
    }
    return along(lastWithin(isBeyond, care))
  })
}

function lastWithin(isBeyond: (share: number) => boolean, { steps, halvings }: typeof NEAR): number {
  for (let step = 1; step <= steps; step++) {
    if (!isBeyond(step / steps)) continue
    let [within, beyond] = [(step - 1) / steps, step / steps]
    for (let halving = 0; halving < halvings; halving++) {
      const middle = (within + beyond) / 2
      if (isBeyond(middle)) beyond = middle
      else within = middle
    }
    return within
  }
  return 1
}
