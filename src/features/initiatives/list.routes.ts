// The list and its other formats: /initiatives, and .geojson, .csv and .atom of the same query.
import { type Request, type Response, Router } from 'express'
import type { Point } from '../../platform/geo/point.ts'
import type { Clock } from '../../platform/text/clock.ts'
import { localTime } from '../../platform/text/clock.ts'
import type { Show } from '../../platform/web/page.ts'
import { sendFormat } from '../../platform/web/respond.ts'
import type { AreasStore } from '../areas/store.ts'
import type { CategoriesStore } from '../categories/store.ts'
import type { Resolver } from '../places/search.ts'
import { areaNames, originOf, searchedAreas } from './asking.rules.ts'
import type { makeCardSearch } from './cards.search.ts'
import { type Filters, listAddress, readFilters, writeFilters } from './filters.fields.ts'
import { type FormatContext, IN_FEED, IN_FILE, toAtom, toCsv, toGeoJson } from './formats.ts'
import { headingOf } from './heading.view.ts'
import type { Exported } from './kept.fields.ts'
import { type ListParts, listHead, listPage } from './list.view.ts'
import type { Asked, InitiativeSearch } from './search.ts'

export interface ListDeps {
  show: Show
  clock: Clock
  baseUrl: string
  siteName: string
  areas: AreasStore
  categories: CategoriesStore
  resolver: Resolver
  search: InitiativeSearch
  cards: ReturnType<typeof makeCardSearch>
  exported(ids: readonly number[]): Exported[]
}

export function listRoutes(deps: ListDeps): Router {
  const { show, clock, areas, categories, resolver, search, cards, exported, baseUrl, siteName } = deps
  const router = Router()

  function ask(raw: Record<string, unknown>) {
    const known = {
      areas: new Set(areas.all().map(areas.pathOf)),
      categories: new Set(categories.all().map(({ slug }) => slug)),
    }
    const { filters, dropped } = readFilters(raw, known)
    const resolution = filters.near ? resolver.resolve(filters.near) : undefined
    if (resolution && resolution.found !== 'one') return { filters, dropped, elsewhere: nearAddress(filters) }
    const place = resolution?.origin
    const asked: Asked = {
      filters: place ? { ...filters, near: place.query } : filters,
      origin: place && originOf(place, areas),
      areaIds: searchedAreas(filters.area, areas),
      now: localTime(clock()),
    }
    return { asked, dropped, place }
  }

  function namesFor({ filters }: Asked) {
    return { categories: categories.all(), ...areaNames(filters.area, areas) }
  }

  router.get('/initiatives', (req, res) => {
    const { asked, dropped, elsewhere, place } = ask(req.query)
    if (!asked) return res.redirect(303, elsewhere)
    const canonical = listAddress(asked.filters)
    if (dropped.length === 0 && !isSame(req.originalUrl, canonical)) {
      return res.redirect(303, canonical)
    }
    const found = search.find(asked)
    const parts: ListParts = {
      filters: asked.filters,
      dropped,
      names: namesFor(asked),
      found,
      counts: search.facets(asked),
      listed: cards.listed(found.ids, asked.now.date),
      empty: found.total > 0 ? undefined : emptyParts(asked),
      district: place && districtOf(place),
      now: asked.now,
    }
    show(res, 'initiatives/list', listHead(parts), listPage(parts))
  })

  function districtOf(place: Point) {
    const district = areas.districtAt(place)
    return district && { name: district.name, path: areas.pathOf(district) }
  }

  function emptyParts(asked: Asked) {
    const beyond = search.beyond(asked, 3)
    const listed = cards.listed(
      beyond.map(({ id }) => id),
      asked.now.date,
    )
    return {
      didYouMean: asked.filters.q ? search.didYouMean(asked.filters.q) : undefined,
      loosenings: search.loosen(asked),
      beyond: beyond.map(({ journey }, index) => ({
        journey,
        listed: listed[index] as ListParts['listed'][number],
      })),
    }
  }

  /** One part of the list for a file, or undefined when the place has to be asked again. */
  function filePart(req: Request, res: Response, extension: string, size: number) {
    const { asked, elsewhere } = ask({ ...req.query, ...(extension === '.atom' && { sort: 'newest' }) })
    if (!asked) {
      res.redirect(303, elsewhere)
      return undefined
    }
    const { filters } = asked
    const found = search.part(asked, size)
    const part = (page: number) => listAddress({ ...filters, page }, extension)
    const context: FormatContext = {
      baseUrl,
      pageHref: listAddress({ ...filters, page: 1 }),
      selfHref: part(found.page),
      nextHref: found.page < found.pages ? part(found.page + 1) : '',
      total: found.total,
    }
    if (context.nextHref) res.set('Link', `<${baseUrl}${context.nextHref}>; rel="next"`)
    return { list: exported(found.ids), context, title: headingOf(filters, namesFor(asked)) }
  }

  router.get('/initiatives.geojson', (req, res) => {
    const part = filePart(req, res, '.geojson', IN_FILE)
    if (part) sendFormat(res, 'application/geo+json', toGeoJson(part.list, part.context))
  })
  router.get('/initiatives.csv', (req, res) => {
    const part = filePart(req, res, '.csv', IN_FILE)
    if (part) sendFormat(res, 'text/csv', toCsv(part.list, part.context), 'points-of-light.csv')
  })
  router.get('/initiatives.atom', (req, res) => {
    const part = filePart(req, res, '.atom', IN_FEED)
    if (!part) return
    const words = { title: part.title, siteName, updated: clock().toISOString() }
    sendFormat(res, 'application/atom+xml', toAtom(part.list, part.context, words))
  })
  return router
}

/** Where somebody is asked again what they meant, the rest of what they asked carried along. */
function nearAddress(filters: Filters): string {
  const rest = writeFilters({ ...filters, near: '', sort: 'newest', page: 1 })
  const within = `within=${filters.within}`
  return `/near?q=${encodeURIComponent(filters.near)}&${[within, rest].filter(Boolean).join('&')}`
}

/** Whether an address is this one, however its letters are escaped. */
function isSame(url: string, canonical: string): boolean {
  const [path, query = ''] = url.split('?', 2)
  const [canonicalPath, canonicalQuery = ''] = canonical.split('?', 2)
  const plain = (text: string) => new URLSearchParams(text).toString()
  return path === canonicalPath && plain(query) === plain(canonicalQuery)
}
