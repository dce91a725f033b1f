// Whether a request that would change something was made by a page of this site, and not by somebody else's.
import type { Request, RequestHandler } from 'express'
import { Problem } from './errors.ts'

const ONLY_LOOKING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site makes a person's browser send. Browsers say where a request comes from (`Sec-Fetch-Site`), older
 * ones at least from which site (`Origin`); what says neither passes only without a cookie, for then it acts for nobody.
 */
export function refuseForeign(baseUrl: string): RequestHandler {
  const { origin } = new URL(baseUrl)
  return (req, _res, next) => {
    if (ONLY_LOOKING.has(req.method) || isOurs(req, origin)) return next()
    next(new Problem('forbidden', 'That did not come from a page of this site, so nothing was changed.'))
  }
}

function isOurs({ headers }: Request, origin: string): boolean {
  const from = headers['sec-fetch-site']
  if (from !== undefined) return from === 'same-origin' || from === 'none'
  if (headers.origin !== undefined) return headers.origin === origin
  return headers.cookie === undefined
}
