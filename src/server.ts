// Entry: config → context → app → listen → stop gracefully.
import cluster from 'node:cluster'
import { createServer } from 'node:http'
import module from 'node:module'
import { makeSite } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { type Context, makeContext } from './context.ts'
import { uploadJobs } from './features/admin/jobs.store.ts'
import { keepingJobs } from './features/keepers/jobs.store.ts'
import { makePeopleStore } from './features/people/store.ts'
import { photoJobs } from './features/photos/jobs.store.ts'
import { proposalJobs } from './features/proposals/jobs.store.ts'
import { offerFirstAdmin, prepareFirstStart } from './first-start.ts'
import { migrate } from './platform/database/migrate.ts'
import { DatabaseUnusable, openDatabase } from './platform/database/open.ts'
import { startJobs } from './platform/jobs/jobs.ts'
import { DELIVERY, mailJobs, sayWhereMailWaits } from './platform/mail/mail.ts'
import { localTime, systemClock } from './platform/text/clock.ts'
import { FileUnreadable } from './platform/text/files.ts'
import { makeLog } from './platform/web/log.ts'
import { leadWorkers } from './workers.ts'

/** What the site does by itself. */
const JOBS = [mailJobs, keepingJobs, photoJobs, proposalJobs, uploadJobs]

const MOMENT = 10
// Whoever asks as soon as there is anybody to ask is answered first.
const SOON = 250
const TEN_SECONDS = 10_000
const ONE_MINUTE = 60_000
// What a photo of eight megabytes may take where a telephone has hardly any signal.
const PHOTO_TIME = 90_000
// Between one handful of lights that are dimmed and the next: whatever is in memory is given up for every handful, and is
// made anew about as often without any.
const BREATH = 30_000
// So many handfuls before the first request: all there are, unless the site is large and slept for days.
const DIMMED_FIRST = 50

async function start(): Promise<void> {
  const config = readConfig(process.env)
  if (config.WORKERS === 1) return serve(config, await openContext(config))
  if (!cluster.isPrimary) return serve(config, await openContext(config, { isFirst: false }))
  const context = await openContext(config)
  leadWorkers(config.WORKERS, () => sayWhere(config))
  keepDimming(context)
}

/** Everything the site is made of; whoever is first brings the database up to date. */
async function openContext(config: Config, { isFirst = true } = {}): Promise<Context> {
  const db = openDatabase(config.DATA_DIR)
  if (isFirst) migrate(db)
  const context = makeContext({ config, db, clock: systemClock, log: makeLog(config.LOG_LEVEL) })
  if (isFirst) {
    for (let turn = 0; turn < DIMMED_FIRST && dimSome(context); turn++);
    await prepareFirstStart(context, say)
    sealSecrets(context)
    sayWhereMailWaits(config, context.log)
  }
  return context
}

/** What was kept before there was a key is sealed; what another key sealed cannot be used, which is said. */
function sealSecrets({ factors, log }: Context): void {
  factors.sealOld()
  const locked = factors.locked()
  if (locked > 0) log.warn({ event: 'second factors sealed with another key', apps: locked })
}

/** Dims a few of the lights that somebody should have confirmed again; answers whether there are more. */
function dimSome({ dimming, clock }: Context): boolean {
  return dimming.dim(localTime(clock()).date)
}

/** Looks twice a minute for lights to dim, and dims a few; where there are several processes, only the first does. */
function keepDimming(context: Context): void {
  try {
    dimSome(context)
  } catch (err) {
    context.log.error({ err }, 'lights could not be dimmed')
  }
  setTimeout(() => keepDimming(context), BREATH).unref()
}

/** What is done between requests. */
function workBetween(context: Context): void {
  if (cluster.isPrimary) keepDimming(context)
  setTimeout(() => learn(context), SOON).unref()
}

/** Surveys the ground and works out the ways round the water bit by bit, so that whoever asks first need not wait for it. */
function learn(context: Context): void {
  if (context.land.learn() || context.travel().learn()) setTimeout(() => learn(context), MOMENT).unref()
}

function serve(config: Config, context: Context): void {
  // Slow connections are closed early, and words have a shorter time of their own. There is no limit on their number,
  // which would let a few shut others out.
  const server = createServer(
    { connectionsCheckingInterval: 1000, headersTimeout: 10_000, requestTimeout: PHOTO_TIME },
    makeSite(context).answer,
  )
  // Whoever asks and then does not read is let go too.
  server.setTimeout(ONE_MINUTE)
  server.once('error', (error: NodeJS.ErrnoException) => fail(sayListenError(error, config.PORT)))
  server.listen(config.PORT, config.HOST, () => {
    if (cluster.isPrimary) sayWhere(config)
    module.flushCompileCache()
  })
  workBetween(context)
  const jobs = startJobs(
    JOBS.flatMap(jobsOf => jobsOf(context)),
    context.log,
  )
  context.outbox.onPut(() => jobs.poke(DELIVERY))

  const stop = () => {
    const rested = jobs.stop()
    server.close(async () => {
      await rested
      context.db.pragma('wal_checkpoint(TRUNCATE)')
      context.db.close()
      process.exit(0)
    })
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), TEN_SECONDS).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

/** Where the site is; and, while nobody looks after it, who may. */
function sayWhere({ SITE_NAME, BASE_URL, DATA_DIR }: Config): void {
  const db = openDatabase(DATA_DIR)
  offerFirstAdmin({ people: makePeopleStore(db), baseUrl: BASE_URL }, say)
  db.close()
  say(`${SITE_NAME} is at ${BASE_URL}`)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function sayListenError(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') return `Port ${port} is already in use; set PORT to another one.`
  if (error.code === 'EACCES')
    return `Port ${port} may not be used by this account; set PORT to one above 1023.`
  return `The site cannot listen on port ${port} (${error.message}).`
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

start().catch((error: unknown) => {
  const isExpected = [ConfigError, DatabaseUnusable, FileUnreadable].some(kind => error instanceof kind)
  if (error instanceof Error && isExpected) fail(error.message)
  throw error
})
