// Lines with the points left out that nobody would miss.
import type { Spot } from './frame.rules.ts'

/** The points that stand off the line between their kept neighbours by more than `tolerance` (Douglas and Peucker). */
export function simplify(points: readonly Spot[], closed: boolean, tolerance: number): Spot[] {
  const line = withoutCrowds(points, tolerance)
  if (line.length < 4) return line
  const limit = tolerance * tolerance
  if (!closed) return between(line, limit)
  // A ring has no ends: it is taken as two lines, from its first point to the one farthest from that and back.
  const far = farthestFrom(line[0] as Spot, line)
  const first = line[0] as Spot
  return [
    ...between(line.slice(0, far + 1), limit),
    ...between([...line.slice(far), first], limit).slice(1, -1),
  ]
}

function between(line: readonly Spot[], limit: number): Spot[] {
  const kept = new Uint8Array(line.length)
  kept[0] = 1
  kept[line.length - 1] = 1
  const open: [from: number, to: number][] = [[0, line.length - 1]]
  for (let stretch = open.pop(); stretch; stretch = open.pop()) {
    const [from, to] = stretch
    let farthest = -1
    let most = limit
    for (let at = from + 1; at < to; at++) {
      const off = squareOff(line[at] as Spot, line[from] as Spot, line[to] as Spot)
      if (off > most) [farthest, most] = [at, off]
    }
    if (farthest < 0) continue
    kept[farthest] = 1
    open.push([from, farthest], [farthest, to])
  }
  return line.filter((_, at) => kept[at] === 1)
}

function withoutCrowds(points: readonly Spot[], tolerance: number): Spot[] {
  const limit = (tolerance * tolerance) / 4
  let last: Spot | undefined
  return points.filter((point, at) => {
    const isFar = !last || (point[0] - last[0]) ** 2 + (point[1] - last[1]) ** 2 > limit
    if (isFar || at === points.length - 1) last = point
    return isFar || at === points.length - 1
  })
}

function farthestFrom([x, y]: Spot, line: readonly Spot[]): number {
  let farthest = 0
  let most = -1
  line.forEach(([toX, toY], at) => {
    const away = (toX - x) ** 2 + (toY - y) ** 2
    if (away > most) [farthest, most] = [at, away]
  })
  return farthest
}

function squareOff([x, y]: Spot, [fromX, fromY]: Spot, [toX, toY]: Spot): number {
  const [alongX, alongY] = [toX - fromX, toY - fromY]
  const length = alongX * alongX + alongY * alongY
  const share = length === 0 ? 0 : ((x - fromX) * alongX + (y - fromY) * alongY) / length
  const near = Math.max(0, Math.min(1, share))
  return (x - fromX - near * alongX) ** 2 + (y - fromY - near * alongY) ** 2
}
