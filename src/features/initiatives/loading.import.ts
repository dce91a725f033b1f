// Loads the example listings that ship with the site, and takes them away again.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { FileUnreadable } from '../../platform/text/files.ts'
import { exampleCreatedOn, resolveExample } from './examples.import.ts'
import { EXAMPLES } from './mapping.import.ts'
import { sayIssue } from './reading.fields.ts'
import type { InitiativeReader } from './reading.store.ts'
import type { Saved, Saver } from './saving.store.ts'
import type { InitiativesStore } from './store.ts'

const FOLDER = join(import.meta.dirname, '../../../data/examples')

export interface ExampleParts {
  db: Db
  clock: Clock
  reader: InitiativeReader
  saver: Saver
}

export interface Loaded {
  added: number
  changed: number
  unchanged: number
  /** A line for each that could not be loaded, and why. */
  refused: string[]
}

/** The examples in the files of a folder, as they are written there; none without it. Throws FileUnreadable. */
export function readExamples(folder = FOLDER): unknown[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter(name => name.endsWith('.json'))
  return names.sort().flatMap(name => readList(join(folder, name)))
}

/** Adds the examples that are not there, and brings the dates of those that are up to today; all in one go. */
export function loadExamples(
  { db, clock, reader, saver }: ExampleParts,
  entries: readonly unknown[],
): Loaded {
  const today = localTime(clock()).date
  const loaded: Loaded = { added: 0, changed: 0, unchanged: 0, refused: [] }
  inTransaction(db, () => {
    for (const entry of entries) {
      const input = Object.assign({}, resolveExample(entry, today), { source: EXAMPLES })
      const source_id = textOf(input, 'source_id')
      const saved = saver.save(input, {
        id: reader.idFromSource(EXAMPLES, source_id),
        created_at: momentOf(exampleCreatedOn(entry, today), clock),
      })
      if (saved.outcome === 'refused')
        loaded.refused.push(sayRefusal(source_id || textOf(input, 'name'), saved))
      else loaded[saved.outcome]++
    }
  })
  return loaded
}

/** How many examples there are, whoever changed them since. */
export function countExamples({ store }: { store: InitiativesStore }): number {
  return store.countFrom(EXAMPLES)
}

/** Deletes every example, whoever changed it since; answers how many there were. */
export function removeExamples({ db, store }: { db: Db; store: InitiativesStore }): number {
  return inTransaction(db, () => store.removeFrom(EXAMPLES))
}

function readList(path: string): unknown[] {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (Array.isArray(read)) return read
  } catch (error) {
    throw new FileUnreadable(`${path} cannot be read (${error instanceof Error ? error.message : error}).`)
  }
  throw new FileUnreadable(`${path} is not a list of examples.`)
}

/** Noon of a day, or this moment when the day is today, so that nothing was added in the future. */
function momentOf(day: string, clock: Clock): string {
  const now = clock().toISOString()
  const noon = `${day}T12:00:00.000Z`
  return noon < now ? noon : now
}

function textOf(input: Record<string, unknown>, field: string): string {
  const value = input[field]
  return typeof value === 'string' ? value : ''
}

function sayRefusal(name: string, { issues }: Extract<Saved, { outcome: 'refused' }>): string {
  return `${name || 'An example'}: ${issues.map(sayIssue).join(' · ')}`
}
