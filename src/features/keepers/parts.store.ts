// Everything the site has of keeping, made once; and what proving an address means for those who keep listings.
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import type { PeopleStore } from '../people/store.ts'
import type { Receive, Welcomes } from '../people/welcomes.store.ts'
import { type ChangesParts, makeChanges, type Settled } from './changes.store.ts'
import { makeEdits } from './edits.store.ts'
import { makeErasure } from './erasure.store.ts'
import { makePersonalStore } from './personal.store.ts'
import { makeRetention } from './retention.store.ts'
import { readClaim, readOffer, readSent, sentSubject } from './rules.ts'
import { makeSaying } from './saying.store.ts'
import { makeKeptStore } from './store.ts'

export interface KeepingParts extends Omit<ChangesParts, 'people' | 'outbox'> {
  outbox: Pick<Outbox, 'put' | 'forget'>
  people: PeopleStore
  welcomes: Welcomes
}

export type Keeping = ReturnType<typeof makeKeeping>

export function makeKeeping(parts: KeepingParts) {
  const { db, people, keepers, reader, proposals, welcomes } = parts
  const kept = makeKeptStore(db)
  const changes = makeChanges(parts)
  const next = (settled: Settled) => `/keep?done=${WORD[settled]}`

  /** The link to all one keeps: whoever is an organiser by their address keeps those listings from now on. */
  const receiveLink: Receive = ({ email }, now) => {
    const person = people.meet(email, now)
    for (const id of kept.tiedTo(email)) keepers.add(id, person.id, now.toISOString())
    return { person, next: '/keep' }
  }
  const receiveOffer: Receive = ({ email, subject }, now) => {
    const offer = readOffer(subject)
    const stands =
      offer && keepers.isKeeper(offer.asker_id, offer.initiative_id) && reader.entered(offer.initiative_id)
    if (!offer || !stands) return { person: undefined, next: '/keep/ended' }
    const person = people.meet(email, now)
    const { initiative_id, asker_id } = offer
    const from_id = offer.kind === 'instead' ? asker_id : null
    return { person, next: next(changes.settle({ initiative_id, to_id: person.id, from_id, asker_id })) }
  }
  const receiveClaim: Receive = (used, now) => {
    const { email } = used
    const { initiative_id, uuid } = readClaim(used.subject)
    if (!reader.entered(initiative_id)) return { person: undefined, next: '/keep/ended' }
    // The listing may have another address by now: then an editor decides.
    if (!kept.hasAddress(initiative_id, email))
      return receiveSent({ ...used, subject: sentSubject(uuid) }, now)
    const begun = proposals.byUuid(uuid)
    if (begun?.status === 'unconfirmed' && begun.email === email) proposals.remove(begun.id)
    const person = people.meet(email, now)
    if (kept.tiedTo(email).includes(initiative_id)) {
      keepers.add(initiative_id, person.id, now.toISOString())
      return { person, next: next('now') }
    }
    const wish = { initiative_id, to_id: person.id, from_id: null, asker_id: null }
    return { person, next: next(changes.settle(wish)) }
  }
  /** Whoever sent something shows that the address is theirs; nobody is signed in by that. */
  const receiveSent: Receive = ({ email, subject }, now) => {
    const sent = proposals.byUuid(readSent(subject))
    if (sent?.email !== email) return { person: undefined, next: '/keep/ended' }
    const status = sent.held_for.length > 0 ? 'held' : 'waiting'
    // Known from now on, so that they can sign in to answer when an editor asks something.
    const confirmed = {
      status,
      confirmed_at: now.toISOString(),
      person_id: people.meet(email, now).id,
    } as const
    if (sent.status === 'unconfirmed') proposals.change(sent.id, confirmed)
    return { person: undefined, next: '/keep/received' }
  }
  welcomes.on('keep', receiveLink)
  welcomes.on('keep', receiveOffer, 'offer')
  welcomes.on('keep', receiveClaim, 'claim')
  welcomes.on('confirm', receiveSent, 'sent')
  return {
    kept,
    changes,
    edits: makeEdits(parts),
    saying: makeSaying(parts),
    retention: makeRetention(db, parts.clock),
    erasure: makeErasure(parts),
    personal: makePersonalStore(db),
  }
}

const WORD: Record<Settled, string> = { now: 'kept', later: 'later', already: 'kept' }
