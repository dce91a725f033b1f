// Everything the site has of proposals, made once: what is asked, the queue, and what is decided.
import { makeKeepersStore } from '../initiatives/keepers.store.ts'
import { type DecidingParts, makeDeciding } from './deciding.store.ts'
import { makeQueueStore } from './queue.store.ts'
import { makeProposalsStore } from './store.ts'

export type ProposalParts = ReturnType<typeof makeProposalParts>

export function makeProposalParts(parts: Omit<DecidingParts, 'keepers' | 'proposals'>) {
  const { db, clock } = parts
  const keepers = makeKeepersStore(db)
  const proposals = makeProposalsStore(db, clock)
  return {
    keepers,
    proposals,
    queue: makeQueueStore(db),
    deciding: makeDeciding({ ...parts, keepers, proposals }),
  }
}
