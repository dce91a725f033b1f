// Opens the one SQLite file with the settings that keep it safe and quick.
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { countIfKept } from './changes.ts'

export type Db = Database.Database

export const DATABASE_FILE = 'points-of-light.db'

/** Raised when the data folder or the file cannot be used; the message is for the person at the terminal. */
export class DatabaseUnusable extends Error {}

/** Opens (and if need be makes) `points-of-light.db` in `folder`. Throws DatabaseUnusable. */
export function openDatabase(folder: string): Db {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return prepareConnection(new Database(join(folder, DATABASE_FILE)))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new DatabaseUnusable(`The data folder ${folder} cannot be written to (${why}).`)
  }
}

/** Opens the database that is there, by whoever may only read. */
export function openToRead(folder: string): Db {
  const db = new Database(join(folder, DATABASE_FILE), { readonly: true })
  db.pragma('busy_timeout = 5000')
  db.pragma('trusted_schema = OFF')
  db.pragma('cache_size = -8000')
  db.pragma('temp_store = MEMORY')
  return db
}

/** The pragmas every connection gets, a file's or a test's. */
export function prepareConnection(db: Db): Db {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('busy_timeout = 5000')
  db.pragma('foreign_keys = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('secure_delete = ON')
  db.pragma('cache_size = -8000')
  db.pragma('temp_store = MEMORY')
  db.pragma('journal_size_limit = 67108864')
  return db
}

/** Runs `work` in one immediate transaction, so that it waits for another writer instead of failing. */
export function inTransaction<T>(db: Db, work: () => T): T {
  return countIfKept(db, () => db.transaction(work).immediate())
}

const UNDONE = new Error('Nothing of it stays.')

/** As `inTransaction`, but nothing stays unless `stays` says so of what `work` came to; answers that either way. */
export function inTransactionIf<T>(db: Db, work: () => T, stays: (result: T) => boolean): T {
  let made: { result: T } | undefined
  try {
    return inTransaction(db, () => {
      made = { result: work() }
      if (!stays(made.result)) throw UNDONE
      return made.result
    })
  } catch (error) {
    if (error !== UNDONE || !made) throw error
    return made.result
  }
}
