// The list page: /initiatives with any filters.
import { Router } from 'express'
import type { Point } from '../../platform/geo/point.ts'
import type { Show } from '../../platform/web/page.ts'
import type { Asked } from './asked.fields.ts'
import { type AskDeps, isCanonical, makeAsk } from './asking.routes.ts'
import type { makeCardSearch } from './cards.search.ts'
import { listAddress } from './filters.fields.ts'
import type { Listed } from './kept.fields.ts'
import { type EmptyParts, type ListParts, listHead, listPage } from './list.view.ts'
import { type DrawList, mapAsked } from './list-map.view.ts'
import type { InitiativeSearch } from './search.ts'

export interface ListDeps extends AskDeps {
  show: Show
  search: InitiativeSearch
  cards: ReturnType<typeof makeCardSearch>
  pictures: { list: DrawList }
}

export function listRoutes(deps: ListDeps): Router {
  const { show, areas, search, cards, pictures } = deps
  const ask = makeAsk(deps)
  const router = Router()

  router.get('/initiatives', (req, res) => {
    const asking = ask.read(req.query)
    if (!asking.asked) return res.redirect(303, asking.elsewhere)
    const { asked, dropped, place } = asking
    const { filters, now } = asked
    if (dropped.length === 0 && !isCanonical(req.originalUrl, filters))
      return res.redirect(303, listAddress(filters))
    const found = search.find(asked)
    const said = { filters, names: ask.namesFor(asked), found, listed: cards.listed(found.ids, now.date) }
    const parts: ListParts = {
      ...said,
      dropped,
      counts: search.facets(asked),
      picture: pictures.list(mapAsked(said, place), now.date),
      empty: found.total > 0 ? undefined : waysOut(asked),
      is_beyond: place !== undefined && !place.in_patch,
      district: place && districtOf(place),
      now,
    }
    // A list round a place says where somebody is.
    return show(res, 'initiatives/list', listHead(parts), listPage(parts), {
      keeper: place ? 'asker' : 'anybody',
    })
  })

  function districtOf(place: Point) {
    const district = areas.districtAt(place)
    return district && { name: district.name, path: district.path }
  }

  function waysOut(asked: Asked): EmptyParts {
    const beyond = search.beyond(asked)
    const ids = beyond.map(({ id }) => id)
    const listed = cards.listed(ids, asked.now.date)
    return {
      didYouMean: asked.filters.q ? search.didYouMean(asked.filters.q) : undefined,
      loosenings: search.loosen(asked),
      beyond: beyond.map(({ journey }, index) => ({ journey, listed: listed[index] as Listed })),
    }
  }
  return router
}
