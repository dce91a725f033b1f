// What was just decided and may still be taken back, as the next page says it.
import type { Response } from 'express'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { sayTime } from '../../platform/text/words.ts'
import { personOf } from '../people/guards.routes.ts'
import type { Deciding } from './deciding.store.ts'
import { KIND_WORDS, type Proposal } from './fields.ts'
import type { Items } from './item.search.ts'
import type { Done } from './item.view.ts'
import { QUEUE_PATH } from './queue.rules.ts'
import { canUndo } from './rules.ts'
import type { Scope } from './scope.store.ts'
import type { ProposalsStore } from './store.ts'

interface DoneDeps {
  clock: Clock
  proposals: Pick<ProposalsStore, 'find'>
  scope: Pick<Scope, 'mayDecide'>
  items: Pick<Items, 'titleOf'>
  deciding: Pick<Deciding, 'pairOf'>
}

export function makeDoneNotices({ clock, proposals, scope, items, deciding }: DoneDeps) {
  function wordsFor(proposal: Proposal): string {
    const pair = proposal.status === 'approved' ? deciding.pairOf(proposal) : undefined
    if (pair) return `Made one: ${pair.goes.name} leads to ${pair.stays.name} now.`
    const kind = KIND_WORDS[proposal.kind].name.toLowerCase()
    return `${DONE[proposal.status] ?? ''}: ${kind}, ${items.titleOf(proposal)}.`
  }

  function undoOf(proposal: Proposal): Done | null {
    if (!canUndo(proposal, clock()) || proposal.undo_until === null) return null
    return {
      text: wordsFor(proposal),
      action: `${QUEUE_PATH}/${proposal.id}/undoing`,
      until: sayTime(localTime(new Date(proposal.undo_until)).time),
      ids: '',
    }
  }

  /** By the ids in an address; several are told by their number. */
  function doneNotice(res: Response, said: unknown): Done | null {
    if (typeof said !== 'string' || !/^\d{1,15}(,\d{1,15}){0,19}$/.test(said)) return null
    const all = said.split(',').flatMap(id => proposals.find(Number(id)) ?? [])
    const mine = all.filter(proposal => scope.mayDecide(personOf(res), proposal))
    const [first, ...more] = mine.flatMap(proposal => undoOf(proposal) ?? [])
    if (!first || more.length === 0) return first ?? null
    const text = `Decided on ${more.length + 1} items.`
    const ids = mine.map(({ id }) => id).join(',')
    return { text, action: `${QUEUE_PATH}/undoings`, until: first.until, ids }
  }

  return { undoOf, doneNotice }
}

const DONE: Partial<Record<Proposal['status'], string>> = {
  approved: 'Approved',
  rejected: 'Rejected',
  asked: 'Asked',
}
