// The lights of the map as they come: square by square, each fetched once.

const SIDE = 256
// About a dozen views; those that were not looked at for longest go first.
const MOST = 200

/**
 * One light, or several that lie too close to be told apart. `x` and `y` are shares of the world, `soft` how many metres
 * from there the place may be.
 * @typedef {{ x: number, y: number, lights: number, glow: number, slug?: string, name?: string, level?: string, soft?: number }} Light
 */

/** Gives the lights of squares; `query` holds the filters. */
export function makeLightTiles(query) {
  /** @type {Map<string, Promise<Light[]>>} */
  const kept = new Map()

  function tile(key) {
    const known = kept.get(key) ?? fetchTile(key, query)
    kept.delete(key)
    kept.set(key, known)
    // What failed is asked for again the next time.
    known.catch(() => kept.delete(key))
    if (kept.size > MOST) kept.delete(kept.keys().next().value)
    return known
  }

  /** All lights of these squares (`z/x/y`), and whether any square could not be had. */
  return async keys => {
    const found = await Promise.allSettled(keys.map(tile))
    return {
      lights: found.flatMap(({ value = [] }) => value),
      isWhole: found.every(({ status }) => status === 'fulfilled'),
    }
  }
}

/** The squares that cover a rectangle of the world, given in pixels of level `z`. */
export function squaresIn({ min, max }, z) {
  const most = 2 ** z - 1
  const at = pixels => Math.max(0, Math.min(most, Math.floor(pixels / SIDE)))
  const keys = []
  for (let x = at(min.x); x <= at(max.x); x++)
    for (let y = at(min.y); y <= at(max.y); y++) keys.push(`${z}/${x}/${y}`)
  return keys
}

async function fetchTile(key, query) {
  const answer = await fetch(`/map/lights/${key}${query && `?${query}`}`)
  if (!answer.ok) throw new Error(`No lights for ${key}.`)
  const { cells, lights } = await answer.json()
  const [z, x, y] = key.split('/').map(Number)
  const world = 2 ** z * SIDE
  // A whole number stands for all of its pixel.
  const place = (px, py) => ({ x: (x * SIDE + px + 0.5) / world, y: (y * SIDE + py + 0.5) / world })
  return [
    ...cells.map(([px, py, several, glow]) => ({ ...place(px, py), lights: several, glow: glow / 10 })),
    ...lights.map(([px, py, glow, slug, name, level, soft]) => ({
      ...place(px, py),
      ...{ lights: 1, glow: glow / 10, slug, name, level, soft },
    })),
  ]
}
