// What takes long to find among very many: told apart before anybody looks, and worked out beside the main thread.
import { makeKeep } from '../../platform/database/kept.ts'
import type { Db } from '../../platform/database/open.ts'
import { makeHanding } from '../../platform/web/turn.ts'
import type { Asked } from './asked.fields.ts'
import { FACETS } from './filters.fields.ts'
import { type AskHolders, makeHolders } from './holders.search.ts'
import type { FacetCounts, Loosening } from './kept.fields.ts'
import type { Close, Reach } from './near.search.ts'
import type { Wanted } from './words.search.ts'

/** All that a page says of a list, but for the listings themselves; the ways out only where it is empty. */
export interface Worked {
  reach: Reach
  counts: FacetCounts
  loosenings: Loosening[]
  beyond: Close[]
}

/** Who finds, beside the main thread, which listings hold words, and what a list comes to, for whoever asks from one place. */
export interface Others {
  holders: AskHolders
  lists(asked: Asked, from: string): Promise<Worked>
}

export interface AheadDeps {
  wantedFor(typed: string): Wanted | undefined
  /** How many listings each facet that is asked for may leave, the fewest first. */
  sizes(asked: Asked): number[]
  /** How many listings there are. */
  all(): number
  /** Nobody where there is no other thread: then everything is looked for where it is asked for. */
  others: Others | undefined
  /** Among fewer listings nothing takes longer than a page does. */
  many: number
}

interface Kept {
  worked?: Worked
  asked?: Promise<void>
}

const MOST_KEPT = 20
/** Looking at so many listings for all that is asked of them takes no longer than a page does. */
const MOST_LOOKED = 5000

/** Remembers what was worked out ahead until anything changes; whoever waited for it has it even then. */
export function makeAhead(db: Db, { wantedFor, sizes, all, others, many }: AheadDeps) {
  const holders = makeHolders(db, { wantedFor, ask: others?.holders })
  const keep = makeKeep(db, MOST_KEPT)
  const kept = (asked: Asked) => keep(keyOf(asked), (): Kept => ({}))
  // Among so many who wait that it is not remembered, or when something changed meanwhile, nobody works it out twice.
  const { hand, handed } = makeHanding<Worked>()

  /**
   * A place with anything else besides, and several facets where many pass even the second least of them: a count
   * leaves out one facet, so that the least of them may be the one that is left out.
   */
  function takesLong(asked: Asked): boolean {
    const { filters, origin } = asked
    const facets = FACETS.filter(name => filters[name].length > 0)
    // Of words only the newest are looked at with other filters.
    const isMuch = origin ? facets.length > 0 || filters.q !== '' : facets.length > 1 && filters.q === ''
    if (!isMuch || all() < many) return false
    return origin !== undefined || (sizes(asked)[facets.length > 2 ? 1 : 0] ?? 0) > MOST_LOOKED
  }

  function workedOut(asked: Asked, from: string, { lists }: Others): Promise<void> | undefined {
    const one = kept(asked)
    if (one.worked) return undefined
    one.asked ??= lists(asked, from)
      .then(worked => {
        one.worked = worked
        hand(keyOf(asked), worked)
      })
      .finally(() => {
        delete one.asked
      })
    return one.asked
  }

  return {
    /** Who holds these words, if that was found out. */
    holders: holders.of,
    /** What a list comes to, if that was worked out. */
    worked: (asked: Asked): Worked | undefined =>
      others && takesLong(asked) ? (kept(asked).worked ?? handed(keyOf(asked))) : undefined,
    /** Has worked out what takes long of what `read` says is asked for; undefined where there is nothing to wait for. */
    prepare(read: () => Asked | undefined, from = ''): Promise<void> | undefined {
      if (!others || all() < many) return undefined
      const asked = read()
      if (!asked) return undefined
      return takesLong(asked) ? workedOut(asked, from, others) : holders.ahead(asked.filters.q, from)
    },
  }
}

/** Every page of a list is a part of the same. */
function keyOf({ filters, ...rest }: Asked): string {
  return JSON.stringify([{ ...filters, page: 1 }, rest])
}
