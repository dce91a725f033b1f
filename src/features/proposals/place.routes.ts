// Which neighbourhood a postcode is in, for the script that says so while somebody types; it is asked in a body, which nobody logs.
import { Router } from 'express'
import { firstOf, readForm, valuesOf } from '../../platform/web/forms.ts'
import { type Limit, whereFrom } from '../../platform/web/limits.ts'
import type { SubmitDeps } from './submit.routes.ts'

const ASKED_FROM_ONE_PLACE: Limit = { name: 'place-asked', times: 200, seconds: 3600 }

export function placeRoutes({ ground, areas, limits }: SubmitDeps): Router {
  const router = Router()
  router.post('/submit/place', readForm, async (req, res) => {
    res.set('Cache-Control', 'private, no-store')
    const isFew = await limits.take(ASKED_FROM_ONE_PLACE, whereFrom(req))
    const known = isFew ? ground.postcode(firstOf(valuesOf(req), 'postcode').slice(0, 20)) : undefined
    const home = known && (areas.byCode(known.ward) ?? areas.areaNear(known))
    if (!known || !home) return res.json({ place: '' })
    const district = home.parent_id === null ? undefined : areas.byId(home.parent_id)
    const place = [home.name, district?.name].filter(Boolean).join(', ')
    res.json({ place, lat: known.lat, lon: known.lon })
  })
  return router
}
