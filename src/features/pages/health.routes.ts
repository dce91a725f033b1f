// Whether the site is well, for whoever watches over it.
import { Router } from 'express'
import type { Db } from '../../platform/database/open.ts'
import type { Log } from '../../platform/web/log.ts'
import { makeHealthSearch } from './health.search.ts'

export interface HealthDeps {
  db: Db
  log: Log
}

export function healthRoutes({ db, log }: HealthDeps): Router {
  const router = Router()
  const health = makeHealthSearch(db)

  function isWell(): boolean {
    try {
      return health.answers()
    } catch (error) {
      log.error({ error: error instanceof Error ? error.message : String(error) })
      return false
    }
  }

  router.get('/healthz', (_req, res) => {
    const well = isWell()
    res
      .status(well ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .type('text')
    res.send(well ? 'ok\n' : 'The database does not answer.\n')
  })
  return router
}
