// Counts beside every choice of every facet: OR inside a facet, so its own clause is left out of its counts.
import type { Db } from '../../platform/database/open.ts'
import { type Params, query } from '../../platform/database/statement.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import { ACCESS_FACTS } from './choices.fields.ts'
import { type Bound, NEEDED_NOW, OPEN_THEN, openings, whereOf } from './clauses.search.ts'
import { FACETS, type Facet, MOST_LISTED } from './filters.fields.ts'
import type { FacetCounts } from './kept.fields.ts'
import { makeOrderSearch } from './orders.search.ts'

type Counted = { value: string; total: number }

export function makeFacetSearch(db: Db) {
  const orders = makeOrderSearch(db)
  const access = query<Params, Record<string, number>>(db, ACCESS)
  const counts = Object.fromEntries(
    Object.entries(COUNTS).map(([name, sql]) => [name, query<Params, Counted>(db, sql)]),
  ) as Record<keyof typeof COUNTS, ReturnType<typeof query<Params, Counted>>>

  return {
    /** What each choice would give. Of very many only some are counted, as `isPart` says was done already. */
    count({ active, params }: Bound, now: LocalTime, isPart = false): FacetCounts {
      // Facets that are not in use all count the same listings.
      const kept = new Map<string, number[]>()
      const candidates = (facet: Facet) => {
        const where = whereOf(active, facet)
        const ids = kept.get(where) ?? orders.some(where, params, MOST_LISTED + 1)
        kept.set(where, ids)
        return ids
      }
      const counted = (facet: Facet): ReadonlyMap<string, number> => {
        const ids = JSON.stringify(candidates(facet).slice(0, MOST_LISTED))
        const bound = { ...params, ids, openings: JSON.stringify(openings(now)) }
        if (facet === 'access') return new Map(Object.entries(access.get(bound) ?? {}))
        return new Map(counts[facet].all(bound).map(({ value, total }) => [String(value), total]))
      }
      const capped = new Set(FACETS.filter(facet => isPart || candidates(facet).length > MOST_LISTED))
      const all = Object.fromEntries(FACETS.map(facet => [facet, counted(facet)]))
      return { ...(all as Record<Facet, ReadonlyMap<string, number>>), capped }
    },
  }
}

const COUNTS: Record<Exclude<Facet, 'access'>, string> = {
  area: `select n.id as value, count(distinct j.value) as total
    from json_each(:ids) j join initiative_area ia on ia.initiative_id = j.value
    join area a on a.id = ia.area_id
    join area n on n.id = a.id or n.id = a.parent_id or n.parent_id = a.id
    group by n.id`,
  category: `select c.slug as value, count(*) as total
    from json_each(:ids) j join initiative_category ic on ic.initiative_id = j.value
    join category c on c.id = ic.category_id
    group by c.id`,
  cost: `select i.cost as value, count(*) as total
    from json_each(:ids) j join initiative i on i.id = j.value group by i.cost`,
  open: `select o.value ->> 'key' as value, count(distinct i.id) as total
    from json_each(:ids) j join initiative i on i.id = j.value
    join session s on s.initiative_id = i.id join json_each(:openings) o
    where ${OPEN_THEN}
    group by 1`,
  need: `select k.value as value, count(distinct j.value) as total
    from json_each(:ids) j join need n on n.initiative_id = j.value
    join json_each('["any", "people", "skills", "things", "space", "money"]') k
    where ${NEEDED_NOW} and k.value in ('any', n.kind)
    group by k.value`,
}

const ACCESS = `select ${ACCESS_FACTS.map(({ value, column }) => `count(*) filter (where i.${column} = 'yes') as "${value}"`).join(', ')}
  from json_each(:ids) j join initiative i on i.id = j.value`
