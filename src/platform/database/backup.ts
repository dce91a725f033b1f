// A copy of everything in one file, taken while the site runs; and putting such a copy back.
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { freePath } from './free-path.ts'
import { readMigrations } from './migrate.ts'
import { DATABASE_FILE, DatabaseUnusable, type Db } from './open.ts'

/** Writes a whole, compact copy to `file`, which must not exist, and checks it. Throws DatabaseUnusable. */
export function backUp(db: Db, file: string): void {
  if (existsSync(file))
    throw new DatabaseUnusable(`${file} exists already; a backup never overwrites anything.`)
  try {
    db.prepare('vacuum into ?').run(file)
  } catch (error) {
    throw new DatabaseUnusable(
      `${file} could not be written (${error instanceof Error ? error.message : error}).`,
    )
  }
  checkBackup(file)
}

/** Throws DatabaseUnusable unless `file` is a sound database that this version of the site can open. */
export function checkBackup(file: string): void {
  if (!existsSync(file)) throw new DatabaseUnusable(`There is no file ${file}.`)
  const { version, verdict } = readVerdict(file)
  if (verdict !== 'ok') throw new DatabaseUnusable(`${file} is damaged (${verdict}).`)
  const newest = readMigrations().length
  if (version < 1 || version > newest) {
    throw new DatabaseUnusable(
      `${file} has schema ${version}; this version of the site opens 1 to ${newest}.`,
    )
  }
}

/**
 * Puts a backup in the place of the database in `folder`, which nobody may have open; what was there is kept
 * beside it. Throws DatabaseUnusable.
 * @returns the path under which the former database is kept, if there was one
 */
export function restoreBackup(file: string, folder: string): string | undefined {
  checkBackup(file)
  const place = join(folder, DATABASE_FILE)
  const arriving = `${place}.arriving`
  try {
    mkdirSync(folder, { recursive: true })
    copyFileSync(file, arriving)
    const kept = existsSync(place) ? keepAside(place) : undefined
    renameSync(arriving, place)
    return kept
  } catch (error) {
    if (existsSync(arriving)) rmSync(arriving)
    if (error instanceof DatabaseUnusable) throw error
    throw new DatabaseUnusable(
      `The backup could not be put in ${folder} (${error instanceof Error ? error.message : error}).`,
    )
  }
}

function readVerdict(file: string): { version: number; verdict: string } {
  try {
    const copy = new Database(file, { readonly: true })
    try {
      const verdict = copy.pragma('integrity_check', { simple: true }) as string
      return { verdict, version: copy.pragma('user_version', { simple: true }) as number }
    } finally {
      copy.close()
    }
  } catch (error) {
    return { version: 0, verdict: error instanceof Error ? error.message : String(error) }
  }
}

/** Gives the former database another name, with whatever lies beside it; answers the name. */
function keepAside(place: string): string {
  writeOut(place)
  const kept = freePath(`${place}.before-restore`)
  for (const tail of ['-wal', '-shm', '']) {
    if (existsSync(place + tail)) renameSync(place + tail, kept + tail)
  }
  return kept
}

/** Brings what is in the write-ahead log into the file; of a damaged one there is nothing to bring. */
function writeOut(place: string): void {
  const former = new Database(place)
  try {
    former.pragma('journal_mode = DELETE')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code.startsWith('SQLITE_BUSY')) {
      throw new DatabaseUnusable('The site has its database open; stop it first.')
    }
  } finally {
    former.close()
  }
}
