// Saying that two listings are one: a report comes to say it, an editor does it themselves, or asks another who may.
import { type Db, inTransaction, inTransactionIf } from '../../platform/database/open.ts'
import type { Clock } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { Person } from '../people/fields.ts'
import type { Decided, Deciding } from './deciding.store.ts'
import type { Proposal } from './fields.ts'
import { areRead } from './letters.rules.ts'
import { SAME } from './merging.rules.ts'
import { areasOf } from './rules.ts'
import type { ProposalsStore } from './store.ts'

export interface NamingParts {
  db: Db
  clock: Clock
  reader: Pick<InitiativeReader, 'entered'>
  proposals: ProposalsStore
  audit: AuditStore
  deciding: Pick<Deciding, 'approve' | 'revisionOf' | 'pairOf'>
}

/** Two listings, by whom they are said to be one. */
export interface Two {
  id: number
  other: number
  by: Pick<Person, 'id' | 'role' | 'email'>
}

export type Naming = ReturnType<typeof makeNaming>

export function makeNaming({ db, clock, reader, proposals, audit, deciding }: NamingParts) {
  const now = () => clock().toISOString()
  const madeAs = ({ role }: Two['by']) => (role === 'admin' ? 'admin' : 'editor')

  /** The areas of all of these that are on the site. */
  function areasOfAll(ids: readonly number[]): number[] {
    return ids.flatMap(id => {
      const live = reader.entered(id)
      return live ? areasOf(live.placing) : []
    })
  }

  function begin({ id, other, by }: Two, more: { email: string; note: string }): Proposal {
    const said = { kind: 'merge', initiative_id: id, into_id: other, ...more } as const
    const proposal = proposals.add({ ...said, status: 'waiting', person_id: by.id, sent_at: now() })
    proposals.setAreas(proposal.id, areasOfAll([id, other]))
    return proposal
  }

  function make(two: Two, stays: number): Decided {
    const { by, id } = two
    const begun = begin(two, { email: '', note: '' })
    const seen = { version: begun.version, revision: deciding.revisionOf({ initiative_id: id }) }
    const decided = deciding.approve({
      ...{ proposal_id: begun.id, by, seen, stays },
      reason: SAME,
      reply: '',
    })
    const pair = deciding.pairOf(begun)
    if (pair && decided.outcome === 'done')
      audit.note({
        ...{ person_id: by.id, made_as: madeAs(by), action: 'merge', subject_kind: 'initiative' },
        ...{ subject_id: pair.goes.id, detail: { into: pair.stays.id } },
      })
    return decided
  }

  return {
    areasOfAll,
    /** A report names the listing that is the same from now on; or none, and is what it was, where it is not that one. */
    name: (proposal: Proposal, other: number | null, by: Two['by']): void =>
      inTransaction(db, () => {
        const id = proposal.initiative_id as number
        // Another process may have decided since it was read.
        if (proposals.find(proposal.id)?.version !== proposal.version)
          throw new Problem('conflict', 'It was decided on or changed meanwhile. Look at it again.')
        proposals.change(proposal.id, {
          ...{ kind: other === null ? 'report' : 'merge', into_id: other },
          report_reason: other === null ? proposal.reported_for || 'duplicate' : '',
          reported_for: other === null ? '' : proposal.report_reason,
        })
        proposals.setAreas(proposal.id, areasOfAll(other === null ? [id] : [id, other]))
        audit.note({
          ...{ person_id: by.id, made_as: madeAs(by), action: other === null ? 'other double' : 'double' },
          ...{ subject_kind: 'proposal', subject_id: proposal.id, detail: { listing: other ?? 0 } },
        })
      }),
    /** What making them one would come to, with the mail as it would go; none of it stays. */
    rehearse: (two: Two, stays: number): Decided =>
      inTransactionIf(
        db,
        () => make(two, stays),
        () => false,
      ),
    /** An editor's own, accepted at once; nothing of it stays unless whoever is told may be, by what they have read. */
    make: (two: Two, stays: number, read: readonly string[]): Decided =>
      inTransactionIf(
        db,
        () => make(two, stays),
        decided => decided.outcome === 'done' && areRead(decided, read),
      ),
    /** What an editor may not do alone waits for one who looks after both. */
    ask: (two: Two, note: string): void =>
      inTransaction(db, () => {
        const { id: initiative_id, other: into_id, by } = two
        const said = { kind: 'merge', initiative_id, into_id, email: by.email, note } as const
        if (proposals.sentJustNow(said)) return
        const { id } = begin(two, { email: by.email, note })
        proposals.change(id, { confirmed_at: now() })
        audit.note({
          ...{ person_id: by.id, made_as: madeAs(by), action: 'double', subject_kind: 'proposal' },
          ...{ subject_id: id, detail: { listing: into_id } },
        })
      }),
  }
}
