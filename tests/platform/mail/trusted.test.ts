import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrate } from '../../../src/platform/database/migrate.ts'
import { openDatabase } from '../../../src/platform/database/open.ts'
import { makeCertificate } from '../../support/certificate.ts'
import { openPostOffice } from '../../support/post-office.ts'
import { openDesk } from './desk.ts'

// The same machine, by a number that is not called its own: what goes there goes as to any other.
const ELSEWHERE = '0.0.0.0'
const certificate = makeCertificate(ELSEWHERE)
const ways = ['smtp', 'smtps'] as const

async function openOffice(way: (typeof ways)[number], options: Parameters<typeof openPostOffice>[0] = {}) {
  const isSecure = way === 'smtps'
  const disabledCommands = isSecure ? ['STARTTLS', 'AUTH'] : ['AUTH']
  const office = await openPostOffice({ ...certificate, secure: isSecure, disabledCommands, ...options })
  onTestFinished(() => office.close())
  return office
}

/** A process of its own delivers one mail; it vouches for the certificate when told so. Answers what became of the mail. */
async function deliver(url: string, trusted: string): Promise<{ status: string; last_answer: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'trusted-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const db = openDatabase(folder)
  migrate(db)
  openDesk({ db, start: new Date().toISOString() }).put({ key: 'one' })
  const vouched = join(folder, 'vouched.pem')
  writeFileSync(vouched, trusted)
  const env = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: vouched }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'deliverer.ts'), folder, url, '0'], {
    env,
  })
  await new Promise(resolve => child.on('close', resolve))
  const row = db.prepare("select status, last_answer from outbox where key = 'one'").get()
  db.close()
  return row as { status: string; last_answer: string }
}

describe('a mail server elsewhere', () => {
  it.each(ways)('over %s:// gets mail under a seal, where somebody vouches for it', async way => {
    const office = await openOffice(way)
    const became = await deliver(`${way}://${ELSEWHERE}:${office.port}`, certificate.cert)
    expect(became).toMatchObject({ status: 'sent' })
    expect(office.received.map(({ isSecure, to }) => [isSecure, to])).toEqual([[true, ['sam@example.org']]])
  })

  it.each(ways)('over %s:// gets none where nobody vouches for it, and the mail waits', async way => {
    const office = await openOffice(way)
    const became = await deliver(`${way}://${ELSEWHERE}:${office.port}`, makeCertificate(ELSEWHERE).cert)
    expect(became.status).toBe('waiting')
    expect(became.last_answer).toMatch(/self-signed certificate/)
    expect(office.received).toEqual([])
  })

  it.each(ways)('over %s:// gets none where the certificate is another machine’s', async way => {
    const other = makeCertificate('192.0.2.1')
    const office = await openOffice(way, other)
    const became = await deliver(`${way}://${ELSEWHERE}:${office.port}`, other.cert)
    expect(became.status).toBe('waiting')
    expect(became.last_answer).toMatch(/does not match certificate/)
    expect(office.received).toEqual([])
  })

  it('that offers no seal is told no password, and gets no mail', async () => {
    let told = ''
    const office = await openOffice('smtp', {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, done) => {
        told = String(password)
        done(null, { user: 'lights' })
      },
    })
    const became = await deliver(`smtp://lights:secret@${ELSEWHERE}:${office.port}`, certificate.cert)
    expect(became.status).toBe('waiting')
    expect([told, office.received]).toEqual(['', []])
  })
})
