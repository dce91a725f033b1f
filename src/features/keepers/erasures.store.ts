// The list of those we were asked to forget, read out of a database that is about to be replaced.
import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { query } from '../../platform/database/statement.ts'
import type { Erasures } from './erasure.store.ts'

/** Of a database that is damaged, or older than the list, there is none. */
export function erasuresIn(path: string): Erasures | undefined {
  if (!existsSync(path)) return undefined
  const db = new Database(path)
  try {
    const key = query<Record<string, never>, { key: Buffer }>(db, 'select key from erasure_key').get({})?.key
    const rows = query<Record<string, never>, Erasures['rows'][number]>(
      db,
      'select email_hash, made_at from erasure',
    ).all({})
    return key && { key, rows }
  } catch {
    return undefined
  } finally {
    db.close()
  }
}
