// Outlines of the ground as SVG paths: clipped to the picture, simplified to the pixel, written as short as can be.
import { geoIdentity, geoMercatorRaw, geoPath } from 'd3-geo'
import type { Position } from 'geojson'
import type { Frame, Spot } from './frame.rules.ts'
import { weigh } from './simplify.rules.ts'

/** A shape on the flat sheet, in Mercator's own units; prepared once, drawn in every frame. */
export interface Flat {
  /** Rings of a polygon, or one line. */
  rings: Position[][]
  /** How much each of their points matters, in the same units. */
  weights: Float64Array[]
  closed: boolean
  west: number
  east: number
  low: number
  high: number
}

export interface Style {
  /** How far beyond the picture outlines go on, so that what is stroked along its edge stays unseen. */
  margin: number
  /** How far, in pixels, a point may stand off its line and be left out. */
  tolerance: number
  /** Shapes with less than this many square pixels are left out. */
  least: number
  /** Parts of a pixel: 1 or 10. */
  parts: 1 | 10
}

const RADIANS = Math.PI / 180
const FARTHEST = 85 * RADIANS

/** Lays rings of degrees flat; `closed` for polygons, not for lines. */
export function flatten(rings: readonly Position[][], closed: boolean): Flat {
  const laid = rings.map(ring => ring.map(flat))
  const xs = laid[0]?.map(([x = 0]) => x) ?? []
  const ys = laid[0]?.map(([, y = 0]) => y) ?? []
  return {
    rings: laid,
    weights: laid.map(ring => weigh(ring, closed)),
    closed,
    west: Math.min(...xs),
    east: Math.max(...xs),
    low: Math.min(...ys),
    high: Math.max(...ys),
  }
}

/** The path of all shapes that fall in the frame; '' for none. */
export function outline(shapes: readonly Flat[], frame: Frame, style: Style): string {
  const { scale, translate, width, height } = frame
  const { margin } = style
  const [left, top] = translate
  const pen = makePen()
  const draw = geoPath(
    geoIdentity()
      .reflectY(true)
      .scale(scale)
      .translate(translate)
      .clipExtent([
        [-margin, -margin],
        [width + margin, height + margin],
      ]),
    pen,
  )
  const enough = style.tolerance / scale
  for (const shape of shapes) {
    const { closed, west, east, low, high } = shape
    const isSeen =
      left + east * scale >= -margin &&
      left + west * scale <= width + margin &&
      top - low * scale >= -margin &&
      top - high * scale <= height + margin
    // A shape whose very box is too small need not be looked at.
    if (!isSeen || (closed && (east - west) * (high - low) * scale * scale < style.least)) continue
    const rings = shape.rings.map((ring, at) => mattering(ring, shape.weights[at], enough))
    draw(
      closed
        ? { type: 'Polygon', coordinates: rings }
        : { type: 'LineString', coordinates: rings[0] as Position[] },
    )
  }
  return written(pen.lines, style)
}

/** Lines of pixels as one path. */
export function pathOf(lines: readonly (readonly Spot[])[], closed: boolean): string {
  const kept = lines.map(points => ({ points: [...points], closed }))
  return written(kept, { least: 0, parts: 1 })
}

function mattering(ring: Position[], weights: Float64Array | undefined, enough: number): Position[] {
  if (!weights) return ring
  const kept: Position[] = []
  for (let at = 0; at < ring.length; at++) {
    if ((weights[at] as number) >= enough) kept.push(ring[at] as Position)
  }
  return kept
}

function flat([lon = 0, lat = 0]: Position): Position {
  const up = Math.max(-FARTHEST, Math.min(FARTHEST, lat * RADIANS))
  return geoMercatorRaw(lon * RADIANS, up)
}

interface Line {
  points: Spot[]
  closed: boolean
}

/** What d3 draws on: it keeps the points instead. */
function makePen() {
  const lines: Line[] = []
  return {
    lines,
    beginPath() {},
    moveTo(x: number, y: number) {
      lines.push({ points: [[x, y]], closed: false })
    },
    lineTo(x: number, y: number) {
      lines.at(-1)?.points.push([x, y])
    },
    closePath() {
      const last = lines.at(-1)
      if (last) last.closed = true
    },
    arc() {},
  }
}

function written(lines: readonly Line[], { least, parts }: Pick<Style, 'least' | 'parts'>): string {
  let path = ''
  let [penX, penY] = [0, 0]
  for (const { points, closed } of lines) {
    if (points.length < (closed ? 3 : 2) || (closed && areaOf(points) < least)) continue
    const [startX, startY] = [penX, penY]
    const numbers = makeNumbers()
    let steps = 0
    let start: Spot = [0, 0]
    for (const [x, y] of points) {
      const [toX, toY] = [Math.round(x * parts), Math.round(y * parts)]
      if (steps > 0 && toX === penX && toY === penY) continue
      numbers.add((toX - penX) / parts)
      numbers.add((toY - penY) / parts)
      if (steps === 0) start = [toX, toY]
      penX = toX
      penY = toY
      steps++
    }
    if (steps < 2) {
      ;[penX, penY] = [startX, startY]
      continue
    }
    path += `m${numbers.text()}${closed ? 'z' : ''}`
    if (closed) [penX, penY] = start
  }
  return path
}

/** Numbers one after another, with a space only where two would run together. */
function makeNumbers() {
  let text = ''
  let hadPoint = false
  return {
    text: () => text,
    add(number: number): void {
      const short =
        number > -1 && number < 1 && number !== 0 ? String(number).replace('0.', '.') : String(number)
      const runsOn = text === '' || number < 0 || (hadPoint && short.startsWith('.'))
      text += runsOn ? short : ` ${short}`
      hadPoint = short.includes('.')
    },
  }
}

function areaOf(points: readonly Spot[]): number {
  let twice = 0
  points.forEach(([x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] as Spot
    twice += x * nextY - nextX * y
  })
  return Math.abs(twice) / 2
}
