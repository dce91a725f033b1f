import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/platform/database/open.ts'
import { openPostOffice, type PostOffice } from '../support/post-office.ts'
import { openSite } from '../support/site.ts'
import { ROOT } from '../support/sources.ts'
import { ENOUGH, makeSender, proposalsOf } from '../support/submitting.ts'

// Whole processes start here, on whatever machine this is.
vi.setConfig({ testTimeout: 240_000 })

const KILLS = 30
const SENDERS = 90
const AT_ONCE = 12
const LIVES_A_MAIL_MAY_TAKE = 6
const TRUST_PROXY = 'loopback'
const BREATH = 15
const PATIENCE = 5000
const HALF_AN_HOUR = 30 * 60_000

const folder = mkdtempSync(join(tmpdir(), 'killed-'))
const running: { kill(signal: NodeJS.Signals): void }[] = []
afterEach(() => {
  for (const one of running.splice(0)) one.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** What a kill comes soon after. */
type Moment = 'somebody sends' | 'a mail is handed over' | 'somebody is confirmed'
const MOMENTS: Moment[] = ['somebody sends', 'a mail is handed over', 'somebody is confirmed']
interface World {
  turn: number
  isOver: boolean
  hear(what: Moment): void
}

interface Sender {
  email: string
  from: string
  cookies: string[]
  /** What their browser heard. */
  isSent: boolean
  isConfirmed: boolean
}

describe('a site that is killed thirty times while people send projects in', () => {
  it('loses no confirmed project, lists none twice, and sends no mail twice', async () => {
    const senders = await writeProjects()
    const world = { turn: 0, isOver: false, hear: (_what: Moment) => {} }
    const office = await openPostOffice({
      onRcptTo: (_address, _session, done) => {
        world.hear('a mail is handed over')
        done()
      },
    })
    const port = await freePort()
    const waiting = [...senders]
    const hands = Array.from({ length: AT_ONCE }, async () => {
      for (let one = waiting.shift(); one && !world.isOver; one = waiting.shift())
        await sendIn(one, port, office, world)
    })
    for (; world.turn < KILLS; world.turn++) {
      const { child, ended, listening } = startSite(port, office.url)
      await listening
      await waitFor(MOMENTS[world.turn % MOMENTS.length] as Moment, world)
      await sleep(Math.random() * 40)
      child.kill('SIGKILL')
      await ended
    }
    const left = waiting.length
    const last = startSite(port, office.url)
    await last.listening
    await waitFor('somebody is confirmed', world)
    world.isOver = true
    await Promise.all(hands)
    last.child.kill('SIGKILL')
    await last.ended
    await deliverTheRest(office.url)
    await office.close()

    const told = senders.filter(({ isConfirmed }) => isConfirmed).map(({ email }) => email)
    // The kills fell among people who were sending, neither before nor after all of them.
    expect(told.length).toBeGreaterThan(KILLS / 2)
    expect(left).toBeGreaterThan(0)
    const db = openDatabase(folder)
    const kept = proposalsOf({ db }).filter(({ status }) => status === 'waiting')
    const noted = db.prepare("select subject_id from audit where action = 'submission'").pluck().all()
    const mails = db.prepare('select kind, recipient, status, message_id from outbox').all() as {
      kind: string
      recipient: string
      status: string
      message_id: string
    }[]
    db.close()
    const emails = kept.map(({ email }) => email)
    expect(
      told.filter(email => !emails.includes(email)),
      'nothing lost',
    ).toEqual([])
    expect(new Set(emails).size, 'nothing twice').toBe(emails.length)
    expect(noted.toSorted(), 'each noted once').toEqual(kept.map(({ id }) => id).toSorted())
    const thanked = mails.filter(({ kind }) => kind === 'received').map(({ recipient }) => recipient)
    expect(thanked.toSorted(), 'each thanked once').toEqual(emails.toSorted())
    const taken = office.received.map(letter => letter.header('message-id') as string)
    expect(new Set(taken).size, 'no mail twice').toBe(taken.length)
    const sure = mails.filter(({ status }) => status === 'sent').map(({ message_id }) => message_id)
    expect(
      sure.filter(id => !taken.includes(id)),
      'none said to have gone that did not',
    ).toEqual([])
    expect(mails.filter(({ status }) => !['sent', 'uncertain', 'ended'].includes(status))).toEqual([])
  })
})

/** Projects that are written up to the last press of a button, a while ago. */
async function writeProjects(): Promise<Sender[]> {
  const now = () => new Date(Date.now() - HALF_AN_HOUR).toISOString()
  const site = await openSite({ folder, now: now(), cast: {}, env: { TRUST_PROXY } })
  const senders: Sender[] = []
  for (let n = 0; n < SENDERS; n++) {
    site.setNow(now())
    const browser = makeSender(site, '', { 'X-Forwarded-For': placeOf(n) })
    const email = `sender-${n}@people.example`
    const about = { ...ENOUGH.about, name: `Tool Library ${n}`, summary: `Borrow drill number ${n}.` }
    await browser.fillAll({ about, you: { ...ENOUGH.you, email } })
    await browser.get('/submit/check')
    await browser.post('/submit/likely')
    const told = { isSent: false, isConfirmed: false }
    senders.push({ email, from: placeOf(n), cookies: browser.cookie().split('; '), ...told })
  }
  site.db.close()
  return senders
}

const placeOf = (n: number) => `198.51.100.${n}`

function waitFor(moment: Moment, world: World): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, PATIENCE)
    world.hear = what => {
      if (what !== moment) return
      clearTimeout(timer)
      resolve()
    }
  })
}

