// What a map is asked for besides its box: the filters of a list, read by the same code, and how an address says them.
import { Problem } from '../../platform/web/errors.ts'
import type { Keeper } from '../../platform/web/respond.ts'
import { type AskDeps, makeAsk } from '../initiatives/asking.routes.ts'
import { defaultSort, type Filters, writeFilters } from '../initiatives/filters.fields.ts'
import type { Asked } from '../initiatives/search.ts'

export interface MapAsked {
  /** None where nothing is filtered. */
  asked: Asked | undefined
  query: string
  page: number
  keeper: Keeper
}

export type MapAsking = (MapAsked & { elsewhere?: undefined }) | { elsewhere: string }

export function makeMapAsk(deps: AskDeps) {
  const ask = makeAsk(deps)
  function read(raw: Record<string, unknown>): MapAsking {
    const { asked, elsewhere } = ask.read(raw)
    if (!asked) return { elsewhere }
    const query = queryOf(asked.filters)
    // A map round a place says where somebody is.
    const keeper = asked.origin ? 'asker' : 'anybody'
    return { asked: query ? asked : undefined, query, page: asked.filters.page, keeper }
  }
  return {
    read,
    /** The same where nobody can be asked which place is meant. */
    readPlain(raw: Record<string, unknown>): MapAsked {
      const asking = read(raw)
      if (asking.elsewhere === undefined) return asking
      throw new Problem(
        'bad_request',
        'No one place is known by that name. Ask near a whole postcode, or a place as the list of them calls it.',
      )
    },
  }
}

/** The filters alone: a map has no order and begins at the first page. */
function queryOf(filters: Filters): string {
  return writeFilters({ ...filters, page: 1, sort: defaultSort(filters.near, filters.q) })
}
