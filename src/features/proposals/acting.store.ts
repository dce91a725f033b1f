// Doing what a proposal asks, and putting it back: one way for each kind.
import { type Clock, later } from '../../platform/text/clock.ts'
import type { FieldName } from '../initiatives/fields.ts'
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import type { FieldIssue } from '../initiatives/reading.fields.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { Made, RevisionsStore } from '../initiatives/revisions.store.ts'
import type { Saver } from '../initiatives/saving.store.ts'
import type { PeopleStore } from '../people/store.ts'
import type { AskedFields, Outcome, Proposal } from './fields.ts'
import { makeMerging } from './merging.store.ts'
import { fieldsAsked, isPoint, OBJECTION_MS, stillSaying, withTaken } from './rules.ts'

/** `more` is what else the proposal says from now on; its `decided_at` is the very moment of what undoing has to find again. */
export type Acted = { ok: true; more: Partial<Proposal> } | { ok: false; issues: FieldIssue[] }

/** Of an edit the fields that are taken, of a report what it leads to, of two listings the one that stays. */
export interface Wish {
  take?: readonly FieldName[] | undefined
  outcome?: Outcome | undefined
  stays?: number | undefined
}

export interface ActingParts {
  clock: Clock
  people: Pick<PeopleStore, 'meet'>
  reader: InitiativeReader
  revisions: RevisionsStore
  saver: Saver
  publishing: Publishing
  keepers: KeepersStore
}

