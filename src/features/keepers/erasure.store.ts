// Forgetting somebody: every trace of their address, in listings, revisions, proposals, mail and bytes; and again after a restore.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import type { Clock } from '../../platform/text/clock.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { Saver } from '../initiatives/saving.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import { addressesIn, hashAddress, redact, withoutPhotos } from './erasure.rules.ts'
import { makePictures } from './pictures.store.ts'
import { makeTraces } from './traces.store.ts'

export interface ErasureParts {
  db: Db
  clock: Clock
  outbox: Pick<Outbox, 'forget'>
  reader: InitiativeReader
  saver: Saver
  audit: AuditStore
}

/** Whom we were asked to forget, and the key without which nobody can tell. */
export interface Erasures {
  key: Buffer
  rows: { email_hash: string; made_at: string }[]
}

export interface Erased {
  listings: number
  revisions: number
  proposals: number
  letters: number
  wasKnown: boolean
}

export type Erasure = ReturnType<typeof makeErasure>
type Nothing = Record<string, never>

export function makeErasure({ db, clock, outbox, reader, saver, audit }: ErasureParts) {
  const traces = makeTraces(db)
  const pictures = makePictures(db, clock)
  const sql = { ...prepare(db), ...prepareFinding(db) }

  let isDue = false
  const key = () => sql.key.get({})?.key as Buffer

  /** What a listing says without the address and the photos; where the rest of it could not be said again, those alone are taken out. */
  function clearListing(id: number, email: string, photos: ReadonlySet<string>): void {
    const live = reader.entered(id)
    if (!live) return
    const fields = withoutPhotos(redact(live.fields, email), photos)
    const made = { person_id: null, made_as: 'system' as const, why: 'Erasure' }
    if (saver.save(fields, { id, made }).outcome !== 'refused') return
    const { public_email, description } = fields
    sql.shown.run({ id, public_email, description })
    sql.hidden.run({ id, organiser_emails: JSON.stringify(fields.organiser_emails) })
  }

  function forget(email: string, by: number | null): Erased {
    const person = sql.person.get({ email })
    const person_id = person?.id ?? 0
    const theirs = pictures.of(email, person_id)
    const listings = new Set([...sql.listings.all({ email }).map(({ id }) => id), ...theirs.listings])
    for (const id of listings) clearListing(id, email, theirs.uuids)
    pictures.remove(theirs)
    const proposals = traces.removeAll(email, person_id)
    const letters = outbox.forget(email)
    const counts = traces.redactAll(email)
    sql.keep.run({ email_hash: hashAddress(email, key()), made_at: clock().toISOString() })
    const done = { listings: listings.size, revisions: counts.revisions ?? 0, proposals, letters }
    audit.note({
      ...{
        person_id: by,
        made_as: by === null ? 'system' : 'admin',
        action: 'erasure',
        subject_kind: 'person',
      },
      ...{ subject_id: person?.id ?? null, detail: done },
    })
    return { ...done, wasKnown: person !== undefined }
  }

  /** Every address that is anywhere in the database. */
  function known(): Set<string> {
    const found = new Set(traces.addresses())
    for (const { text } of sql.written.all({})) for (const one of addressesIn(text)) found.add(one)
    for (const { id } of sql.listings.all({ email: '@' }))
      for (const one of addressesIn(JSON.stringify(reader.entered(id)?.fields))) found.add(one)
    return found
  }

  return {
    /** Whether somebody may be forgotten: the last admin may not, for then nobody could look after the site. */
    mayForget: (email: string): boolean => sql.lastAdmin.get({ email }) === undefined,
    /** Forgets an address; `by` is the admin who does it, nobody at the terminal. Call `compact` afterwards. */
    erase: (email: string, by: number | null = null): Erased => inTransaction(db, () => forget(email, by)),
    /** Rewrites the file, so that nothing of what is gone is left in its bytes; false while somebody else is at it. */
    compact(): boolean {
      isDue = true
      try {
        for (const index of [sql.tidyWords, sql.tidySpelling]) index.run({})
        db.pragma('wal_checkpoint(TRUNCATE)')
        db.exec('vacuum')
        const [log] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
        isDue = log?.busy === 1
      } catch (error) {
        if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error
      }
      return !isDue
    },
    /** Whether the file has still to be written anew. */
    isDue: () => isDue,
    erasures: (): Erasures => ({ key: key(), rows: sql.kept.all({}) }),
    /** After an older backup was put back: forgets everybody again who was forgotten since; answers how many were there. */
    replay(list: Erasures): number {
      return inTransaction(db, () => {
        const hashes = new Set(list.rows.map(row => row.email_hash))
        const again = [...known()].filter(email => hashes.has(hashAddress(email, list.key)))
        sql.rekey.run({ key: list.key })
        for (const email of again) forget(email, null)
        for (const row of list.rows) sql.keep.run(row)
        return again.length
      })
    },
  }
}

function prepare(db: Db) {
  return {
    key: query<Nothing, { key: Buffer }>(db, 'select key from erasure_key'),
    rekey: command<{ key: Buffer }>(db, 'update erasure_key set key = :key'),
    kept: query<Nothing, { email_hash: string; made_at: string }>(
      db,
      'select email_hash, made_at from erasure order by made_at, email_hash',
    ),
    // Words that no listing has any more stay in an index until it is written anew.
    tidyWords: command<Nothing>(db, "insert into initiative_fts (initiative_fts) values ('optimize')"),
    tidySpelling: command<Nothing>(
      db,
      "insert into initiative_spelling (initiative_spelling) values ('optimize')",
    ),
    keep: command<{ email_hash: string; made_at: string }>(
      db,
      'insert or ignore into erasure (email_hash, made_at) values (:email_hash, :made_at)',
    ),
    person: query<{ email: string }, { id: number }>(db, 'select id from person where email = :email'),
    lastAdmin: query<{ email: string }, { id: number }>(
      db,
      `select id from person where email = :email and role = 'admin'
         and (select count(*) from person where role = 'admin') = 1`,
    ),
  }
}

/** Where addresses are, and in which listings one is. */
function prepareFinding(db: Db) {
  return {
    listings: query<{ email: string }, { id: number }>(
      db,
      `select i.id from initiative i join initiative_private p on p.initiative_id = i.id
       where instr(lower(p.organiser_emails || ' ' || p.venue || ' ' || p.street), :email)
         or instr(lower(i.name || ' ' || i.public_email || ' ' || i.summary || ' ' || i.description || ' ' || i.audience
              || ' ' || i.bring || ' ' || i.cost_note || ' ' || i.access_note || ' ' || i.organisation_name || ' '
              || i.keywords || ' ' || i.website || ' ' || i.social_links), :email)
         or exists (select 1 from need where initiative_id = i.id and instr(lower(title || ' ' || detail), :email))
         or exists (select 1 from session where initiative_id = i.id and instr(lower(note), :email))
         or exists (select 1 from session_break where initiative_id = i.id and instr(lower(note), :email))`,
    ),
    shown: command<Params>(
      db,
      'update initiative set public_email = :public_email, description = :description where id = :id',
    ),
    hidden: command<Params>(
      db,
      'update initiative_private set organiser_emails = :organiser_emails where initiative_id = :id',
    ),
    written: query<Nothing, { text: string }>(
      db,
      `select email as text from person union select email from proposal where email <> ''
       union select email from sign_in union select recipient from outbox union select email from organiser_address
       union select cast(file as text) || ' ' || lines || ' ' || mapping || ' ' || problem from upload`,
    ),
  }
}
