// What a listing said, whole, after each accepted change: written by whatever writes listings, never changed.
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import type { InitiativeFields } from './fields.ts'

export const MAKERS = ['editor', 'keeper', 'visitor', 'import', 'system'] as const

/** Who changed a listing, why, and from which proposal. */
export interface Made {
  person_id: number | null
  made_as: (typeof MAKERS)[number]
  why: string
  proposal_id?: number | null
}

export interface Revision {
  id: number
  initiative_id: number
  /** Counted for each listing from 1. */
  number: number
  fields: InitiativeFields
  slug: string
  made_at: string
  made_by: number | null
  made_as: Made['made_as']
  why: string
  /** Names of the fields that differ from the one before; none in the first. */
  changes: string[]
  proposal_id: number | null
}

export type RevisionsStore = ReturnType<typeof makeRevisionsStore>
type Row = Omit<Revision, 'fields' | 'changes'> & { fields: string; changes: string }

const COLUMNS = `id, initiative_id, number, fields, slug, made_at, made_by, made_as, why, changes, proposal_id`

export function makeRevisionsStore(db: Db) {
  const insert = command<Params>(
    db,
    `insert into revision (initiative_id, number, fields, slug, made_at, made_by, made_as, why, changes, proposal_id)
     values (:initiative_id, 1 + coalesce((select max(number) from revision where initiative_id = :initiative_id), 0),
       :fields, :slug, :made_at, :made_by, :made_as, :why, :changes, :proposal_id)`,
  )
  const list = query<{ initiative_id: number }, Row>(
    db,
    `select ${COLUMNS} from revision where initiative_id = :initiative_id order by number desc`,
  )
  const one = query<{ initiative_id: number; number: number }, Row>(
    db,
    `select ${COLUMNS} from revision where initiative_id = :initiative_id and number = :number`,
  )
  const byId = query<{ id: number }, Row>(db, `select ${COLUMNS} from revision where id = :id`)
  const latest = query<{ initiative_id: number }, Row>(
    db,
    `select ${COLUMNS} from revision where initiative_id = :initiative_id order by number desc limit 1`,
  )
  return {
    /** Notes what a listing says now; returns the revision's id. */
    note(
      initiative_id: number,
      said: { fields: InitiativeFields; slug: string; changes: string[]; now: string },
      made: Made,
    ): number {
      const { lastInsertRowid } = insert.run({
        ...{ initiative_id, slug: said.slug, made_at: said.now, made_by: made.person_id },
        ...{ made_as: made.made_as, why: made.why, proposal_id: made.proposal_id ?? null },
        ...{ fields: JSON.stringify(said.fields), changes: JSON.stringify(said.changes) },
      })
      return Number(lastInsertRowid)
    },
    /** All of a listing, the newest first. */
    list: (initiative_id: number): Revision[] => list.all({ initiative_id }).map(readRow),
    get: (initiative_id: number, number: number) => read(one.get({ initiative_id, number })),
    byId: (id: number) => read(byId.get({ id })),
    latest: (initiative_id: number) => read(latest.get({ initiative_id })),
  }
}

function read(row: Row | undefined): Revision | undefined {
  return row && readRow(row)
}

function readRow({ fields, changes, ...row }: Row): Revision {
  return { ...row, fields: JSON.parse(fields), changes: JSON.parse(changes) }
}
