// What a picture shows of the ground: one Mercator projection, fitted to a box, and where things fall in it.
import { geoMercator } from 'd3-geo'
import { type Box, boxAround, crowMetres, type Point } from '../../platform/geo/point.ts'

export type Spot = [x: number, y: number]

export interface Frame {
  width: number
  height: number
  /** Pixels to a radian at the equator, and where that radian's origin falls. */
  scale: number
  translate: Spot
  /** All that the picture shows. */
  box: Box
  /** The same for every frame that draws the ground the same. */
  key: string
  at(point: Point): Spot
  /** How many pixels a length on the ground takes, in the middle of the picture. */
  pixels(metres: number): number
}

export interface Margins {
  x: number
  y: number
}

const NO_MARGINS: Margins = { x: 0, y: 0 }

/** The frame that shows all of a box as large as it can, and whatever lies beside it. */
export function frameOf(box: Box, width: number, height: number, margins = NO_MARGINS): Frame {
  const { x, y } = margins
  const corners = [
    [box.min_lon, box.min_lat],
    [box.max_lon, box.max_lat],
  ]
  const projection = geoMercator()
    .precision(0)
    .fitExtent(
      [
        [x, y],
        [width - x, height - y],
      ],
      { type: 'MultiPoint', coordinates: corners },
    )
  const [left, top] = projection.translate()
  return framed(projection.scale(), [left, top], width, height)
}

export const TILE = 256

/** The frame of one tile of the world, as maps on the web number them. */
export function frameOfTile({ z, x, y }: { z: number; x: number; y: number }): Frame {
  const world = TILE * 2 ** z
  return framed(world / (2 * Math.PI), [world / 2 - x * TILE, world / 2 - y * TILE], TILE, TILE)
}

/** The frame with a point in its middle and so many metres from side to side. */
export function frameAround(point: Point, metres: number, width: number, height: number): Frame {
  const { min_lon, max_lon } = boxAround(point, metres / 2)
  return frameOf({ min_lon, max_lon, min_lat: point.lat, max_lat: point.lat }, width, height)
}

/** How many metres to show from side to side: `metres`, or so many that a circle on the ground is no larger than allowed. */
export function acrossFor(radius: number, most: { width: number; metres: number; circle: number }): number {
  return Math.max(most.metres, (radius * most.width) / most.circle)
}

/**
 * A frame that fills its width with a box, but shows no less than half of the box's height. The point `middle` stands
 * in the middle from side to side and at `rise` of the height: above the middle where words will cover what is below.
 */
export function frameAcross(
  box: Box,
  { middle, rise }: { middle: Point; rise: number },
  { width, height }: Pick<Frame, 'width' | 'height'>,
  margins: Margins,
): Frame {
  const whole = frameOf(box, width, height, margins)
  const across = frameOf({ ...box, min_lat: middle.lat, max_lat: middle.lat }, width, height, margins)
  const scale = Math.min(across.scale, 2 * whole.scale)
  const [left = 0, top = 0] = geoMercator().scale(scale).translate([0, 0])([middle.lon, middle.lat]) ?? []
  return framed(scale, [width / 2 - left, height * rise - top], width, height)
}

/** The point with as much weight north of it as south, and as much east as west; to a hundredth of a degree. */
export function middleOf(points: readonly (Point & { weight: number })[]): Point | undefined {
  const half = points.reduce((sum, { weight }) => sum + weight, 0) / 2
  if (half === 0) return undefined
  const median = (of: (point: Point) => number) => {
    let passed = 0
    const found = points
      .toSorted((a, b) => of(a) - of(b))
      .find(({ weight }) => {
        passed += weight
        return passed >= half
      })
    return found ? Math.round(of(found) * 100) / 100 : 0
  }
  return { lat: median(({ lat }) => lat), lon: median(({ lon }) => lon) }
}

function framed(scale: number, translate: Spot, width: number, height: number): Frame {
  const projection = geoMercator().precision(0).scale(scale).translate(translate)
  const corner = (x: number, y: number) => projection.invert?.([x, y]) as Spot
  const [west, north] = corner(0, 0)
  const [east, south] = corner(width, height)
  const middle = (north + south) / 2
  const across = crowMetres({ lat: middle, lon: west }, { lat: middle, lon: east })
  return {
    width,
    height,
    scale,
    translate,
    box: { min_lat: south, min_lon: west, max_lat: north, max_lon: east },
    key: [scale, ...translate, width, height].map(number => number.toFixed(2)).join(' '),
    at: ({ lat, lon }) => projection([lon, lat]) as Spot,
    pixels: metres => (metres * width) / across,
  }
}
