// Listings as editors look for them: by name, within the areas they look after, live or taken down.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'

export interface ListingRow {
  id: number
  slug: string
  name: string
  status: string
  area: string
  updated_at: string
  keepers: number
}

export interface TakenDownRow {
  id: number
  name: string
  reason: string
  made_at: string
  into_id: number | null
}

export interface ListingsAsked {
  q: string
  /** Ids of the areas somebody looks after and all within them; null for the whole patch. */
  scope: readonly number[] | null
  /** Of those, the ones that are asked for; null for all. */
  within: readonly number[] | null
}

export type ListingsSearch = ReturnType<typeof makeListingsSearch>
type Bound = { q: string; scope: string | null; within: string | null }

// A listing that also serves areas elsewhere is for those who look after all of them.
const FOUND = `from initiative i where i.name like :q escape '\\'
  and (:scope is null or (exists (select 1 from initiative_area ia where ia.initiative_id = i.id)
    and not exists (select 1 from initiative_area ia
      where ia.initiative_id = i.id and ia.area_id not in (select value from json_each(:scope)))))
  and (:within is null or exists (select 1 from initiative_area ia
    where ia.initiative_id = i.id and ia.area_id in (select value from json_each(:within))))`

export function makeListingsSearch(db: Db) {
  const live = query<Bound & { size: number; skip: number }, ListingRow>(
    db,
    `select i.id, i.slug, i.name, i.status, i.updated_at,
       coalesce((select a.name from initiative_area ia join area a on a.id = ia.area_id
         where ia.initiative_id = i.id order by ia.role, a.name limit 1), '') as area,
       (select count(*) from keeper k where k.initiative_id = i.id) as keepers
     ${FOUND} order by i.name collate nocase, i.id limit :size offset :skip`,
  )
  const total = query<Bound, { total: number }>(db, `select count(*) as total ${FOUND}`)
  const down = query<{ q: string; size: number }, TakenDownRow>(
    db,
    `select initiative_id as id, name, reason, made_at, into_id from unpublished
     where name like :q escape '\\' order by made_at desc, initiative_id desc limit :size`,
  )
  const bound = ({ q, scope, within }: ListingsAsked): Bound => ({
    q: pattern(q),
    scope: scope && JSON.stringify(scope),
    within: within && JSON.stringify(within),
  })
  return {
    live: (asked: ListingsAsked, page: number, size: number) =>
      live.all({ ...bound(asked), size, skip: (page - 1) * size }),
    total: (asked: ListingsAsked) => total.get(bound(asked))?.total ?? 0,
    /** Those taken down last, wherever they were. */
    takenDown: (q: string, size: number) => down.all({ q: pattern(q), size }),
  }
}

/** What stands anywhere in a name; nothing in it is a wildcard. */
function pattern(q: string): string {
  return `%${q.replace(/[\\%_]/g, '\\$&')}%`
}
