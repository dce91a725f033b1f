// Keeps what was worked out from the database until anything in it changes, by this process or another.
import { versionOf } from './changes.ts'
import type { Db } from './open.ts'

export type Keep = <T>(key: string, work: () => T) => T

/** What `work` gives under a key, worked out once as long as nothing changes; the oldest of more than `most` goes. */
export function makeKeep(db: Db, most: number): Keep {
  const kept = new Map<string, unknown>()
  let keptAt = ''
  return <T>(key: string, work: () => T): T => {
    const now = versionOf(db)
    if (now !== keptAt) kept.clear()
    keptAt = now
    if (kept.has(key)) return kept.get(key) as T
    const made = work()
    kept.set(key, made)
    if (kept.size > most) kept.delete(kept.keys().next().value as string)
    return made
  }
}
