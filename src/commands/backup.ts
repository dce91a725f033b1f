// `backup FILE` and `restore FILE`: everything the site knows is one file.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Data } from '../context.ts'
import { type Erasures, makeErasure } from '../features/keepers/erasure.store.ts'
import { findErasures, keepErasures } from '../features/keepers/erasures.import.ts'
import { makeFactorsStore } from '../features/people/factors.store.ts'
import { backUp, checkBackup, restoreBackup } from '../platform/database/backup.ts'
import { KEY_FILE, makeSeal } from '../platform/database/seal.ts'
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
    const { DATA_DIR } = io.config()
    io.out(`${count(store.count(), 'listing')} and all else from ${DATA_DIR} are in ${file}.`)
    if (existsSync(join(DATA_DIR, KEY_FILE)))
      io.out(`${KEY_FILE}, which opens second factors, is not: keep a copy of it somewhere else.`)
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
    sayLocked(io.open(), io)
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

/** Apps that show codes are opened by a key that is in no backup. */
function sayLocked({ db, config }: Data, io: Io): void {
  const locked = makeFactorsStore(db, makeSeal(db, config.SECRETS_KEY)).locked()
  if (locked === 0) return
  io.out(
    `${count(locked, 'app that shows codes needs', 'apps that show codes need')} another key than is here: put back the ${KEY_FILE} that belongs to this backup, or their people sign in with a recovery code.`,
  )
}

function fileIn(args: string[], options: { commit?: { type: 'boolean'; default: boolean } }) {
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true })
  const [file, ...more] = positionals
  if (!file || more.length > 0) throw new TypedWrongly('Name one file.')
  return { file, commit: values.commit === true }
}
