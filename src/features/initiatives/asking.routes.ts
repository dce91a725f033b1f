// What a list is asked for, read from a request: the filters, the place they name, and the areas they mean.
import type { RequestHandler } from 'express'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import { whereFrom } from '../../platform/web/limits.ts'
import type { AreasStore } from '../areas/store.ts'
import type { CategoriesStore } from '../categories/store.ts'
import type { Origin } from '../places/fields.ts'
import type { Resolver } from '../places/search.ts'
import type { Asked } from './asked.fields.ts'
import { areaNames, originOf, searchedAreas } from './asking.rules.ts'
import {
  defaultSort,
  type FilterReading,
  type Filters,
  listAddress,
  readFilters,
  writeFilters,
} from './filters.fields.ts'
import { type Names, sayUnknown } from './filters.view.ts'
import type { InitiativeSearch } from './search.ts'

export interface AskDeps {
  clock: Clock
  areas: AreasStore
  categories: CategoriesStore
  resolver: Resolver
}

/** A list that can be answered, or the address where somebody is asked which place they meant. */
export type Asking =
  | { asked: Asked; dropped: FilterReading['dropped']; place: Origin | undefined; elsewhere?: undefined }
  | { asked?: undefined; elsewhere: string }

export function makeAsk({ clock, areas, categories, resolver }: AskDeps) {
  const ask = {
    read(raw: Record<string, unknown>): Asking {
      const { filters, dropped } = readFilters(raw, { areas: areas.paths(), categories: categories.slugs() })
      const resolution = filters.near ? resolver.resolve(filters.near) : undefined
      if (resolution && resolution.found !== 'one') return { elsewhere: nearAddress(filters) }
      const place = resolution?.origin
      const asked: Asked = {
        filters: place ? { ...filters, near: place.query } : filters,
        origin: place && originOf(place, areas),
        areaIds: searchedAreas(filters.area, areas),
        now: localTime(clock()),
      }
      return { asked, dropped, place }
    },
    /** The same for programs, which read no notice of what was left out. */
    readWhole(raw: Record<string, unknown>): Asking {
      const asking = ask.read(raw)
      if (asking.asked) refuseDropped(asking.dropped)
      return asking
    },
    namesFor: ({ filters }: Asked): Names => ({
      categories: categories.all(),
      ...areaNames(filters.area, areas),
    }),
  }
  return ask
}

const READS = new Set(['GET', 'HEAD'])

/** Has what takes long worked out elsewhere first, so that nobody else waits for a list or a map of it. */
export function askAhead(deps: AskDeps & { search: Pick<InitiativeSearch, 'prepare'> }): RequestHandler {
  const ask = makeAsk(deps)
  return (req, _res, next) => {
    const isAsked = READS.has(req.method) && req.url.includes('?')
    const waited = isAsked ? deps.search.prepare(() => ask.read(req.query).asked, whereFrom(req)) : undefined
    if (waited) waited.then(() => next(), next)
    else next()
  }
}

/** Refuses what can only be answered whole: without what is not known it would be something else. */
export function refuseDropped([first]: FilterReading['dropped']): void {
  if (first) throw new Problem('bad_request', sayUnknown(first))
}

/** Whether an address is the one these filters have, however its letters are escaped. */
export function isCanonical(url: string, filters: Filters): boolean {
  const plain = (text: string) => new URLSearchParams(text).toString()
  const [path, query = ''] = url.split('?', 2)
  const [canonicalPath, canonicalQuery = ''] = listAddress(filters).split('?', 2)
  return path === canonicalPath && plain(query) === plain(canonicalQuery)
}

/** Where somebody is asked again what they meant, the rest of what they asked carried along. */
function nearAddress(filters: Filters): string {
  const { near, q, sort, within } = filters
  // An order that nobody chose is not carried: without the place it would look like a choice.
  const kept = sort === defaultSort(near, q) ? defaultSort('', q) : sort
  const rest = new URLSearchParams(writeFilters({ ...filters, near: '', sort: kept, page: 1 }))
  return `/near?${new URLSearchParams([['q', near], ['within', String(within)], ...rest])}`
}
