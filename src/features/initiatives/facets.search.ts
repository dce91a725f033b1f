// Counts beside every choice of every facet: OR inside a facet, so its own clause is left out of its counts.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import { type Bound, openings } from './clauses.search.ts'
import { type CountDeps, countFacts, type Facts, type ReadFacts, readFacts } from './facts.rules.ts'
import { FACETS, type Facet, MOST_LISTED } from './filters.fields.ts'
import type { FacetCounts } from './kept.fields.ts'
import type { OrderSearch } from './orders.search.ts'

type Nothing = Record<string, never>

export function makeFacetSearch(db: Db, orders: OrderSearch) {
  const facts = query<{ ids: string }, Facts>(
    db,
    `select f.traits, f.hours, f.away, f.needs from json_each(:ids) j cross join initiative_facts f on f.id = j.value`,
  )
  const kinds = query<Nothing, { id: number; slug: string }>(db, 'select id, slug from category')
  const areas = query<Nothing, { id: number; parent_id: number | null }>(db, 'select id, parent_id from area')

  function depsFor(now: LocalTime): CountDeps {
    const known = areas.all({})
    const reach = new Map(known.map(({ id, parent_id }) => [id, parent_id === null ? [id] : [id, parent_id]]))
    for (const { id, parent_id } of known) if (parent_id !== null) reach.get(parent_id)?.push(id)
    const names = kinds.all({}).map(({ id, slug }): [number, string] => [id, slug])
    return { spans: openings(now), today: now.date, kinds: new Map(names), reach }
  }

  return {
    /** What each choice would give. Of very many only some are counted, as `isPart` says was done already. */
    count(bound: Bound, now: LocalTime, isPart = false): FacetCounts {
      const deps = depsFor(now)
      // Facets that are not in use all count the same listings.
      const kept = new Map<Facet | '', { rows: ReadFacts[]; isMore: boolean }>()
      const candidates = (facet: Facet) => {
        const key = bound.active.has(facet) ? facet : ''
        const known = kept.get(key)
        if (known) return known
        const ids = orders.some(bound, facet, MOST_LISTED + 1)
        const rows = facts.all({ ids: JSON.stringify(ids.slice(0, MOST_LISTED)) }).map(readFacts)
        const found = { rows, isMore: ids.length > MOST_LISTED }
        kept.set(key, found)
        return found
      }
      const counts = FACETS.map(facet => [facet, countFacts(facet, candidates(facet).rows, deps)])
      const capped = new Set(FACETS.filter(facet => isPart || candidates(facet).isMore))
      return { ...(Object.fromEntries(counts) as Record<Facet, ReadonlyMap<string, number>>), capped }
    },
  }
}
