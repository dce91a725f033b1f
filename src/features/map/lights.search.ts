// The lights of a picture: cells of a pyramid that is kept as listings change, so that the cost follows the picture.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Box } from '../../platform/geo/point.ts'
import type { Asked } from '../initiatives/asked.fields.ts'
import type { MatchSearch } from './asked.search.ts'
import {
  type Cell,
  type Cells,
  cellsOf,
  type Light,
  type Lone,
  raised,
  withoutLights,
} from './gathering.rules.ts'
import {
  boxOf,
  type CellParams,
  columnsOf,
  LEAST_LEVEL,
  levelFor,
  MOST_LEVEL,
  type Range,
  rangeOf,
  rangeOfCell,
} from './mercator.rules.ts'

export type LightSearch = ReturnType<typeof makeLightSearch>

/** What is left out of the lights, and what they are filtered by. */
export interface Which {
  without?: readonly number[]
  asked?: Asked | undefined
}

/** Nobody pages further, and nothing is counted further. */
const MOST_COUNTED = 1000
const CELL_PIXELS = 8
const MOST_ACROSS = 64
// Of no more lights than these every one can be told apart, however wide the picture.
const FEW = 1000
// Below the last level that is kept lights are read one by one, where there are no more than this.
const MOST_READ = 3000
// From this zoom on cells are half as wide, for there is room to tell lights apart.
const NEAR_ZOOM = 15
// Names take most of the bytes of a tile.
const MOST_NAMED = 64

type BoxParams = { [K in keyof Box]: number }
type RangeParams = { [K in keyof Range]: number }
type PlaceParams = BoxParams & RangeParams

const IN_BOX = `from initiative_point p cross join light l on l.id = p.id
  where p.max_lat >= :min_lat and p.min_lat <= :max_lat and p.max_lon >= :min_lon and p.min_lon <= :max_lon
    and l.x between :west and :east and l.y between :north and :south`

