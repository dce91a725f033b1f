// Listings in each order that is not by distance: the first so many, or all of them part by part.
import type { Db } from '../../platform/database/open.ts'
import { type Params, statementCache } from '../../platform/database/statement.ts'
import { type Bound, whereOf } from './clauses.search.ts'
import type { Sort } from './filters.fields.ts'

// Ranking looks at every match, so only the newest so many are ranked; the rest follow, newest first.
const MOST_RANKED = 2000

export function makeOrderSearch(db: Db) {
  const ids = statementCache<Params, { id: number }>(db)
  const totals = statementCache<Params, { total: number }>(db)
  const read = (sql: string, params: Params) =>
    ids(sql)
      .all(params)
      .map(({ id }) => id)

  function inOrder(sort: Sort, bound: Bound, most: number): number[] {
    const where = whereOf(bound.active)
    const lit = read(`select i.id from initiative i where ${where} and ${LIT} ${ORDER[sort]} limit :most`, {
      ...bound.params,
      most,
    })
    if (lit.length === most) return lit
    const rest = { ...bound.params, most: most - lit.length }
    return [
      ...lit,
      ...read(`select i.id from initiative i where ${where} and ${OUT} ${ORDER[sort]} limit :most`, rest),
    ]
  }

  function ranked(bound: Bound, most: number): number[] {
    const where = whereOf(bound.active, 'q')
    const best = read(
      `${RANKED} where ${where} order by i.confirmed_on <= :out_since, r.rank, i.id limit :most`,
      {
        ...bound.params,
        ranked: MOST_RANKED,
        most,
      },
    )
    if (best.length === most) return best
    const seen = new Set(best)
    const others = inOrder('newest', bound, most).filter(id => !seen.has(id))
    return [...best, ...others].slice(0, most)
  }

  return {
    /** The first `most` that pass, lights that have gone out last; and whether there are more. */
    first(sort: Sort, bound: Bound, most: number): { ids: number[]; capped: boolean } {
      const found =
        sort === 'best' && bound.active.has('q') ? ranked(bound, most + 1) : inOrder(sort, bound, most + 1)
      return { ids: found.slice(0, most), capped: found.length > most }
    },
    /** Any `most` that pass, in no order that matters. */
    some: (where: string, params: Params, most: number) =>
      read(`select i.id from initiative i where ${where} order by i.id desc limit :most`, {
        ...params,
        most,
      }),
    count: (bound: Bound) =>
      totals(`select count(*) as total from initiative i where ${whereOf(bound.active)}`).get(bound.params)
        ?.total ?? 0,
    /** `size` of them after `skip`, however many there are. */
    part: (sort: Sort, bound: Bound, size: number, skip: number) =>
      read(
        `select i.id from initiative i where ${whereOf(bound.active)}
         ${ORDER[sort].replace('order by', 'order by i.confirmed_on <= :out_since,')} limit :size offset :skip`,
        { ...bound.params, size, skip },
      ),
  }
}

const LIT = 'i.confirmed_on > :out_since'
const OUT = 'i.confirmed_on <= :out_since'

const ORDER: Record<Sort, string> = {
  newest: 'order by i.created_at desc, i.id desc',
  'a-z': 'order by i.name collate nocase, i.id',
  best: 'order by i.created_at desc, i.id desc',
  nearest: 'order by i.created_at desc, i.id desc',
}

const RANKED = `select i.id from (
    select rowid as id, bm25(initiative_fts, 10, 6, 8, 4, 3, 1) as rank
    from initiative_fts where initiative_fts match :match order by rowid desc limit :ranked
  ) r join initiative i on i.id = r.id`
