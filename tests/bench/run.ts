// `npm run bench -- [SIZE …]`: the site among so many initiatives, beside a bare server that sends the same bytes.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedGeography } from '../../src/commands/geography-seed.ts'
import { readConfig } from '../../src/config.ts'
import { makeData } from '../../src/context.ts'
import { migrate } from '../../src/platform/database/migrate.ts'
import { DATABASE_FILE, openDatabase } from '../../src/platform/database/open.ts'
import { localTime, systemClock } from '../../src/platform/text/clock.ts'
import { makeLog } from '../../src/platform/web/log.ts'
import { ROOT } from '../support/sources.ts'
import { addCrowd, seeded, VOCABULARY } from './crowd.ts'
import { type Measured, measure } from './measure.ts'

const SECONDS = 3
const FOLDER = join(tmpdir(), 'points-of-light-bench')
const say = (line: string) => process.stdout.write(`${line}\n`)
const TS = ['--import', join(ROOT, 'src/node-version.mjs')]

interface Kind {
  name: string
  paths: string[]
  anew: boolean
}

const sizes = process.argv.slice(2).map(Number).filter(Boolean)
for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) await bench(size)
process.exit(0)

async function bench(size: number): Promise<void> {
  const folder = await prepare(size)
  const site = await start(
    [...TS, join(ROOT, 'src/server.ts')],
    {
      DATA_DIR: folder,
      PORT: '4180',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'production',
      BASE_URL: 'https://bench.example',
    },
    4180,
  )
  say(`\n### ${size.toLocaleString('en-GB')} initiatives\n`)
  say('| page | requests a second | p50 ms | p99 ms | bytes | processor µs | × bare | Pss MB |')
  say('|---|---|---|---|---|---|---|---|')
  for (const kind of kinds(folder)) {
    const ours = await measure('http://127.0.0.1:4180', site.pid as number, kind.paths, SECONDS, kind.anew)
    const bare = await bareFor(ours.bytes)
    say(row(kind.name, ours, bare))
  }
  site.kill('SIGKILL')
}

/** The measure of a server that does nothing but send so many bytes. */
async function bareFor(bytes: number): Promise<Measured> {
  const file = join(FOLDER, 'bytes')
  writeFileSync(file, Buffer.alloc(Math.max(1, bytes - 150), 'x'))
  const server = await start([...TS, join(import.meta.dirname, 'bare.ts'), file, '4181'], {}, 4181)
  const measured = await measure('http://127.0.0.1:4181', server.pid as number, ['/'], SECONDS, false)
  server.kill('SIGKILL')
  return measured
}

function row(name: string, ours: Measured, bare: Measured): string {
  const ratio = (ours.cpu / bare.cpu).toFixed(1)
  const failed = ours.failed > 0 ? ` (${ours.failed} failed)` : ''
  return `| ${name}${failed} | ${ours.rps} | ${ours.p50} | ${ours.p99} | ${ours.bytes} | ${ours.cpu} | ${ratio} | ${ours.pss} |`
}

/** The pages that are asked for, each made of several addresses so that no one answer is all that is measured. */
function kinds(folder: string): Kind[] {
  const db = openDatabase(folder)
  const random = seeded(7)
  const slugs = db.prepare('select slug from initiative where id % 97 = 3 limit 50').pluck().all() as string[]
  const some = db.prepare('select postcode from postcode limit 40 offset 20000').pluck().all() as string[]
  db.close()
  const word = () => VOCABULARY[Math.floor(2000 * random() ** 2)] as string
  const words = Array.from({ length: 40 }, word)
  const near = (more: string) =>
    some.map(postcode => `/initiatives?near=${postcode.replace(' ', '+')}${more}`)
  return [
    { name: 'list, from memory', paths: ['/initiatives'], anew: false },
    {
      name: 'list, made anew',
      paths: ['/initiatives', '/initiatives?category=clean-up', '/initiatives?cost=free'],
      anew: true,
    },
    { name: 'search, made anew', paths: words.map(q => `/initiatives?q=${q}`), anew: true },
    { name: 'near search, made anew', paths: near(''), anew: true },
    {
      name: 'area, made anew',
      paths: ['/areas/southend-on-sea', '/areas/thurrock', '/areas/southend-on-sea/leigh'],
      anew: true,
    },
    { name: 'one initiative, made anew', paths: slugs.map(slug => `/initiatives/${slug}`), anew: true },
    { name: 'home, made anew', paths: ['/'], anew: true },
    {
      name: 'GeoJSON near, made anew',
      paths: near('').map(path => path.replace('/initiatives', '/initiatives.geojson')),
      anew: true,
    },
  ]
}

async function prepare(size: number): Promise<string> {
  const folder = join(FOLDER, String(size))
  mkdirSync(folder, { recursive: true })
  const isThere = existsSync(join(folder, DATABASE_FILE))
  const db = openDatabase(folder)
  migrate(db)
  if (!isThere) {
    say(`Making ${size.toLocaleString('en-GB')} initiatives in ${folder}`)
    const data = makeData({
      config: readConfig({ DATA_DIR: folder }),
      db,
      clock: systemClock,
      log: makeLog('silent'),
    })
    await seedGeography(data, join(ROOT, 'data'), () => {})
    addCrowd(db, size, localTime(systemClock()).date, say)
  }
  db.close()
  return folder
}

async function start(args: string[], env: Record<string, string>, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' })
  for (let tries = 0; tries < 200; tries++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    )
    if (isUp) return child
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`Nothing answers on port ${port}.`)
}
