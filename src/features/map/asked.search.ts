// The lights that pass the filters of a list, in a part of the map: never more than may be looked at in a moment.
import type { Db } from '../../platform/database/open.ts'
import { type Params, query, statementCache } from '../../platform/database/statement.ts'
import { type Bound, testsOf } from '../initiatives/clauses.search.ts'
import type { Asked, InitiativeSearch } from '../initiatives/search.ts'
import type { Light } from './gathering.rules.ts'
import { boxOf, type Range } from './mercator.rules.ts'

export interface Matches {
  lights: Light[]
  /** Whether there may be more. */
  capped: boolean
}

/** So many are drawn of those that pass. */
const MOST_MATCHES = 1000
/** So many are looked at: all that lie there, or the newest of those with what fewest have. */
const MOST_LOOKED = 8000
const MOST_REACHES = 30

export type MatchSearch = ReturnType<typeof makeMatchSearch>

export function makeMatchSearch(db: Db, search: Pick<InitiativeSearch, 'bound' | 'narrowest' | 'reach'>) {
  const read = statementCache<Params, Light>(db)
  const mark = query<Record<string, never>, { mark: string }>(
    db,
    "select data_version || ' ' || total_changes() as mark from pragma_data_version",
  )
  const points = query<Params, { total: number }>(
    db,
    `select count(*) as total from (select 1 from initiative_point p where ${POINT_IN_BOX} limit :looked)`,
  )

  // Every tile of a view asks for the same, and working out who is within reach takes as long as drawing all of them.
  let kept = { mark: '', reaches: new Map<string, ReturnType<typeof search.reach>>() }
  function reachOf(asked: Asked) {
    const now = mark.get({})?.mark ?? ''
    if (kept.mark !== now) kept = { mark: now, reaches: new Map() }
    const key = JSON.stringify([{ ...asked.filters, page: 1 }, asked.origin, asked.now])
    const reach = kept.reaches.get(key) ?? search.reach(asked)
    kept.reaches.set(key, reach)
    if (kept.reaches.size > MOST_REACHES) kept.reaches.delete(kept.reaches.keys().next().value as string)
    return reach
  }

  function within(asked: Asked, place: Params): Matches {
    const { ids, capped } = reachOf(asked)
    const lights = read(
      `${LIGHT} from json_each(:ids) j cross join light l on l.id = j.value where ${IN_RANGE}`,
    )
    return { lights: lights.all({ ...place, ids: JSON.stringify(ids) }), capped }
  }

  function matching(bound: Bound, place: Params): Matches {
    const from = sourceFor(bound, place)
    const sql = `${LIGHT} from ${from.sql} cross join light l on l.id = f.id
      where ${IN_RANGE} and ${testsOf(bound.active, ...from.met)} limit :most`
    const params = { ...bound.params, ...place, ...from.params, most: MOST_MATCHES + 1 }
    const once = new Map(
      read(sql)
        .all(params)
        .map(light => [light.id, light]),
    )
    const lights = [...once.values()].slice(0, MOST_MATCHES)
    return { lights, capped: from.isPart || once.size > MOST_MATCHES }
  }

  /** What to look through for those that pass: words, the box, or the trait that the fewest have. */
  function sourceFor(bound: Bound, place: Params): Source {
    if (bound.active.has('q')) {
      const isPart = Number(bound.params.words_since) > 0
      return { sql: FROM_WORDS, params: {}, met: ['q'], isPart }
    }
    const inBox = points.get({ ...place, looked: MOST_LOOKED + 1 })?.total ?? 0
    const { name, lights } = search.narrowest(bound)
    if (inBox <= Math.min(lights, MOST_LOOKED) || name === undefined)
      return { sql: FROM_BOX, params: {}, met: [], isPart: false }
    const params = { traits: JSON.stringify(bound.traits[name] ?? []), looked: MOST_LOOKED }
    return { sql: FROM_TRAIT, params, met: [], isPart: lights > MOST_LOOKED }
  }

  // A page asks the same several times: for its list, its count and its picture.
  const known = new WeakMap<Asked, Map<string, Matches>>()
  return (asked: Asked, range: Range): Matches => {
    const found = known.get(asked) ?? new Map<string, Matches>()
    known.set(asked, found)
    const key = Object.values(range).join()
    const place = { ...range, ...boxOf(range) }
    const matches =
      found.get(key) ?? (asked.origin ? within(asked, place) : matching(search.bound(asked), place))
    found.set(key, matches)
    return matches
  }
}

interface Source {
  sql: string
  params: Params
  /** Clauses that need no test any more. */
  met: 'q'[]
  isPart: boolean
}

const LIGHT = 'select l.id, l.x, l.y, l.brightness, l.core'
const IN_RANGE = 'l.x between :west and :east and l.y between :north and :south'
const POINT_IN_BOX = `p.max_lat >= :min_lat and p.min_lat <= :max_lat
  and p.max_lon >= :min_lon and p.min_lon <= :max_lon`
const FROM_WORDS = `(select rowid as id from initiative_fts
    where initiative_fts match :match and rowid >= :words_since order by rowid desc) w
  cross join initiative_facts f on f.id = w.id`
const FROM_BOX = `initiative_point p cross join initiative_facts f on f.id = p.id and ${POINT_IN_BOX}`
const FROM_TRAIT = `(select id, confirmed, bits from initiative_trait
    where trait in (select value from json_each(:traits)) limit :looked) f`
