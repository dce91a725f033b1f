// The page of one initiative; an address it used to have leads to the one it has.
import { Router } from 'express'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import type { Show } from '../../platform/web/page.ts'
import type { makeCardSearch } from './cards.search.ts'
import { detailHead, detailPage, homeOf } from './detail.view.ts'
import type { Listed, PublicInitiative } from './kept.fields.ts'
import type { Publishing } from './publishing.store.ts'
import type { InitiativeReader } from './reading.store.ts'
import type { InitiativeSearch } from './search.ts'

export interface DetailDeps {
  show: Show
  clock: Clock
  reader: InitiativeReader
  publishing: Pick<Publishing, 'bySlug' | 'find'>
  search: InitiativeSearch
  cards: ReturnType<typeof makeCardSearch>
  pictures: { one(light: PublicInitiative & { label: string }, today: string): object | null }
}

const NEARBY_MILES = 3
const MOST_NEARBY = 4

export function detailRoutes(deps: DetailDeps): Router {
  const { show, clock, reader, publishing, search, cards, pictures } = deps
  const router = Router()
  router.get('/initiatives/:slug', (req, res) => {
    const { slug } = req.params
    const one = reader.bySlug(slug)
    if (!one) {
      const moved = reader.movedTo(slug) ?? mergedInto(slug)
      // Not for good: a listing that is renamed back must not find browsers going round in a circle.
      if (moved) return res.redirect(302, `/initiatives/${moved}`)
      if (publishing.bySlug(slug)) throw new Problem('gone', 'This point of light was taken down.')
      throw notFound('There is no point of light at this address.')
    }
    const now = localTime(clock())
    const picture = pictures.one({ ...one, label: homeOf(one)?.name ?? '' }, now.date)
    const parts = { one, nearby: nearby(one), picture, now }
    return show(res, 'initiatives/detail', detailHead(parts), detailPage(parts))
  })

  /** The address of the listing that one was made one with, or that one with, and so on. */
  function mergedInto(slug: string): string | undefined {
    let gone = publishing.bySlug(slug)
    while (gone?.into_id) {
      const into = reader.entered(gone.into_id)
      if (into) return into.slug
      gone = publishing.find(gone.into_id)
    }
    return undefined
  }

  function nearby({
    id,
    shown_lat: lat,
    shown_lon: lon,
  }: {
    id: number
    shown_lat: number | null
    shown_lon: number | null
  }) {
    if (lat === null || lon === null) return []
    const now = localTime(clock())
    const close = search.around({ lat, lon }, NEARBY_MILES, MOST_NEARBY, id, now)
    const listed = cards.listed(
      close.map(one => one.id),
      now.date,
    )
    return close.map(({ journey }, index) => ({ journey, listed: listed[index] as Listed }))
  }
  return router
}
