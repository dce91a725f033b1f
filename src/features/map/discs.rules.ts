// Numbers on a map, moved apart where they would lie on one another, and never far from what they number.
import type { Spot } from './frame.rules.ts'

export interface Ground {
  width: number
  height: number
  /** How far apart two middles must be. */
  apart: number
  /** Where no number may stand, such as the place that was asked about. */
  fixed: readonly Spot[]
}

const ROUNDS = 120
const GOLDEN_ANGLE = 2.399963

/** Where each number stands, in the order of the points. */
export function spread(points: readonly Spot[], { width, height, apart, fixed }: Ground): Spot[] {
  // Those at one and the same point set out in different directions, always the same ones.
  const discs: Spot[] = points.map(([x, y], index) => [
    x + 0.5 * Math.cos(index * GOLDEN_ANGLE),
    y + 0.5 * Math.sin(index * GOLDEN_ANGLE),
  ])
  const inset = apart / 2 + 2
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false
    for (let one = 0; one < discs.length; one++) {
      const disc = discs[one] as Spot
      for (let other = one + 1; other < discs.length; other++) {
        moved = push(disc, discs[other] as Spot, apart, 0.5) || moved
      }
      for (const spot of fixed) moved = push(disc, [...spot], apart, 1) || moved
    }
    for (const disc of discs) moved = keepIn(disc, { width, height }, inset) || moved
    if (!moved) break
  }
  return discs.map(([x, y]) => [Math.round(x), Math.round(y)])
}

/** Moves a disc back into the picture, if it is not wholly in it. */
function keepIn(disc: Spot, { width, height }: Pick<Ground, 'width' | 'height'>, inset: number): boolean {
  const [x, y] = disc
  disc[0] = Math.max(inset, Math.min(width - inset, x))
  disc[1] = Math.max(inset, Math.min(height - inset, y))
  return disc[0] !== x || disc[1] !== y
}

/** Moves two middles apart, the first by `share` of what is missing and the second by the rest. */
function push(a: Spot, b: Spot, apart: number, share: number): boolean {
  const [x, y] = [b[0] - a[0], b[1] - a[1]]
  const distance = Math.hypot(x, y)
  if (distance >= apart) return false
  const [alongX, alongY] = distance > 0.001 ? [x / distance, y / distance] : [0, -1]
  const missing = apart + 0.5 - distance
  a[0] -= alongX * missing * share
  a[1] -= alongY * missing * share
  b[0] += alongX * missing * (1 - share)
  b[1] += alongY * missing * (1 - share)
  return true
}
