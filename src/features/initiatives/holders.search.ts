// Who holds several words that very many hold: found out beside the main thread, for it takes long among very many.
import { makeKeep } from '../../platform/database/kept.ts'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Held } from './clauses.search.ts'
import type { Wanted } from './words.search.ts'

/** Finds the newest listings that hold words, wherever it is done, for whoever asks from one place. */
export type AskHolders = (match: string, from: string) => Promise<Held>

export interface HolderDeps {
  wantedFor(typed: string): Wanted | undefined
  /** Nobody where there is no other thread: then words are looked for like any. */
  ask: AskHolders | undefined
}

interface Kept {
  held?: Held
  asked?: Promise<void>
}

const MOST_HELD = 10_000
/** As many as may wait at once: none is forgotten before its page is made. */
const MOST_KEPT = 64

/** Finds them here and now, for whoever has the time. */
export function makeHolding(db: Db): (match: string) => Held {
  const newest = query<{ match: string; most: number }, { id: number }>(
    db,
    'select rowid as id from initiative_fts where initiative_fts match :match order by rowid desc limit :most',
  )
  return match => {
    const ids = newest.all({ match, most: MOST_HELD }).map(({ id }) => id)
    return { ids, isPart: ids.length === MOST_HELD }
  }
}

/** Remembers who holds which words until anything changes. */
export function makeHolders(db: Db, { wantedFor, ask }: HolderDeps) {
  const keep = makeKeep(db, MOST_KEPT)
  const kept = (match: string) => keep(match, (): Kept => ({}))
  return {
    /** Who holds these words, if that was found out. */
    of: ({ match, isDear }: Wanted): Held | undefined => (isDear ? kept(match).held : undefined),
    /** Finds out who holds what was typed where that takes long; undefined where there is nothing to wait for. */
    ahead(typed: string, from: string): Promise<void> | undefined {
      if (!ask || typed === '') return undefined
      const wanted = wantedFor(typed)
      if (!wanted?.isDear) return undefined
      const one = kept(wanted.match)
      if (one.held) return undefined
      one.asked ??= ask(wanted.match, from)
        .then(held => {
          one.held = held
        })
        .finally(() => {
          delete one.asked
        })
      return one.asked
    },
  }
}
