// The ground under the lights as tiles, for the map one can move: the same for everybody until the ground changes.
import { Router } from 'express'
import { Problem } from '../../platform/web/errors.ts'
import type { Render } from '../../platform/web/render.ts'
import { finishFormat, sendFinished } from '../../platform/web/respond.ts'
import { GROUND_SHEETS, readNightStyle, toSvg } from './formats.ts'
import { frameOfTile, TILE } from './frame.rules.ts'
import type { GroundStore } from './ground.store.ts'
import { groundTile } from './ground.view.ts'

const FARTHEST = 5
const NEAREST = 18
// Land changes when an operator brings new files, and nobody minds seeing the old for a day.
const A_DAY = 'public, max-age=86400'

export function groundRoutes({ render, land }: { render: Render; land: GroundStore }): Router {
  const router = Router()
  const style = readNightStyle(GROUND_SHEETS)
  const more = { 'Content-Security-Policy': style.policy, 'Cache-Control': A_DAY }

  router.get('/map/ground/:z/:x/:y.svg', (req, res) => {
    const frame = frameOfTile(askedTile(req.params))
    // Kept here besides, for whatever else changes takes the pages out of memory, and the ground stays the same.
    const tile = land.tile(frame, ground => {
      const drawing = render('map/ground', groundTile(frame, ground))
      const svg = toSvg(drawing, { width: TILE, height: TILE }, style)
      return finishFormat('image/svg+xml', svg, more)
    })
    return sendFinished(res, tile, 'anybody')
  })
  return router
}

function askedTile(params: Record<'z' | 'x' | 'y', string>) {
  const [z, x, y] = [params.z, params.x, params.y].map(text => (/^\d{1,6}$/.test(text) ? Number(text) : -1))
  const isThere = z !== undefined && z >= FARTHEST && z <= NEAREST && isIn(x, 2 ** z) && isIn(y, 2 ** z)
  if (isThere && x !== undefined && y !== undefined) return { z, x, y }
  throw new Problem(
    'bad_request',
    `A tile of the ground has a level from ${FARTHEST} to ${NEAREST}, and a column and row of that level.`,
  )
}

function isIn(number: number | undefined, limit: number): boolean {
  return number !== undefined && number >= 0 && number < limit
}
