// Finding initiatives: one function from filters to a page of ids, the same for every format.

import type { Db } from '../../platform/database/open.ts'
import { type Params, statementCache } from '../../platform/database/statement.ts'
import { METRES_PER_MILE, type Point } from '../../platform/geo/point.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import type { Travel } from '../crossings/travel.rules.ts'
import { type Bound, bind, type ClauseName, whereOf } from './clauses.search.ts'
import { makeFacetSearch } from './facets.search.ts'
import { type Filters, noFilters, PAGE_SIZE, type Sort } from './filters.fields.ts'
import type { FacetCounts, Found, Loosening } from './kept.fields.ts'
import { type Close, makeNearSearch, type Origin } from './near.search.ts'
import { makeWordSearch } from './words.search.ts'

/** A list that is asked for: filters, and what their place and areas turned out to be. */
export interface Asked {
  filters: Filters
  origin: Origin | undefined
  /** Ids of the areas asked for and everything within them. */
  areaIds: number[]
  now: LocalTime
}

export type InitiativeSearch = ReturnType<typeof makeInitiativeSearch>

export function makeInitiativeSearch(db: Db, travel: () => Travel) {
  const pageOf = statementCache<Params, { id: number }>(db)
  const countOf = statementCache<Params, { total: number }>(db)
  const near = makeNearSearch(db, travel)
  const words = makeWordSearch(db)
  const facets = makeFacetSearch(db)

  const boundFor = ({ filters, areaIds, now }: Asked) =>
    bind(filters, now, words.matchFor(filters.q), areaIds)

  function find(asked: Asked, size = PAGE_SIZE): Found {
    const bound = boundFor(asked)
    if (asked.origin) return findNear(asked, asked.origin, bound, size)
    const total =
      countOf(`select count(*) as total from initiative i where ${whereOf(bound.active)}`).get(bound.params)
        ?.total ?? 0
    const { page, pages } = pageWithin(asked.filters.page, total, size)
    const rows = pageOf(listSql(asked.filters.sort, bound.active)).all({
      ...bound.params,
      size,
      skip: (page - 1) * size,
    })
    return { ids: rows.map(({ id }) => id), total, page, pages, capped: false, journeys: new Map() }
  }

  function findNear({ filters }: Asked, origin: Origin, bound: Bound, size: number): Found {
    const { ids, journeys, capped } = near.reach(origin, filters.within, bound)
    const { page, pages } = pageWithin(filters.page, ids.length, size)
    const skip = (page - 1) * size
    const shown =
      filters.sort === 'nearest' ? ids.slice(skip, skip + size) : sorted(filters.sort, bound, ids, size, skip)
    return { ids: shown, total: ids.length, page, pages, capped, journeys }
  }

  function sorted(sort: Sort, bound: Bound, ids: number[], size: number, skip: number): number[] {
    const active = new Set<ClauseName>([...bound.active, 'near'])
    const params = { ...bound.params, near_ids: JSON.stringify(ids), size, skip }
    return pageOf(listSql(sort, active))
      .all(params)
      .map(({ id }) => id)
  }

  return {
    find,
    /** Counts beside every choice: what each would give with the other filters as they are. */
    facets(asked: Asked): FacetCounts {
      const bound = boundFor(asked)
      if (!asked.origin) return facets.count(bound, asked.now)
      const words = new Set<ClauseName>(bound.active.has('q') ? ['q'] : [])
      const { ids } = near.reach(asked.origin, asked.filters.within, bound, words)
      const params = { ...bound.params, near_ids: JSON.stringify(ids) }
      return facets.count({ params, active: new Set<ClauseName>([...bound.active, 'near']) }, asked.now)
    },
    /** For an empty list: which one filter to drop, and what that gives. Most useful first. */
    loosen(asked: Asked): Loosening[] {
      const names = [...boundFor(asked).active] as Loosening['name'][]
      if (asked.origin) names.push('near')
      return names
        .map(name => ({ name, count: find(dropping(asked, name), 1).total }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count)
    },
    /** The nearest few outside the distance asked for. */
    beyond(asked: Asked, most: number): Close[] {
      if (!asked.origin) return []
      const farther = ({ journey }: Close) => journey.metres > asked.filters.within * METRES_PER_MILE
      return near.nearest(asked.origin, FARTHEST_MILES, most, boundFor(asked), farther)
    },
    /** The nearest few lights round a point, but one. */
    around(point: Point, miles: number, most: number, but: number, now: LocalTime): Close[] {
      const bound = bind(noFilters(), now, undefined, [])
      return near.nearest(point, miles, most, bound, ({ id, is_out }) => id !== but && !is_out)
    },
    /** What the words may have been meant to be. */
    didYouMean: (typed: string) => words.correct(typed),
  }
}

const FARTHEST_MILES = 60

// Lights that have gone out come last in every order.
const ORDER: Record<Sort, string> = {
  newest: 'order by i.confirmed_on <= :out_since, i.created_at desc, i.id desc',
  'a-z': 'order by i.confirmed_on <= :out_since, i.name collate nocase, i.id',
  best: 'order by i.confirmed_on <= :out_since, bm25(initiative_fts, 10, 6, 8, 4, 3, 1), i.id',
  nearest: 'order by i.id',
}

function listSql(sort: Sort, active: ReadonlySet<ClauseName>): string {
  const from =
    sort === 'best' && active.has('q')
      ? 'initiative_fts join initiative i on i.id = initiative_fts.rowid where initiative_fts match :match and'
      : 'initiative i where'
  const order = sort === 'best' && !active.has('q') ? ORDER.newest : ORDER[sort]
  return `select i.id from ${from} ${whereOf(active, sort === 'best' ? 'q' : undefined)} ${order} limit :size offset :skip`
}

function pageWithin(asked: number, total: number, size: number): { page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(total / size))
  return { page: Math.min(asked, pages), pages }
}

function dropping(asked: Asked, name: Loosening['name']): Asked {
  const filters = { ...asked.filters, page: 1 }
  if (name === 'near')
    return { ...asked, origin: undefined, filters: { ...filters, near: '', sort: 'newest' } }
  if (name === 'q')
    return { ...asked, filters: { ...filters, q: '', sort: asked.origin ? 'nearest' : 'newest' } }
  return { ...asked, filters: { ...filters, [name]: [] }, areaIds: name === 'area' ? [] : asked.areaIds }
}
