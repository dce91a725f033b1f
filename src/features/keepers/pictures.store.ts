// The photos somebody sent, wherever they are shown or spoken of: they go with whoever is forgotten.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Clock } from '../../platform/text/clock.ts'
import { makePhotosStore } from '../photos/store.ts'
import { withoutPhotos } from './erasure.rules.ts'

export interface Pictures {
  proposals: number[]
  uuids: ReadonlySet<string>
  /** The listings that show any of them, or once did. */
  listings: ReadonlySet<number>
}

type Theirs = { email: string; person_id: number }
type Said = { photos?: { uuid: string }[] }

/** A photo is whose proposal brought it; what another keeper or an editor added stays. All in the caller's transaction. */
export function makePictures(db: Db, clock: Clock) {
  const photos = makePhotosStore(db, clock)
  const sql = prepare(db)
  return {
    of(email: string, person_id: number): Pictures {
      const rows = sql.theirs.all({ email, person_id })
      return {
        proposals: sql.sent.all({ email, person_id }).map(({ id }) => id),
        uuids: new Set(rows.map(({ uuid }) => uuid)),
        listings: new Set(rows.flatMap(({ initiative_id }) => initiative_id ?? [])),
      }
    },
    /** Deletes them, and what revisions and others' proposals say of them. */
    remove({ proposals, uuids }: Pictures): void {
      photos.forgetOf(proposals)
      for (const uuid of uuids) {
        for (const { id, fields } of sql.revisions.all({ uuid }))
          sql.saidThen.run({ id, fields: written(fields, uuids) })
        for (const { id, asked, base } of sql.asked.all({ uuid }))
          sql.askedFor.run({ id, asked: written(asked, uuids), base: written(base, uuids) })
      }
    },
  }
}

function written(json: string, uuids: ReadonlySet<string>): string {
  return JSON.stringify(withoutPhotos(JSON.parse(json) as Said, uuids))
}

function prepare(db: Db) {
  const sent = '(select id from proposal where email = :email or person_id = :person_id)'
  return {
    sent: query<Theirs, { id: number }>(
      db,
      'select id from proposal where email = :email or person_id = :person_id',
    ),
    theirs: query<Theirs, { uuid: string; initiative_id: number | null }>(
      db,
      `select uuid, initiative_id from photo where proposal_id in ${sent}`,
    ),
    revisions: query<{ uuid: string }, { id: number; fields: string }>(
      db,
      'select id, fields from revision where instr(fields, :uuid)',
    ),
    saidThen: command<{ id: number; fields: string }>(
      db,
      'update revision set fields = :fields where id = :id',
    ),
    asked: query<{ uuid: string }, { id: number; asked: string; base: string }>(
      db,
      'select id, asked, base from proposal where instr(asked, :uuid) or instr(base, :uuid)',
    ),
    askedFor: command<{ id: number; asked: string; base: string }>(
      db,
      'update proposal set asked = :asked, base = :base where id = :id',
    ),
  }
}
