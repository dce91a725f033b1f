// Browsing by kind: all of them, and each with its lights.
import { Router } from 'express'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { notFound } from '../../platform/web/errors.ts'
import type { Show } from '../../platform/web/page.ts'
import type { CategoriesStore } from '../categories/store.ts'
import { noFilters } from '../initiatives/filters.fields.ts'
import type { GlowSearch } from '../initiatives/glow.search.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import type { InitiativeSearch } from '../initiatives/search.ts'
import { kindHead, kindPage, kindsHead, kindsPage } from './categories.view.ts'

export interface CategoryDeps {
  show: Show
  clock: Clock
  glows: GlowSearch
  areas: { districts(): { id: number; name: string; path: string }[] }
  categories: CategoriesStore
  search: Pick<InitiativeSearch, 'part'>
  cards: { listed(ids: readonly number[], today: string): Listed[] }
}

const MOST_CARDS = 12

export function categoryRoutes(deps: CategoryDeps): Router {
  const { show, clock, glows, areas, categories, search, cards } = deps
  const router = Router()

  router.get('/categories', (_req, res) => {
    const kinds = categories.all()
    return show(res, 'categories/index', kindsHead(kinds), kindsPage(kinds, glows(localTime(clock()).date)))
  })
  router.get('/categories/:slug', (req, res) => {
    const kind = categories.bySlug(req.params.slug)
    if (!kind) throw notFound('We know of no such kind. You will find them all under Kinds.')
    const now = localTime(clock())
    const filters = { ...noFilters(), category: [kind.slug] }
    const found = search.part({ filters, origin: undefined, areaIds: [], now }, MOST_CARDS)
    const parts = {
      kind,
      now,
      districts: areas.districts().map(({ id, name, path }) => ({ id, name, path })),
      glows: glows(now.date),
      listed: cards.listed(found.ids, now.date),
      total: found.total,
    }
    return show(res, 'categories/category', kindHead(parts), kindPage(parts))
  })
  return router
}
