// What links about keeping are about, written into their subjects and read again; and what keepers are told where more is wrong (pure).
import { OFFERS, type OfferKind } from './fields.ts'

export interface Offer {
  initiative_id: number
  asker_id: number
  kind: OfferKind
}

/** How long somebody has to answer when another asks them to keep a listing. */
export const OFFER_MS = 72 * 60 * 60_000

export function offerSubject({ initiative_id, asker_id, kind }: Offer): string {
  return `offer:${initiative_id}:${asker_id}:${kind}`
}

export function readOffer(subject: string): Offer | undefined {
  const [, id, asker, kind] = subject.split(':')
  const known = OFFERS.find(one => one === kind)
  return known && { initiative_id: Number(id), asker_id: Number(asker), kind: known }
}

/** A claim by an address that the listing has; `uuid` is what editors would see of it where it has the address no longer. */
export function claimSubject(initiativeId: number, uuid: string): string {
  return `claim:${initiativeId}:${uuid}`
}

export function readClaim(subject: string): { initiative_id: number; uuid: string } {
  const [, id, uuid = ''] = subject.split(':')
  return { initiative_id: Number(id), uuid }
}

/** What somebody sent who has still to show that their address is theirs. */
export function sentSubject(uuid: string): string {
  return `sent:${uuid}`
}

export function readSent(subject: string): string {
  return subject.slice(subject.indexOf(':') + 1)
}

/** Told to a keeper when what they say is not all that is wrong with a listing. */
export function sayRefused(issues: readonly { message: string }[]): string {
  return `Something else about it has to be put right first, by “Change it”: ${issues[0]?.message ?? ''}`
}
