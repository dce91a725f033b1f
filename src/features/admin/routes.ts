// All pages of what admins keep, and the editors’ own form of a listing.
import { Router } from 'express'
import { type AreaAdminDeps, areaAdminRoutes } from './areas.routes.ts'
import { categoryAdminRoutes } from './categories.routes.ts'
import { type CrossingAdminDeps, crossingAdminRoutes } from './crossings.routes.ts'
import { type ImportAdminDeps, importAdminRoutes } from './import.routes.ts'
import { type ListingAdminDeps, listingAdminRoutes } from './listing.routes.ts'
import { type SiteAdminDeps, siteAdminRoutes } from './site.routes.ts'
import { spamAdminRoutes } from './spam.routes.ts'
import { synonymAdminRoutes } from './synonyms.routes.ts'

export type AdminDeps = AreaAdminDeps &
  CrossingAdminDeps &
  ImportAdminDeps &
  ListingAdminDeps &
  SiteAdminDeps &
  Parameters<typeof categoryAdminRoutes>[0] &
  Parameters<typeof spamAdminRoutes>[0] &
  Parameters<typeof synonymAdminRoutes>[0]

export function adminRoutes(deps: AdminDeps): Router {
  const router = Router()
  router.use(listingAdminRoutes(deps))
  router.use(siteAdminRoutes(deps))
  router.use(areaAdminRoutes(deps))
  router.use(categoryAdminRoutes(deps))
  router.use(crossingAdminRoutes(deps))
  router.use(synonymAdminRoutes(deps))
  router.use(spamAdminRoutes(deps))
  router.use(importAdminRoutes(deps))
  return router
}
