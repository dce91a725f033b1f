// What is near: in order of distance travelled, nearest worked out first, looking no further than it must.
import type { Db } from '../../platform/database/open.ts'
import { type Params, statementCache } from '../../platform/database/statement.ts'
import { METRES_PER_MILE, type Point } from '../../platform/geo/point.ts'
import { nearestFirst } from '../crossings/nearest.rules.ts'
import type { Departure, Journey, Travel } from '../crossings/travel.rules.ts'
import type { Origin } from './asked.fields.ts'
import { makeCandidateSearch } from './candidates.search.ts'
import { type Bound, testsOf } from './clauses.search.ts'
import { coverTrait } from './facts.rules.ts'
import { makeOrderSearch } from './orders.search.ts'

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

/** What was worked out for one question: its list and its counts look at the same places. */
interface Known {
  travel: Travel
  departure: Departure
  reaches: Map<string, Reach>
}

/** Of what covers a place no more is put in order. */
const MOST_COVERING = 1000

export type NearSearch = ReturnType<typeof makeNearSearch>

export function makeNearSearch(db: Db, travel: () => Travel, orders = makeOrderSearch(db)) {
  const { within } = makeCandidateSearch(db, orders)
  const covering = statementCache<Params, { id: number; is_out: 0 | 1 }>(db)
  const asked = new WeakMap<Point, Known>()

  function knownOf(origin: Point): Known {
    const now = travel()
    const known = asked.get(origin)
    if (known?.travel === now) return known
    const fresh = { travel: now, departure: remembering(now.from(origin)), reaches: new Map() }
    asked.set(origin, fresh)
    return fresh
  }

  /** What passes, nearest first, until nobody asks for more. Nothing is nearer than its straight line. */
  function* nearest(origin: Point, miles: number, bound: Bound, isWhole = false): Generator<Close, boolean> {
    const { departure } = knownOf(origin)
    const seen = new Set<number>()
    let isPart = false
    for (const ring of within(origin, miles * METRES_PER_MILE, bound, isWhole)) {
      isPart ||= ring.isPart
      const fresh = ring.candidates.filter(({ id }) => !seen.has(id))
      for (const { candidate, journey } of nearestFirst(departure, origin, fresh, ring.metres)) {
        seen.add(candidate.id)
        yield { id: candidate.id, is_out: candidate.is_out === 1, journey }
      }
    }
    return isPart
  }

  /** What has no point of its own is near when it serves the place asked from, or everybody. */
  function covers(origin: Origin, { params, active }: Bound, most: number) {
    const traits = JSON.stringify([coverTrait(), ...origin.own_areas.map(coverTrait)])
    const sql = `${COVERING} and ${testsOf(active, 'near')} ${COVERING_ORDER}`
    return covering(sql).all({ ...params, traits, most_covering: most })
  }

  function worked(origin: Origin, miles: number, bound: Bound, most: number): Reach {
    const journeys = new Map<number, Journey>()
    const lit: number[] = []
    const out: number[] = []
    const isWhole = most === Number.POSITIVE_INFINITY
    const places = nearest(origin, miles, bound, isWhole)
    let capped = false
    for (let next = places.next(); ; next = places.next()) {
      if (next.done) capped ||= next.value
      if (next.done || journeys.size === most) {
        capped ||= !next.done
        break
      }
      journeys.set(next.value.id, next.value.journey)
      ;(next.value.is_out ? out : lit).push(next.value.id)
    }
    const others = covers(origin, bound, isWhole ? -1 : MOST_COVERING)
    const idsOf = (is_out: 0 | 1) => others.filter(cover => cover.is_out === is_out).map(({ id }) => id)
    return { ids: [...lit, ...idsOf(0), ...out, ...idsOf(1)], journeys, capped }
  }

  return {
    /** What lies within so many miles and passes the clauses, `most` of it. */
    reach(origin: Origin, miles: number, bound: Bound, most: number): Reach {
      const { reaches } = knownOf(origin)
      const key = JSON.stringify([miles, most, [...bound.active], bound.params])
      const reach = reaches.get(key) ?? worked(origin, miles, bound, most)
      reaches.set(key, reach)
      return reach
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
      for (const close of nearest(origin, miles, bound)) {
        if (keep(close)) found.push(close)
        if (found.length === most) break
      }
      return found
    },
  }
}

const COVERING = `select f.id, f.confirmed <= :out_day as is_out
  from initiative_facts f join initiative i on i.id = f.id
  where f.id in (select id from initiative_trait where trait in (select value from json_each(:traits))
    limit :most_covering)`
const COVERING_ORDER = 'order by i.where_kind, f.name collate nocase, f.id'

/** A departure that works every way out once. */
function remembering(departure: Departure): Departure {
  const known = new Map<string, Journey | undefined>()
  return {
    to(target) {
      const key = `${target.lat} ${target.lon}`
      if (!known.has(key)) known.set(key, departure.to(target))
      return known.get(key)
    },
  }
}
