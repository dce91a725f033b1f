// Imports initiatives from a file of rows: what each would add, change or refuse, and the doing of it in one go.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { type DuplicatesStore, makeDuplicatesStore } from './duplicates.store.ts'
import { type InitiativeFields, sayField } from './fields.ts'
import { type Filled, fillFields } from './filling.import.ts'
import type { Mapping } from './mapping.import.ts'
import type { Ground } from './placing.rules.ts'
import { sayIssue } from './reading.fields.ts'
import type { Gone, InitiativeReader } from './reading.store.ts'
import type { Made } from './revisions.store.ts'
import type { RowSource, SourceRow } from './rows.import.ts'
import type { Saved, Saver } from './saving.store.ts'
import { makeReading, type Reading } from './saying.import.ts'

export type Outcome = 'add' | 'change' | 'unchanged' | 'refuse' | 'skip'
export type Totals = Record<Outcome, number>

/** What became of one row. */
export interface RowReport {
  label: string
  outcome: Outcome
  name: string
  /** Why it is refused, what changes, what is left out, what it looks like. */
  notes: string[]
}

export interface ImportParts {
  db: Db
  clock: Clock
  reader: InitiativeReader
  saver: Saver
  ground: Pick<Ground, 'postcode'>
}

export interface ImportOrder {
  source: RowSource
  mapping: Mapping
  /** Without it everything is done, reported and undone. */
  commit: boolean
  /** Takes so many rows at a time, each handful for good, with a rest after it in which others may write. */
  steps?: { rows: number; rest(done: number): void }
  /** Who took the file, for the revisions. */
  made?: Made
  report(row: RowReport): void
}

/** Imports all rows, in one transaction unless told to take steps. Throws FileUnreadable when the mapping does not fit the file. */
export function importRows(parts: ImportParts, order: ImportOrder): Totals {
  const { source, mapping, commit, steps, made, report } = order
  const reading = makeReading(mapping, source)
  const totals: Totals = { add: 0, change: 0, unchanged: 0, refuse: 0, skip: 0 }
  const importRow = makeRowImporter(parts, mapping, reading, made)
  const take = (row: SourceRow) => {
    const done = importRow(row)
    totals[done.outcome]++
    report(done)
  }
  const work = () => source.each(take)
  if (!commit) rehearse(parts.db, work)
  else if (steps) inSteps(parts.db, source, steps, take)
  else inTransaction(parts.db, work)
  return totals
}

function inSteps(
  db: Db,
  source: RowSource,
  { rows, rest }: NonNullable<ImportOrder['steps']>,
  take: (row: SourceRow) => void,
): void {
  const all: SourceRow[] = []
  source.each(row => all.push(row))
  for (let at = 0; at < all.length; at += rows) {
    inTransaction(db, () => all.slice(at, at + rows).forEach(take))
    rest(Math.min(all.length, at + rows))
  }
}

const UNDO = new Error('This was only a rehearsal.')

function rehearse(db: Db, work: () => void): void {
  try {
    inTransaction(db, () => {
      work()
      throw UNDO
    })
  } catch (error) {
    if (error !== UNDO) throw error
  }
}

type RowImporter = (row: SourceRow) => RowReport

function makeRowImporter(
  parts: ImportParts,
  { source }: Mapping,
  reading: Reading,
  made: Made | undefined,
): RowImporter {
  const duplicates = makeDuplicatesStore(parts.db)
  const labels = new Map<string, string>()
  const addedBy = new Map<number, string>()
  const today = localTime(parts.clock()).date
  const gone = parts.reader.goneFromSource(source)
  const fill = (row: SourceRow, source_id: string, before: InitiativeFields | undefined) =>
    fillFields({
      said: reading.said(row),
      defaults: reading.defaults(row),
      before,
      identity: { source, source_id },
      today,
      postcode: parts.ground.postcode,
    })

  return row => {
    const { label } = row
    if (row.fault) return { label, outcome: 'refuse', name: '', notes: [`It ${row.fault}.`] }
    if (reading.skips(row)) return { label, outcome: 'skip', name: '', notes: [] }
    const source_id = reading.sourceId(row)
    const twin = labels.get(source_id)
    const fault = source_id === '' ? 'It has no id of its own.' : twin && `It has the same id as ${twin}.`
    if (fault)
      return { label, outcome: 'refuse', name: '', notes: [sayIssue({ field: 'source_id', message: fault })] }
    labels.set(source_id, label)
    const id = parts.reader.idFromSource(source, source_id)
    const left = id === undefined ? gone.get(source_id) : undefined
    if (left) return { label, outcome: 'skip', name: left.name, notes: [sayGone(left)] }
    const before = id === undefined ? undefined : parts.reader.entered(id)?.fields
    const filled = fill(row, source_id, before)
    if (!filled.ok) return { label, outcome: 'refuse', name: filled.name, notes: filled.notes }
    const saved = parts.saver.save(filled.fields, { id, ...(made && { made }) })
    if (saved.outcome === 'added') addedBy.set(saved.id, label)
    return reportOf({ label, was: before?.name }, filled, saved, () => lookalikes(duplicates, saved, addedBy))
  }
}

/** What an editor decided stands, however often the file comes. */
function sayGone({ is_merged, into_name }: Gone): string {
  if (!is_merged) return 'it was taken down here, and an editor can publish it again'
  return `it was made one with ${into_name || 'another, which has gone since'}`
}

function reportOf(
  { label, was }: { label: string; was: string | undefined },
  { fields, notes }: Extract<Filled, { ok: true }>,
  saved: Saved,
  alike: () => string[],
): RowReport {
  const { name } = fields
  switch (saved.outcome) {
    case 'refused':
      return {
        label,
        outcome: 'refuse',
        name,
        notes: saved.issues.map(sayIssue),
      }
    case 'unchanged':
      return { label, outcome: 'unchanged', name, notes: [] }
    case 'changed': {
      const isElsewhere = saved.changes.some(field => ['name', 'lat', 'lon', 'where_kind'].includes(field))
      const changes = `new: ${saved.changes.map(sayField).join(', ')}`
      // Two groups that share an id by mistake are told by their names.
      const called = was && was !== name ? `${was}, which is now ${name}` : name
      return {
        label,
        outcome: 'change',
        name: called,
        notes: [changes, ...notes, ...(isElsewhere ? alike() : [])],
      }
    }
    case 'added':
      return { label, outcome: 'add', name, notes: [...notes, ...alike()] }
  }
}

function lookalikes(duplicates: DuplicatesStore, saved: Saved, addedBy: Map<number, string>): string[] {
  if (saved.outcome === 'refused') return []
  const lat = saved.placing.lat ?? saved.placing.shown_lat
  const lon = saved.placing.lon ?? saved.placing.shown_lon
  if (lat === null || lon === null) return []
  return duplicates
    .suspects({ id: saved.id, name: saved.fields.name, lat, lon })
    .map(({ id, name, slug, metres }) => {
      const where = addedBy.has(id) ? `${addedBy.get(id)} of this file` : slug
      return `looks like ${name} (${where}), ${metres} m away`
    })
}
