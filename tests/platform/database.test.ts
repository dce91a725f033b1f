import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUp, restoreBackup } from '../../src/platform/database/backup.ts'
import { makeKeep } from '../../src/platform/database/kept.ts'
import { migrate, readMigrations } from '../../src/platform/database/migrate.ts'
import {
  DATABASE_FILE,
  DatabaseUnusable,
  inTransactionIf,
  openDatabase,
} from '../../src/platform/database/open.ts'
import { freshDatabase } from '../support/database.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lights-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const addSynonym = (db: ReturnType<typeof openDatabase>, phrase: string) =>
  db.prepare('insert into synonym (phrase, means) values (?, ?)').run(phrase, 'food bank')
const hasSynonym = (db: ReturnType<typeof openDatabase>, phrase: string) =>
  db.prepare('select 1 from synonym where phrase = ?').get(phrase) !== undefined

describe('what is kept as long as nothing changes', () => {
  it('never is what a change said that was undone again, however soon somebody else begins one', () => {
    const db = freshDatabase()
    const keep = makeKeep(db, 1)
    const count = () =>
      keep('synonyms', () => db.prepare('select count(*) from synonym').pluck().get() as number)
    const before = count()
    const rehearse = (work: () => unknown) => inTransactionIf(db, work, () => false)
    expect(rehearse(() => [addSynonym(db, 'crisps'), count()][1])).toBe(before + 1)
    expect(rehearse(count)).toBe(before)
    expect(count()).toBe(before)
    db.close()
  })

  it('never is what a part of a change said that was undone again, to the rest of it', () => {
    const db = freshDatabase()
    const keep = makeKeep(db, 1)
    const count = () =>
      keep('synonyms', () => db.prepare('select count(*) from synonym').pluck().get() as number)
    const before = count()
    const rehearse = (work: () => unknown) => inTransactionIf(db, work, () => false)
    rehearse(() => {
      expect(rehearse(() => [addSynonym(db, 'crisps'), count()][1])).toBe(before + 1)
      expect(count()).toBe(before)
    })
    db.close()
  })
})

describe('opening the database', () => {
  it('makes the folder and the file, and brings them up to date once', () => {
    const db = openDatabase(join(folder, 'var', 'deep'))
    expect(migrate(db)).toHaveLength(readMigrations().length)
    expect(migrate(db)).toEqual([])
    db.close()
  })

  it('says in one sentence that a folder cannot be used', () => {
    writeFileSync(join(folder, 'file'), '')
    expect(() => openDatabase(join(folder, 'file'))).toThrow(/^The data folder .* cannot be written to/)
  })

  it('refuses a database that a newer version wrote, and leaves it as it was', () => {
    const db = openDatabase(folder)
    migrate(db)
    db.pragma('user_version = 99')
    expect(() => migrate(db)).toThrow(/written by a newer version .*schema 99/)
    expect(db.pragma('user_version', { simple: true })).toBe(99)
    db.close()
  })

  it('keeps a copy before it changes a database that holds something', () => {
    const db = openDatabase(folder)
    const [first, ...rest] = readMigrations()
    migrate(db, first ? [first] : [])
    migrate(db, first ? [first, ...rest] : [])
    expect(existsSync(join(folder, `${DATABASE_FILE}.before-schema-2`))).toBe(true)
    db.close()
  })

  it('keeps another copy beside the one of an earlier time', () => {
    const [first, ...rest] = readMigrations()
    writeFileSync(join(folder, `${DATABASE_FILE}.before-schema-2`), 'of last year')
    const db = openDatabase(folder)
    migrate(db, first ? [first] : [])
    migrate(db, first ? [first, ...rest] : [])
    db.close()
    expect(readFileSync(join(folder, `${DATABASE_FILE}.before-schema-2`), 'utf8')).toBe('of last year')
    expect(existsSync(join(folder, `${DATABASE_FILE}.before-schema-2-2`))).toBe(true)
  })

  it('leaves no copies behind of a migration that fails at every start', () => {
    const db = openDatabase(folder)
    migrate(db)
    const oops = { version: readMigrations().length + 1, name: 'x', sql: 'oops' }
    const before = readdirSync(folder)
    expect(() => migrate(db, [...readMigrations(), oops])).toThrow()
    expect(readdirSync(folder)).toEqual(before)
    db.close()
  })

  it('undoes all of a migration that fails', () => {
    const db = freshDatabase()
    const broken = [
      ...readMigrations(),
      { version: readMigrations().length + 1, name: 'x', sql: 'create table x (a); oops' },
    ]
    expect(() => migrate(db, broken)).toThrow()
    expect(db.prepare("select 1 from sqlite_master where name = 'x'").get()).toBeUndefined()
    expect(db.pragma('user_version', { simple: true })).toBe(readMigrations().length)
  })

  it('keeps every table strict', () => {
    const loose = freshDatabase()
      .prepare(
        "select name from pragma_table_list where type = 'table' and strict = 0 and name not like 'sqlite_%' and schema = 'main'",
      )
      .pluck()
      .all() as string[]
    expect(loose.filter(name => name !== 'sqlite_schema')).toEqual([])
  })
})

