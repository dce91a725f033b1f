// The sessions, breaks, needs and photos of many listings at once.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Break, Need, Session } from './fields.ts'
import type { ShownPhoto } from './kept.fields.ts'
import { readSession } from './reading.store.ts'

type Owned = { initiative_id: number }
type Stored = Owned & { days: number; weeks: number; opens: string; closes: string; note: string }

/** Look-ups from ids, as a JSON list, to the parts of each listing. */
export function makePartSearch(db: Db) {
  const sessions = query<{ ids: string }, Stored>(
    db,
    `select s.initiative_id, s.days, s.weeks, s.opens, s.closes, s.note
     from json_each(:ids) j cross join session s on s.initiative_id = j.value order by s.id`,
  )
  const breaks = query<{ ids: string }, Owned & Break>(
    db,
    `select b.initiative_id, b.starts_on, b.ends_on, b.note
     from json_each(:ids) j cross join session_break b on b.initiative_id = j.value order by b.id`,
  )
  const needs = query<{ ids: string }, Owned & Need>(
    db,
    `select n.initiative_id, n.kind, n.title, n.detail, n.until
     from json_each(:ids) j cross join need n on n.initiative_id = j.value order by n.id`,
  )
  const photos = query<{ ids: string }, Owned & ShownPhoto>(
    db,
    `select p.initiative_id, p.uuid, p.alt, p.width, p.height
     from json_each(:ids) j cross join photo p on p.initiative_id = j.value and p.is_shown order by p.position`,
  )
  const served = query<{ ids: string }, Owned & { area_id: number }>(
    db,
    `select ia.initiative_id, ia.area_id from json_each(:ids) j
     cross join initiative_area ia on ia.initiative_id = j.value and ia.role = 'serves'`,
  )
  return {
    /** Ids of the areas that each serves. */
    served(ids: string): (id: number) => number[] {
      const of = byOwner(served.all({ ids }))
      return id => of(id).map(({ area_id }) => area_id)
    },
    sessions(ids: string): (id: number) => Session[] {
      const of = byOwner(sessions.all({ ids }))
      return id => of(id).map(readSession)
    },
    breaks: (ids: string): ((id: number) => Break[]) => byOwner(breaks.all({ ids })),
    needs: (ids: string): ((id: number) => Need[]) => byOwner(needs.all({ ids })),
    photos: (ids: string): ((id: number) => ShownPhoto[]) => byOwner(photos.all({ ids })),
  }
}

function byOwner<Row extends Owned>(rows: Row[]): (id: number) => Omit<Row, 'initiative_id'>[] {
  const groups = Map.groupBy(rows, row => row.initiative_id)
  return id => (groups.get(id) ?? []).map(({ initiative_id: _, ...rest }) => rest)
}
