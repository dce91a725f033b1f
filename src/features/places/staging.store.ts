// A place to put millions of postcodes while their file is read, so that the site waits only for the last step.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { PostcodeRow } from './fields.ts'

export type PostcodeStage = ReturnType<typeof makePostcodeStage>
type Nothing = Record<string, never>

const BATCH = 10_000

/** Rows go to a temporary file beside the database; nothing is replaced until `apply`. Always `drop` it. */
export function makePostcodeStage(db: Db) {
  // Temporary tables live in memory otherwise, and a country's postcodes do not belong there.
  db.pragma('temp_store = FILE')
  db.exec(`create temp table staged_postcode (
    postcode text not null, lat real not null, lon real not null, ward text not null, district text not null
  ) strict`)
  const stage = command<{ [field in keyof PostcodeRow]: PostcodeRow[field] }>(
    db,
    `insert into staged_postcode (postcode, lat, lon, ward, district)
     values (:postcode, :lat, :lon, :ward, :district)`,
  )
  const clear = command<Nothing>(db, 'delete from postcode')
  const move = command<Nothing>(
    db,
    `insert or replace into postcode (postcode, lat, lon, ward, district)
     select postcode, lat, lon, ward, district from staged_postcode order by postcode`,
  )
  const total = query<Nothing, { rows: number }>(db, 'select count(*) as rows from staged_postcode')
  const begin = command<Nothing>(db, 'begin')
  const commit = command<Nothing>(db, 'commit')
  let waiting = 0

  function settle(): void {
    if (waiting > 0) commit.run({})
    waiting = 0
  }
  return {
    add(row: PostcodeRow): void {
      // In batches, each a transaction of the temporary file alone: the site's own file is not locked.
      if (waiting === 0) begin.run({})
      stage.run(row)
      if (++waiting === BATCH) settle()
    },
    /** How many rows are waiting. */
    rows(): number {
      settle()
      return total.get({})?.rows ?? 0
    },
    /** Replaces every postcode by the staged ones, in the caller's transaction. */
    apply(): void {
      clear.run({})
      move.run({})
    },
    drop(): void {
      settle()
      db.exec('drop table temp.staged_postcode')
      db.pragma('temp_store = MEMORY')
    },
  }
}
