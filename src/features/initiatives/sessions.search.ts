// The sessions of many listings at once.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Session } from './fields.ts'
import { readSession } from './reading.store.ts'

type Row = { initiative_id: number; days: number; weeks: number; opens: string; closes: string; note: string }

/** Returns a look-up from ids, as a JSON list, to the sessions of each. */
export function makeSessionSearch(db: Db) {
  const rows = query<{ ids: string }, Row>(
    db,
    `select s.initiative_id, s.days, s.weeks, s.opens, s.closes, s.note
     from json_each(:ids) j join session s on s.initiative_id = j.value order by s.id`,
  )
  return (ids: string): ((id: number) => Session[]) => {
    const byId = Map.groupBy(rows.all({ ids }), row => row.initiative_id)
    return id => (byId.get(id) ?? []).map(({ initiative_id: _, ...stored }) => readSession(stored))
  }
}
