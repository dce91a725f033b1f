// Writing what an area is called, and where it stands among the others.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'

export type AreaNamer = ReturnType<typeof makeAreaNamer>

export function makeAreaNamer(db: Db) {
  const update = command<{ id: number; name: string; position: number }>(
    db,
    'update area set name = :name, position = :position where id = :id',
  )
  const position = query<{ id: number }, { position: number }>(db, 'select position from area where id = :id')
  return {
    /** In the caller's transaction. Its address stays as it is. */
    name: (id: number, name: string, at: number) => update.run({ id, name, position: at }),
    positionOf: (id: number): number => position.get({ id })?.position ?? 0,
  }
}
