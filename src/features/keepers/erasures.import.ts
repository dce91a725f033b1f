// The list of those we were asked to forget, kept in a file beside the database too, for the day when the database is lost.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { DATABASE_FILE, type Db } from '../../platform/database/open.ts'
import type { Erasures } from './erasure.store.ts'
import { erasuresIn } from './erasures.store.ts'

const ERASURES_FILE = 'erasures.json'

const file = z.strictObject({
  key: z.base64(),
  rows: z.array(z.strictObject({ email_hash: z.string(), made_at: z.string() })),
})

/** Writes the list beside the database; nothing where the database is in memory. It holds no address, only keyed hashes. */
export function keepErasures(db: Pick<Db, 'memory' | 'name'>, { key, rows }: Erasures): void {
  if (db.memory) return
  const path = join(dirname(db.name), ERASURES_FILE)
  writeFileSync(`${path}.new`, JSON.stringify({ key: key.toString('base64'), rows }), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** The list as the database in a folder has it, or else the file beside it; undefined for none. */
export function findErasures(folder: string): Erasures | undefined {
  const lists = [erasuresIn(join(folder, DATABASE_FILE)), fromFile(join(folder, ERASURES_FILE))]
  return lists.find(list => list !== undefined && list.rows.length > 0)
}

function fromFile(path: string): Erasures | undefined {
  if (!existsSync(path)) return undefined
  const { key, rows } = file.parse(JSON.parse(readFileSync(path, 'utf8')))
  return { key: Buffer.from(key, 'base64'), rows }
}
