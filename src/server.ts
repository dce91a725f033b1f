// Entry: config → context → app → listen → stop gracefully.
import { createServer } from 'node:http'
import module from 'node:module'
import { makeApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { makeContext } from './context.ts'
import { prepareFirstStart } from './first-start.ts'
import { migrate } from './platform/database/migrate.ts'
import { DatabaseUnusable, openDatabase } from './platform/database/open.ts'
import { systemClock } from './platform/text/clock.ts'
import { makeLog } from './platform/web/log.ts'

const TEN_SECONDS = 10_000

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = makeLog(config.LOG_LEVEL)
  const db = openDatabase(config.DATA_DIR)
  migrate(db)
  const context = makeContext({ config, db, clock: systemClock, log })
  await prepareFirstStart(context, line => process.stdout.write(`${line}\n`))

  // Slow connections are closed early; there is no limit on their number, which would let a few shut others out.
  const server = createServer(
    { connectionsCheckingInterval: 1000, headersTimeout: 5000, requestTimeout: 15_000 },
    makeApp(context),
  )
  server.once('error', (error: NodeJS.ErrnoException) => fail(sayListenError(error, config.PORT)))
  server.listen(config.PORT, config.HOST, () => {
    process.stdout.write(`${config.SITE_NAME} is at ${config.BASE_URL}\n`)
    module.flushCompileCache()
  })

  const stop = () => {
    server.close(() => {
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
      process.exit(0)
    })
    server.closeIdleConnections()
    setTimeout(() => process.exit(0), TEN_SECONDS).unref()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
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
  if (error instanceof ConfigError || error instanceof DatabaseUnusable) fail(error.message)
  throw error
})
