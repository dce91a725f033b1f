// Sending projects in and approving them under load: `npm run bench -- writing 1000`. Nothing may be lost, nothing may break.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { readConfig } from '../../src/config.ts'
import { makeContext } from '../../src/context.ts'
import { type Db, inTransaction, openDatabase } from '../../src/platform/database/open.ts'
import { systemClock } from '../../src/platform/text/clock.ts'
import { makeLog } from '../../src/platform/web/log.ts'
import { proofFor, readIn } from '../support/letters.ts'
import { type Running, startSite } from './processes.ts'

const PORT = 4182
const ORIGIN = 'https://bench.example'
const AT_ONCE = 8
const READING_MS = 3500
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Told {
  asked: number
  took: number[]
  /** What was not answered as it should be: the address and the status. */
  wrong: string[]
}

/** Sends so many projects in through the site on a folder, approves them all, and throws when one is lost. */
export async function benchWriting(folder: string, many: number): Promise<void> {
  const db = openDatabase(folder)
  const before = countsOf(db)
  const site = await startSite(folder, PORT, 1, { TRUST_PROXY: 'loopback' })
  const run = `${systemClock().getTime()}`
  const ids = await write({ site, db, folder, run, many }).finally(() => site.stop())
  const after = countsOf(db)
  db.close()
  say(`${ids.length} of ${many} came to the queue; ${after.listed - before.listed} were listed.`)
  if (ids.length !== many || after.listed - before.listed !== many) throw new Error('Something was lost.')
}

/** Sends them in and approves what came to the queue; answers what that was. */
async function write({ site, db, folder, run, many }: Writing): Promise<number[]> {
  const letUp = setInterval(() => forgetCounts(folder), 100).unref()
  const stamp = /name="stamp" value="([^"]+)"/.exec(
    await (await fetch(`${site.origin}/submit/about`)).text(),
  )?.[1]
  await new Promise(resolve => setTimeout(resolve, READING_MS))
  const postcode = db.prepare('select postcode from postcode limit 1').pluck().get() as string
  say('\n| writing | requests a second | p50 ms | p99 ms | answered wrongly |')
  say('|---|---|---|---|---|')
  await stage('sending in', many, (n, told) =>
    sendIn({ site, db, told }, { run, n, stamp: stamp ?? '', postcode }),
  )
  clearInterval(letUp)
  const ids = db
    .prepare<[string], number>(
      "select id from proposal where status = 'waiting' and email like ? order by id",
    )
    .pluck()
    .all(`%-${run}@people.example`)
  const cookie = editorOf(folder, db)
  await stage('approving', ids.length, (n, told) => approve({ site, db, told }, ids[n] as number, cookie))
  return ids
}

interface Writing {
  site: Running
  db: Db
  folder: string
  run: string
  many: number
}

async function stage(
  name: string,
  many: number,
  one: (n: number, told: Told) => Promise<void>,
): Promise<void> {
  const told: Told = { asked: 0, took: [], wrong: [] }
  const began = performance.now()
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < many) await one(next++, told)
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const at = (share: number) =>
    told.took.toSorted((a, b) => a - b)[Math.floor(told.took.length * share)]?.toFixed(0)
  say(
    `| ${name} ${many} | ${Math.round(told.asked / seconds)} | ${at(0.5)} | ${at(0.99)} | ${told.wrong.length} |`,
  )
  if (told.wrong.length > 0) throw new Error(told.wrong.slice(0, 5).join('\n'))
}

interface Doing {
  site: Running
  db: Db
  told: Told
}

interface Project {
  run: string
  n: number
  stamp: string
  postcode: string
}

async function sendIn({ site, db, told }: Doing, { run, n, stamp, postcode }: Project): Promise<void> {
  const email = `sender${n}-${run}@people.example`
  const browser = makeBrowser(site, told, `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`)
  const steps: [string, Record<string, string>][] = [
    [
      'about',
      { name: `Project ${n} of ${run}`, summary: `What ${n} does.`, categories: 'repair-cafe', stamp },
    ],
    ['where', { where_kind: 'address', postcode, is_home: 'no', precision: 'exact' }],
    ['when', {}],
    ['visiting', { cost: 'free', referral: 'none', booking: 'drop_in' }],
    ['contact', {}],
    ['you', { email, organisation_kind: 'informal' }],
  ]
  for (const [step, form] of steps) await browser.post(`/submit/${step}`, form, /^\/submit\//)
  await browser.post('/submit/likely', {}, /^\/submit\/check$/)
  await browser.post('/submit/check', {}, /^\/submit\/confirm$/)
  await browser.post('/submit/confirm', { code: proofFor({ db }, email).code }, /^\/proposals\//)
}

async function approve({ site, db, told }: Doing, id: number, cookie: string): Promise<void> {
  const browser = makeBrowser(site, told, '10.255.0.1', cookie)
  const { version } = db.prepare('select version from proposal where id = ?').get(id) as { version: number }
  // Nobody approves without having read the mail that goes.
  const page = await browser.get(`/admin/queue/${id}`)
  const form = { version: String(version), revision: '0', reason: 'checked', read: readIn(page) }
  await browser.post(`/admin/queue/${id}/approval`, form, /^\/admin\/queue/)
}

function makeBrowser(site: Running, told: Told, from: string, brought = '') {
  const jar = new Map<string, string>(brought ? [[brought.split('=')[0] as string, brought]] : [])
  return {
    async get(path: string): Promise<string> {
      const headers = { Cookie: [...jar.values()].join('; '), 'X-Forwarded-For': from }
      return (await fetch(`${site.origin}${path}`, { headers })).text()
    },
    async post(path: string, form: Record<string, string>, leadsTo: RegExp): Promise<void> {
      const began = performance.now()
      const answer = await fetch(`${site.origin}${path}`, {
        ...{ method: 'POST', redirect: 'manual', body: new URLSearchParams(form) },
        headers: { Origin: ORIGIN, Cookie: [...jar.values()].join('; '), 'X-Forwarded-For': from },
      })
      await answer.arrayBuffer()
      told.took.push(performance.now() - began)
      told.asked++
      for (const line of answer.headers.getSetCookie())
        jar.set(line.split('=')[0] as string, line.split(';')[0] as string)
      const to = answer.headers.get('location') ?? ''
      if (answer.status !== 303 || !leadsTo.test(to)) told.wrong.push(`${path}: ${answer.status} ${to}`)
    },
  }
}

/** Somebody who may decide everything, signed in with both factors. */
function editorOf(folder: string, db: Db): string {
  const config = readConfig({ DATA_DIR: folder, BASE_URL: ORIGIN })
  const { people, sessions, cookies } = makeContext({
    config,
    db,
    clock: systemClock,
    log: makeLog('silent'),
  })
  const now = systemClock()
  return inTransaction(db, () => {
    const station = { role: 'editor', is_whole_patch: true, area_ids: [] } as const
    const person = people.appoint('editor@bench.example', 'Ed Bench', { ...station, area_ids: [] }, null, now)
    const token = sessions.begin(person, 'Bench', now)
    return `${cookies.session.name}=${sessions.prove(sessions.find(token, now)?.session.id ?? 0, now)}`
  })
}

/** What is counted against many who send at once is not what is measured. */
function forgetCounts(folder: string): void {
  const counts = new Database(join(folder, 'limits.db'))
  const isThere = counts.prepare("select 1 from sqlite_schema where name = 'counts'").get()
  if (isThere) counts.exec('delete from counts')
  counts.close()
}

function countsOf(db: Db): { listed: number } {
  return { listed: db.prepare('select count(*) from initiative').pluck().get() as number }
}
