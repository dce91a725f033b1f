// Mail about a decision: put as it is made, so that it waits ten minutes, and taken back when that is undone.
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { DraftsStore } from './drafts.store.ts'
import type { Half, Pair, Proposal } from './fields.ts'
import { type Answer, type Came, decisionLetter, type Mail } from './letters.rules.ts'
import { mergedLetter } from './merging.rules.ts'
import { isUntold } from './rules.ts'

export interface TellingParts {
  outbox: Pick<Outbox, 'put' | 'cancel' | 'cancelAll' | 'write'>
  reader: InitiativeReader
  publishing: Pick<Publishing, 'find'>
  keepers: Pick<KeepersStore, 'of'>
  drafts: Pick<DraftsStore, 'find'>
}

type Two = Pair<Half> | undefined

/** All of it in the caller's transaction. */
export function makeTelling({ outbox, reader, publishing, keepers, drafts }: TellingParts) {
  const mailKey = ({ id, version }: Proposal) => `decision-${id}-${version}`

  /** Puts the mail that tells the sender, and answers it as it goes; nothing where nobody is told. */
  function tell(proposal: Proposal, outcome: Answer, due: string, came: Came, pair: Two): Mail | null {
    if (isUntold(proposal)) return null
    const { id, initiative_id, email: to, asked, reply } = proposal
    const listing = initiative_id === null ? undefined : reader.entered(initiative_id)
    const gone = listing ? undefined : publishing.find(initiative_id ?? 0)
    const letter = decisionLetter(proposal, outcome, {
      name: listing?.fields.name ?? asked.name ?? gone?.name ?? 'What you sent',
      path: listing ? `/initiatives/${listing.slug}` : '',
      sender: drafts.find(id)?.sender_name ?? '',
      ...{ reply, came, pair: pair ?? null },
    })
    const { subject, text, html } = outbox.write(letter)
    outbox.put({ key: mailKey(proposal), kind: 'decision', to, letter: { subject, text, html }, due })
    return { to, subject, text }
  }

  /** Whoever keeps one of two, but for the sender, who is told already. */
  function keepersOf({ email: sender }: Proposal, pair: Two) {
    const all = pair ? [pair.stays, pair.goes].flatMap(({ id }) => keepers.of(id)) : []
    const others = all.filter(({ email }) => email !== sender)
    return [...new Map(others.map(one => [one.person_id, one])).values()]
  }

  /** Puts a mail to each of those who keep one of two that are one now; the same to all of them. */
  function tellKeepers(proposal: Proposal, due: string, pair: Two): Mail | null {
    if (proposal.status !== 'approved' || !pair) return null
    const told = keepersOf(proposal, pair)
    if (told.length === 0) return null
    const { subject, text, html } = outbox.write(mergedLetter(pair))
    for (const { person_id, email: to } of told) {
      const key = `${mailKey(proposal)}-${person_id}`
      outbox.put({ key, kind: 'merged', to, letter: { subject, text, html }, due })
    }
    return { to: told.map(({ email }) => email).join(', '), subject, text }
  }

  return {
    tell,
    tellKeepers,
    /** Takes back what has not gone; false when the sender has their answer. */
    untell(proposal: Proposal): boolean {
      outbox.cancelAll(mailKey(proposal))
      return isUntold(proposal) || outbox.cancel(mailKey(proposal))
    },
  }
}
