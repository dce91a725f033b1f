// Making one of two listings and two of one again, with whoever keeps them.
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import type { Made } from '../initiatives/revisions.store.ts'
import type { Saved } from '../initiatives/saving.store.ts'

/** All of it in the caller's transaction. */
export function makeMerging({ publishing, keepers }: { publishing: Publishing; keepers: KeepersStore }) {
  return {
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
      const own = new Set(keepers.of(id).map(({ person_id }) => person_id))
      for (const { person_id, since } of keepers.of(gone.into_id))
        if (own.has(person_id) && since === gone.made_at) keepers.remove(gone.into_id, person_id)
      return saved
    },
  }
}
