// Browsing by area: all of them, a district, a neighbourhood.
import { type Response, Router } from 'express'
import type { Db } from '../../platform/database/open.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { notFound } from '../../platform/web/errors.ts'
import type { Show } from '../../platform/web/page.ts'
import type { Area, AreasStore } from '../areas/store.ts'
import type { CategoriesStore } from '../categories/store.ts'
import type { Travel } from '../crossings/travel.rules.ts'
import { searchedAreas } from '../initiatives/asking.rules.ts'
import { noFilters } from '../initiatives/filters.fields.ts'
import type { GlowSearch } from '../initiatives/glow.search.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import type { InitiativeSearch } from '../initiatives/search.ts'
import type { Pictures } from '../map/pictures.search.ts'
import type { Resolver } from '../places/search.ts'
import type { SettingsStore } from '../settings/store.ts'
import { areaHead, areaPage } from './area.view.ts'
import { makeAreaSearch } from './areas.search.ts'
import { areasHead, areasPage } from './areas.view.ts'

export interface AreaDeps {
  show: Show
  clock: Clock
  db: Db
  glows: GlowSearch
  areas: Pick<AreasStore, 'districts' | 'neighbourhoodsOf' | 'neighboursOf' | 'byId' | 'byPath' | 'bySlug'>
  categories: Pick<CategoriesStore, 'all'>
  search: Pick<InitiativeSearch, 'find'>
  cards: { listed(ids: readonly number[], today: string): Listed[] }
  resolver: Resolver
  travel: () => Travel
  pictures: Pick<Pictures, 'area'>
  settings: Pick<SettingsStore, 'now'>
}

const MOST_CARDS = 12

export function areaRoutes(deps: AreaDeps): Router {
  const { show, clock, db, glows, areas, categories, search, cards, resolver, travel, pictures, settings } =
    deps
  const router = Router()
  const nearby = makeAreaSearch(db, travel)
  const named = ({ id, name, path }: Area) => ({ id, name, path })

  router.get('/areas', (_req, res) => {
    const districts = areas.districts().map(district => ({
      ...named(district),
      neighbourhoods: areas.neighbourhoodsOf(district.id).map(named),
    }))
    const parts = { districts, glows: glows(localTime(clock()).date), settings: settings.now() }
    return show(res, 'areas/index', areasHead(parts), areasPage(parts))
  })
  router.get('/areas/:district', (req, res) => showArea(res, areas.bySlug(req.params.district)))
  router.get('/areas/:district/:neighbourhood', (req, res) => {
    const { district, neighbourhood } = req.params
    return showArea(res, areas.bySlug(district, neighbourhood))
  })

  function showArea(res: Response, area: Area | undefined): Promise<void> {
    if (!area) throw notFound('We know of no area at this address. You will find them all under Areas.')
    const now = localTime(clock())
    const district = area.parent_id === null ? undefined : areas.byId(area.parent_id)
    const like = district ? areas.neighbourhoodsOf(district.id) : areas.districts()
    const { path } = area
    const filters = { ...noFilters(), area: [path] }
    const asked = { filters, origin: undefined, areaIds: searchedAreas([path], areas), now }
    const listed = cards.listed(search.find(asked).ids.slice(0, MOST_CARDS), now.date)
    const found = glows(now.date)
    const parts = {
      area: named(area),
      district: district && named(district),
      neighbourhoods: district ? [] : areas.neighbourhoodsOf(area.id).map(named),
      neighbours: areas.neighboursOf(area.id).map(named),
      others: like.filter(({ id }) => id !== area.id).map(named),
      glows: found,
      kinds: categories.all(),
      listed,
      total: found.area(area.id).lights,
      outside: district ? outside(area) : [],
      near: nameFor(area, district),
      picture: pictures.area(
        { ...area, lit: listed.some(({ where_kind }) => where_kind === 'area') },
        now.date,
      ),
      now,
    }
    return show(res, 'areas/area', areaHead(parts), areaPage(parts))
  }

  function outside(area: Area) {
    const now = localTime(clock())
    const close = nearby.outside(area, now)
    const ids = close.map(({ id }) => id)
    const byId = new Map(cards.listed(ids, now.date).map(listed => [listed.id, listed]))
    return close.map(({ id, journey }) => ({ journey, listed: byId.get(id) as Listed }))
  }

  /** What somebody would type to be understood to mean this area. */
  function nameFor({ id, name }: Area, district: Area | undefined): string {
    const resolved = resolver.resolve(district ? `${name}, ${district.name}` : name)
    if (resolved.found !== 'one' || resolved.origin.area_id === null) return ''
    const home = areas.byId(resolved.origin.area_id)
    return home && (home.id === id || home.parent_id === (district?.id ?? id)) ? resolved.origin.query : ''
  }
  return router
}
