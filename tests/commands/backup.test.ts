import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../src/platform/database/migrate.ts'
import { DATABASE_FILE, openDatabase } from '../../src/platform/database/open.ts'
import { openDesk } from '../platform/mail/desk.ts'
import { ROOT } from '../support/sources.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'admin-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Types a command at a real terminal, on a box where the site runs for real. */
function type(...typed: string[]) {
  const env = { PATH: process.env.PATH, DATA_DIR: join(folder, 'var'), NODE_ENV: 'production' }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...typed], { cwd: ROOT, env })
  return { code: status, said: `${stdout}${stderr}` }
}

describe('an admin who backs up', () => {
  it('is told when there is nothing to back up there, and nothing is made up', () => {
    const file = join(folder, 'backup.db')
    for (const typed of [
      ['backup', file],
      ['examples', '--remove', '--commit'],
      ['import', 'x.csv', '--map', 'data/mappings/simple.json'],
    ]) {
      const { code, said } = type(...typed)
      expect(code, typed[0]).toBe(1)
      if (typed[0] !== 'import')
        expect(said).toMatch(
          /^There is no database in .* set DATA_DIR here too; otherwise start the site once\.\n$/,
        )
    }
    expect(existsSync(file)).toBe(false)
    expect(existsSync(join(folder, 'var'))).toBe(false)
  })

  it('is told how much is in the copy, and can put it back', () => {
    const db = openDatabase(join(folder, 'var'))
    migrate(db)
    db.close()
    const file = join(folder, 'backup.db')
    expect(type('backup', file)).toEqual({
      code: 0,
      said: `0 listings and all else from ${join(folder, 'var')} are in ${file}.\n`,
    })
    expect(type('restore', file).said).toContain('is sound. With --commit it takes the place')
    expect(type('restore', file, '--commit').code).toBe(0)
    expect(existsSync(join(folder, 'var', `${DATABASE_FILE}.before-restore`))).toBe(true)
  })

  it('and puts it back sends nothing again that went since', () => {
    const db = openDatabase(join(folder, 'var'))
    migrate(db)
    openDesk({ db }).put({ key: 'waits' })
    db.close()
    const file = join(folder, 'backup.db')
    expect(type('backup', file).code).toBe(0)
    const { said } = type('restore', file, '--commit')
    expect(said).toContain('1 mail in it may have gone since; look at /admin/mail.\n')
    const restored = openDatabase(join(folder, 'var'))
    expect(openDesk({ db: restored }).outbox.lease()).toBeUndefined()
    expect(restored.prepare('select status from outbox').pluck().all()).toEqual(['uncertain'])
    restored.close()
  })
})
