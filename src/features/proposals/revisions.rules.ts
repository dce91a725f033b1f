// What undoing all that somebody did comes to for one listing (pure).
import type { Revision } from '../initiatives/revisions.store.ts'

export interface Undoing {
  id: number
  name: string
  /** Say again what an earlier revision said, take down what they listed, or leave it: somebody else changed it since. */
  act: 'restore' | 'remove' | 'skip'
  to: Revision | null
}

export interface Touched {
  id: number
  /** Every revision, the newest first. */
  all: readonly Revision[]
  /** Ids of those that are theirs. */
  mine: ReadonlySet<number>
  /** Whether they took it down. */
  isGone: boolean
  isLive: boolean
}

/** Nothing that others did is undone: where one of theirs lies between or after, the listing stays as it is. */
export function undoingOf({ id, all, mine, isGone, isLive }: Touched): Undoing {
  const name = all[0]?.fields.name ?? ''
  const trailing = all.findIndex(revision => !mine.has(revision.id))
  const before = trailing < 0 ? undefined : all[trailing]
  const isMixed = all.slice(trailing < 0 ? all.length : trailing).some(revision => mine.has(revision.id))
  const skip: Undoing = { id, name, act: 'skip', to: null }
  if (isMixed || (!isLive && !isGone)) return skip
  if (mine.size === 0) return { id, name, act: 'restore', to: all[0] ?? null }
  if (all[0] && !mine.has(all[0].id)) return skip
  if (before) return { id, name, act: 'restore', to: before }
  return isLive ? { id, name, act: 'remove', to: null } : skip
}
