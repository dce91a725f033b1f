// The first page.
import { Router } from 'express'
import type { Db } from '../../platform/database/open.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import type { Show } from '../../platform/web/page.ts'
import type { AreasStore } from '../areas/store.ts'
import type { CategoriesStore } from '../categories/store.ts'
import type { Glows } from '../initiatives/glow.rules.ts'
import type { GlowSearch } from '../initiatives/glow.search.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import type { Pictures } from '../map/pictures.search.ts'
import { makeExample } from '../places/example.search.ts'
import type { SettingsStore } from '../settings/store.ts'
import { makeHomeSearch } from './home.search.ts'
import { homeHead, homePage, titleOfMap } from './home.view.ts'

export interface HomeDeps {
  show: Show
  clock: Clock
  db: Db
  settings: Pick<SettingsStore, 'now'>
  glows: GlowSearch
  areas: Pick<AreasStore, 'all' | 'districts' | 'areaAt' | 'patch'>
  categories: Pick<CategoriesStore, 'all'>
  cards: { listed(ids: readonly number[], today: string): Listed[] }
  pictures: Pick<Pictures, 'home' | 'small'>
}

export function homeRoutes(deps: HomeDeps): Router {
  const { show, clock, db, settings, glows, areas, categories, cards, pictures } = deps
  const router = Router()
  const search = makeHomeSearch(db)
  const example = makeExample(db, areas)

  router.get('/', (_req, res) => {
    const now = localTime(clock())
    const soon = search.soon(now)
    const newest = search.newest(now.date)
    const ids = [...new Set([...soon.map(({ id }) => id), ...newest])]
    const byId = new Map(cards.listed(ids, now.date).map(listed => [listed.id, listed]))
    const found = glows(now.date)
    const parts = {
      settings: settings.now(),
      example: example(),
      now,
      glows: found,
      picture: pictures.home(titleOfMap(found), glowing(found), now.date),
      kinds: categories.all(),
      districts: areas.districts().map(({ id, name, path }) => ({ id, name, path })),
      soon: soon.map(({ id, date }) => ({ date, listed: byId.get(id) as Listed })),
      asking: search.asking(now.date),
      newest: newest.map((id, at) => {
        const listed = byId.get(id) as Listed
        return { listed, picture: pictures.small(listed, `lit-${at + 1}`, now.date) }
      }),
    }
    return show(res, 'pages/home', homeHead(parts), homePage(parts))
  })

  /** Every neighbourhood and how it glows: the picture has its middle where the light is. */
  function glowing(found: Glows) {
    return areas
      .all()
      .filter(({ level }) => level === 'neighbourhood')
      .map(({ id, lat, lon }) => ({ lat, lon, weight: found.area(id).glow }))
  }
  return router
}