export function makeLightSearch(db: Db, matchesIn: MatchSearch) {
  // Each column of cells is one run of the index.
  const kept = query<CellParams, Cell>(
    db,
    `select c.x, c.y, c.lights, c.glow, c.cores, c.sum_x, c.sum_y, c.ids
     from json_each(:columns) j cross join light_cell c
     where c.level = :level and c.x = j.value and c.y between :north and :south`,
  )
  const read = query<PlaceParams, Light>(db, `select l.id, l.x, l.y, l.brightness, l.core ${IN_BOX}`)
  const some = query<{ ids: string }, Light>(
    db,
    `select l.id, l.x, l.y, l.brightness, l.core from json_each(:ids) j cross join light l on l.id = j.value`,
  )
  const counted = query<PlaceParams & { most: number }, { total: number }>(
    db,
    `select count(*) as total from (select 1 ${IN_BOX} limit :most)`,
  )
  const lone = query<{ ids: string }, Lone>(
    db,
    `select i.id, i.slug, i.name, i.status, i.confirmed_on, i.paused_until, i.shown_metres
     from json_each(:ids) j cross join initiative i on i.id = j.value`,
  )
  // How far from the middle, as a share of the way to the edge it lies towards.
  const nearest = query<PlaceParams & Middle & { size: number; skip: number }, { id: number }>(
    db,
    `select l.id ${IN_BOX}
     order by max(abs(l.x - :x) / :along, abs(l.y - :y) / :up), l.id limit :size offset :skip`,
  )
  const countIn = (range: Range, most: number) => counted.get({ ...placeOf(range), most })?.total ?? 0

  /** The cells in a range at a level, or a lower one: never many more than a picture can show. */
  function cellsIn(range: Range, wanted: number, { without = [], asked }: Which): Cells & Capped {
    const level = Math.max(LEAST_LEVEL, wanted)
    if (asked) {
      const { lights, capped } = matchesIn(asked, range)
      const left = new Set(without)
      const shown = lights.filter(({ id }) => !left.has(id))
      return { ...cellsOf(shown, level), capped }
    }
    const coarse = Math.max(LEAST_LEVEL, Math.min(level, levelFor(range, MOST_ACROSS)))
    const first = found(range, coarse)
    const all = coarse < level && lightsIn(first) <= FEW ? found(range, level) : first
    const gone = without.length > 0 ? some.all({ ids: JSON.stringify(without) }) : []
    return { ...(gone.length > 0 ? withoutLights(all, gone) : all), capped: false }
  }

  function found(range: Range, level: number): Cells {
    if (level > MOST_LEVEL && countIn(range, MOST_READ + 1) <= MOST_READ)
      return cellsOf(read.all(placeOf(range)), level)
    const coarse = Math.min(level, MOST_LEVEL)
    return { level: coarse, cells: kept.all(columnsOf(range, coarse)) }
  }

  /** The share of a box, round its middle, that has so many lights and not very many more; all of it where it has fewer. */
  function shareWith(range: Range, wanted: number): number {
    const has = (share: number, most: number) => countIn(shrunk(range, share), most) === most
    const at = SHARES.findIndex(share => has(share, wanted))
    let enough = SHARES[at] ?? 1
    let tooLittle = at === -1 ? (SHARES.at(-1) as number) : (SHARES[at - 1] ?? 0)
    // All may lie at one edge of the box, so that the step from few to enough is one from few to all.
    for (let round = 0; round < 24 && has(enough, MOST_SORTED); round++) {
      const between = (tooLittle + enough) / 2
      if (has(between, wanted)) enough = between
      else tooLittle = between
    }
    return enough
  }

  return {
    /** Lights in cells about 8 pixels wide: those in a box, and what stands in a cell with them. */
    cells({ box, scale }: View, which: Which = {}): Cells & Capped {
      const level = Math.round(Math.log2((scale * 2 * Math.PI) / CELL_PIXELS))
      return cellsIn(rangeOf(box), level, which)
    },
    /** The lights of one tile of a slippy map; few enough of them alone to be named. */
    tile({ z, x, y }: Tile, asked?: Asked): Cells & Capped {
      const fine = z + (z >= NEAR_ZOOM ? 5 : 4)
      const { capped, ...cells } = cellsIn(rangeOfCell(z, x, y), fine, { asked })
      let gathered: Cells = cells
      const isNamed = ({ lights }: Cell) => lights === 1
      while (gathered.level > z && gathered.cells.filter(isNamed).length > MOST_NAMED)
        gathered = raised(gathered, gathered.level - 1)
      return { ...gathered, capped }
    },
    /** What is said of those among cells that hold one light alone, by its id. */
    said(cells: readonly Cell[]): Map<number, Lone> {
      const ids = cells.filter(({ lights }) => lights === 1).map(cell => cell.ids)
      return new Map(lone.all({ ids: JSON.stringify(ids) }).map(one => [one.id, one]))
    },
    /** How many lights are in a box; nobody counts beyond a thousand. */
    total(box: Box, asked?: Asked): { total: number } & Capped {
      const range = rangeOf(box)
      if (asked) {
        const { lights, capped } = matchesIn(asked, range, true)
        return { total: lights.length, capped }
      }
      const total = countIn(range, MOST_COUNTED + 1)
      return { total: Math.min(total, MOST_COUNTED), capped: total > MOST_COUNTED }
    },
    /** A page of the listings in a box, those nearest the middle first. */
    inView(box: Box, page: number, size: number, asked?: Asked): number[] {
      const range = rangeOf(box)
      const skip = (page - 1) * size
      if (asked)
        return nearestOf(matchesIn(asked, range, true).lights, middleOf(range)).slice(skip, skip + size)
      // The nearest few lie in a smaller box: looking there first spares sorting all there are.
      const wanted = skip + size
      const around = placeOf(shrunk(range, shareWith(range, wanted)))
      return nearest.all({ ...around, ...middleOf(range), size, skip }).map(({ id }) => id)
    },
  }
}

function lightsIn({ cells }: Cells): number {
  return cells.reduce((sum, { lights }) => sum + lights, 0)
}

// So many are put in order at once without anybody noticing.
const MOST_SORTED = 2000
const SHARES = Array.from({ length: 24 }, (_, index) => 2 ** ((index - 24) / 2))

interface Capped {
  /** Whether there may be more that pass the filters. */
  capped: boolean
}

interface View {
  box: Box
  /** Pixels to a radian. */
  scale: number
}

/** The numbers of a tile, as slippy maps have them. */
export interface Tile {
  z: number
  x: number
  y: number
}

type Middle = { x: number; y: number; along: number; up: number }

function middleOf({ west, east, north, south }: Range): Middle {
  const along = (east - west + 1) / 2
  const up = (south - north + 1) / 2
  return { x: west + along, y: north + up, along, up }
}

function shrunk(range: Range, share: number): Range {
  const { x, y, along, up } = middleOf(range)
  return {
    west: Math.floor(x - along * share),
    east: Math.ceil(x + along * share),
    north: Math.floor(y - up * share),
    south: Math.ceil(y + up * share),
  }
}

function nearestOf(lights: readonly Light[], { x, y, along, up }: Middle): number[] {
  const away = (light: Light) => Math.max(Math.abs(light.x - x) / along, Math.abs(light.y - y) / up)
  return lights
    .map(light => ({ id: light.id, away: away(light) }))
    .sort((a, b) => a.away - b.away || a.id - b.id)
    .map(({ id }) => id)
}

function placeOf(range: Range): PlaceParams {
  return { ...range, ...boxOf(range) }
}
