// What else an area is called, and the list of names kept in step with it.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { NamedArea } from './replacing.store.ts'
import { keyOf } from './rules.ts'

export type Aliases = ReturnType<typeof makeAliases>

/** All changes in the caller's transaction. */
export function makeAliases(db: Db) {
  const all = query<Record<string, never>, { alias: string; name: string }>(
    db,
    'select alias, name from place_alias order by alias',
  )
  const drop = command<{ name: string }>(db, 'delete from place_alias where name = :name')
  const add = command<{ alias: string; name: string }>(
    db,
    'insert or ignore into place_alias (alias, name) values (:alias, :name)',
  )
  const kept = query<{ area_id: number }, { rowid: number; key: string }>(
    db,
    'select rowid, key from place_name where area_id = :area_id',
  )
  const unlist = command<{ area_id: number }>(db, 'delete from place_name where area_id = :area_id')
  const list = command<{ key: string; area_id: number }>(
    db,
    'insert into place_name (key, place_id, area_id) values (:key, null, :area_id)',
  )
  const unindex = command<{ rowid: number; key: string }>(
    db,
    "insert into place_name_fts (place_name_fts, rowid, key) values ('delete', :rowid, :key)",
  )
  const index = command<{ rowid: number; key: string }>(
    db,
    'insert into place_name_fts (rowid, key) values (:rowid, :key)',
  )

  /** Tens of thousands of places keep their names; only those of this one are made anew. */
  function reindex({ id, code, name, official_name }: NamedArea): void {
    for (const row of kept.all({ area_id: id })) unindex.run(row)
    unlist.run({ area_id: id })
    const own = new Set([keyOf(code), keyOf(name)])
    const others = all
      .all({})
      .filter(one => own.has(keyOf(one.name)))
      .map(({ alias }) => alias)
    for (const key of new Set([name, official_name, ...others].map(keyOf))) {
      if (key === '') continue
      index.run({ rowid: Number(list.run({ key, area_id: id }).lastInsertRowid), key })
    }
  }
  return {
    /** By the code of the area. */
    of: (code: string): string[] =>
      all
        .all({})
        .filter(({ name }) => name === code)
        .map(({ alias }) => alias),
    /** Everything else that areas are called, by their codes. */
    all: () => Map.groupBy(all.all({}), ({ name }) => name),
    /** Replaces what else an area is called, and makes its names findable as they are now. */
    replace(area: NamedArea, aliases: readonly string[]): void {
      drop.run({ name: area.code })
      for (const alias of aliases) add.run({ alias, name: area.code })
      reindex(area)
    },
  }
}
