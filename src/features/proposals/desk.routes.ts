// The editors' desk: everything it is made of, and its routes in order.
import { Router } from 'express'
import { type AuditDeps, auditRoutes } from './audit.routes.ts'
import { bulkRoutes } from './bulk.routes.ts'
import { comparisonRoutes } from './comparison.routes.ts'
import { makeDoneNotices } from './decision-done.routes.ts'
import { itemRoutes } from './item.routes.ts'
import { type ItemDeps, makeItems } from './item.search.ts'
import { type ListingRouteDeps, listingRoutes } from './listings.routes.ts'
import { makeListingsSearch } from './listings.search.ts'
import { type MergingRouteDeps, mergingRoutes } from './merging.routes.ts'
import { makeNaming } from './naming.store.ts'
import { type QueueRouteDeps, queueRoutes } from './queue.routes.ts'
import { revisionRoutes } from './revisions.routes.ts'
import { makeRestoring, type RestoringParts } from './revisions.store.ts'
import { makeScope, type ScopeParts } from './scope.store.ts'
import { makeDoublesStore } from './warnings.store.ts'

type Made = 'scope' | 'items' | 'doubles' | 'listings' | 'restoring' | 'naming' | 'doneNotice'
export type DeskDeps = Omit<ListingRouteDeps, Made> &
  RestoringParts &
  AuditDeps &
  Omit<MergingRouteDeps, Made> &
  Omit<QueueRouteDeps, 'doneNotice' | Made> &
  Omit<ItemDeps, Made> &
  Omit<ScopeParts, 'areas'> & { areas: ScopeParts['areas'] }

export function deskRoutes(context: DeskDeps): Router {
  const scope = makeScope(context)
  const doubles = makeDoublesStore(context.db)
  const items = makeItems({ ...context, scope, doubles })
  const restoring = makeRestoring(context)
  const listings = makeListingsSearch(context.db)
  const made = { ...context, scope, items, doubles, restoring, listings, naming: makeNaming(context) }
  const { doneNotice } = makeDoneNotices(made)
  const deps = { ...made, doneNotice }
  const router = Router()
  router.use(bulkRoutes(deps))
  router.use(comparisonRoutes(deps))
  router.use(queueRoutes(deps))
  router.use(itemRoutes(deps))
  router.use(mergingRoutes(deps))
  router.use(listingRoutes(deps))
  router.use(revisionRoutes(deps))
  router.use(auditRoutes(deps))
  return router
}
