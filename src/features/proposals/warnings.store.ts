// Listings that may be the same as what somebody sent: by name and distance, or by how they are reached.
import type { Db } from '../../platform/database/open.ts'
import { type Params, query } from '../../platform/database/statement.ts'
import { crowMetres, type Point } from '../../platform/geo/point.ts'
import { makeDuplicatesStore } from '../initiatives/duplicates.store.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import type { Double } from './item.fields.ts'

export type DoublesStore = ReturnType<typeof makeDoublesStore>
type Row = { id: number; slug: string; name: string; lat: number | null; lon: number | null }

const MOST = 4

export function makeDoublesStore(db: Db) {
  const duplicates = makeDuplicatesStore(db)
  // Each way by an index of its own: one statement with “or” between them would read every listing.
  const reached = query<Params, Row & { how: Double['same'][number] }>(
    db,
    `with found (id, how) as (
       select id, 'website' from (select id from initiative
         where website = :website and website <> '' and id <> :id order by id limit :most)
       union all select id, 'telephone' from (select id from initiative
         where phone = :phone and phone <> '' and id <> :id order by id limit :most)
       union all select id, 'name' from (select id from initiative
         where name = :name collate nocase and id <> :id order by id limit :most))
     select i.id, i.slug, i.name, p.lat, p.lon, f.how from found f
     join initiative i on i.id = f.id join initiative_private p on p.initiative_id = f.id`,
  )
  return {
    /** The likeliest first; `id` is the listing itself, 0 for none. */
    find(id: number, said: Pick<InitiativeFields, 'name' | 'website' | 'phone'>, at: Point | null): Double[] {
      const doubles = new Map<number, Double>()
      if (at) {
        for (const suspect of duplicates.suspects({ id, name: said.name, ...at }))
          doubles.set(suspect.id, { ...suspect, same: ['name'] })
      }
      const { name, website, phone } = said
      for (const { how, ...row } of reached.all({ id, name, website, phone, most: MOST })) {
        const known = doubles.get(row.id)
        if (known) known.same = [...new Set([...known.same, how])]
        else doubles.set(row.id, { ...row, metres: metresTo(row, at), same: [how] })
      }
      return [...doubles.values()].slice(0, MOST)
    },
  }
}

function metresTo({ lat, lon }: Row, at: Point | null): number | null {
  return at && lat !== null && lon !== null ? Math.round(crowMetres(at, { lat, lon })) : null
}
