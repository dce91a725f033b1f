// What a map is asked for besides its box: the filters of a list, read by the same code, and how an address says them.
import type { Box } from '../../platform/geo/point.ts'
import { Problem } from '../../platform/web/errors.ts'
import type { Keeper } from '../../platform/web/respond.ts'
import type { Asked } from '../initiatives/asked.fields.ts'
import { type AskDeps, makeAsk, refuseDropped } from '../initiatives/asking.routes.ts'
import { defaultSort, type FilterReading, type Filters, writeFilters } from '../initiatives/filters.fields.ts'
import { readBox } from './fields.ts'

export interface MapAsked {
  /** None where nothing is filtered. */
  asked: Asked | undefined
  query: string
  page: number
  keeper: Keeper
  /** What nothing is called, and was left out. */
  dropped: FilterReading['dropped']
}

export type MapAsking = (MapAsked & { elsewhere?: undefined }) | { elsewhere: string }

// A map has no order, and whoever asks for no page of it gets the first.
const OF_LISTS = new Set(['sort', 'page'])

export function makeMapAsk(deps: AskDeps) {
  const ask = makeAsk(deps)
  function read(raw: Record<string, unknown>): MapAsking {
    const asking = ask.read(raw)
    if (!asking.asked) return asking
    const { asked } = asking
    const dropped = asking.dropped.filter(({ name }) => !OF_LISTS.has(name))
    const query = queryOf(asked.filters)
    // A map round a place says where somebody is.
    const keeper = asked.origin ? 'asker' : 'anybody'
    return { asked: query ? asked : undefined, query, page: asked.filters.page, keeper, dropped }
  }
  /** The same where nobody can be asked which place is meant. */
  function readPlain(raw: Record<string, unknown>): MapAsked {
    const asking = read(raw)
    if (asking.elsewhere === undefined) return asking
    throw new Problem(
      'bad_request',
      'No one place is known by that name. Ask near a whole postcode, or a place as the list of them calls it.',
    )
  }
  return {
    read,
    readPlain,
    /** The same where nobody can be told what was left out. */
    readWhole(raw: Record<string, unknown>): MapAsked {
      const asked = readPlain(raw)
      refuseDropped(asked.dropped)
      return asked
    },
  }
}

/** The part of the map that was asked for, if one was. */
export function askedBox(text: unknown): Box | undefined {
  if (text === undefined || text === '') return undefined
  const box = readBox(text)
  if (box) return box
  throw new Problem(
    'bad_request',
    'A part of the map is written as four numbers, in degrees: west, south, east, north; for example bbox=0.6,51.5,0.8,51.6.',
  )
}

/** The filters alone: a map has no order and begins at the first page. */
function queryOf(filters: Filters): string {
  return writeFilters({ ...filters, page: 1, sort: defaultSort(filters.near, filters.q) })
}
