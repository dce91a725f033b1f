// Everything public about many listings at once, for files and feeds.
import type { Db } from '../../platform/database/open.ts'
import { type Params, query } from '../../platform/database/statement.ts'
import { type Exported, fieldsFiled } from './kept.fields.ts'
import { makePartSearch } from './parts.search.ts'
import { readRow } from './reading.store.ts'

const EXPORTED = fieldsFiled()

export function makeExportSearch(db: Db) {
  const rows = query<{ ids: string }, Params>(
    db,
    `select i.id, i.uuid, i.slug, ${EXPORTED.map(name => `i.${name}`).join(', ')},
       i.shown_address, i.shown_lat, i.shown_lon, i.shown_metres, i.created_at, i.updated_at,
       coalesce(a.name, '') as neighbourhood, coalesce(d.name, '') as district,
       (select group_concat(slug, '; ') from (select c.slug from initiative_category ic
         join category c on c.id = ic.category_id where ic.initiative_id = i.id order by ic.position)) as categories,
       coalesce((select group_concat(name, '; ') from (select s.name from initiative_area ias
         join area s on s.id = ias.area_id where ias.initiative_id = i.id and ias.role = 'serves'
         order by s.level, s.name)), '') as serves
     from json_each(:ids) j
     join initiative i on i.id = j.value
     left join initiative_area ia on ia.initiative_id = i.id and ia.role = 'home'
     left join area a on a.id = ia.area_id
     left join area d on d.id = a.parent_id
     order by j.key`,
  )
  const parts = makePartSearch(db)
  return {
    /** The listings with these ids, in the order given. */
    exported(ids: readonly number[]): Exported[] {
      const list = JSON.stringify(ids)
      const sessionsOf = parts.sessions(list)
      const breaksOf = parts.breaks(list)
      const needsOf = parts.needs(list)
      const photosOf = parts.photos(list)
      return rows.all({ ids: list }).map(row => ({
        ...(readRow(row) as unknown as Omit<Exported, 'sessions' | 'breaks' | 'needs' | 'photos'>),
        sessions: sessionsOf(row.id as number),
        breaks: breaksOf(row.id as number),
        needs: needsOf(row.id as number),
        photos: photosOf(row.id as number),
      }))
    },
  }
}
