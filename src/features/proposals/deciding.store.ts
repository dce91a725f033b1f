// Deciding on a proposal: what it asks is done, noted and told in one transaction, and can be undone for ten minutes.

import { type Db, inTransaction } from '../../platform/database/open.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import { later } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import type { Unpublished } from '../initiatives/publishing.store.ts'
import type { FieldIssue } from '../initiatives/reading.fields.ts'
import type { Made } from '../initiatives/revisions.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { Person } from '../people/fields.ts'
import type { PeopleStore } from '../people/store.ts'
import { type ActingParts, makeActing, type Wish } from './acting.store.ts'
import type { DraftsStore } from './drafts.store.ts'
import type { Outcome, Proposal, Status } from './fields.ts'
import type { Answer, Came, Mail } from './letters.rules.ts'
import { isOwnMerge } from './merging.rules.ts'
import { makeMerging } from './merging.store.ts'
import { canUndo, isLockedFor, isOpen, UNDO_MS } from './rules.ts'
import { verdictOf } from './spam-words.rules.ts'
import type { SpamWords } from './spam-words.store.ts'
import type { ProposalsStore } from './store.ts'
import { makeTelling } from './telling.store.ts'

export interface DecidingParts extends ActingParts {
  db: Db
  outbox: Pick<Outbox, 'put' | 'cancel' | 'cancelAll' | 'write'>
  people: Pick<PeopleStore, 'meet' | 'find'>
  audit: AuditStore
  proposals: ProposalsStore
  drafts: Pick<DraftsStore, 'find'>
  spamWords: Pick<SpamWords, 'learn' | 'unlearn'>
}

export interface Decision {
  proposal_id: number
  by: Pick<Person, 'id'>
  /** What the editor saw: nothing is decided on what changed since. `revision` is the listing's latest number, or 0. */
  seen: { version: number; revision: number }
  reason: string
  reply: string
}

export type Decided =
  /** The mail to the sender, and that to whoever keeps one of two listings that are one now. */
  | { outcome: 'done'; proposal: Proposal; mail: Mail | null; told: Mail | null }
  /** It is not what the editor saw any more: the proposal itself, or the listing it is about. */
  | { outcome: 'changed'; what: 'proposal' | 'listing'; proposal: Proposal }
  /** Another editor has it open. */
  | { outcome: 'locked'; proposal: Proposal }
  | { outcome: 'refused'; issues: FieldIssue[]; proposal: Proposal }

export type Deciding = ReturnType<typeof makeDeciding>

