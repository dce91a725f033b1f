// Everything the site has of proposals, made once: what is asked, the queue, and what is decided.
import type { Config } from '../../config.ts'
import { makeDuplicatesStore } from '../initiatives/duplicates.store.ts'
import { makeKeepersStore } from '../initiatives/keepers.store.ts'
import type { Receive, Welcomes } from '../people/welcomes.store.ts'
import type { SettingsStore } from '../settings/store.ts'
import { type DecidingParts, makeDeciding } from './deciding.store.ts'
import { makeDraftsStore } from './drafts.store.ts'
import { makeQueueStore } from './queue.store.ts'
import { makeSending, SENT, type Sending } from './sending.store.ts'
import { makeSpamWords } from './spam-words.store.ts'
import { makeProposalsStore } from './store.ts'

type Parts = Omit<DecidingParts, 'keepers' | 'proposals' | 'drafts' | 'spamWords'> & {
  config: Pick<Config, 'SITE_NAME'>
  welcomes: Welcomes
  settings: Pick<SettingsStore, 'now'>
}

export function makeProposalParts(parts: Parts) {
  const { db, clock } = parts
  const keepers = makeKeepersStore(db, () => parts.settings.now().trust_after)
  const proposals = makeProposalsStore(db, clock)
  const drafts = makeDraftsStore(db, clock, proposals)
  const spamWords = makeSpamWords(db, clock)
  const sending = makeSending({ ...parts, proposals, drafts, spamWords })
  welcomesSenders(parts, sending)
  return {
    keepers,
    proposals,
    drafts,
    sending,
    spamWords,
    duplicates: makeDuplicatesStore(db),
    queue: makeQueueStore(db),
    deciding: makeDeciding({ ...parts, keepers, proposals, drafts, spamWords }),
  }
}

/** Whoever confirms the address of what they sent is known from then on, and shown what happens next. */
function welcomesSenders({ welcomes, people }: Parts, sending: Sending): void {
  const receive: Receive = ({ email, subject }) => {
    const proposal = sending.confirm(Number(subject.split(':')[1]), email)
    if (!proposal) return { person: undefined, next: '/submit/confirm' }
    return { person: people.find(proposal.person_id ?? 0), next: `/proposals/${proposal.uuid}` }
  }
  welcomes.on('confirm', receive, SENT)
}
