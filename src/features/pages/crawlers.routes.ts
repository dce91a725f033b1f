// What programs ask for first: robots.txt, the sitemap, security.txt.
import { Router } from 'express'
import type { Db } from '../../platform/database/open.ts'
import { addDays, type Clock, localTime } from '../../platform/text/clock.ts'
import { notFound } from '../../platform/web/errors.ts'
import { sendFormat } from '../../platform/web/respond.ts'
import { toRobots, toSecurity, toSitemap, toSitemapIndex } from './crawlers.formats.ts'
import { makeCrawlerSearch } from './crawlers.search.ts'

export interface CrawlerDeps {
  db: Db
  clock: Clock
  baseUrl: string
  mail: string
  areas: { all(): { path: string }[] }
  categories: { all(): readonly { slug: string }[] }
}

const GOOD_FOR_DAYS = 180
const PAGES = [
  '/',
  '/initiatives',
  '/areas',
  '/categories',
  '/about',
  '/open-data',
  '/privacy',
  '/accessibility',
  '/how-we-decide',
]

export function crawlerRoutes(deps: CrawlerDeps): Router {
  const { db, clock, baseUrl, areas, categories } = deps
  const router = Router()
  const search = makeCrawlerSearch(db)

  router.get('/robots.txt', (_req, res) => sendFormat(res, 'text/plain', toRobots(baseUrl)))
  router.get('/sitemap.xml', (_req, res) => {
    const parts = search.parts().map(part => `/sitemap-${part}.xml`)
    return sendFormat(res, 'application/xml', toSitemapIndex(baseUrl, ['/sitemap-pages.xml', ...parts]))
  })
  router.get('/sitemap-pages.xml', (_req, res) => {
    const paths = [
      ...PAGES,
      ...areas.all().map(({ path }) => `/areas/${path}`),
      ...categories.all().map(({ slug }) => `/categories/${slug}`),
    ]
    const pages = paths.map(path => ({ path }))
    return sendFormat(res, 'application/xml', toSitemap(baseUrl, pages))
  })
  router.get('/sitemap-:part.xml', (req, res) => {
    const part = /^[1-9]\d{0,5}$/.test(req.params.part) ? Number(req.params.part) : 0
    const listings = part > 0 ? search.listings(part) : []
    if (listings.length === 0) throw notFound('There is no such part of the sitemap.')
    const pages = listings.map(({ slug, updated_at }) => ({ path: `/initiatives/${slug}`, updated_at }))
    return sendFormat(res, 'application/xml', toSitemap(baseUrl, pages))
  })
  router.get('/.well-known/security.txt', (_req, res) => {
    const expires = addDays(localTime(clock()).date, GOOD_FOR_DAYS)
    return sendFormat(res, 'text/plain', toSecurity(baseUrl, deps.mail, expires))
  })
  return router
}
