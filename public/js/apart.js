// Moves numbers apart where they would lie on one another, as in the drawing.

const ROUNDS = 120
const GOLDEN_ANGLE = 2.399963

/**
 * Where each number stands, in the order of the points: so far from the others, and wholly inside of the room.
 * @param {[x: number, y: number][]} points
 * @param {{ width: number, height: number, apart: number, fixed?: [x: number, y: number][], clear?: number }} room with
 *   points that all keep `clear` of
 */
export function spread(points, { width, height, apart, fixed = [], clear = 0 }) {
  // Those at one and the same point set out in different directions, always the same ones.
  const discs = points.map(([x, y], index) => [
    x + 0.5 * Math.cos(index * GOLDEN_ANGLE),
    y + 0.5 * Math.sin(index * GOLDEN_ANGLE),
  ])
  const inset = apart / 2 + 2
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false
    for (const [one, disc] of discs.entries()) {
      for (const other of discs.slice(one + 1)) moved = push(disc, other, apart) || moved
    }
    for (const disc of discs) for (const spot of fixed) moved = push(disc, [...spot], clear) || moved
    for (const disc of discs) moved = keepIn(disc, [width, height], inset) || moved
    if (!moved) break
  }
  return discs
}

/** Moves a disc back into the room, if it is not wholly in it. */
function keepIn(disc, sides, inset) {
  const [x, y] = disc.map((at, axis) => Math.max(inset, Math.min(sides[axis] - inset, at)))
  const isOut = x !== disc[0] || y !== disc[1]
  Object.assign(disc, [x, y])
  return isOut
}

function push(a, b, apart) {
  const [x, y] = [b[0] - a[0], b[1] - a[1]]
  const distance = Math.hypot(x, y)
  if (distance >= apart) return false
  const [alongX, alongY] = distance > 0.001 ? [x / distance, y / distance] : [0, -1]
  const half = (apart + 0.5 - distance) / 2
  a[0] -= alongX * half
  a[1] -= alongY * half
  b[0] += alongX * half
  b[1] += alongY * half
  return true
}
