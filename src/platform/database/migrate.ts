// Brings a database to this version of the schema, one numbered file at a time, or refuses.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePath } from './free-path.ts'
import { DatabaseUnusable, type Db, inTransaction } from './open.ts'

export const MIGRATIONS = join(import.meta.dirname, '../../../migrations')

type Migration = { version: number; name: string; sql: string }

/** The migrations in `folder`, in order; file names are `0001_word.sql`, without a gap. */
export function readMigrations(folder = MIGRATIONS): Migration[] {
  const names = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
  return names.map((name, index) => {
    const version = Number(name.slice(0, 4))
    if (version !== index + 1) throw new Error(`Migration ${name} should be number ${index + 1}.`)
    return { version, name, sql: readFileSync(join(folder, name), 'utf8') }
  })
}

/**
 * Applies what is missing, all in one transaction, after copying the file beside itself when it already holds
 * data. Throws DatabaseUnusable when the database was written by a newer version.
 * @returns the names of the migrations that ran
 */
export function migrate(db: Db, migrations = readMigrations()): string[] {
  const newest = migrations.length
  refuseNewer(db, newest)
  const before = versionOf(db)
  if (before === newest) return []
  const copy = before > 0 && !db.memory ? keepCopy(db, before) : undefined
  try {
    return inTransaction(db, () => applyMissing(db, migrations))
  } catch (error) {
    // All is undone, and a copy at every attempt would fill the disk.
    if (copy !== undefined) rmSync(copy, { force: true })
    throw error
  }
}

function applyMissing(db: Db, migrations: Migration[]): string[] {
  const newest = migrations.length
  refuseNewer(db, newest)
  const missing = migrations.filter(({ version }) => version > versionOf(db))
  for (const { sql } of missing) db.exec(sql)
  db.pragma(`user_version = ${newest}`)
  const broken = db.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0) throw new Error(`The migration left ${broken.length} dangling references.`)
  return missing.map(({ name }) => name)
}

function versionOf(db: Db): number {
  return db.pragma('user_version', { simple: true }) as number
}

function refuseNewer(db: Db, newest: number): void {
  const version = versionOf(db)
  if (version > newest) {
    throw new DatabaseUnusable(
      `The database was written by a newer version of the site (schema ${version}; this one knows ${newest}). ` +
        'Start that version, or restore a backup from before it.',
    )
  }
}

function keepCopy(db: Db, version: number): string {
  const copy = freePath(`${db.name}.before-schema-${version + 1}`)
  db.prepare('vacuum into ?').run(copy)
  return copy
}
