// The lights of the map one can move, tile by tile: /map/lights/:z/:x/:y, with any filter of the list.
import { Router } from 'express'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import { sendFormat } from '../../platform/web/respond.ts'
import type { AskDeps } from '../initiatives/asking.routes.ts'
import { makeMapAsk } from './asking.routes.ts'
import type { LightSearch } from './lights.search.ts'
import { toTile } from './tiles.formats.ts'

export interface TileDeps extends AskDeps {
  clock: Clock
  lights: Pick<LightSearch, 'tile' | 'said'>
}

const NEAREST = 18
const NUMBER = /^(?:0|[1-9]\d{0,5})$/

export function tileRoutes(deps: TileDeps): Router {
  const { clock, lights } = deps
  const ask = makeMapAsk(deps)
  const router = Router()

  router.get('/map/lights/:z/:x/:y', (req, res) => {
    const tile = askedTile(req.params)
    const { asked, keeper } = ask.readWhole(req.query)
    const found = lights.tile(tile, asked)
    const said = lights.said(found.cells)
    const text = toTile({ ...found, said }, tile, localTime(clock()).date)
    return sendFormat(res, 'application/json', text, { keeper })
  })
  return router
}

function askedTile({ z, x, y }: Record<'z' | 'x' | 'y', string>) {
  const tile = { z: Number(z), x: Number(x), y: Number(y) }
  const across = 2 ** tile.z
  const isThere = [z, x, y].every(text => NUMBER.test(text)) && tile.z <= NEAREST
  if (isThere && tile.x < across && tile.y < across) return tile
  throw new Problem(
    'bad_request',
    `A tile of lights has a level from 0 to ${NEAREST}, and the number of a column and of a row of that level.`,
  )
}
