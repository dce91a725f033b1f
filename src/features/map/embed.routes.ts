// The map for other sites to show in a frame, /embed/map: no cookie, no form, nothing that changes anything.
import { type Request, type Response, Router } from 'express'
import { localTime } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import type { Render } from '../../platform/web/render.ts'
import { type Keeper, sendPage } from '../../platform/web/respond.ts'
import type { AskDeps } from '../initiatives/asking.routes.ts'
import { askedBox, makeMapAsk } from './asking.routes.ts'
import { type DrawEmbed, embedFrame } from './embed.search.ts'
import { EMBED_PATH, embedHead, embedPage, SCRIPT } from './embed.view.ts'
import type { LightSearch } from './lights.search.ts'
import { mapTitle } from './page.view.ts'
import type { Pictures } from './pictures.search.ts'
import type { Streets } from './streets.fields.ts'

export interface EmbedDeps extends AskDeps {
  render: Render
  assets: { href(name: string): string }
  pictures: Pick<Pictures, 'patch'>
  embedded: DrawEmbed
  lights: Pick<LightSearch, 'total'>
  streets: Streets | undefined
  siteName: string
  credits: readonly string[]
}

export function embedRoutes(deps: EmbedDeps): Router {
  const { render, assets, clock, pictures, embedded, lights, streets, credits } = deps
  const ask = makeMapAsk(deps)
  const router = Router()

  router.get(EMBED_PATH, (req, res) => {
    try {
      return sendMap(req, res)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      // In somebody's frame there is no room for a page that says so with everything round it.
      const page = { text: error.message, name: deps.siteName }
      return send(res.status(error.status), 'map/embed-problem', page, 'nobody')
    }
  })
  return router

  function sendMap({ query: raw }: Request, res: Response): Promise<void> {
    const { asked, query, keeper, dropped } = ask.readPlain(raw)
    const frame = embedFrame(askedBox(raw.bbox) ?? pictures.patch())
    const { box } = frame
    const { total, capped } = lights.total(box, asked)
    const title = mapTitle(total, 0, capped)
    const picture = embedded(frame, { title, asked, query }, localTime(clock()).date)
    const parts = { box, query, dropped, picture, total, capped, streets, siteName: deps.siteName, credits }
    return send(res, 'map/embed', embedPage(parts), keeper)
  }

  function send(res: Response, view: string, page: object, keeper: Keeper): Promise<void> {
    const head = embedHead(deps.siteName, view === 'map/embed' ? [assets.href(SCRIPT)] : [])
    return sendPage(res, render('embed', { ...head, body: render(view, page) }), keeper)
  }
}
