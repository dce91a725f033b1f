// The audit log: who did what to which thing, by number alone; it only ever grows.
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import type { Clock } from '../../platform/text/clock.ts'

export interface Deed {
  /** Nobody for what the site does by itself, or a visitor did. */
  person_id: number | null
  made_as: 'admin' | 'editor' | 'keeper' | 'visitor' | 'system'
  /** A noun of what was done, such as `approval` or `role change`. */
  action: string
  subject_kind: string
  subject_id: number | null
  /** Numbers, codes and names of fields; never a name, an address or what anybody wrote. */
  detail?: Record<string, string | number | boolean | null | readonly (string | number)[]>
}

export interface AuditRow extends Omit<Required<Deed>, 'detail'> {
  id: number
  made_at: string
  detail: Record<string, unknown>
}

export type AuditStore = ReturnType<typeof makeAuditStore>
type Row = Omit<AuditRow, 'detail'> & { detail: string }

const COLUMNS = 'id, made_at, person_id, made_as, action, subject_kind, subject_id, detail'

export function makeAuditStore(db: Db, clock: Clock) {
  const insert = command<Params>(
    db,
    `insert into audit (made_at, person_id, made_as, action, subject_kind, subject_id, detail)
     values (:made_at, :person_id, :made_as, :action, :subject_kind, :subject_id, :detail)`,
  )
  const newest = query<{ size: number; skip: number }, Row>(
    db,
    `select ${COLUMNS} from audit order by id desc limit :size offset :skip`,
  )
  const about = query<{ subject_kind: string; subject_id: number }, Row>(
    db,
    `select ${COLUMNS} from audit where subject_kind = :subject_kind and subject_id = :subject_id order by id desc`,
  )
  return {
    /** Notes a deed, in the transaction that does it. */
    note: ({ detail = {}, ...deed }: Deed): void => {
      insert.run({ ...deed, made_at: clock().toISOString(), detail: JSON.stringify(detail) })
    },
    /** The newest first, and one more than a page has where there is one. */
    page: (page: number, size: number): AuditRow[] =>
      newest.all({ size: size + 1, skip: (page - 1) * size }).map(readRow),
    about: (subject_kind: string, subject_id: number): AuditRow[] =>
      about.all({ subject_kind, subject_id }).map(readRow),
  }
}

function readRow({ detail, ...row }: Row): AuditRow {
  return { ...row, detail: JSON.parse(detail) }
}
