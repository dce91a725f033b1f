// Entry: `npm run cli -- <command>`, the site's data from the terminal.
import type { Io } from './commands/command.ts'
import { runCommand } from './commands/table.ts'
import { readConfig } from './config.ts'
import { type Data, makeData } from './context.ts'
import { migrate } from './platform/database/migrate.ts'
import { openDatabase } from './platform/database/open.ts'
import { systemClock } from './platform/text/clock.ts'
import { makeLog } from './platform/web/log.ts'

let opened: Data | undefined

const io: Io = {
  out: line => process.stdout.write(`${line}\n`),
  err: line => process.stderr.write(`${line}\n`),
  progress: line => process.stderr.write(`${line}\n`),
  config: () => readConfig(process.env),
  open() {
    opened ??= openData()
    return opened
  },
}

function openData(): Data {
  const config = readConfig(process.env)
  const db = openDatabase(config.DATA_DIR)
  migrate(db)
  return makeData({ config, db, clock: systemClock, log: makeLog(config.LOG_LEVEL) })
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
