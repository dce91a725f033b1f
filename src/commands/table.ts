// The table of commands, and the running of the one that was typed.
import { ConfigError } from '../config.ts'
import { DatabaseUnusable } from '../platform/database/open.ts'
import { cleanText } from '../platform/text/clean.ts'
import { FileUnreadable } from '../platform/text/files.ts'
import { backupCommand, restoreCommand } from './backup.ts'
import { type Command, type Io, TypedWrongly } from './command.ts'
import { examplesCommand } from './examples.ts'
import { geographyCommand } from './geography.ts'
import { makeHelp } from './help.ts'
import { importCommand } from './import.ts'
import { mailCommand } from './mail.ts'
import { eraseCommand, exportPersonCommand } from './personal.ts'
import { secondFactorCommand } from './second-factor.ts'

const doing: Command[] = [
  importCommand,
  examplesCommand,
  geographyCommand,
  mailCommand,
  secondFactorCommand,
  exportPersonCommand,
  eraseCommand,
  backupCommand,
  restoreCommand,
]
export const commands: readonly Command[] = [...doing, makeHelp(doing)]

/** Runs a command as it was typed; answers the exit code. What nobody expected is thrown. */
export async function runCommand(typed: readonly string[], io: Io): Promise<number> {
  const [name = 'help', ...args] = typed
  const command = commands.find(one => one.name === name)
  try {
    if (!command) throw new TypedWrongly(`There is no command called ${name}.`)
    return await command.run(args, io)
  } catch (error) {
    if (isTypedWrongly(error)) {
      io.err(
        `${cleanText(error.message)} Try “npm run cli -- help${command && name !== 'help' ? ` ${name}` : ''}”.`,
      )
      return 2
    }
    const sentence = sayExpected(error)
    if (sentence === undefined) throw error
    io.err(cleanText(sentence))
    return 1
  }
}

/** Our own complaint, or that of `parseArgs` about an option it does not know. */
function isTypedWrongly(error: unknown): error is Error {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return error instanceof TypedWrongly || code.startsWith('ERR_PARSE_ARGS')
}

const BUSY = 'Something else is writing to the database at this moment. Nothing was changed; try again later.'

function sayExpected(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && error.code === 'SQLITE_BUSY') return BUSY
  const isOurs = [ConfigError, DatabaseUnusable, FileUnreadable].some(kind => error instanceof kind)
  return isOurs ? error.message : undefined
}
