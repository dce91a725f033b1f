// The large map, /map, and the picture by itself, /map.svg.
import { Router } from 'express'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import type { Show } from '../../platform/web/page.ts'
import type { Render } from '../../platform/web/render.ts'
import { sendFormat } from '../../platform/web/respond.ts'
import { PAGE_SIZE } from '../initiatives/filters.fields.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import { MOST_SIDE, readBox, readSide } from './fields.ts'
import { readNightStyle, toSvg } from './formats.ts'
import { frameOf } from './frame.rules.ts'
import type { LightSearch } from './lights.search.ts'
import { mapHead, mapPage, mapTitle } from './page.view.ts'
import type { Pictures } from './pictures.search.ts'

export interface MapDeps {
  show: Show
  render: Render
  clock: Clock
  pictures: Pick<Pictures, 'plain' | 'view' | 'patch'>
  lights: Pick<LightSearch, 'total' | 'inView'>
  cards: { listed(ids: readonly number[], today: string): Listed[] }
}

const PAGE = 720
const FILE = { width: 900, height: 760 }

export function mapRoutes({ show, render, clock, pictures, lights, cards }: MapDeps): Router {
  const router = Router()
  const style = readNightStyle()

  router.get('/map', (req, res) => {
    const asked = askedBox(req.query.bbox)
    const now = localTime(clock())
    const { box } = frameOf(asked ?? pictures.patch(), PAGE, PAGE, asked ? undefined : PATCH_MARGINS)
    const total = lights.total(box)
    const pages = Math.max(1, Math.ceil(total / PAGE_SIZE))
    const page = Math.min(pages, askedPage(req.query.page))
    const listed = cards.listed(lights.inView(box, page, PAGE_SIZE), now.date)
    const title = mapTitle(total, listed.length)
    const first = (page - 1) * PAGE_SIZE + 1
    const picture = pictures.view(box, PAGE, PAGE, { title, listed, first }, now.date)
    const parts = { asked, box, picture, listed, total, page, pages, now }
    return show(res, 'map/map', mapHead(parts), mapPage(parts))
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
    const { date } = localTime(clock())
    const title = mapTitle(lights.total(frameOf(box, width, height).box))
    const drawing = render('partials/night', pictures.plain(box, width, height, title, date))
    const svg = toSvg(drawing, { width, height }, style)
    return sendFormat(res, 'image/svg+xml', svg, { more: { 'Content-Security-Policy': style.policy } })
  })
  return router
}

const PATCH_MARGINS = { x: 12, y: 12 }

function askedBox(text: unknown) {
  if (text === undefined || text === '') return undefined
  const box = readBox(text)
  if (!box) {
    throw new Problem(
      'bad_request',
      'A part of the map is written as four numbers, in degrees: west, south, east, north; for example 0.6,51.5,0.8,51.6.',
    )
  }
  return box
}

function askedPage(text: unknown): number {
  return typeof text === 'string' && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}