describe('a backup', () => {
  it('is taken while the site runs, and brings everything back', () => {
    const db = openDatabase(folder)
    migrate(db)
    addSynonym(db, 'before')
    const file = join(folder, 'backup.db')
    backUp(db, file)
    addSynonym(db, 'after')
    db.close()

    const kept = restoreBackup(file, folder)
    const restored = openDatabase(folder)
    expect(hasSynonym(restored, 'before')).toBe(true)
    expect(hasSynonym(restored, 'after')).toBe(false)
    restored.close()
    expect(kept && existsSync(kept)).toBe(true)
  })

  it('never overwrites a file, and a damaged one is never put back', () => {
    const db = openDatabase(folder)
    migrate(db)
    const file = join(folder, 'backup.db')
    writeFileSync(file, 'not a database, but long enough to be taken for one perhaps')
    expect(() => backUp(db, file)).toThrow(/exists already/)
    expect(() => restoreBackup(file, folder)).toThrow(/is damaged/)
    db.close()
  })

  it('is put back on a new box, where there is no folder yet', () => {
    const db = openDatabase(folder)
    migrate(db)
    addSynonym(db, 'before')
    const file = join(folder, 'backup.db')
    backUp(db, file)
    db.close()
    const fresh = join(folder, 'new', 'box')
    expect(restoreBackup(file, fresh)).toBeUndefined()
    const restored = openDatabase(fresh)
    expect(hasSynonym(restored, 'before')).toBe(true)
    restored.close()
  })

  it('takes the place of a damaged database, which is kept as it was', () => {
    const db = openDatabase(join(folder, 'other'))
    migrate(db)
    const file = join(folder, 'backup.db')
    backUp(db, file)
    db.close()
    writeFileSync(join(folder, DATABASE_FILE), 'not a database, but long enough to be taken for one')
    const kept = restoreBackup(file, folder) as string
    expect(readFileSync(kept, 'utf8')).toContain('not a database')
    openDatabase(folder).close()
  })

  it('that cannot be put where it belongs is refused in a sentence', () => {
    const db = openDatabase(folder)
    migrate(db)
    const file = join(folder, 'backup.db')
    backUp(db, file)
    db.close()
    const place = join(folder, 'a-file')
    writeFileSync(place, '')
    expect(() => restoreBackup(file, place)).toThrow(DatabaseUnusable)
    expect(() => restoreBackup(file, place)).toThrow(/^The backup could not be put in .*a-file/)
  })

  it('is not put back under a running site', () => {
    const db = openDatabase(folder)
    migrate(db)
    const file = join(folder, 'backup.db')
    backUp(db, file)
    const before = readdirSync(folder)
    expect(() => restoreBackup(file, folder)).toThrow('The site has its database open; stop it first.')
    expect(readdirSync(folder)).toEqual(before)
    addSynonym(db, 'still here')
    expect(hasSynonym(db, 'still here')).toBe(true)
    db.close()
  })
})
