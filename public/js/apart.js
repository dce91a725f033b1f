// Moves numbers apart where they would lie on one another.

const APART = 27
const ROUNDS = 60
const GOLDEN_ANGLE = 2.399963

/**
 * Where each number stands, in the order of the points.
 * @param {[x: number, y: number][]} points
 */
export function spread(points) {
  // Those at one and the same point set out in different directions, always the same ones.
  const discs = points.map(([x, y], index) => [
    x + 0.5 * Math.cos(index * GOLDEN_ANGLE),
    y + 0.5 * Math.sin(index * GOLDEN_ANGLE),
  ])
  for (let round = 0; round < ROUNDS; round++) {
    const moved = discs.map((disc, one) => discs.slice(one + 1).filter(other => push(disc, other)).length)
    if (moved.every(count => count === 0)) break
  }
  return discs
}

function push(a, b) {
  const [x, y] = [b[0] - a[0], b[1] - a[1]]
  const distance = Math.hypot(x, y)
  if (distance >= APART) return false
  const share = (APART + 0.5 - distance) / 2 / Math.max(distance, 0.001)
  a[0] -= x * share
  a[1] -= y * share
  b[0] += x * share
  b[1] += y * share
  return true
}
