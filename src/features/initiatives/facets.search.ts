// Counts beside every choice of every facet: OR inside a facet, so its own clause is left out of its counts.
import type { Db } from '../../platform/database/open.ts'
import { type Params, statementCache } from '../../platform/database/statement.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import { ACCESS_FACTS } from './choices.fields.ts'
import { type Bound, NEEDED_NOW, OPEN_THEN, openings, whereOf } from './clauses.search.ts'
import type { Facet } from './filters.fields.ts'
import type { FacetCounts } from './kept.fields.ts'

type Counted = { value: string; total: number }

export function makeFacetSearch(db: Db) {
  const counted = statementCache<Params, Counted>(db)
  const row = statementCache<Params, Record<string, number>>(db)

  return {
    count({ active, params }: Bound, now: LocalTime): FacetCounts {
      const counts = (facet: keyof typeof COUNTS, more: Params = {}) => {
        const { select, from, and, group } = COUNTS[facet]
        const sql = `select ${select} from ${from} where ${and} ${whereOf(active, facet)} ${group}`
        return new Map(
          counted(sql)
            .all({ ...params, ...more })
            .map(({ value, total }) => [String(value), total]),
        )
      }
      return {
        area: counts('area'),
        category: counts('category'),
        cost: counts('cost'),
        need: counts('need'),
        open: counts('open', { openings: JSON.stringify(openings(now)) }),
        access: new Map(Object.entries(row(accessSql(whereOf(active, 'access'))).get(params) ?? {})),
      }
    },
  }
}

const COUNTS: Record<
  Exclude<Facet, 'access'>,
  { select: string; from: string; and: string; group: string }
> = {
  area: {
    select: 'n.id as value, count(distinct i.id) as total',
    from: `initiative i join initiative_area ia on ia.initiative_id = i.id
      join area a on a.id = ia.area_id
      join area n on n.id = a.id or n.id = a.parent_id or n.parent_id = a.id`,
    and: '',
    group: 'group by n.id',
  },
  category: {
    select: 'c.slug as value, count(*) as total',
    from: `initiative i join initiative_category ic on ic.initiative_id = i.id
      join category c on c.id = ic.category_id`,
    and: '',
    group: 'group by c.id',
  },
  cost: {
    select: 'i.cost as value, count(*) as total',
    from: 'initiative i',
    and: '',
    group: 'group by i.cost',
  },
  open: {
    select: "o.value ->> 'key' as value, count(distinct i.id) as total",
    from: 'initiative i, session s, json_each(:openings) o',
    and: `${OPEN_THEN} and`,
    group: 'group by 1',
  },
  need: {
    select: "coalesce(k.value, 'any') as value, count(distinct i.id) as total",
    from: `initiative i join need n on n.initiative_id = i.id
      join json_each('["any", "people", "skills", "things", "space", "money"]') k`,
    and: `${NEEDED_NOW} and k.value in ('any', n.kind) and`,
    group: 'group by k.value',
  },
}

function accessSql(where: string): string {
  const sums = ACCESS_FACTS.map(
    ({ value, column }) => `count(*) filter (where i.${column} = 'yes') as "${value}"`,
  )
  return `select ${sums.join(', ')} from initiative i where ${where}`
}
