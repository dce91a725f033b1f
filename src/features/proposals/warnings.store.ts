// Listings that may be the same as what somebody sent: by name and distance, or by how they are reached.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { crowMetres, type Point } from '../../platform/geo/point.ts'
import { makeDuplicatesStore } from '../initiatives/duplicates.store.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import type { Double } from './item.fields.ts'

export type DoublesStore = ReturnType<typeof makeDoublesStore>
type Row = { id: number; slug: string; name: string; lat: number | null; lon: number | null }

const MOST = 4

export function makeDoublesStore(db: Db) {
  const duplicates = makeDuplicatesStore(db)
  const reached = query<{ website: string; phone: string; name: string; id: number }, Row & { how: string }>(
    db,
    `select i.id, i.slug, i.name, p.lat, p.lon, case when i.website = :website and :website <> '' then 'website'
         when i.phone = :phone and :phone <> '' then 'telephone' else 'name' end as how
     from initiative i join initiative_private p on p.initiative_id = i.id
     where i.id <> :id and ((:website <> '' and i.website = :website) or (:phone <> '' and i.phone = :phone)
       or i.name = :name collate nocase)
     order by i.id limit 8`,
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
      for (const row of reached.all({ id, name, website, phone })) {
        const known = doubles.get(row.id)
        const how = row.how as Double['same'][number]
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
