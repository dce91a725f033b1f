// Where names stand on a map: the most important first, beside what they name, never on a light or on one another.
import type { Spot } from './frame.rules.ts'

export interface Rect {
  left: number
  top: number
  right: number
  bottom: number
}

/** A name that wants a place. Waters stand where they are; towns beside their point. */
export interface Wanted {
  text: string
  kind: 'town' | 'village' | 'water' | 'station' | 'own'
  at: Spot
  /** How far from its point it may stand. */
  reach: number
}

export interface Label {
  text: string
  kind: Wanted['kind']
  /** The middle of its baseline. */
  x: number
  y: number
  rect: Rect
}

export interface Room {
  /** Where labels may stand. */
  bounds: Rect
  /** The size of the type in pixels. */
  size: number
  most: number
  /** Lights, none of which may be covered. */
  cores: readonly Spot[]
  taken: readonly Rect[]
}

// Widths of the letters of the site's typeface, on average, in parts of its size; names in italics are spaced out.
const LETTER = 0.56
const SPACED_LETTER = 0.63
const ASCENT = 0.82
const DESCENT = 0.26
const GAP = 4
const STEP = 7
const OUTSIDE = 36

/** Places as many names as there is room for, in the order they are given. */
export function placeLabels(wanted: readonly Wanted[], room: Room): Label[] {
  const cores = makeCrowd(room.cores)
  const taken = [...room.taken]
  const labels: Label[] = []
  for (const one of wanted) {
    if (labels.length >= room.most) break
    // What lies well outside is not named inside.
    if (!overlaps(rectRound(one.at, OUTSIDE), room.bounds)) continue
    const found = firstFree(
      one,
      room,
      rect => !taken.some(other => overlaps(rect, other)) && !cores.isIn(rect),
    )
    if (!found) continue
    taken.push(grown(found.rect, GAP))
    labels.push(found)
  }
  return labels
}

/** The box of a text whose baseline's middle is at x, y. */
export function textRect(text: string, kind: Wanted['kind'], size: number, x: number, y: number): Rect {
  const half = (text.length * size * (kind === 'water' ? SPACED_LETTER : LETTER)) / 2
  return { left: x - half, right: x + half, top: y - size * ASCENT, bottom: y + size * DESCENT }
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** The rectangle round a round thing. */
export function rectRound([x, y]: Spot, radius: number): Rect {
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }
}

function firstFree(wanted: Wanted, room: Room, isFree: (rect: Rect) => boolean): Label | undefined {
  const { text, kind, at } = wanted
  const { bounds, size } = room
  const empty = textRect(text, kind, size, 0, 0)
  for (const [dx, dy] of standings(wanted, empty)) {
    const x = Math.round(at[0] + dx)
    const y = Math.round(at[1] + dy)
    const rect = textRect(text, kind, size, x, y)
    const isInside =
      rect.left >= bounds.left &&
      rect.right <= bounds.right &&
      rect.top >= bounds.top &&
      rect.bottom <= bounds.bottom
    if (isInside && isFree(rect)) return { text, kind, x, y, rect }
  }
  return undefined
}

/** How far a text's middle may stand from the point it names, best first: below, above, beside, then farther off. */
function* standings({ kind, reach }: Wanted, { right, top, bottom }: Rect): Generator<Spot> {
  const level = -(top + bottom) / 2
  if (kind === 'water') yield [0, level]
  for (let away = kind === 'water' ? STEP : 9; away <= reach; away += STEP) {
    yield [0, away - top]
    yield [0, -away - bottom]
    yield [right + away, level]
    yield [-right - away, level]
    for (const side of [1, -1]) {
      yield [side * right * 0.7, away - top]
      yield [side * right * 0.7, -away - bottom]
    }
  }
}

function grown({ left, top, right, bottom }: Rect, by: number): Rect {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by }
}

const BIN = 24
const CORE = 4

/** Many points, asked quickly whether any lies in a rectangle or close by it. */
function makeCrowd(points: readonly Spot[]) {
  const bins = Map.groupBy(points, ([x, y]) => `${Math.floor(x / BIN)} ${Math.floor(y / BIN)}`)
  return {
    isIn(rect: Rect): boolean {
      const { left, top, right, bottom } = grown(rect, CORE)
      for (let row = Math.floor(top / BIN); row <= Math.floor(bottom / BIN); row++) {
        for (let column = Math.floor(left / BIN); column <= Math.floor(right / BIN); column++) {
          const near = bins.get(`${column} ${row}`) ?? []
          if (near.some(([x, y]) => x > left && x < right && y > top && y < bottom)) return true
        }
      }
      return false
    },
  }
}
