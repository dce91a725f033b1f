// `backup FILE` and `restore FILE`: everything the site knows is one file.
import { parseArgs } from 'node:util'
import type { Data } from '../context.ts'
import { type Erasures, makeErasure } from '../features/keepers/erasure.store.ts'
import { findErasures, keepErasures } from '../features/keepers/erasures.import.ts'
import { backUp, checkBackup, restoreBackup } from '../platform/database/backup.ts'
import { count } from '../platform/text/words.ts'
import { type Command, type Io, TypedWrongly } from './command.ts'

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Writes a whole copy of the database to a file, while the site runs.',
  usage:
    'npm run cli -- backup FILE\n\nThe copy is checked before the command says it is done. FILE must not exist yet.',
  run(args, io) {
    const file = fileIn(args, {}).file
    const { db, store } = io.open()
    backUp(db, file)
    io.out(`${count(store.count(), 'listing')} and all else from ${io.config().DATA_DIR} are in ${file}.`)
    return 0
  },
}

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Puts a backup in the place of the database; stop the site first.',
  usage:
    'npm run cli -- restore FILE [--commit]\n\n' +
    'Checks the backup and says what would be replaced; with --commit replaces it. The former database is kept\n' +
    'beside it. The site must be stopped.',
  run(args, io) {
    const { file, commit } = fileIn(args, { commit: { type: 'boolean', default: false } })
    checkBackup(file)
    const folder = io.config().DATA_DIR
    if (!commit) {
      io.out(`${file} is sound. With --commit it takes the place of the database in ${folder}.`)
      return 0
    }
    const erasures = findErasures(folder)
    const kept = restoreBackup(file, folder)
    io.out(`${file} is now the database in ${folder}.${kept ? ` The former one is ${kept}.` : ''}`)
    const doubted = io.open().mailDesk.doubt()
    if (doubted > 0) io.out(`${count(doubted, 'mail')} in it may have gone since; look at /admin/mail.`)
    if (erasures) forgetAgain(io.open(), erasures, io)
    return 0
  },
}

/** Whoever was forgotten since the backup was made is forgotten in it too. */
function forgetAgain(data: Data, erasures: Erasures, io: Io): void {
  const erasure = makeErasure(data)
  const many = erasure.replay(erasures)
  keepErasures(data.db, erasure.erasures())
  if (many > 0) erasure.compact()
  io.out(
    `${count(many, 'person', 'people')} in it had been forgotten since, and ${many === 1 ? 'is' : 'are'} again.`,
  )
}

function fileIn(args: string[], options: { commit?: { type: 'boolean'; default: boolean } }) {
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new TypedWrongly('Name one file.')
  return { file, commit: values.commit === true }
}
