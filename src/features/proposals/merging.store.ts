// Making one of two listings and two of one again, with whoever keeps them.
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { Made } from '../initiatives/revisions.store.ts'
import type { Saved } from '../initiatives/saving.store.ts'
import type { Half, Pair, Proposal } from './fields.ts'
import { inOrder } from './merging.rules.ts'

export interface MergingParts {
  publishing: Pick<Publishing, 'find' | 'merge' | 'publish'>
  keepers: KeepersStore
  reader: Pick<InitiativeReader, 'entered'>
}

type TwoSaid = Pick<Proposal, 'kind' | 'initiative_id' | 'into_id'>

/** All of it in the caller's transaction. */
export function makeMerging({ publishing, keepers, reader }: MergingParts) {
  function half(id: number): (Half & { into_id: number | null }) | undefined {
    const live = reader.entered(id)
    const found = live ? { ...live, name: live.fields.name, into_id: null } : publishing.find(id)
    if (!found) return undefined
    const { slug, name, created_at, into_id } = found
    return { id, slug, name, created_at, keepers: keepers.of(id).length, into_id }
  }

  /** Two listings, as one would be made of them, or was; nothing where one of them never was. */
  function pair(one: number, other: number, stays: number): Pair<Half> | undefined {
    const [a, b] = [half(one), half(other)]
    if (!a || !b) return undefined
    if (a.into_id === other || stays === other) return { stays: b, goes: a }
    if (b.into_id === one || stays === one) return { stays: a, goes: b }
    return inOrder<Half>(a, b)
  }

  /** Whom these brought at once to a listing that nobody had kept before they came. */
  function broughtBy(people: readonly number[], into: number, since: string): Set<number> {
    const brought = new Set<number>()
    // Where others had a say, a change of keeper is theirs as well.
    const isKeptBefore = keepers.of(into).some(one => one.since < since)
    if (people.length === 0) return brought
    for (const { from_id, to_id } of keepers.handedAtOnce(into, since)) {
      const isTheirs = from_id === null ? !isKeptBefore : people.includes(from_id) || brought.has(from_id)
      if (isTheirs) brought.add(to_id)
    }
    return brought
  }

  /** Whoever came to keep one listing by its merge with another keeps it no longer, nor what it was made one with since. */
  function leave(people: readonly number[], into: number, since: string): void {
    const brought = broughtBy(people, into, since)
    const came = keepers
      .of(into)
      .filter(one => brought.has(one.person_id) || (people.includes(one.person_id) && one.since === since))
    for (const { person_id } of came) keepers.remove(into, person_id)
    const onward = publishing.find(into)
    const left = came.map(({ person_id }) => person_id)
    if (onward?.into_id && left.length > 0) leave(left, onward.into_id, onward.made_at)
  }

  return {
    /** The two that a proposal is about. */
    pairOf: ({ kind, initiative_id, into_id }: TwoSaid, stays = 0): Pair<Half> | undefined =>
      kind === 'merge' ? pair(initiative_id as number, into_id as number, stays) : undefined,
    /** Whoever kept the one that goes keeps the other, from the moment that is answered. */
    merge(from: number, into: number, made: Made): string {
      const { made_at } = publishing.merge(from, into, made)
      for (const { person_id } of keepers.of(from)) keepers.add(into, person_id, made_at)
      return made_at
    },
    /** Publishes what was taken down; whoever came to keep another listing by a merge keeps that no longer. */
    publish(id: number, made: Made, fields?: unknown): Saved {
      const gone = publishing.find(id)
      const saved = publishing.publish(id, made, fields)
      if (!gone?.into_id || saved.outcome === 'refused') return saved
      // Some may keep what is back no longer, and came all the same.
      const came = keepers.of(gone.into_id).filter(({ since }) => since === gone.made_at)
      const people = [...keepers.of(id), ...came].map(({ person_id }) => person_id)
      leave(people, gone.into_id, gone.made_at)
      return saved
    },
  }
}