/** Presses the button, waits for the mail and types its code; again where nothing answers. */
async function sendIn(sender: Sender, port: string, office: PostOffice, world: World): Promise<void> {
  while (!sender.isSent && !world.isOver) {
    world.hear('somebody sends')
    if ((await post(sender, port, '/submit/check')) === '/submit/confirm') sender.isSent = true
    else await sleep(BREATH)
  }
  // The mail that was being handed over when the site was killed is not sent again: nobody can know whether it arrived.
  const until = world.turn + LIVES_A_MAIL_MAY_TAKE
  while (!world.isOver && world.turn < until) {
    const text = office.received.findLast(({ to }) => to.includes(sender.email))?.text ?? ''
    const code = /^ {4}(\S+)$/m.exec(text)?.[1]
    const answer = code === undefined ? '' : await post(sender, port, '/submit/confirm', { code })
    if (answer.startsWith('/proposals/')) sender.isConfirmed = true
    if (sender.isConfirmed) world.hear('somebody is confirmed')
    if (answer !== '') return
    await sleep(BREATH)
  }
}

/** Where an answer leads; '' where there is none. What breaks is thrown. */
async function post(sender: Sender, port: string, path: string, form = {}): Promise<string> {
  const headers = {
    ...{ Origin: 'https://lights.example', Cookie: sender.cookies.join('; ') },
    'X-Forwarded-For': sender.from,
  }
  const body = new URLSearchParams(form)
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...{ method: 'POST', redirect: 'manual', headers, body },
  }).catch(() => undefined)
  if (!answer) return ''
  expect(answer.status, await answer.text().catch(() => '')).toBeLessThan(500)
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const isOf = (other: string) => other.split('=')[0] === pair.split('=')[0]
    sender.cookies = [...sender.cookies.filter(other => !isOf(other)), pair]
  }
  return answer.headers.get('location') ?? `status ${answer.status}`
}

function startSite(port: string, mailUrl: string) {
  const env = {
    ...{ PATH: process.env.PATH, DATA_DIR: folder, PORT: port, LOG_LEVEL: 'warn', TRUST_PROXY },
    ...{ BASE_URL: 'https://lights.example', MAIL_FROM: 'hello@lights.example', MAIL_URL: mailUrl },
    NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compile'),
  }
  const child = spawn(process.execPath, ['src/server.ts'], { cwd: ROOT, env })
  running.push(child)
  let said = ''
  const ended = new Promise(resolve => child.on('close', resolve))
  const listening = new Promise<void>((resolve, reject) => {
    const hear = (words: Buffer) => {
      said += words
      if (said.includes('is at https://')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('close', () => reject(new Error(said)))
  })
  return { child, ended, listening }
}

/** Whatever was leased to those who were killed, once their leases have run out. */
function deliverTheRest(mailUrl: string): Promise<unknown> {
  const script = join('tests', 'platform', 'mail', 'deliverer.ts')
  const child = spawn(process.execPath, [script, folder, mailUrl, '20'], { cwd: ROOT })
  running.push(child)
  return new Promise(resolve => child.on('close', resolve))
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return String(port)
}
