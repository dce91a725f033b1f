// The editors' desk: everything it is made of, and its routes in order.
import { Router } from 'express'
import { type ItemRouteDeps, itemRoutes, makeItemDesk } from './item.routes.ts'
import { type ItemDeps, makeItems } from './item.search.ts'
import { queueRoutes } from './queue.routes.ts'
import { makeScope, type ScopeParts } from './scope.store.ts'
import { makeDoublesStore } from './warnings.store.ts'

type Made = 'scope' | 'items' | 'doubles'
export type DeskDeps = Omit<ItemRouteDeps, Made> &
  Omit<ItemDeps, Made> &
  Omit<ScopeParts, 'areas'> & { areas: ScopeParts['areas'] }

export function deskRoutes(context: DeskDeps): Router {
  const scope = makeScope(context)
  const doubles = makeDoublesStore(context.db)
  const items = makeItems({ ...context, scope, doubles })
  const deps = { ...context, scope, items, doubles }
  const { doneNotice } = makeItemDesk(deps)
  const router = Router()
  router.use(queueRoutes({ ...deps, doneNotice }))
  router.use(itemRoutes(deps))
  return router
}
