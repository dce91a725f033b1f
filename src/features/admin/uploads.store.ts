// Files of rows that admins brought: kept between looking through them and taking them, and for an hour at most.
import { randomUUID } from 'node:crypto'
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import { type Clock, later } from '../../platform/text/clock.ts'
import type { Totals } from '../initiatives/import.ts'

export type UploadStatus = 'reading' | 'unusable' | 'ready' | 'taking' | 'taken'

export interface Upload {
  id: string
  person_id: number | null
  mapping: string
  status: UploadStatus
  /** A line for each row there is something to say about. */
  lines: string[]
  totals: Partial<Totals>
  rows_done: number
  problem: string
  touched_at: string
}

/** What came of looking through a file, or of taking it. */
export type Result = Pick<Upload, 'status'> & Partial<Pick<Upload, 'lines' | 'totals' | 'problem'>>

export type UploadsStore = ReturnType<typeof makeUploadsStore>
type Row = Omit<Upload, 'lines' | 'totals'> & { lines: string; totals: string }

const HOUR = 3_600_000
// Whoever takes a file says so more often than this, unless they were stopped.
const SILENCE = 60_000

export function makeUploadsStore(db: Db, clock: Clock) {
  const insert = command<Params>(
    db,
    `insert into upload (id, person_id, file, mapping, status, made_at, touched_at)
     values (:id, :person_id, :file, :mapping, 'reading', :now, :now)`,
  )
  const one = query<{ id: string }, Row>(
    db,
    `select id, person_id, mapping, status, lines, totals, rows_done, problem, touched_at from upload where id = :id`,
  )
  const file = query<{ id: string }, { file: Buffer }>(db, 'select file from upload where id = :id')
  const remap = command<Params>(
    db,
    `update upload set mapping = :mapping, status = 'reading', lines = '[]', totals = '{}', problem = '', touched_at = :now
     where id = :id and status in ('reading', 'unusable', 'ready')`,
  )
  const begin = command<{ id: string; now: string; stale: string }>(
    db,
    `update upload set status = 'taking', rows_done = 0, touched_at = :now
     where id = :id and (status = 'ready' or (status = 'taking' and touched_at < :stale))`,
  )
  const touch = command<{ id: string; rows_done: number; now: string }>(
    db,
    'update upload set rows_done = :rows_done, touched_at = :now where id = :id',
  )
  const settle = command<Params>(
    db,
    `update upload set status = :status, lines = :lines, totals = :totals, problem = :problem, touched_at = :now,
       file = iif(:status = 'taken', x'', file) where id = :id`,
  )
  const drop = command<{ before: string }>(db, 'delete from upload where made_at < :before')
  const now = () => clock().toISOString()
  const before = (milliseconds: number) => later(clock(), -milliseconds)

  return {
    add(person_id: number, bytes: Buffer, mapping: string): string {
      const id = randomUUID()
      insert.run({ id, person_id, file: bytes, mapping, now: now() })
      return id
    },
    find(id: string): Upload | undefined {
      const row = one.get({ id })
      return row && { ...row, lines: JSON.parse(row.lines), totals: JSON.parse(row.totals) }
    },
    fileOf: (id: string): Buffer | undefined => file.get({ id })?.file,
    /** Gives it another mapping; false when it is being taken already. */
    remap: (id: string, mapping: string): boolean => remap.run({ id, mapping, now: now() }).changes > 0,
    /** True for the one who may take it now: the first, or whoever comes when the first was stopped. */
    begin: (id: string): boolean => begin.run({ id, now: now(), stale: before(SILENCE) }).changes > 0,
    /** Whether whoever was taking it has said nothing for too long. */
    isStuck: ({ status, touched_at }: Upload): boolean => status === 'taking' && touched_at < before(SILENCE),
    touch: (id: string, rows_done: number) => touch.run({ id, rows_done, now: now() }),
    settle(id: string, { status, lines = [], totals = {}, problem = '' }: Result): void {
      const values = { lines: JSON.stringify(lines), totals: JSON.stringify(totals) }
      settle.run({ id, status, problem, ...values, now: now() })
    },
    /** Forgets what is older than an hour. */
    forgetOld: () => drop.run({ before: before(HOUR) }),
  }
}
