// Writing one crossing at a time; what is worked out from them is worked out afresh by whoever asks next.
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import type { Crossing } from './fields.ts'

export type CrossingEditor = ReturnType<typeof makeCrossingEditor>
type Row = Omit<Crossing, 'is_open'> & { id: number; is_open: 0 | 1 }

/** All changes in the caller's transaction. */
export function makeCrossingEditor(db: Db) {
  const all = query<Record<string, never>, Row>(
    db,
    `select id, name, mode, is_open, a_name, a_lat, a_lon, b_name, b_lat, b_lon, note
     from crossing order by name collate nocase, id`,
  )
  const insert = command<Params>(
    db,
    `insert into crossing (name, mode, is_open, a_name, a_lat, a_lon, b_name, b_lat, b_lon, note)
     values (:name, :mode, :is_open, :a_name, :a_lat, :a_lon, :b_name, :b_lat, :b_lon, :note)`,
  )
  const update = command<Params>(
    db,
    `update crossing set name = :name, mode = :mode, is_open = :is_open, a_name = :a_name, a_lat = :a_lat,
       a_lon = :a_lon, b_name = :b_name, b_lat = :b_lat, b_lon = :b_lon, note = :note where id = :id`,
  )
  const remove = command<{ id: number }>(db, 'delete from crossing where id = :id')
  const read = (row: Row) => ({ ...row, is_open: row.is_open === 1 })
  const stored = (crossing: Crossing): Params => ({ ...crossing, is_open: Number(crossing.is_open) })

  return {
    all: () => all.all({}).map(read),
    find: (id: number) =>
      all
        .all({})
        .map(read)
        .find(one => one.id === id),
    add: (crossing: Crossing): number => Number(insert.run(stored(crossing)).lastInsertRowid),
    change: (id: number, crossing: Crossing) => update.run({ ...stored(crossing), id }),
    remove: (id: number) => remove.run({ id }),
  }
}
