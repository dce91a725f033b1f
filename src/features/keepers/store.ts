// What somebody keeps: their listings, each found only through the tie that makes it theirs.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Kept } from './fields.ts'

type Row = Omit<Kept, 'is_trusted'> & { is_trusted: number }

const KEPT = `select i.id, i.uuid, i.slug, i.name, i.status, i.paused_until, i.confirmed_on, i.confirmed_by,
    k.is_trusted, (select count(*) from keeper o where o.initiative_id = i.id) as keepers,
    (select count(*) from proposal p where p.initiative_id = i.id and p.kind = 'edit'
       and p.status in ('held', 'waiting', 'asked')) as waiting,
    (select count(*) from handover h where h.initiative_id = i.id and h.done_at is null
       and h.objected_at is null) as handovers
  from keeper k join initiative i on i.id = k.initiative_id where k.person_id = :person_id`

export function makeKeptStore(db: Db) {
  const list = query<{ person_id: number }, Row>(db, `${KEPT} order by i.name, i.id`)
  const byUuid = query<{ person_id: number; uuid: string }, Row>(db, `${KEPT} and i.uuid = :uuid`)
  const tied = query<{ email: string }, { initiative_id: number }>(
    db,
    'select initiative_id from organiser_address where email = :email order by initiative_id',
  )
  const keeps = query<{ email: string }, { one: number }>(
    db,
    `select 1 as one from organiser_address where email = :email
     union all select 1 from person p join keeper k on k.person_id = p.id where p.email = :email limit 1`,
  )
  const shows = query<{ id: number; email: string }, { one: number }>(
    db,
    `select 1 as one from organiser_address where email = :email and initiative_id = :id
     union all select 1 from initiative where id = :id and lower(public_email) = :email
     union all select 1 from keeper k join person p on p.id = k.person_id
       where k.initiative_id = :id and p.email = :email limit 1`,
  )
  return {
    /** Everything somebody keeps, by name. */
    list: (person_id: number): Kept[] => list.all({ person_id }).map(readRow),
    /** A listing somebody keeps; undefined when there is none, or it is not theirs. */
    find(person_id: number, uuid: string): Kept | undefined {
      const row = byUuid.get({ person_id, uuid })
      return row && readRow(row)
    },
    /** The listings that name an address as an organiser's. */
    tiedTo: (email: string): number[] => tied.all({ email }).map(row => row.initiative_id),
    /** Whether a link to an address would lead to any listing. */
    keepsAnything: (email: string): boolean => keeps.get({ email }) !== undefined,
    /** Whether a listing has an address already, shown or not. */
    hasAddress: (id: number, email: string): boolean => shows.get({ id, email }) !== undefined,
  }
}

function readRow(row: Row): Kept {
  return { ...row, is_trusted: row.is_trusted === 1 }
}
