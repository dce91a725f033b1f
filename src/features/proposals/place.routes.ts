// Which neighbourhood a postcode is in and how it would look on the map, for the script that says so while somebody types; it is asked in a body, which nobody logs.
import { Router } from 'express'
import { firstOf, readForm, valuesOf } from '../../platform/web/forms.ts'
import { type Limit, whereFrom } from '../../platform/web/limits.ts'
import { OF_YOURS } from './showing.fields.ts'
import { makeShowing } from './showing.search.ts'
import type { SubmitDeps } from './submit.routes.ts'

const ASKED_FROM_ONE_PLACE: Limit = { name: 'place-asked', times: 200, seconds: 3600 }

export function placeRoutes(deps: SubmitDeps): Router {
  const { ground, areas, limits, render } = deps
  const router = Router()
  const showingOf = makeShowing(deps)
  router.post('/submit/place', readForm, async (req, res) => {
    const isFew = await limits.take(ASKED_FROM_ONE_PLACE, whereFrom(req))
    const known = isFew ? ground.postcode(firstOf(valuesOf(req), 'postcode').slice(0, 20)) : undefined
    const home = known && (areas.byCode(known.ward) ?? areas.areaNear(known))
    if (!known || !home) return res.json({ place: '' })
    const district = home.parent_id === null ? undefined : areas.byId(home.parent_id)
    const place = [home.name, district?.name].filter(Boolean).join(', ')
    const drawn = Object.values(showingOf(valuesOf(req))?.pictures ?? {})
    const maps = drawn.map(picture => render('partials/night', picture))
    res.json({ place, lat: known.lat, lon: known.lon, maps, note: OF_YOURS })
  })
  return router
}
