// Listings that may be what somebody is about to send, found by what everybody may know of them.
import type { DuplicatesStore } from '../initiatives/duplicates.store.ts'
import type { Placing } from '../initiatives/placing.rules.ts'
import type { Draft } from './drafts.fields.ts'

export interface LikelyFound {
  id: number
  /** How far from there it is shown; null for what has no one place. */
  metres: number | null
}

/** By name and place, and by name alone where either of them has no place; but those it was said to be different from. */
export function makeLikely(duplicates: Pick<DuplicatesStore, 'shownNear' | 'called'>) {
  return (
    { proposal, different }: { proposal: Pick<Draft['proposal'], 'asked'>; different: Draft['different'] },
    { lat, lon }: Pick<Placing, 'lat' | 'lon'>,
  ): LikelyFound[] => {
    const { name = '' } = proposal.asked
    const isSomewhere = lat !== null && lon !== null
    const near = isSomewhere ? duplicates.shownNear({ name, lat, lon }) : []
    const called = duplicates.called(name).filter(one => !isSomewhere || one.where_kind !== 'address')
    const found = [
      ...near.map(({ id, metres }) => ({ id, metres })),
      ...called.map(({ id }) => ({ id, metres: null })),
    ]
    return found.filter(({ id }) => !different.includes(id))
  }
}
