// A fresh, migrated database for each test: migrated once, then copied byte for byte.
import Database from 'better-sqlite3'
import { migrate } from '../../src/platform/database/migrate.ts'
import { type Db, prepareConnection } from '../../src/platform/database/open.ts'

let empty: Buffer | undefined

/** A database without any schema, in memory. */
export function openMemory(): Db {
  return prepareConnection(new Database(':memory:'))
}

/** An empty database with the present schema, in memory. */
export function freshDatabase(): Db {
  if (!empty) {
    const first = openMemory()
    migrate(first)
    empty = first.serialize()
    first.close()
  }
  return copyOf(empty)
}

/** A database of its own from the bytes of another. */
export function copyOf(bytes: Buffer): Db {
  return prepareConnection(new Database(bytes))
}
