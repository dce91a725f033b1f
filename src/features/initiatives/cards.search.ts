// What a card needs of each listing on a page: two queries a page, never one a row.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Listed } from './kept.fields.ts'
import { makePartSearch } from './parts.search.ts'

type Row = Omit<Listed, 'sessions' | 'breaks' | 'by_appointment' | 'needs_help'> & {
  by_appointment: number
  needs_help: number
}

export function makeCardSearch(db: Db) {
  const rows = query<{ ids: string; today: string }, Row>(
    db,
    `select i.id, i.uuid, i.slug, i.name, i.summary, i.where_kind, i.precision, i.cost, i.booking, i.referral,
       i.access_step_free, i.access_note, i.by_appointment, i.season_from, i.season_to, i.status, i.paused_until,
       i.confirmed_on, i.confirmed_by, i.source, i.shown_address, i.shown_lat, i.shown_lon, i.shown_metres,
       i.created_at, i.updated_at, c.name as kind, c.slug as kind_slug, c.icon,
       coalesce(a.name, '') as neighbourhood, coalesce(d.name, '') as district,
       coalesce((select group_concat(name, ', ') from (select s.name from initiative_area ias
         join area s on s.id = ias.area_id where ias.initiative_id = i.id and ias.role = 'serves'
         order by s.level, s.name limit 3)), '') as serves,
       exists (select 1 from need n where n.initiative_id = i.id and (n.until is null or n.until >= :today)) as needs_help
     from json_each(:ids) j
     join initiative i on i.id = j.value
     join initiative_category ic on ic.initiative_id = i.id and ic.position = 0
     join category c on c.id = ic.category_id
     left join initiative_area ia on ia.initiative_id = i.id and ia.role = 'home'
     left join area a on a.id = ia.area_id
     left join area d on d.id = a.parent_id
     order by j.key`,
  )
  const parts = makePartSearch(db)
  return {
    /** The listings with these ids, in the order given. */
    listed(ids: readonly number[], today: string): Listed[] {
      const list = JSON.stringify(ids)
      const sessionsOf = parts.sessions(list)
      const breaksOf = parts.breaks(list)
      return rows.all({ ids: list, today }).map(row => ({
        ...row,
        by_appointment: row.by_appointment === 1,
        needs_help: row.needs_help === 1,
        sessions: sessionsOf(row.id),
        breaks: breaksOf(row.id),
      }))
    },
  }
}
