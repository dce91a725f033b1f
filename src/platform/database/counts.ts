// The file in which is counted how often anybody did something; it may be lost without harm.
import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import type { Db } from './open.ts'

/** Opens it, or makes it; `:memory:` for one that nobody keeps. */
export function openCounts(file: string): Db {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  // Counts lost with the power are no loss.
  db.pragma('synchronous = OFF')
  db.exec(
    'create table if not exists secret (only_row integer primary key check (only_row = 1), secret blob)',
  )
  return db
}

/** What keys are made with: kept, so that several processes count the same people alike. */
export function secretOf(db: Db): Buffer {
  db.prepare('insert or ignore into secret values (1, ?)').run(randomBytes(32))
  return db.prepare('select secret from secret').pluck().get() as Buffer
}