export function makeDeciding(parts: DecidingParts) {
  const { db, clock, audit, reader, revisions, proposals } = parts
  const acting = makeActing(parts)
  const merging = makeMerging(parts)
  const telling = makeTelling(parts)

  /** Runs `act` when the editor saw what there is; all of it is undone again when what is asked cannot be done. */
  function decide(decision: Decision, act: (proposal: Proposal, made: Made) => Decided): Decided {
    const proposal = proposals.find(decision.proposal_id) as Proposal
    const what = changedSince(proposal, decision.seen)
    if (what) return { outcome: 'changed', what, proposal }
    if (isLockedFor(decision.by.id, proposal, clock())) return { outcome: 'locked', proposal }
    const made: Made = {
      person_id: decision.by.id,
      made_as: 'editor',
      why: decision.reason,
      proposal_id: proposal.id,
    }
    return act(proposal, made)
  }

  function changedSince(proposal: Proposal, seen: Decision['seen']): 'proposal' | 'listing' | undefined {
    if (!isOpen(proposal) || proposal.version !== seen.version) return 'proposal'
    return revisionOf(proposal) === seen.revision ? undefined : 'listing'
  }

  function revisionOf({ initiative_id }: Pick<Proposal, 'initiative_id'>): number {
    return initiative_id === null ? 0 : (revisions.latest(initiative_id)?.number ?? 0)
  }

  function settle(
    proposal: Proposal,
    status: Answer,
    { by, reason, reply }: Decision,
    more: Partial<Proposal> = {},
    outcome?: Outcome,
  ): Decided {
    const now = clock()
    const until = later(now, UNDO_MS)
    const isFinal = status !== 'asked'
    const after = proposals.change(proposal.id, {
      ...{ status, reply, decision_reason: reason, locked_by: null, locked_until: null },
      ...{ undo_until: until, decided_at: isFinal ? now.toISOString() : null, decided_by: by.id },
      ...more,
    })
    // Whoever is asked must be able to sign in to answer.
    if (!isFinal && proposal.email !== '') parts.people.meet(proposal.email, now)
    if (!isFinal) proposals.say(proposal.id, { person_id: by.id, is_from_editor: true, text: reply })
    audit.note({
      ...{ person_id: by.id, made_as: 'editor', action: status, subject_kind: 'proposal' },
      ...{ subject_id: proposal.id, detail: { kind: proposal.kind, taken: after.taken } },
    })
    const verdict = verdictOf(after)
    if (verdict) parts.spamWords.learn(after.asked, verdict)
    const pair = merging.pairOf(after)
    const mail = telling.tell(after, status, until, outcome ?? cameOf(proposal), pair)
    return { outcome: 'done', proposal: after, mail, told: telling.tellKeepers(after, until, pair) }
  }

  /** What an editor did on the listing's own page before deciding counts as well. */
  function cameOf({ id, kind, initiative_id, created_at }: Proposal): Came {
    if (kind !== 'report') return 'nothing'
    if (initiative_id === null || !reader.entered(initiative_id)) return 'removal'
    const latest = revisions.latest(initiative_id)
    const isSince = latest && latest.made_at > created_at && latest.proposal_id !== id
    return isSince && latest.changes.some(name => !name.startsWith('confirmed_')) ? 'change' : 'nothing'
  }

  /** Waits again, as if nobody had decided on it; false when the sender has their answer. */
  function reopen(proposal: Proposal, by: Pick<Person, 'id'>): boolean {
    const { id } = proposal
    const isUntold = telling.untell(proposal)
    const verdict = verdictOf(proposal)
    if (verdict) parts.spamWords.unlearn(proposal.asked, verdict)
    if (proposal.status === 'asked') proposals.unsay(id)
    proposals.change(id, {
      status: undoneStatus(proposal),
      ...{ taken: [], decided_at: null, decided_by: null, undo_until: null },
      ...{ decision_reason: '', reply: '' },
      ...(!acting.wasLive(proposal) && { revision_id: null }),
    })
    audit.note({
      ...{ person_id: by.id, made_as: 'editor', action: 'undone', subject_kind: 'proposal' },
      subject_id: id,
    })
    return isUntold
  }

  return {
    /** The listing's latest revision number, for `seen`. */
    revisionOf,
    /** What is not as the editor saw it any more; nothing where all of it is. */
    changedSince,
    /** The two listings that a proposal would make one, or has. */
    pairOf: merging.pairOf,
    /** Does what is asked, and no more than is wished of it. */
    approve: (decision: Decision & Wish): Decided =>
      inTransaction(db, () =>
        decide(decision, (proposal, made) => {
          const acted = acting.act(proposal, made, decision)
          if (!acted.ok) return { outcome: 'refused', issues: acted.issues, proposal }
          return settle(proposal, 'approved', decision, acted.more, decision.outcome)
        }),
      ),
    /** Decides against it; what was live already is put back. */
    reject: (decision: Decision): Decided =>
      inTransaction(db, () =>
        decide(decision, (proposal, made) => {
          acting.putBack(proposal, made)
          return settle(proposal, 'rejected', decision)
        }),
      ),
    /** Asks the sender something; it waits for their answer. */
    ask: (decision: Decision): Decided =>
      inTransaction(db, () => decide(decision, proposal => settle(proposal, 'asked', decision))),
    /** Takes a decision back within ten minutes: nobody has been told, and everything is as it was. */
    undo: (id: number, by: Pick<Person, 'id'>): 'done' | 'late' =>
      inTransaction(db, () => {
        const proposal = proposals.find(id) as Proposal
        if (!canUndo(proposal, clock())) return 'late'
        const made: Made = { person_id: by.id, made_as: 'editor', why: 'Decision undone', proposal_id: id }
        if (!acting.undo(proposal, made)) return 'late'
        if (!reopen(proposal, by))
          throw new Problem('conflict', 'It is too late to undo this: the answer has gone.')
        return 'done'
      }),
    /** In the caller's transaction: what took down a listing that is back is undone too, where it still can be. */
    cameBack(gone: Unpublished, by: Pick<Person, 'id'>): void {
      const proposal = proposals.thatTookDown(gone)
      if (proposal && canUndo(proposal, clock())) reopen(proposal, by)
    },
  }
}

/** What nobody but the editor asked for does not wait for another. */
function undoneStatus(proposal: Proposal): Status {
  if (isOwnMerge(proposal)) return 'withdrawn'
  return proposal.held_for.length > 0 ? 'held' : 'waiting'
}
