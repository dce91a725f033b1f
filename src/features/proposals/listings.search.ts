// Listings as editors look for them: by name, within the areas they look after, live or taken down.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { matchNames } from '../initiatives/words.search.ts'

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
type Slice = { size: number; skip: number }
type Areas = { scope: string | null; within: string | null }
type Named = Areas & { match: string }
type Bound = Areas & { q: string }

// A listing that also serves areas elsewhere is for those who look after all of them; what lies nowhere, for those who look
// after the whole patch.
const inAreas = (areas: string, id: string) => `(:scope is null or (
    exists (select 1 from ${areas} ia where ia.initiative_id = ${id})
    and not exists (select 1 from ${areas} ia
      where ia.initiative_id = ${id} and ia.area_id not in (select value from json_each(:scope)))))
  and (:within is null or exists (select 1 from ${areas} ia
    where ia.initiative_id = ${id} and ia.area_id in (select value from json_each(:within))))`
const LIVE = `from initiative i where ${inAreas('initiative_area', 'i.id')}`
const NAMED = `from initiative_fts f cross join initiative i on i.id = f.rowid
  where f.initiative_fts match :match and ${inAreas('initiative_area', 'i.id')}`
const DOWN = `from unpublished u where u.name like :q escape '\\' and ${inAreas('unpublished_area', 'u.initiative_id')}`

const ROW = `select i.id, i.slug, i.name, i.status, i.updated_at,
    coalesce((select a.name from initiative_area ia join area a on a.id = ia.area_id
      where ia.initiative_id = i.id order by ia.role, a.name limit 1), '') as area,
    (select count(*) from keeper k where k.initiative_id = i.id) as keepers`
const BY_NAME = 'order by i.name collate nocase, i.id limit :size offset :skip'

export function makeListingsSearch(db: Db) {
  const live = query<Areas & Slice, ListingRow>(db, `${ROW} ${LIVE} ${BY_NAME}`)
  const liveTotal = query<Areas, { total: number }>(db, `select count(*) as total ${LIVE}`)
  const named = query<Named & Slice, ListingRow>(db, `${ROW} ${NAMED} ${BY_NAME}`)
  const namedTotal = query<Named, { total: number }>(db, `select count(*) as total ${NAMED}`)
  const down = query<Bound & Slice, TakenDownRow>(
    db,
    `select u.initiative_id as id, u.name, u.reason, u.made_at, u.into_id
     ${DOWN} order by u.made_at desc, u.initiative_id desc limit :size offset :skip`,
  )
  const downTotal = query<Bound, { total: number }>(db, `select count(*) as total ${DOWN}`)
  const areasOf = ({ scope, within }: ListingsAsked): Areas => ({
    scope: scope && JSON.stringify(scope),
    within: within && JSON.stringify(within),
  })
  const bound = (asked: ListingsAsked): Bound => ({ q: pattern(asked.q), ...areasOf(asked) })
  const slice = (page: number, size: number): Slice => ({ size, skip: (page - 1) * size })
  return {
    /** In the order of their names; of what was typed each word begins a word of the name. */
    live(asked: ListingsAsked, page: number, size: number): ListingRow[] {
      const shown = { ...areasOf(asked), ...slice(page, size) }
      if (asked.q === '') return live.all(shown)
      const match = matchNames(asked.q)
      return match === undefined ? [] : named.all({ ...shown, match })
    },
    total(asked: ListingsAsked): number {
      if (asked.q === '') return liveTotal.get(areasOf(asked))?.total ?? 0
      const match = matchNames(asked.q)
      return match === undefined ? 0 : (namedTotal.get({ ...areasOf(asked), match })?.total ?? 0)
    },
    /** Those that were taken down, the latest first. */
    down: (asked: ListingsAsked, page: number, size: number) =>
      down.all({ ...bound(asked), ...slice(page, size) }),
    downTotal: (asked: ListingsAsked) => downTotal.get(bound(asked))?.total ?? 0,
  }
}

/** What stands anywhere in a name; nothing in it is a wildcard. */
function pattern(q: string): string {
  return `%${q.replace(/[\\%_]/g, '\\$&')}%`
}
