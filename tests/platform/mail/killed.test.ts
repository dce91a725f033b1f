import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { migrate } from '../../../src/platform/database/migrate.ts'
import { openDatabase } from '../../../src/platform/database/open.ts'
import { openPostOffice } from '../../support/post-office.ts'
import { ROOT } from '../../support/sources.ts'
import { openDesk } from './desk.ts'

vi.setConfig({ testTimeout: 180_000 })

const KILLS = 30
const LETTERS = 200

const folder = mkdtempSync(join(tmpdir(), 'killed-'))
const running: { kill(signal: NodeJS.Signals): void }[] = []
afterEach(() => {
  for (const one of running.splice(0)) one.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function startDelivering(url: string, turn: number) {
  const script = join('tests', 'platform', 'mail', 'deliverer.ts')
  const child = spawn(process.execPath, [script, folder, url, String(turn * 20)], { cwd: ROOT })
  running.push(child)
  const ended = new Promise(resolve => child.on('close', resolve))
  return { child, ended }
}

describe('a process that is killed thirty times while it delivers', () => {
  it('loses nothing, sends nothing twice, and names every mail that may have gone', async () => {
    const taken: string[] = []
    let hear = () => {}
    const office = await openPostOffice({
      // Every mail takes a moment before and after it is taken in, so that a kill can fall anywhere.
      onRcptTo: (_address, _session, done) => {
        hear()
        void sleep(Math.random() * 4).then(() => done())
      },
      answer: async letter => {
        if (Math.random() < 0.5) await sleep(Math.random() * 8)
        taken.push(letter.header('message-id') as string)
        if (Math.random() < 0.5) await sleep(Math.random() * 8)
      },
    })
    const db = openDatabase(folder)
    migrate(db)
    const desk = openDesk({ db, start: new Date(Date.now() - 60_000).toISOString() })
    for (let n = 0; n < LETTERS; n++) desk.put({ key: `letter-${n}`, to: `person-${n}@example.org` })

    for (let turn = 0; turn < KILLS; turn++) {
      const heard = new Promise<void>(resolve => {
        hear = resolve
      })
      const { child, ended } = startDelivering(office.url, turn)
      await heard
      await sleep(Math.random() * 60)
      child.kill('SIGKILL')
      await ended
    }
    const waiting = desk.desk.counts().waiting
    await startDelivering(office.url, KILLS).ended
    await office.close()

    const rows = db.prepare('select message_id, status from outbox').all() as {
      message_id: string
      status: string
    }[]
    const having = (status: string) => rows.filter(row => row.status === status).map(row => row.message_id)
    db.close()
    // The kills fell among deliveries, neither before nor after all of them.
    expect(waiting).toBeGreaterThan(0)
    expect(waiting).toBeLessThan(LETTERS)
    expect(new Set(taken).size, 'nothing twice').toBe(taken.length)
    expect(rows).toHaveLength(LETTERS)
    expect(having('sent').length + having('uncertain').length, 'nothing lost').toBe(LETTERS)
    expect(
      having('sent').filter(id => !taken.includes(id)),
      'nothing said to have gone that did not',
    ).toEqual([])
    expect(having('uncertain').length, 'one a kill at most').toBeLessThanOrEqual(KILLS)
    expect(taken.filter(id => !having('sent').includes(id) && !having('uncertain').includes(id))).toEqual([])
  })
})