/** All of it in the caller's transaction. */
export function makeActing({ clock, people, reader, revisions, saver, publishing, keepers }: ActingParts) {
  const now = () => clock().toISOString()
  const merging = makeMerging({ publishing, keepers, reader })

  /** Whoever sent a new listing keeps it. */
  function list(proposal: Proposal, made: Made): Acted {
    // Whose approval was undone comes back as what it was.
    const before = proposal.initiative_id
    const isBack = before !== null && publishing.find(before) !== undefined
    const saved = isBack
      ? publishing.publish(before, made, proposal.asked)
      : saver.save(proposal.asked, { made })
    if (saved.outcome === 'refused') return { ok: false, issues: saved.issues }
    if (proposal.email !== '') keepers.add(saved.id, people.meet(proposal.email, clock()).id, now())
    return {
      ok: true,
      more: { initiative_id: saved.id, revision_id: revisionOf(saved), taken: fieldsAsked(proposal) },
    }
  }

  function edit(proposal: Proposal, made: Made, take = fieldsAsked(proposal)): Acted {
    const id = proposal.initiative_id as number
    const live = reader.entered(id)
    if (!live) return gone()
    const { asked } = proposal
    const taken = fieldsAsked(proposal).filter(name =>
      take.includes(isPoint(name, asked) ? 'postcode' : name),
    )
    const saved = saver.save(withTaken(live.fields, proposal.asked, taken), { id, made })
    if (saved.outcome === 'refused') return { ok: false, issues: saved.issues }
    return { ok: true, more: { revision_id: revisionOf(saved) ?? proposal.revision_id, taken } }
  }

  /** A second keeper beside others waits three days, in which those can object. */
  function hand(proposal: Proposal): Acted {
    const id = proposal.initiative_id as number
    if (!reader.entered(id)) return gone()
    const to = people.meet(proposal.email, clock())
    const others = keepers.of(id).filter(({ person_id }) => person_id !== to.id)
    const decided_at = now()
    if (others.length === 0) keepers.add(id, to.id, decided_at)
    else {
      const takes_effect_at = later(clock(), OBJECTION_MS)
      keepers.begin({
        ...{ initiative_id: id, from_id: null, to_id: to.id, proposal_id: proposal.id },
        ...{ asked_at: decided_at, takes_effect_at },
      })
    }
    return { ok: true, more: { decided_at } }
  }

  function merge(proposal: Proposal, made: Made, stays: number | undefined): Acted {
    const pair = merging.pairOf(proposal, stays)
    if (!pair || !reader.entered(pair.goes.id) || !reader.entered(pair.stays.id)) return gone()
    return { ok: true, more: { decided_at: merging.merge(pair.goes.id, pair.stays.id, made) } }
  }

  /** What a report leads to, when an editor says so at once. */
  function follow(proposal: Proposal, made: Made, outcome: Outcome | undefined): Acted {
    const id = proposal.initiative_id as number
    if (outcome === undefined) return { ok: true, more: {} }
    const live = reader.entered(id)
    if (!live) return gone()
    if (outcome === 'removal') {
      const { made_at: decided_at } = publishing.unpublish(id, made.why, made)
      return { ok: true, more: { decided_at } }
    }
    const saved = saver.save({ ...live.fields, status: 'ended', paused_until: null }, { id, made })
    if (saved.outcome === 'refused') return { ok: false, issues: saved.issues }
    return { ok: true, more: { revision_id: revisionOf(saved) } }
  }

  const back = (proposal: Proposal, revisionId: number | null, made: Made): void => {
    const mine = revisionId === null ? undefined : revisions.byId(revisionId)
    const before = mine && revisions.get(mine.initiative_id, mine.number - 1)
    if (before) saver.save(before.fields, { id: proposal.initiative_id as number, made })
  }

  /** Of what a listing says, the fields that still say `from` say `to` again; what others changed since stays. */
  function turn(proposal: Proposal, from: AskedFields, to: AskedFields, made: Made): void {
    const id = proposal.initiative_id as number
    const live = reader.entered(id)
    if (!live) return
    const names = stillSaying(live.fields, from)
    saver.save(withTaken(live.fields, to, names), { id, made })
  }

  return {
    act(proposal: Proposal, made: Made, { take, outcome, stays }: Wish = {}): Acted {
      if (proposal.kind === 'new') return list(proposal, made)
      if (proposal.kind === 'edit') return edit(proposal, made, take && [...take])
      if (proposal.kind === 'claim') return hand(proposal)
      if (proposal.kind === 'merge') return merge(proposal, made, stays)
      return follow(proposal, made, outcome)
    },
    /** What a trusted keeper's change did at once is put back when an editor decides against it. */
    putBack(proposal: Proposal, made: Made): void {
      if (proposal.kind === 'edit' && proposal.revision_id !== null)
        turn(proposal, proposal.asked, proposal.base, made)
    },
    /** Makes everything as it was before the decision; false when somebody changed the listing since. */
    undo(proposal: Proposal, made: Made): boolean {
      const id = proposal.initiative_id
      if (id === null) return true
      if (proposal.kind === 'edit' || proposal.kind === 'report') return unedit(proposal, id, made)
      if (proposal.status !== 'approved') return true
      if (proposal.kind === 'new') return unlist(proposal, id, made)
      if (proposal.kind === 'merge') return unmerge(proposal, made)
      if (proposal.kind === 'claim') unhand(proposal, id)
      return true
    },
    wasLive,
  }

  /** Whether it was live before an editor saw it, because a trusted keeper sent it. */
  function wasLive({ revision_id }: Pick<Proposal, 'revision_id'>): boolean {
    return revision_id !== null && revisions.byId(revision_id)?.made_as === 'keeper'
  }

  function unedit(proposal: Proposal, id: number, made: Made): boolean {
    const gone = proposal.status === 'approved' ? publishing.find(id) : undefined
    if (gone && proposal.kind === 'report' && gone.made_at === proposal.decided_at)
      return publishing.publish(id, made).outcome !== 'refused'
    const mine = proposal.revision_id === null ? undefined : revisions.byId(proposal.revision_id)
    if (!mine) return true
    if (proposal.status === 'rejected') {
      turn(proposal, proposal.base, proposal.asked, made)
      return true
    }
    if (wasLive(proposal)) return true
    if (revisions.latest(id)?.id !== mine.id || !reader.entered(id)) return false
    back(proposal, mine.id, made)
    return true
  }

  function unlist(proposal: Proposal, id: number, made: Made): boolean {
    if (revisions.latest(id)?.id !== proposal.revision_id || !reader.entered(id)) return false
    publishing.unpublish(id, made.why, made)
    for (const { person_id } of keepers.of(id)) keepers.remove(id, person_id)
    return true
  }

  /** Only what this very decision took down comes back. */
  function unmerge(proposal: Proposal, made: Made): boolean {
    const goes = merging.pairOf(proposal)?.goes.id ?? 0
    if (publishing.find(goes)?.made_at !== proposal.decided_at) return false
    return merging.publish(goes, made).outcome !== 'refused'
  }

  function unhand(proposal: Proposal, id: number): void {
    for (const { id: change, proposal_id } of keepers.openHandovers(id))
      if (proposal_id === proposal.id) keepers.object(change, now())
    const person = people.meet(proposal.email, clock())
    if (
      keepers
        .of(id)
        .some(keeper => keeper.person_id === person.id && keeper.since >= (proposal.decided_at ?? ''))
    )
      keepers.remove(id, person.id)
  }
}

function revisionOf(saved: { revision_id: number | null }): number | null {
  return saved.revision_id
}

function gone(): Acted {
  return { ok: false, issues: [{ field: 'name', message: 'The listing was taken down meanwhile.' }] }
}
