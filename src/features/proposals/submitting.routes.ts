// Everything with which people send projects in, and see what became of them.
import { Router } from 'express'
import { draftRoutes } from './drafts.routes.ts'
import { placeRoutes } from './place.routes.ts'
import { type SenderDeps, senderRoutes } from './sender.routes.ts'
import { sendingRoutes } from './sending.routes.ts'
import { submitRoutes } from './submit.routes.ts'

export function submittingRoutes(deps: SenderDeps): Router {
  const router = Router()
  for (const routes of [draftRoutes, placeRoutes, sendingRoutes, submitRoutes, senderRoutes])
    router.use(routes(deps))
  return router
}
