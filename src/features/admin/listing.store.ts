// An editor’s own change of a listing: a proposal that is accepted at once, saved and noted in one transaction.
import { type Db, inTransactionIf } from '../../platform/database/open.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import type { FieldName, InitiativeFields } from '../initiatives/fields.ts'
import { type FieldIssue, readInitiative } from '../initiatives/reading.fields.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { RevisionsStore } from '../initiatives/revisions.store.ts'
import type { Saver } from '../initiatives/saving.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { Person } from '../people/fields.ts'
import { diffFields, type FieldDiff } from '../proposals/diff.rules.ts'
import type { LikelyFound } from '../proposals/likely.search.ts'
import { areasOf, onlyChanges } from '../proposals/rules.ts'
import type { Scope } from '../proposals/scope.store.ts'
import type { ProposalsStore } from '../proposals/store.ts'
import type { Names } from '../proposals/values.rules.ts'

export interface OwnEditParts {
  db: Db
  clock: Clock
  reader: InitiativeReader
  revisions: RevisionsStore
  saver: Saver
  proposals: ProposalsStore
  audit: AuditStore
  scope: Pick<Scope, 'mayPlace'>
  /** Listings that may be what it says, but for those it is known to be different from. */
  likely(fields: InitiativeFields, different: number[]): LikelyFound[]
  /** What kinds and areas are called now. */
  called(): Names
}

export interface OwnEdit {
  by: Person
  /** Nothing for a new listing; else which one, and the number of the revision that the editor saw. */
  live?: { id: number; revision: number }
  input: Record<string, unknown>
  why: string
  /** Whether the editor has checked all of it. */
  isConfirmed: boolean
  /** Of a new one: ids of listings that the editor has seen, and it is none of. */
  different?: number[]
}

export type OwnEdited =
  | { outcome: 'saved'; id: number }
  | { outcome: 'refused'; issues: FieldIssue[] }
  /** It may be listed already. */
  | { outcome: 'likely'; likely: LikelyFound[] }
  /** It is not what the editor saw any more. */
  | { outcome: 'changed'; changes: FieldDiff[] }
  | { outcome: 'gone' }

export type OwnEdits = ReturnType<typeof makeOwnEdits>

export function makeOwnEdits(parts: OwnEditParts) {
  const { db, clock, reader, revisions, saver, proposals, audit, scope, called, likely } = parts

  function changedSince({ id, revision }: { id: number; revision: number }): FieldDiff[] {
    const latest = revisions.latest(id)
    if ((latest?.number ?? 0) === revision) return []
    // Before its first change nobody noted what a listing said; the first revision does.
    const before = revisions.get(id, Math.max(1, revision))
    const now = reader.entered(id)?.fields
    if (!before || !now) return []
    const changed = onlyChanges(before.fields, now)
    return diffFields(before.fields, changed, called())
  }

  /** What the listing is to say: what was typed, over what the form does not ask. */
  function fieldsFor({ input, isConfirmed, live }: OwnEdit, before: InitiativeFields | undefined) {
    const today = { confirmed_on: localTime(clock()).date, confirmed_by: 'editor' }
    return { ...before, ...input, ...((isConfirmed || !live) && today) }
  }

  function save(edit: OwnEdit, fields: InitiativeFields, before: InitiativeFields | undefined): OwnEdited {
    const asked = before ? onlyChanges(before, fields) : fields
    const names = Object.keys(asked) as FieldName[]
    const now = clock().toISOString()
    const proposal = proposals.add({
      ...{ kind: before ? 'edit' : 'new', status: 'approved', initiative_id: edit.live?.id ?? null },
      ...{ asked, base: before ? pick(before, names) : {}, taken: names, note: '', person_id: edit.by.id },
      ...{
        sent_at: now,
        confirmed_at: now,
        decided_at: now,
        decided_by: edit.by.id,
        decision_reason: edit.why,
      },
    })
    const made = {
      person_id: edit.by.id,
      made_as: 'editor',
      why: edit.why,
      proposal_id: proposal.id,
    } as const
    const saved = saver.save(fields, { id: edit.live?.id, made })
    if (saved.outcome === 'refused') return { outcome: 'refused', issues: saved.issues }
    if (saved.outcome === 'unchanged') {
      proposals.remove(proposal.id)
      return { outcome: 'saved', id: saved.id }
    }
    proposals.change(proposal.id, { initiative_id: saved.id, revision_id: saved.revision_id })
    proposals.setAreas(proposal.id, areasOf(saved.placing))
    audit.note({
      ...{ person_id: edit.by.id, made_as: 'editor', action: before ? 'own edit' : 'own addition' },
      ...{ subject_kind: 'initiative', subject_id: saved.id, detail: { fields: saved.changes } },
    })
    return { outcome: 'saved', id: saved.id }
  }

  function attempt(edit: OwnEdit): OwnEdited {
    const before = edit.live && reader.entered(edit.live.id)?.fields
    if (edit.live && !before) return { outcome: 'gone' }
    const changes = edit.live ? changedSince(edit.live) : []
    if (changes.length > 0) return { outcome: 'changed', changes }
    const read = readInitiative(fieldsFor(edit, before))
    if (!read.ok) return { outcome: 'refused', issues: read.issues }
    if (!scope.mayPlace(edit.by, read.fields)) {
      const field = read.fields.where_kind === 'address' ? 'postcode' : 'serves'
      return { outcome: 'refused', issues: [{ field, message: OUTSIDE }] }
    }
    const found = before ? [] : likely(read.fields, edit.different ?? [])
    return found.length > 0 ? { outcome: 'likely', likely: found } : save(edit, read.fields, before)
  }

  return {
    /** All of it or nothing. Whether somebody may touch the listing as it is now, the caller has asked. */
    save: (edit: OwnEdit): OwnEdited =>
      inTransactionIf(
        db,
        () => attempt(edit),
        ({ outcome }) => outcome === 'saved',
      ),
  }
}

const OUTSIDE = 'That lies outside the areas you look after.'

function pick(fields: InitiativeFields, names: readonly FieldName[]): Partial<InitiativeFields> {
  return Object.fromEntries(names.map(name => [name, fields[name]]))
}
