// Lights that stand close together in a picture, gathered by cell: as many marks as the picture can carry, no more.
import type { Box, Point } from '../../platform/geo/point.ts'
import type { Liveness } from '../initiatives/kept.fields.ts'

/** Steps of a grid in degrees; every grid halves the one above it, and all begin at the same corner of the world. */
export interface Grid {
  lat: number
  lon: number
}

/** What stands in one cell. What is said of a listing is that of the only one, or of the first of several. */
export interface Cell extends Point, Liveness {
  id: number
  slug: string
  name: string
  precision: 'exact' | 'street' | 'neighbourhood'
  lights: number
  /** The sum of their brightness. */
  glow: number
  /** How many may be shown as points, and are not out. */
  cores: number
  row: number
  col: number
}

/** Cells that are drawn as one mark. */
export interface Gathered extends Point {
  lights: number
  glow: number
  cores: number
  cells: Cell[]
  box: Box
}

const FINEST_PIXELS = 8
// Degrees of latitude are longer than those of longitude: at 51 degrees north this makes cells all but square.
const FLATNESS = 5 / 8

/** The grid whose cells are about 8 pixels wide at a scale (pixels to a radian). */
export function gridFor(scale: number): Grid {
  const pixelsToTheWorld = scale * 2 * Math.PI
  const halvings = Math.max(0, Math.min(30, Math.round(Math.log2(pixelsToTheWorld / FINEST_PIXELS))))
  const lon = 360 / 2 ** halvings
  return { lon, lat: lon * FLATNESS }
}

/** Gathers cells four by four until there are at most so many. */
export function gather(cells: readonly Cell[], grid: Grid, most: number): Gathered[] {
  for (let level = 0; ; level++) {
    const groups = Map.groupBy(cells, ({ row, col }) => `${row >> level} ${col >> level}`)
    if (groups.size <= most || level === 30) {
      return [...groups.values()].map(group => gathered(group, grid, level))
    }
  }
}

function gathered(cells: Cell[], grid: Grid, level: number): Gathered {
  const sum = (of: (cell: Cell) => number) => cells.reduce((total, cell) => total + of(cell), 0)
  const lights = sum(cell => cell.lights)
  const { row, col } = cells[0] as Cell
  const [south, west, size] = [row >> level, col >> level, 2 ** level]
  return {
    cells,
    lights,
    glow: sum(cell => cell.glow),
    cores: sum(cell => cell.cores),
    lat: sum(cell => cell.lat * cell.lights) / lights,
    lon: sum(cell => cell.lon * cell.lights) / lights,
    box: {
      min_lat: south * size * grid.lat - 90,
      max_lat: (south + 1) * size * grid.lat - 90,
      min_lon: west * size * grid.lon - 180,
      max_lon: (west + 1) * size * grid.lon - 180,
    },
  }
}
