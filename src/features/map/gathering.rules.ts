// Lights that stand close together in a picture, gathered by cell: as many marks as the picture can carry, no more.
import type { Point } from '../../platform/geo/point.ts'
import type { Liveness } from '../initiatives/kept.fields.ts'
import { FINEST, pointAt } from './mercator.rules.ts'

/** What stands in one cell of a level. All sums, so that cells can be added up and lights taken out of them. */
export interface Cell {
  x: number
  y: number
  lights: number
  /** The sum of their brightness, in thousandths. */
  glow: number
  /** How many may be shown as points, and are not out. */
  cores: number
  sum_x: number
  sum_y: number
  /** The sum of their ids: of one alone, its id. */
  ids: number
}

/** Cells that are all of one level. */
export interface Cells {
  level: number
  cells: Cell[]
}

/** One light, in its cell of the finest level. */
export interface Light {
  id: number
  x: number
  y: number
  brightness: number
  core: 0 | 1
}

/** What is said of a light that stands alone. */
export interface Lone extends Liveness {
  id: number
  slug: string
  name: string
  /** How far from its point the place may be; 0 where it is the place. */
  shown_metres: number
}

/** The cells of a level that hold these lights. */
export function cellsOf(lights: readonly Light[], level: number): Cells {
  const singles = lights.map(({ id, x, y, brightness, core }) => ({
    ...{ x, y, lights: 1, glow: brightness, cores: core, sum_x: x, sum_y: y, ids: id },
  }))
  return raised({ level: FINEST, cells: singles }, level)
}

/** Gathers cells four by four until there are at most so many. */
export function gather({ level, cells }: Cells, most: number): Cells {
  let gathered: Cells = { level, cells }
  while (gathered.cells.length > most && gathered.level > 0) gathered = raised(gathered, gathered.level - 1)
  return gathered
}

/** The same lights in the larger cells of a lower level. */
export function raised({ level, cells }: Cells, to: number): Cells {
  const parents = new Map<number, Cell>()
  for (const cell of cells) {
    const [x, y] = [cell.x >> (level - to), cell.y >> (level - to)]
    const key = keyOf(x, y)
    const parent = parents.get(key)
    if (parent) add(parent, cell)
    else parents.set(key, { ...cell, x, y })
  }
  return { level: to, cells: [...parents.values()] }
}

/** The same cells without these lights; of lights that are in none of them, nothing is taken away. */
export function withoutLights({ level, cells }: Cells, lights: readonly Light[]): Cells {
  const found = new Map(cells.map(cell => [keyOf(cell.x, cell.y), { ...cell }]))
  for (const { id, x, y, brightness, core } of lights) {
    const cell = found.get(keyOf(x >> (FINEST - level), y >> (FINEST - level)))
    const taken = { lights: -1, glow: -brightness, cores: -core, sum_x: -x, sum_y: -y, ids: -id }
    if (cell) add(cell, taken)
  }
  return { level, cells: [...found.values()].filter(cell => cell.lights > 0) }
}

/** Of one set of cells those that lie in the cells of a higher set. */
export function within({ level, cells }: Cells, above: Cells): Cells {
  const kept = new Set(above.cells.map(({ x, y }) => keyOf(x, y)))
  const up = level - above.level
  return { level, cells: cells.filter(({ x, y }) => kept.has(keyOf(x >> up, y >> up))) }
}

/** Where the lights of a cell have their middle. */
export function middleOfCell({ sum_x, sum_y, lights }: Cell): Point {
  return pointAt(sum_x / lights + 0.5, sum_y / lights + 0.5)
}

type Sums = Omit<Cell, 'x' | 'y'>

function add(cell: Cell, { lights, glow, cores, sum_x, sum_y, ids }: Sums): void {
  cell.lights += lights
  cell.glow += glow
  cell.cores += cores
  cell.sum_x += sum_x
  cell.sum_y += sum_y
  cell.ids += ids
}

// Rows and columns have at most 26 bits each.
function keyOf(x: number, y: number): number {
  return x * 2 ** FINEST + y
}
