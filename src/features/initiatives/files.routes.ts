// The same lists as files and feeds: /initiatives.geojson, .csv and .atom.
import { type Request, type Response, Router } from 'express'
import type { Clock } from '../../platform/text/clock.ts'
import { type Keeper, sendFormat } from '../../platform/web/respond.ts'
import { type AskDeps, makeAsk } from './asking.routes.ts'
import { listAddress } from './filters.fields.ts'
import { type FormatContext, toAtom, toCsv, toGeoJson } from './formats.ts'
import { headingOf } from './heading.view.ts'
import type { Exported } from './kept.fields.ts'
import type { InitiativeSearch } from './search.ts'

export interface FileDeps extends AskDeps {
  clock: Clock
  baseUrl: string
  siteName: string
  search: Pick<InitiativeSearch, 'part'>
  exported(ids: readonly number[]): Exported[]
}

interface FilePart {
  list: Exported[]
  title: string
  context: FormatContext
  keeper: Keeper
  more: Record<string, string>
}

// A longer list comes in parts, each with the address of the next.
const IN_FILE = 10_000
const IN_FEED = 50

export function fileRoutes(deps: FileDeps): Router {
  const { clock, baseUrl, siteName, search, exported } = deps
  const ask = makeAsk(deps)
  const router = Router()

  /** One part of the list, or undefined when the place has to be asked again. */
  function partOf({ query }: Request, extension: string, size: number): FilePart | { elsewhere: string } {
    const { asked, elsewhere } = ask.read({ ...query, ...(extension === '.atom' && { sort: 'newest' }) })
    if (!asked) return { elsewhere }
    const { filters } = asked
    const found = search.part(asked, size)
    const address = (page: number) => listAddress({ ...filters, page }, extension)
    const nextHref = found.page < found.pages ? address(found.page + 1) : ''
    return {
      list: exported(found.ids),
      title: headingOf(filters, ask.namesFor(asked)),
      context: {
        baseUrl,
        pageHref: listAddress({ ...filters, page: 1 }),
        selfHref: address(found.page),
        nextHref,
        total: found.total,
      },
      keeper: asked.origin ? 'asker' : 'anybody',
      more: nextHref ? { Link: `<${baseUrl}${nextHref}>; rel="next"` } : {},
    }
  }

  function send(
    res: Response,
    type: string,
    part: FilePart,
    body: string,
    more: Record<string, string> = {},
  ) {
    return sendFormat(res, type, body, { keeper: part.keeper, more: { ...part.more, ...more } })
  }

  router.get('/initiatives.geojson', (req, res) => {
    const part = partOf(req, '.geojson', IN_FILE)
    if ('elsewhere' in part) return res.redirect(303, part.elsewhere)
    return send(res, 'application/geo+json', part, toGeoJson(part.list, part.context))
  })
  router.get('/initiatives.csv', (req, res) => {
    const part = partOf(req, '.csv', IN_FILE)
    if ('elsewhere' in part) return res.redirect(303, part.elsewhere)
    const saved = { 'Content-Disposition': 'attachment; filename="points-of-light.csv"' }
    return send(res, 'text/csv', part, toCsv(part.list, part.context), saved)
  })
  router.get('/initiatives.atom', (req, res) => {
    const part = partOf(req, '.atom', IN_FEED)
    if ('elsewhere' in part) return res.redirect(303, part.elsewhere)
    const words = { title: part.title, siteName, updated: clock().toISOString() }
    return send(res, 'application/atom+xml', part, toAtom(part.list, part.context, words))
  })
  return router
}
