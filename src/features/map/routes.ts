// The large map, /map, and the picture by itself, /map.svg.
import { type Request, Router } from 'express'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import type { Show } from '../../platform/web/page.ts'
import type { Render } from '../../platform/web/render.ts'
import { sendFormat, sendPage } from '../../platform/web/respond.ts'
import type { AskDeps } from '../initiatives/asking.routes.ts'
import { PAGE_SIZE } from '../initiatives/filters.fields.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import type { SettingsStore } from '../settings/store.ts'
import { askedBox, type MapAsked, makeMapAsk } from './asking.routes.ts'
import { MOST_SIDE, readSide } from './fields.ts'
import { readNightStyle, toSvg } from './formats.ts'
import { frameOf } from './frame.rules.ts'
import type { LightSearch } from './lights.search.ts'
import { listInView, mapHead, mapPage, mapTitle } from './page.view.ts'
import type { Pictures } from './pictures.search.ts'
import type { Streets } from './streets.fields.ts'

export interface MapDeps extends AskDeps {
  show: Show
  render: Render
  clock: Clock
  pictures: Pick<Pictures, 'plain' | 'view' | 'patch'>
  lights: Pick<LightSearch, 'total' | 'inView'>
  cards: { listed(ids: readonly number[], today: string): Listed[] }
  streets: Streets | undefined
  settings: Pick<SettingsStore, 'now'>
}

const PAGE = 720
const FILE = { width: 900, height: 760 }
const PATCH_MARGINS = { x: 12, y: 12 }

export function mapRoutes(deps: MapDeps): Router {
  const { show, render, clock, pictures, lights, cards, streets } = deps
  const ask = makeMapAsk(deps)
  const style = readNightStyle()
  const router = Router()

  /** What is in view: how many, and a page of them. */
  function inView({ query: raw }: Request, { asked: which, page: wanted, query }: MapAsked) {
    const asked = askedBox(raw.bbox)
    const now = localTime(clock())
    const { box } = frameOf(asked ?? pictures.patch(), PAGE, PAGE, asked ? undefined : PATCH_MARGINS)
    const { total, capped } = lights.total(box, which)
    const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
    const page = Math.min(pages, wanted)
    const listed = cards.listed(lights.inView(box, page, PAGE_SIZE, which), now.date)
    return { asked, box, query, listed, total, capped, page, pages, now }
  }

  router.get('/map', (req, res) => {
    if (req.query.part === 'list') {
      const asking = ask.readPlain(req.query)
      const list = listInView({ ...inView(req, asking), picture: {} })
      return sendPage(res, render('partials/in-view', list), asking.keeper)
    }
    const asking = ask.read(req.query)
    if (asking.elsewhere !== undefined) return res.redirect(303, asking.elsewhere)
    const seen = inView(req, asking)
    const { box, listed, total, capped, page, now } = seen
    const title = mapTitle(total, listed.length, capped)
    const first = (page - 1) * PAGE_SIZE + 1
    const { asked, query, keeper, dropped } = asking
    const picture = pictures.view(box, PAGE, PAGE, { title, listed, first, asked, query }, now.date)
    const parts = { ...seen, dropped, streets, picture, settings: deps.settings.now() }
    return show(res, 'map/map', mapHead(parts), mapPage(parts), { keeper })
  })

  router.get('/map.svg', (req, res) => {
    const box = askedBox(req.query.bbox) ?? pictures.patch()
    const width = readSide(req.query.w, FILE.width)
    const height = readSide(req.query.h, FILE.height)
    if (width === undefined || height === undefined) {
      throw new Problem(
        'bad_request',
        `A picture is so many whole pixels wide and high, up to ${MOST_SIDE} each.`,
      )
    }
    const { asked, query, keeper } = ask.readWhole(req.query)
    const picture = pictures.plain(box, width, height, { asked, query }, localTime(clock()).date)
    const drawing = render('partials/night', { ...picture, title: mapTitle(picture.total) })
    const svg = toSvg(drawing, { width, height }, style)
    return sendFormat(res, 'image/svg+xml', svg, {
      keeper,
      more: { 'Content-Security-Policy': style.policy },
    })
  })
  return router
}
