// The picture itself, as plain data for its view: outlines, halos, lights, numbers and names.

import type { Point } from '../../platform/geo/point.ts'
import { count } from '../../platform/text/words.ts'
import { lightLevel, sayLight } from '../initiatives/brightness.rules.ts'
import type { Liveness } from '../initiatives/kept.fields.ts'
import { mapAddress } from './fields.ts'
import type { Frame, Spot } from './frame.rules.ts'
import { type Cell, type Cells, gather, type Lone, middleOfCell, within } from './gathering.rules.ts'
import { boxOf, rangeOfCell } from './mercator.rules.ts'
import { pathOf } from './outline.rules.ts'

/** A halo: how wide, how strong, for lights of what glow and above; and how large the heart in it is. */
export interface Halo {
  name: string
  from: number
  r: number
  /** How wide it burns a second time, where several lights lie on one another; 0 for one alone. */
  hot: number
  strength: number
  heart: number
}

/** A halo with one kind of heart, as it is drawn again and again. */
export interface Glyph extends Halo {
  core: Core
}

/** A point of light, of ash when it is out or paused; soft, and no point, where only the neighbourhood may be shown. */
export type Core = 'core' | 'ash' | 'soft' | ''

// What one fresh light gives is the fifth; the larger ones stand for lights that were gathered.
const HALOS: Halo[] = [
  { name: 'h0', from: 0, r: 0, hot: 0, strength: 0, heart: 1.3 },
  { name: 'h1', from: 0.02, r: 14, hot: 0, strength: 0.55, heart: 1.5 },
  { name: 'h2', from: 0.15, r: 24, hot: 0, strength: 0.65, heart: 1.7 },
  { name: 'h3', from: 0.45, r: 36, hot: 0, strength: 0.74, heart: 2 },
  { name: 'h4', from: 0.8, r: 48, hot: 0, strength: 0.82, heart: 2.3 },
  { name: 'h5', from: 1.6, r: 54, hot: 36, strength: 0.92, heart: 2.3 },
  { name: 'h6', from: 3, r: 60, hot: 44, strength: 1, heart: 2.3 },
  { name: 'h7', from: 6, r: 70, hot: 54, strength: 1, heart: 2.3 },
  { name: 'h8', from: 14, r: 84, hot: 66, strength: 1, heart: 2.3 },
  { name: 'h9', from: 40, r: 100, hot: 84, strength: 1, heart: 2.3 },
]

// Where there is no glow to see, as on paper, a ring of this radius stands for what has no point.
const SOFT = 7

/** One light, or several gathered. */
export interface Mark {
  x: number
  y: number
  symbol: string
  /** '' for lights that are not links. */
  href: string
  title: string
}

export interface Lights {
  symbols: Glyph[]
  marks: Mark[]
  /** The hearts of gathered lights, as two paths of dots: single ones, and several in one. */
  sparks: { one: string; many: string }
  /** Every point that is drawn, for what must not cover them. */
  cores: Spot[]
  /** How many listings all of this stands for. */
  total: number
}

export interface Drawing {
  /** The cells as fine as the picture can show, and the same gathered into marks. */
  fine: Cells
  gathered: Cells
  /** What is said of lights that are alone, by id. */
  said: ReadonlyMap<number, Lone>
  frame: Frame
  today: string
  linked: boolean
  /** What the map is filtered by, as an address says it. */
  query: string
}

const MOST_SPARKS = 600

export function drawLights(drawing: Drawing): Lights {
  const { fine, gathered, frame } = drawing
  const groups = gathered.cells.toSorted((a, b) => a.glow - b.glow)
  const marks = groups.map(group => markOf(group, drawing))
  const several = { ...gathered, cells: groups.filter(({ lights }) => lights > 1) }
  const sparks = gather(within(fine, several), MOST_SPARKS).cells.filter(({ cores }) => cores > 0)
  const dots = (some: readonly Cell[]) => some.map(one => rounded(frame.at(middleOfCell(one))))
  const symbols = new Map(marks.map(({ glyph }) => [glyph.name, glyph]))
  return {
    symbols: [...symbols.values()],
    marks: marks.map(({ glyph, ...mark }) => ({ ...mark, symbol: glyph.name })),
    sparks: {
      one: dotted(dots(sparks.filter(({ cores }) => cores === 1))),
      many: dotted(dots(sparks.filter(({ cores }) => cores > 1))),
    },
    cores: [...marks.filter(({ glyph }) => glyph.core).map(({ x, y }): Spot => [x, y]), ...dots(sparks)],
    total: groups.reduce((sum, { lights }) => sum + lights, 0),
  }
}

/** The halo for a glow, with a heart. */
export function glyphOf(glow: number, core: Core): Glyph {
  const halo = HALOS.findLast(({ from }) => glow >= from) ?? (HALOS[0] as Halo)
  const heart = core === 'soft' ? SOFT : halo.heart
  return { ...halo, heart, name: `${halo.name}${core.slice(0, 1)}`, core }
}

/** How large halos are drawn where a kilometre takes so many pixels: from afar towns would else run together. */
export function shareFor(kilometre: number): number {
  return Math.max(0.6, Math.min(1, kilometre / 16))
}

/** The same light with a smaller halo. */
export function lowered(glyph: Glyph, share: number): Glyph {
  return { ...glyph, r: Math.round(glyph.r * share), hot: Math.round(glyph.hot * share) }
}

/** What a single light is called on the map: its name and how bright it is. */
export function sayMark(light: Liveness & Pick<Lone, 'name' | 'shown_metres'>, today: string): string {
  const where = light.shown_metres === 0 ? '' : ', somewhere round here'
  return `${light.name}: ${sayLight(lightLevel(light, today)).toLowerCase()}${where}`
}

/** Which heart a light has. */
export function coreOf(light: Liveness & Pick<Lone, 'shown_metres'>, today: string): Core {
  const level = lightLevel(light, today)
  if (light.shown_metres > 0) return 'soft'
  return level === 'out' || level === 'paused' ? 'ash' : 'core'
}

export function rounded([x, y]: Spot): Spot {
  return [Math.round(x), Math.round(y)]
}

/** A ring of points on the ground as a path. */
export function ringPath(points: readonly Point[], frame: Frame): string {
  return pathOf([points.map(frame.at)], true)
}

function markOf(group: Cell, { gathered, said, frame, today, linked, query }: Drawing) {
  const [x, y] = rounded(frame.at(middleOfCell(group)))
  const glow = group.glow / 1000
  const lone = group.lights === 1 && said.get(group.ids)
  if (lone) {
    const href = linked ? `/initiatives/${lone.slug}` : ''
    return { x, y, glyph: glyphOf(glow, coreOf(lone, today)), href, title: sayMark(lone, today) }
  }
  const href = linked ? mapAddress(boxOf(rangeOfCell(gathered.level, group.x, group.y)), query) : ''
  return {
    x,
    y,
    glyph: glyphOf(glow, ''),
    href,
    title: count(group.lights, 'point of light', 'points of light'),
  }
}

/** Spots as one path: a line of no length is drawn as its ends alone, in a few bytes. */
export function dotted(spots: readonly Spot[]): string {
  let [penX, penY] = [0, 0]
  return spots
    .toSorted(([x1, y1], [x2, y2]) => y1 - y2 || x1 - x2)
    .map(([x, y]) => {
      const step = `m${x - penX} ${y - penY}h0`
      ;[penX, penY] = [x, y]
      return step
    })
    .join('')
}
