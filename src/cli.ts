// Entry: `npm run cli -- <command>`, the site's data from the terminal.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Io } from './commands/command.ts'
import { runCommand } from './commands/table.ts'
import { type Config, readConfig } from './config.ts'
import { type Data, makeData } from './context.ts'
import { migrate } from './platform/database/migrate.ts'
import { DATABASE_FILE, DatabaseUnusable, openDatabase } from './platform/database/open.ts'
import { systemClock } from './platform/text/clock.ts'
import { makeLog } from './platform/web/log.ts'

let opened: Data | undefined

const io: Io = {
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
  progress: line => process.stderr.write(`${line}\n`),
  config,
  open({ make = false } = {}) {
    opened ??= openData(make)
    return opened
  },
}

/** What production refuses concerns those who are served, and nobody is served from here. */
function config(): Config {
  return readConfig({ ...process.env, NODE_ENV: 'development' })
}

function openData(make: boolean): Data {
  const { DATA_DIR, LOG_LEVEL } = config()
  if (!make && !existsSync(join(DATA_DIR, DATABASE_FILE))) {
    throw new DatabaseUnusable(
      `There is no database in ${DATA_DIR}. If the site keeps it elsewhere, set DATA_DIR here too; otherwise start the site once.`,
    )
  }
  const db = openDatabase(DATA_DIR)
  migrate(db)
  return makeData({ config: config(), db, clock: systemClock, log: makeLog(LOG_LEVEL) })
}

// Whoever reads the lines may stop reading; what was asked for is done all the same.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

try {
  process.exitCode = await runCommand(process.argv.slice(2), io)
} finally {
  opened?.db.close()
}
