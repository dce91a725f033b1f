// A grid of squares laid over a rectangle, so that what lies near a line or a spot is found without looking at the rest.
import type { Spot } from './plane.rules.ts'

export interface Grid<T> {
  low: Spot
  columns: number
  rows: number
  /** Metres along the side of a square. */
  side: number
  /** What lies in each square, row after row from the south-west. */
  squares: T[][]
}

const SHORTEST_SIDE = 400
const MOST_SQUARES = 40_000
/** Metres by which a line is taken to be wider than it is, against rounding at the border of two squares. */
const ROUNDING = 0.01

export function makeGrid<T>(low: Spot, high: Spot): Grid<T> {
  const area = (high.x - low.x) * (high.y - low.y)
  const side = Math.max(SHORTEST_SIDE, Math.sqrt(area / MOST_SQUARES))
  const columns = Math.floor((high.x - low.x) / side) + 1
  const rows = Math.floor((high.y - low.y) / side) + 1
  return { low, columns, rows, side, squares: Array.from({ length: columns * rows }, () => []) }
}

/** Visits each square under a line until a visit answers true, and says whether one did. */
export function someUnderLine<T>(grid: Grid<T>, a: Spot, b: Spot, visit: (square: T[]) => boolean): boolean {
  const { low, side } = grid
  const [south, north] = a.y <= b.y ? [a, b] : [b, a]
  const slope = south.y === north.y ? 0 : (north.x - south.x) / (north.y - south.y)
  const lastRow = Math.min(grid.rows - 1, rowOf(grid, north.y))
  for (let row = Math.max(0, rowOf(grid, south.y)); row <= lastRow; row++) {
    const from = Math.max(south.y, low.y + row * side)
    const to = Math.min(north.y, low.y + (row + 1) * side)
    const enters = slope === 0 ? south.x : south.x + (from - south.y) * slope
    const leaves = slope === 0 ? north.x : south.x + (to - south.y) * slope
    const last = Math.min(grid.columns - 1, columnOf(grid, Math.max(enters, leaves) + ROUNDING))
    for (let column = firstColumn(grid, Math.min(enters, leaves) - ROUNDING); column <= last; column++) {
      if (visit(grid.squares[row * grid.columns + column] as T[])) return true
    }
  }
  return false
}

/** Visits the square under a spot and every one due east; `holds` says whether an x lies in the square visited. */
export function eachEastward<T>(
  grid: Grid<T>,
  spot: Spot,
  visit: (square: T[], holds: (x: number) => boolean) => void,
): void {
  const row = rowOf(grid, spot.y)
  if (row < 0 || row >= grid.rows) return
  let column = firstColumn(grid, spot.x)
  const holds = (x: number) => columnOf(grid, x) === column
  for (; column < grid.columns; column++) visit(grid.squares[row * grid.columns + column] as T[], holds)
}

/** Visits every square that comes within `metres` of a spot. */
export function eachAround<T>(grid: Grid<T>, spot: Spot, metres: number, visit: (square: T[]) => void): void {
  const lastRow = Math.min(grid.rows - 1, rowOf(grid, spot.y + metres))
  const lastColumn = Math.min(grid.columns - 1, columnOf(grid, spot.x + metres))
  for (let row = Math.max(0, rowOf(grid, spot.y - metres)); row <= lastRow; row++) {
    for (let column = firstColumn(grid, spot.x - metres); column <= lastColumn; column++) {
      visit(grid.squares[row * grid.columns + column] as T[])
    }
  }
}

function rowOf({ low, side }: Grid<unknown>, y: number): number {
  return Math.floor((y - low.y) / side)
}

function columnOf({ low, side }: Grid<unknown>, x: number): number {
  return Math.floor((x - low.x) / side)
}

function firstColumn(grid: Grid<unknown>, x: number): number {
  return Math.max(0, columnOf(grid, x))
}
