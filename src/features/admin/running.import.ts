// Looks through a file that an admin brought, and takes it: the same as the command does, a few rows at a time.
import { inTransaction } from '../../platform/database/open.ts'
import { FileUnreadable } from '../../platform/text/files.ts'
import { openRows } from '../initiatives/file.import.ts'
import { type ImportOrder, type ImportParts, importRows, type Totals } from '../initiatives/import.ts'
import { readMapping } from '../initiatives/mapping.import.ts'
import { omissions, sayRow } from '../initiatives/report.import.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { UploadsStore } from './uploads.store.ts'

export interface ImportTask {
  id: string
  /** Whether it is to be taken, or only looked through. */
  take: boolean
}

/** A file that is brought through a browser, packed and unpacked. */
export const MOST_PACKED = 8_000_000
const MOST_UNPACKED = 16_000_000
const HANDFUL = 20

export interface RunParts {
  uploads: UploadsStore
  audit: Pick<AuditStore, 'note'>
  /** Where the rows go; for looking through it, a copy of the database does. */
  data: ImportParts
}

/** Notes what would happen. Nothing else is written to `uploads`’ database. */
export function lookThrough({ uploads, data }: RunParts, id: string): void {
  const found = openUpload(uploads, id)
  if (!found) return
  try {
    const order = orderOf(found)
    const lines = [...omissions(order.mapping)]
    const totals = importRows(data, { ...order, commit: false, report: row => keep(lines, sayRow(row)) })
    if (rowsIn(totals) === 0) throw new FileUnreadable('The file has no rows, only a header.')
    uploads.settle(id, { status: 'ready', lines, totals })
  } catch (error) {
    if (!(error instanceof FileUnreadable)) throw error
    uploads.settle(id, { status: 'unusable', problem: error.message })
  }
}

/** Takes all that can be added or changed. `rest` is called between handfuls. */
export function takeUpload({ uploads, audit, data }: RunParts, id: string, rest: () => void): void {
  const found = openUpload(uploads, id)
  if (!found) return
  const lines: string[] = []
  const { person_id } = found
  const totals = importRows(data, {
    ...orderOf(found),
    ...{ commit: true, made: { person_id, made_as: 'import', why: '' } },
    steps: {
      rows: HANDFUL,
      rest(done) {
        uploads.touch(id, done)
        rest()
      },
    },
    report: row => keep(lines, sayRow(row)),
  })
  inTransaction(data.db, () => {
    uploads.settle(id, { status: 'taken', lines, totals })
    audit.note({
      ...{ person_id, made_as: 'admin', action: 'import', subject_kind: 'listings', subject_id: null },
      detail: { ...totals },
    })
  })
}

interface Opened {
  person_id: number | null
  mapping: string
  file: Buffer
}

function openUpload(uploads: UploadsStore, id: string): Opened | undefined {
  const upload = uploads.find(id)
  const file = uploads.fileOf(id)
  return upload && file && { ...upload, file }
}

function orderOf({ mapping, file }: Opened): Pick<ImportOrder, 'source' | 'mapping'> {
  return { mapping: readMapping(mapping), source: openRows(file, MOST_UNPACKED) }
}

function keep(lines: string[], line: string | undefined): void {
  if (line !== undefined) lines.push(line)
}

function rowsIn(totals: Totals): number {
  return Object.values(totals).reduce((sum, one) => sum + one, 0)
}
