// What may be near: read ring by ring from the cells of a grid, or from words or a trait that fewer have than lie there.
import type { Db } from '../../platform/database/open.ts'
import { type Params, query, statementCache } from '../../platform/database/statement.ts'
import { type Box, boxAround, type Point } from '../../platform/geo/point.ts'
import { type Bound, testsOf } from './clauses.search.ts'
import type { OrderSearch } from './orders.search.ts'

export type Candidate = Point & { id: number; is_out: 0 | 1 }

/** Everything that passes in a box round a place, and how far from there that is all there is. */
export interface Ring {
  candidates: Candidate[]
  metres: number
  /** Whether nobody looked further although there is more. */
  isPart: boolean
}

const FIRST_METRES = 400
/** Cells to a degree, as the table of spots has them. */
const COLUMNS = 50
const ROWS = 100
/** Of filters that few pass, no more than so many listings are looked at. */
const MOST_LOOKED = 20_000

export function makeCandidateSearch(db: Db, { narrowest }: Pick<OrderSearch, 'narrowest'>) {
  const candidates = statementCache<Params, Candidate>(db)
  const points = query<BoxParams & { most: number }, { total: number }>(
    db,
    `select count(*) as total from (select 1 from ${SPOTS} where ${IN_CELLS} limit :most)`,
  )
  const countIn = (box: Box, most: number) => points.get({ ...paramsOf(box), most })?.total ?? 0
  const read = (from: string, where: string, { params, active }: Bound, box: Box, more: Params = {}) =>
    candidates(`${SELECT} ${from} where ${where} and ${testsOf(active, 'near', 'q', 'held')}`).all({
      ...params,
      ...paramsOf(box),
      ...more,
    })

  const inBox = (origin: Point, metres: number, bound: Bound) =>
    read(SPOTS, `${IN_CELLS} and ${IN_BOX}`, bound, boxAround(origin, metres))

  /** Those with a trait that few have, when fewer have it than lie in the box. */
  function byTrait(origin: Point, metres: number, bound: Bound): Candidate[] | undefined {
    const { name, lights } = narrowest(bound)
    const box = boxAround(origin, metres)
    if (name === undefined || lights > MOST_LOOKED || countIn(box, lights + 1) <= lights) return undefined
    return read('initiative_facts f', `${OF_TRAIT} and ${IN_BOX}`, bound, box, {
      traits: JSON.stringify(bound.traits[name]),
    })
  }

  function* rings(origin: Point, metres: number, bound: Bound): Generator<Ring> {
    const isFiltered = testsOf(bound.active, 'near', 'q') !== testsOf(new Set())
    for (let reach = Math.min(FIRST_METRES, metres); ; reach = Math.min(2 * reach, metres)) {
      const found = inBox(origin, reach, bound)
      const next = boxAround(origin, Math.min(2 * reach, metres))
      const isPart = isFiltered && reach < metres && countIn(next, MOST_LOOKED + 1) > MOST_LOOKED
      yield { candidates: found, metres: reach, isPart }
      if (isPart || reach === metres) return
    }
  }

  return {
    /** Rings round a place, each within the next; only one where all must be found. */
    *within(origin: Point, metres: number, bound: Bound, isWhole = false): Generator<Ring> {
      const all = { metres, isPart: false }
      const box = boxAround(origin, metres)
      if (bound.active.has('held')) yield { ...all, candidates: read(FROM_HELD, IN_BOX, bound, box) }
      else if (bound.active.has('q'))
        yield { ...all, candidates: read(FROM_WORDS, `${MATCHING} and ${IN_BOX}`, bound, box) }
      else if (isWhole) yield { ...all, candidates: inBox(origin, metres, bound) }
      else {
        const few = byTrait(origin, metres, bound)
        if (few) yield { ...all, candidates: few }
        else yield* rings(origin, metres, bound)
      }
    },
  }
}

type BoxParams = { [K in keyof Box]: number } & { columns: string; low: number; high: number }

const SELECT = 'select f.id, f.lat, f.lon, f.confirmed <= :out_day as is_out from'
const SPOTS = 'json_each(:columns) c cross join initiative_spot f'
const IN_CELLS = 'f.x = c.value and f.y between :low and :high'
const IN_BOX = 'f.lat between :min_lat and :max_lat and f.lon between :min_lon and :max_lon'
const OF_TRAIT = `f.id in (select id from initiative_trait
  where trait in (select value from json_each(:traits)))`
const FROM_HELD = 'json_each(:held_ids) j cross join initiative_facts f on f.id = j.value'
const FROM_WORDS = 'initiative_fts cross join initiative_facts f on f.id = initiative_fts.rowid'
const MATCHING = 'initiative_fts match :match and initiative_fts.rowid >= cast(:words_since as integer)'

/** A box, and the cells it lies in: columns of them, each a stretch. */
function paramsOf({ min_lat, min_lon, max_lat, max_lon }: Box): BoxParams {
  const first = Math.trunc(min_lon * COLUMNS)
  const columns = Array.from({ length: Math.trunc(max_lon * COLUMNS) - first + 1 }, (_, at) => first + at)
  return {
    ...{ min_lat, min_lon, max_lat, max_lon },
    columns: JSON.stringify(columns),
    low: Math.trunc(min_lat * ROWS),
    high: Math.trunc(max_lat * ROWS),
  }
}
