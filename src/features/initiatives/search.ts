// Finding initiatives: one function from filters to a page of ids, the same for every format.

import { makeKeep } from '../../platform/database/kept.ts'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { METRES_PER_MILE, type Point } from '../../platform/geo/point.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import type { Travel } from '../crossings/travel.rules.ts'
import { makeAhead, type Others, type Worked } from './ahead.search.ts'
import type { Asked } from './asked.fields.ts'
import { type Bound, bind, type ClauseName, without } from './clauses.search.ts'
import { makeFacetSearch } from './facets.search.ts'
import { FACETS, MOST_LISTED, noFilters, PAGE_SIZE } from './filters.fields.ts'
import type { FacetCounts, Found, Loosening } from './kept.fields.ts'
import { type Close, makeNearSearch, type Reach } from './near.search.ts'
import { makeOrderSearch } from './orders.search.ts'
import { makeWordSearch } from './words.search.ts'

export type InitiativeSearch = ReturnType<typeof makeInitiativeSearch>

/** `others` find, beside the main thread, what takes long among `many` listings or more. */
export function makeInitiativeSearch(
  db: Db,
  travel: () => Travel,
  { others, many = MANY }: { others?: Others | undefined; many?: number } = {},
) {
  const words = makeWordSearch(db)
  const orders = makeOrderSearch(db)
  const near = makeNearSearch(db, travel, orders)
  const facets = makeFacetSearch(db, orders)
  // The pages of a list have the same counts beside them, and are parts of the same.
  const keep = makeKeep(db, MOST_KEPT)
  const wantedFor = (typed: string) => keep(`q ${typed}`, () => words.matchFor(typed))
  const all = () => keep('all', () => orders.narrowest({ traits: {} }).all)
  const sizes = (asked: Asked) => orders.sizesOf(boundFor(asked)).facets.map(({ lights }) => lights)
  const ahead = makeAhead(db, { wantedFor, sizes, all, others, many })
  const kinds = query<{ slugs: string }, { id: number }>(
    db,
    'select id from category where slug in (select value from json_each(:slugs))',
  )

  /** What is asked for, as clauses; of words that very many use, only the newest listings are looked at with more. */
  function boundFor({ filters, areaIds, now, origin }: Asked, isWhole = false): Bound {
    const wanted = wantedFor(filters.q)
    const slugs = JSON.stringify(filters.category)
    const ids = filters.category.length > 0 ? kinds.all({ slugs }).map(({ id }) => id) : []
    const held = wanted && !isWhole ? ahead.holders(wanted) : undefined
    const bound = bind(filters, now, { ...wanted, held, areaIds, kinds: ids })
    const isAlone = !origin && bound.active.size === 1
    if (wanted === undefined || held || isWhole || isAlone) return bound
    const since = keep(`since ${wanted.match}`, () => words.since(wanted))
    return { ...bound, isPart: since > 0, params: { ...bound.params, words_since: since } }
  }

  /** What is asked for, in order: as much as anybody pages through, or `most`. */
  function reach({ filters, origin }: Asked, bound: Bound, most = MOST_LISTED): Reach {
    const { isPart } = bound
    if (!origin) {
      const { ids, capped } = keep(keyOf(bound, filters.sort, most), () =>
        orders.first(filters.sort, bound, most),
      )
      return { ids, capped: capped || isPart, journeys: NO_JOURNEYS }
    }
    const nearby = near.reach(origin, filters.within, bound, most)
    const found = { ...nearby, capped: nearby.capped || isPart }
    if (filters.sort === 'nearest') return found
    const within = narrowedTo(found.ids, bound)
    return { ...found, ids: orders.first(filters.sort, within, found.ids.length).ids }
  }

  /** All that lies within reach of what is asked for and passes, as far as anybody pages. */
  const reached = (asked: Asked): Reach => ahead.worked(asked)?.reach ?? reach(asked, boundFor(asked))

  function find(asked: Asked): Found {
    const { ids, journeys, capped } = reached(asked)
    const { page, pages } = pageWithin(asked.filters.page, ids.length, PAGE_SIZE)
    const shown = ids.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
    return { ids: shown, total: ids.length, page, pages, capped, journeys }
  }

  function counted(asked: Asked): FacetCounts {
    const bound = boundFor(asked)
    const { isPart } = bound
    if (!asked.origin)
      return keep(keyOf(bound, 'counts', asked.now), () => facets.count(bound, asked.now, isPart))
    const words = FACETS.reduce(without, bound)
    const { ids, capped } = near.reach(asked.origin, asked.filters.within, words, MOST_LISTED)
    const rest = without(without(bound, 'q'), 'held')
    return facets.count(narrowedTo(ids, rest), asked.now, capped || isPart)
  }

  function loosened(asked: Asked): Loosening[] {
    const { active } = boundFor(asked)
    const names = [...active].map(name => (name === 'held' ? 'q' : name)) as Loosening['name'][]
    if (asked.origin) names.push('near')
    return names
      .map(name => ({ name, count: find(dropping(asked, name)).total }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
  }

  function outside(asked: Asked): Close[] {
    if (!asked.origin) return []
    const farther = ({ journey }: Close) => journey.metres > asked.filters.within * METRES_PER_MILE
    return near.nearest(asked.origin, FARTHEST_MILES, MOST_BEYOND, boundFor(asked), farther)
  }

  return {
    find,
    /** Has worked out what takes long of what `read` says is asked for; undefined where there is nothing to wait for. */
    prepare: ahead.prepare,
    /** All that a page says of a list, here and now. */
    work(asked: Asked): Worked {
      const found = reached(asked)
      const isEmpty = found.ids.length === 0
      return {
        reach: found,
        counts: counted(asked),
        loosenings: isEmpty ? loosened(asked) : [],
        beyond: isEmpty ? outside(asked) : [],
      }
    },
    /** A part of the whole list for a file, `size` to a part; nothing is left out however long it is. */
    part(asked: Asked, size: number): Found {
      const bound = boundFor(asked, true)
      const all = asked.origin && reach(asked, bound, Number.POSITIVE_INFINITY).ids
      const total = all ? all.length : orders.count(bound)
      const { page, pages } = pageWithin(asked.filters.page, total, size)
      const skip = (page - 1) * size
      const ids = all ? all.slice(skip, skip + size) : orders.part(asked.filters.sort, bound, size, skip)
      return { ids, total, page, pages, capped: false, journeys: NO_JOURNEYS }
    },
    /** Counts beside every choice: what each would give with the other filters as they are. */
    facets: (asked: Asked): FacetCounts => ahead.worked(asked)?.counts ?? counted(asked),
    /** For an empty list: which one filter to drop, and what that gives. Most useful first. */
    loosen: (asked: Asked): Loosening[] => ahead.worked(asked)?.loosenings ?? loosened(asked),
    /** For an empty list: the nearest few outside the distance asked for. */
    beyond: (asked: Asked): Close[] => ahead.worked(asked)?.beyond ?? outside(asked),
    /** The nearest few lights round a point, but one. */
    around(point: Point, miles: number, most: number, but: number, now: LocalTime): Close[] {
      const bound = bind(noFilters(), now)
      return near.nearest(point, miles, most, bound, ({ id, is_out }) => id !== but && !is_out)
    },
    /** What is asked for as clauses, and which of them leaves the fewest, for whoever looks elsewhere than in lists. */
    bound: (asked: Asked): Bound => boundFor(asked),
    narrowest: orders.narrowest,
    reach: reached,
    /** The same, where it was worked out ahead. */
    reachAhead: (asked: Asked): Reach | undefined => ahead.worked(asked)?.reach,
    /** What the words may have been meant to be. */
    didYouMean: (typed: string) => words.correct(typed),
  }
}

const FARTHEST_MILES = 60
const MOST_BEYOND = 3
const MOST_KEPT = 100
/** Among fewer listings no words take longer than a page does. */
const MANY = 50_000

const NO_JOURNEYS: Reach['journeys'] = new Map()

/** The same for the same question; who holds its words goes without saying. */
function keyOf({ params, active }: Bound, ...more: unknown[]): string {
  return JSON.stringify([[...active], { ...params, held_ids: '' }, ...more])
}

function narrowedTo(ids: number[], { params, active, ...rest }: Bound): Bound {
  return {
    ...rest,
    params: { ...params, near_ids: JSON.stringify(ids) },
    active: new Set<ClauseName>([...active, 'near']),
  }
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
