// The lights that pass the filters of a list, in a part of the map: never more than may be looked at in a moment.
import { makeKeep } from '../../platform/database/kept.ts'
import type { Db } from '../../platform/database/open.ts'
import { type Params, query, statementCache } from '../../platform/database/statement.ts'
import type { Asked } from '../initiatives/asked.fields.ts'
import { type Bound, type ClauseName, testsOf } from '../initiatives/clauses.search.ts'
import type { InitiativeSearch } from '../initiatives/search.ts'
import type { Light } from './gathering.rules.ts'
import {
  boxOf,
  type CellParams,
  columnsOf,
  grown,
  LEAST_LEVEL,
  levelFor,
  MOST_LEVEL,
  type Range,
} from './mercator.rules.ts'

export interface Matches {
  lights: Light[]
  /** Whether there may be more. */
  capped: boolean
}

/** So many are drawn of those that pass. */
const MOST_MATCHES = 1000
/** So many are looked at: all that lie there or every so manieth, or the newest of those with what the fewest have. */
const MOST_LOOKED = 4000
const MOST_SAMPLED = 20_000
const MOST_READ = 800
const MOST_REACHES = 30
const ACROSS = 16
// Whatever has one of its traits passes these.
const EXACT: readonly ClauseName[] = ['category', 'area', 'cost', 'access']

export type MatchSearch = ReturnType<typeof makeMatchSearch>

export function makeMatchSearch(
  db: Db,
  search: Pick<InitiativeSearch, 'bound' | 'narrowest' | 'reach' | 'reachAhead'>,
) {
  const read = statementCache<Params, Light>(db)
  // Every tile of a view asks for the same, and working out who is within reach takes as long as drawing all of them.
  const keep = makeKeep(db, MOST_REACHES)
  const counted = query<CellParams, { total: number | null }>(
    db,
    `select sum(c.lights) as total from json_each(:columns) j cross join light_cell c
     where c.level = :level and c.x = j.value and c.y between :north and :south`,
  )

  const matching = query<Params, { total: number }>(
    db,
    `select count(*) as total from (select 1 from initiative_fts where initiative_fts match :match limit :most)`,
  )
  // What was worked out ahead is not kept here: it may be older than what is kept here now.
  const reachOf = (asked: Asked) =>
    search.reachAhead(asked) ??
    keep(JSON.stringify([{ ...asked.filters, page: 1 }, asked.origin, asked.now]), () => search.reach(asked))

  function within(asked: Asked, place: Params): Matches {
    const { ids, capped } = reachOf(asked)
    const lights = read(
      `${LIGHT} from json_each(:ids) j cross join light l on l.id = j.value where ${IN_RANGE}`,
    )
    return { lights: lights.all({ ...place, ids: JSON.stringify(ids) }), capped }
  }

  function passing(bound: Bound, range: Range, place: Params): Matches {
    const from = sourceFor(bound, range)
    const sql = `${LIGHT} from ${from.sql} where ${IN_RANGE} and ${testsOf(bound.active, ...from.met)} limit :most`
    const params = { ...bound.params, ...place, ...from.params, most: MOST_MATCHES + 1 }
    const once = new Map(
      read(sql)
        .all(params)
        .map(light => [light.id, light]),
    )
    const lights = [...once.values()].slice(0, MOST_MATCHES)
    return { lights, capped: from.isPart || once.size > MOST_MATCHES }
  }

  /** What to look through for those that pass: the box, words, or the trait that the fewest have. */
  function sourceFor(bound: Bound, range: Range): Source {
    const inBox = about(range)
    if (bound.active.has('held')) return { sql: FROM_HELD, params: {}, met: ['held'], isPart: bound.isPart }
    if (bound.active.has('q')) return wordsFor(bound, inBox)
    const { name, lights } = search.narrowest(bound)
    if (name === undefined || inBox <= Math.min(lights, MOST_SAMPLED)) {
      const every = Math.max(1, Math.ceil(inBox / MOST_LOOKED))
      return { sql: FROM_BOX, params: { every }, met: [], isPart: every > 1 }
    }
    const params = { traits: JSON.stringify(bound.traits[name]), looked: MOST_LOOKED }
    return { sql: FROM_TRAIT, params, met: EXACT.filter(one => one === name), isPart: lights > MOST_LOOKED }
  }

  function wordsFor({ params: { match = '' } }: Bound, inBox: number): Source {
    if (inBox <= MOST_READ) return { sql: FROM_BOX_IN_WORDS, params: { every: 1 }, met: ['q'], isPart: false }
    const matches = matching.get({ match, most: MOST_LOOKED + 1 })?.total ?? 0
    return { sql: FROM_WORDS, params: { looked: MOST_LOOKED }, met: ['q'], isPart: matches > MOST_LOOKED }
  }

  /** How many lights there are in a range and the cells at its edges. */
  function about(range: Range): number {
    const level = Math.max(LEAST_LEVEL, Math.min(levelFor(range, ACROSS), MOST_LEVEL))
    return counted.get(columnsOf(range, level))?.total ?? 0
  }

  // A page asks for its list and its count, and then for a picture that shows a little more.
  const known = new WeakMap<Asked, { range: Range; matches: Matches }[]>()
  /** What passes in a range; looked for a little beyond it too where `isForPage`. */
  return (asked: Asked, range: Range, isForPage = false): Matches => {
    const all = known.get(asked) ?? []
    known.set(asked, all)
    const found = all.find(one => isWithin(range, one.range)) ?? look(asked, isForPage ? grown(range) : range)
    all.push(found)
    const { lights, capped } = found.matches
    return { lights: lights.filter(light => isLightIn(light, range)), capped }
  }

  function look(asked: Asked, range: Range) {
    const place = { ...range, ...boxOf(range) }
    return {
      range,
      matches: asked.origin ? within(asked, place) : passing(search.bound(asked), range, place),
    }
  }
}

function isWithin(inner: Range, { west, east, north, south }: Range): boolean {
  return inner.west >= west && inner.east <= east && inner.north >= north && inner.south <= south
}

function isLightIn({ x, y }: Light, { west, east, north, south }: Range): boolean {
  return x >= west && x <= east && y >= north && y <= south
}

interface Source {
  sql: string
  params: Params
  /** Clauses that need no test any more. */
  met: ClauseName[]
  isPart: boolean
}

const LIGHT = 'select l.id, l.x, l.y, l.brightness, l.core'
const IN_RANGE = 'l.x between :west and :east and l.y between :north and :south'
// Of what is asked for by words or by a trait, most lies elsewhere: its facts are not even looked up.
const ONWARDS = 'cross join light l on l.id = s.id cross join initiative_facts f on f.id = s.id'
const FROM_WORDS = `(select rowid as id from initiative_fts
    where initiative_fts match :match order by rowid desc limit :looked) s ${ONWARDS}`
const FROM_HELD = `(select value as id from json_each(:held_ids)) s ${ONWARDS}`
const FROM_TRAIT = `(select id from initiative_trait
    where trait in (select value from json_each(:traits)) limit :looked) s ${ONWARDS}`
const FROM_BOX = `initiative_point p cross join initiative_facts f on f.id = p.id
    and p.id % :every = 0 and p.max_lat >= :min_lat and p.min_lat <= :max_lat and p.max_lon >= :min_lon and p.min_lon <= :max_lon
  cross join light l on l.id = p.id`
// Looking a listing up among the words is dear, and cheaper than going through all that have them.
const FROM_BOX_IN_WORDS = `${FROM_BOX} and exists (
    select 1 from initiative_fts where initiative_fts match :match and rowid = p.id)`
