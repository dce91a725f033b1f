// What is near: candidates from the R*Tree, put in order of distance travelled, nearest worked out first.

import type { Db } from '../../platform/database/open.ts'
import { type Params, statementCache } from '../../platform/database/statement.ts'
import { boxAround, METRES_PER_MILE, type Point } from '../../platform/geo/point.ts'
import { nearestFirst } from '../crossings/nearest.rules.ts'
import type { Journey, Travel } from '../crossings/travel.rules.ts'
import { type Bound, whereOf } from './clauses.search.ts'

/** Where somebody asks from: the point, and the neighbourhood and district it lies in. */
export interface Origin extends Point {
  label: string
  own_areas: number[]
}

/** Listings within reach, in order: near and lit, then covering the place, then those gone out. */
export interface Reach {
  ids: number[]
  journeys: ReadonlyMap<number, Journey>
  /** Whether there may be more than were worked out. */
  capped: boolean
}

/** A listing and how one gets there. */
export interface Close {
  id: number
  is_out: boolean
  journey: Journey
}

type Candidate = Point & { id: number; is_out: 0 | 1 }
export type NearSearch = ReturnType<typeof makeNearSearch>

export function makeNearSearch(db: Db, travel: () => Travel) {
  const candidates = statementCache<Params, Candidate>(db)
  const covering = statementCache<Params, Candidate>(db)

  function near(origin: Point, miles: number, { params, active }: Bound) {
    const metres = miles * METRES_PER_MILE
    const sql = `${CANDIDATES} and ${whereOf(active, 'near')}`
    const found = candidates(sql).all({ ...params, ...boxAround(origin, metres) })
    return nearestFirst(travel().from(origin), origin, found, metres)
  }

  return {
    /** What lies within so many miles and passes the clauses, `most` of it. */
    reach(origin: Origin, miles: number, { params, active }: Bound, most: number): Reach {
      const journeys = new Map<number, Journey>()
      const lit: number[] = []
      const out: number[] = []
      let capped = false
      for (const { candidate, journey } of near(origin, miles, { params, active })) {
        if (journeys.size === most) {
          capped = true
          break
        }
        journeys.set(candidate.id, journey)
        if (candidate.is_out) out.push(candidate.id)
        else lit.push(candidate.id)
      }
      const sql = `${COVERING} and ${whereOf(active, 'near')} ${COVERING_ORDER}`
      const covers = covering(sql)

        .all({ ...params, own_areas: JSON.stringify(origin.own_areas) })
        .filter(({ id }) => !journeys.has(id))
      const idsOf = (is_out: 0 | 1) => covers.filter(cover => cover.is_out === is_out).map(({ id }) => id)
      return { ids: [...lit, ...idsOf(0), ...out, ...idsOf(1)], journeys, capped }
    },
    /** The nearest few that pass `keep`, within so many miles. */
    nearest(
      origin: Point,
      miles: number,
      most: number,
      bound: Bound,
      keep: (close: Close) => boolean,
    ): Close[] {
      const found: Close[] = []
      for (const { candidate, journey } of near(origin, miles, bound)) {
        const close = { id: candidate.id, is_out: candidate.is_out === 1, journey }
        if (keep(close)) found.push(close)
        if (found.length === most) break
      }
      return found
    },
  }
}

const CANDIDATES = `select i.id, i.shown_lat as lat, i.shown_lon as lon, i.confirmed_on <= :out_since as is_out
  from initiative_point p join initiative i on i.id = p.id
  where p.max_lat >= :min_lat and p.min_lat <= :max_lat and p.max_lon >= :min_lon and p.min_lon <= :max_lon
    and i.where_kind = 'address'`

// Without a point of their own, these are near when they serve the place asked from, or everybody.
const COVERING = `select i.id, 0.0 as lat, 0.0 as lon, i.confirmed_on <= :out_since as is_out
  from initiative i
  where i.where_kind <> 'address' and (
    i.id in (select initiative_id from initiative_area where area_id in (select value from json_each(:own_areas)))
    or (i.where_kind = 'online'
      and not exists (select 1 from initiative_area ia where ia.initiative_id = i.id)))`
const COVERING_ORDER = 'order by i.where_kind, i.name collate nocase, i.id'
