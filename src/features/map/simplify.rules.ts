// Which points of a line matter at which scale: reckoned once, so that drawing only has to leave some out.
import type { Position } from 'geojson'

/**
 * How far each point of a line or ring stands off the line between its neighbours that matter more (Douglas and
 * Peucker), never more than these do themselves: leaving out all below a distance leaves no gap wider than it.
 */
export function weigh(points: readonly Position[], closed: boolean): Float64Array {
  const weights = new Float64Array(points.length).fill(0)
  const last = points.length - 1
  weights[0] = Number.POSITIVE_INFINITY
  weights[last] = Number.POSITIVE_INFINITY
  if (!closed) return between(points, [[0, last, Number.POSITIVE_INFINITY]], weights)
  // A ring has no ends: it is taken as two lines, from its first point to the one farthest from that and back.
  const far = farthestFrom(points[0] as Position, points)
  weights[far] = Number.POSITIVE_INFINITY
  const halves: Stretch[] = [
    [0, far, Number.POSITIVE_INFINITY],
    [far, last, Number.POSITIVE_INFINITY],
  ]
  return between(points, halves, weights)
}

type Stretch = [from: number, to: number, limit: number]

function between(points: readonly Position[], open: Stretch[], weights: Float64Array): Float64Array {
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    const [from, to, limit] = stretch
    let farthest = -1
    let most = -1
    for (let at = from + 1; at < to; at++) {
      const off = squareOff(points[at] as Position, points[from] as Position, points[to] as Position)
      if (off > most) {
        farthest = at
        most = off
      }
    }
    if (farthest < 0) continue
    const weight = Math.min(limit, Math.sqrt(most))
    weights[farthest] = weight
    open.push([from, farthest, weight], [farthest, to, weight])
  }
  return weights
}

function farthestFrom([x = 0, y = 0]: Position, points: readonly Position[]): number {
  let farthest = 0
  let most = -1
  points.forEach(([toX = 0, toY = 0], at) => {
    const away = (toX - x) ** 2 + (toY - y) ** 2
    if (away > most) [farthest, most] = [at, away]
  })
  return farthest
}

function squareOff(point: Position, from: Position, to: Position): number {
  const [x, y] = point as [number, number]
  const [fromX, fromY] = from as [number, number]
  const alongX = (to[0] as number) - fromX
  const alongY = (to[1] as number) - fromY
  const length = alongX * alongX + alongY * alongY
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length
  const near = share < 0 ? 0 : share > 1 ? 1 : share
  return (x - fromX - near * alongX) ** 2 + (y - fromY - near * alongY) ** 2
}
