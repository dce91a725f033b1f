// `npm run bench -- [SIZE …]`: the site among so many initiatives, beside a bare server that sends as many bytes.
// `npm run bench -- writing [MANY]`: so many projects sent in and approved among ten thousand.
import { existsSync, mkdirSync } from 'node:fs'
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
import { addCrowd } from './crowd.ts'
import { type Kind, kindsFor } from './kinds.ts'
import { type Measured, measure } from './measure.ts'
import { type Running, startBare, startSite } from './processes.ts'
import { measureQueries } from './queries.ts'
import { benchWriting } from './writing.ts'

const SECONDS = 3
const WARMING = 1
const FOLDER = join(tmpdir(), 'points-of-light-bench')
const [SITE_PORT, BARE_PORT] = [4180, 4181]
const say = (line: string) => process.stdout.write(`${line}\n`)

const sizes = process.argv.slice(2).map(Number).filter(Boolean)
if (process.argv[2] === 'writing') {
  await benchWriting(await prepare(10_000, 'writing'), sizes[0] ?? 1000)
  process.exit(0)
}
const bare = await startBare(BARE_PORT)
for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) await bench(size)
await bare.stop()
process.exit(0)

async function bench(size: number): Promise<void> {
  const folder = await prepare(size)
  const kinds = kindsFor(folder)
  const alone = await onOneCore(folder, kinds, size)
  await onBoth(folder, kinds, alone)
  const db = openDatabase(folder)
  measureQueries(db, size)
  db.close()
}

async function onOneCore(folder: string, kinds: Kind[], size: number): Promise<Map<string, Measured>> {
  const found = new Map<string, Measured>()
  const site = await startSite(folder, SITE_PORT)
  say(
    `\n| ${size.toLocaleString('en-GB')} initiatives | requests a second | p50 ms | p99 ms | bytes | memory MB | processor µs | × bare |`,
  )
  say('|---|---|---|---|---|---|---|---|')
  for (const kind of kinds) {
    const ours = await ask(site, kind)
    const { many } = kind
    const theirs = await ask(bare, { paths: [`/${Math.max(1, ours.bytes - 170)}`], anew: false, many })
    found.set(kind.name, ours)
    say(row(kind.name, ours, theirs))
  }
  await site.stop()
  return found
}

async function onBoth(folder: string, kinds: Kind[], alone: Map<string, Measured>): Promise<void> {
  const site = await startSite(folder, SITE_PORT, 2)
  say('\n| `WORKERS=2` | requests a second | with one | gain | p99 ms | memory MB |')
  say('|---|---|---|---|---|---|')
  for (const kind of kinds.filter(({ isShared }) => isShared)) {
    const one = alone.get(kind.name) as Measured
    const { rps, p99, pss, failed } = await ask(site, kind)
    say(
      `| ${named(kind.name, failed)} | ${rps} | ${one.rps} | ${(rps / one.rps).toFixed(2)} × | ${p99} | ${pss} |`,
    )
  }
  await site.stop()
}

/** Measures once what has been asked for is compiled. */
async function ask(
  { origin, pid }: Running,
  { paths, anew, many }: Pick<Kind, 'paths' | 'anew' | 'many'>,
): Promise<Measured> {
  await measure(origin, pid, { paths, anew, many, seconds: WARMING })
  return measure(origin, pid, { paths, anew, many, seconds: SECONDS })
}

function row(name: string, ours: Measured, theirs: Measured): string {
  const { rps, p50, p99, bytes, pss, cpu, failed } = ours
  // A handful of requests takes a bare server less than the system counts.
  const times = theirs.cpu > 0 ? (cpu / theirs.cpu).toFixed(1) : '–'
  const cells = [named(name, failed), rps, p50, p99, bytes, pss, cpu, times]
  return `| ${cells.join(' | ')} |`
}

function named(name: string, failed: number): string {
  return failed > 0 ? `${name} (${failed} failed)` : name
}

/** The folder with a database of that size, made when it is not there. */
async function prepare(size: number, name = String(size)): Promise<string> {
  const folder = join(FOLDER, name)
  mkdirSync(folder, { recursive: true })
  const isThere = existsSync(join(folder, DATABASE_FILE))
  const db = openDatabase(folder)
  migrate(db)
  if (!isThere) {
    say(`Making ${size.toLocaleString('en-GB')} initiatives in ${folder}`)
    const config = readConfig({ DATA_DIR: folder })
    const data = makeData({ config, db, clock: systemClock, log: makeLog('silent') })
    await seedGeography(data, join(ROOT, 'data'), () => {})
    addCrowd(db, size, localTime(systemClock()).date, say)
  }
  db.close()
  return folder
}
