// Changing listings by what they said before: bringing a revision back, taking down, and undoing all that somebody did.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import type { FieldIssue } from '../initiatives/reading.fields.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { Made, Revision, RevisionsStore } from '../initiatives/revisions.store.ts'
import type { Saved, Saver } from '../initiatives/saving.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { Person } from '../people/fields.ts'
import type { Deciding } from './deciding.store.ts'
import { makeMerging } from './merging.store.ts'
import { type Undoing, undoingOf } from './revisions.rules.ts'

export interface RestoringParts {
  db: Db
  reader: InitiativeReader
  revisions: RevisionsStore
  publishing: Publishing
  keepers: KeepersStore
  saver: Saver
  audit: AuditStore
  deciding: Pick<Deciding, 'cameBack'>
}

export type Restoring = ReturnType<typeof makeRestoring>
type By = Pick<Person, 'id' | 'role'>

export function makeRestoring(parts: RestoringParts) {
  const { db, reader, revisions, publishing, keepers, saver, audit, deciding } = parts
  // What an editor accepted counts as done by whoever asked for it.
  const touched = query<{ person_id: number; since: string }, { initiative_id: number; id: number }>(
    db,
    `select initiative_id, id from revision where made_by = :person_id and made_at >= :since
     union select r.initiative_id, r.id from proposal p join revision r on r.proposal_id = p.id
       where p.person_id = :person_id and r.made_at >= :since
     union select r.initiative_id, r.id from person q join proposal p on p.email = q.email and p.email <> ''
       join revision r on r.proposal_id = p.id where q.id = :person_id and r.made_at >= :since
     order by initiative_id, id`,
  )
  const removed = query<{ person_id: number; since: string }, { id: number }>(
    db,
    `select initiative_id as id from unpublished
     where made_by = :person_id and made_at >= :since order by initiative_id`,
  )

  const merging = makeMerging({ publishing, keepers, reader })
  const madeBy = ({ id }: By, why: string): Made => ({ person_id: id, made_as: 'editor', why })
  function note(by: By, action: string, id: number, detail: Record<string, number> = {}): void {
    audit.note({
      ...{ person_id: by.id, made_as: by.role === 'admin' ? 'admin' : 'editor', action },
      ...{ subject_kind: 'initiative', subject_id: id, detail },
    })
  }

  /** Publishes what was taken down; nobody is told of a decision that took it down a moment ago. */
  function bringBack(id: number, made: Made, by: By, fields?: InitiativeFields): Saved {
    const gone = publishing.find(id)
    const saved = merging.publish(id, made, fields)
    if (gone && saved.outcome !== 'refused') deciding.cameBack(gone, by)
    return saved
  }

  /** Writes what a listing said, whether or not it is there now. */
  function write(id: number, fields: InitiativeFields, made: Made, by: By): FieldIssue[] {
    const isLive = reader.entered(id) !== undefined
    const saved = isLive ? saver.save(fields, { id, made }) : bringBack(id, made, by, fields)
    return saved.outcome === 'refused' ? saved.issues : []
  }

  /** What would be undone of what somebody did since a moment, listing by listing. */
  function plan(person_id: number, since: string): Undoing[] {
    const mine = Map.groupBy(touched.all({ person_id, since }), ({ initiative_id }) => initiative_id)
    const gone = new Set(removed.all({ person_id, since }).map(({ id }) => id))
    const ids = [...new Set([...mine.keys(), ...gone])].sort((a, b) => a - b)
    return ids.map(id =>
      undoingOf({
        ...{ id, all: revisions.list(id), isGone: gone.has(id), isLive: reader.entered(id) !== undefined },
        mine: new Set((mine.get(id) ?? []).map(one => one.id)),
      }),
    )
  }

  function undoOne({ id, to, act }: Undoing, by: By): void {
    const made = madeBy(by, 'All that somebody did was undone')
    if (act === 'skip') return
    if (act === 'remove') publishing.unpublish(id, made.why, made)
    else if (to) write(id, to.fields, made, by)
    note(by, 'undoing', id, { revision: to?.number ?? 0 })
  }

  return {
    plan,
    /** Undoes those of a plan, all in one transaction. */
    undoAll: (person_id: number, since: string, by: By, mayUndo: (one: Undoing) => boolean): Undoing[] =>
      inTransaction(db, () => {
        const done = plan(person_id, since).filter(one => one.act !== 'skip' && mayUndo(one))
        for (const one of done) undoOne(one, by)
        return done
      }),
    /** Makes a listing say what one of its revisions said; nothing when that cannot be any more, and why. */
    restore: (revision: Revision, by: By): FieldIssue[] =>
      inTransaction(db, () => {
        const { initiative_id: id, number } = revision
        const issues = write(id, revision.fields, madeBy(by, `Brought back revision ${number}`), by)
        if (issues.length === 0) note(by, 'restoration', id, { revision: number })
        return issues
      }),
    unpublish: (id: number, reason: string, by: By): void =>
      inTransaction(db, () => {
        publishing.unpublish(id, reason, madeBy(by, reason))
        note(by, 'unpublication', id)
      }),
    publish: (id: number, by: By): FieldIssue[] =>
      inTransaction(db, () => {
        const saved = bringBack(id, madeBy(by, 'Published again'), by)
        if (saved.outcome === 'refused') return saved.issues
        note(by, 'publication', id)
        return []
      }),
    trust: (id: number, person_id: number, isTrusted: boolean, by: By): boolean =>
      inTransaction(db, () => {
        const isDone = keepers.trust(id, person_id, isTrusted)
        if (isDone) note(by, isTrusted ? 'trust' : 'distrust', id, { keeper: person_id })
        return isDone
      }),
    removeKeeper: (id: number, person_id: number, by: By): boolean =>
      inTransaction(db, () => {
        const isDone = keepers.remove(id, person_id)
        if (isDone) note(by, 'keeper removal', id, { keeper: person_id })
        return isDone
      }),
  }
}
