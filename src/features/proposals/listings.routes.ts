// Listings on the editors' desk: found, taken down and published again, and who keeps them.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { cleanLine } from '../../platform/text/clean.ts'
import { count } from '../../platform/text/words.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import { firstOf, onlyNamed, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import { labelOf, STATUSES } from '../initiatives/choices.fields.ts'
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import { go } from '../people/entering.routes.ts'
import type { SignedIn } from '../people/fields.ts'
import { personOf } from '../people/guards.routes.ts'
import type { ListingsSearch } from './listings.search.ts'
import {
  LISTINGS_PATH,
  LISTINGS_SIZE,
  type ListedRow,
  type ListingFilters,
  listingPage,
  listingsPage,
} from './listings.view.ts'
import { areasFor, deskHead } from './queue.routes.ts'
import type { RevisionRouteDeps } from './revisions.routes.ts'
import { saySince } from './waiting.rules.ts'

export interface ListingRouteDeps extends RevisionRouteDeps {
  listings: ListingsSearch
  keepers: KeepersStore
  publishing: Publishing
  doneNotice(res: Response, ids: unknown): object | null
}

const ONE = `${LISTINGS_PATH}/:id`
const reasonForm = z.strictObject({
  reason: z
    .string()
    .transform(cleanLine)
    .pipe(z.string().min(1, 'Say why it is taken down').max(300, 'Say it in at most 300 characters')),
})
const trustForm = z.strictObject({ trusted: z.enum(['yes', 'no']) })
const nobodyKeeps = { keeper: 'nobody' } as const

export function listingRoutes(deps: ListingRouteDeps): Router {
  const { guards, scope, restoring, reader, publishing, keepers, clock, queue, items } = deps
  const router = Router()
  const head = (title: string) => deskHead(title, LISTINGS_PATH)
  const rowsFor = makeRowsFor(deps)

  router.get(LISTINGS_PATH, guards.editor, (req, res) => {
    const filters = readFilters(req)
    const person = personOf(res)
    const areas = areasFor(deps.areas, scope.reach(person))
    const rows = rowsFor(person, filters)
    const undone = numberOf(req.query.undone)
    const page = listingsPage({ filters, areas, ...rows, reach: deps.reachOf(person), undone })
    return deps.showDesk(res, 'proposals/listings', head(page.title), page, nobodyKeeps)
  })

  /** A listing, on the site or taken down, that somebody may look after. */
  function found(req: Request, res: Response): number {
    const id = numberOf(req.params.id)
    const isThere = reader.entered(id) !== undefined || publishing.find(id) !== undefined
    if (!isThere || !scope.mayEdit(personOf(res), id)) throw notFound('There is no such listing among yours.')
    return id
  }
  function liveOne(req: Request, res: Response): number {
    const id = found(req, res)
    if (!reader.entered(id)) throw new Problem('conflict', 'It was taken down meanwhile.')
    return id
  }

  function show(
    res: Response,
    id: number,
    again: {
      issues?: never[] | [{ path: string[]; message: string }]
      values?: Record<string, string>
      done?: object | null
      isSent?: boolean
    } = {},
  ) {
    const gone = publishing.find(id)
    const into = gone?.into_id
      ? { id: gone.into_id, name: reader.entered(gone.into_id)?.fields.name ?? 'another' }
      : undefined
    const page = listingPage({
      ...{ id, live: reader.entered(id), gone, into, keepers: keepers.of(id), open: queue.openAbout(id) },
      ...{ by: items.editorName(gone?.made_by ?? null), now: clock(), ...again },
    })
    const isWrong = page.errors.length > 0
    const title = `${isWrong ? 'Error: ' : ''}${page.title}`
    return deps.showDesk(res, 'proposals/listing', head(title), page, {
      status: isWrong ? 422 : 200,
      ...nobodyKeeps,
    })
  }

  // Other words in its place, such as “new”, have pages of their own.
  router.get(ONE, guards.editor, (req, res, next) => {
    if (!/^\d+$/.test(String(req.params.id))) return next()
    const done = deps.doneNotice(res, req.query.done)
    return show(res, found(req, res), { done, isSent: req.query.sent === 'yes' })
  })

  router.post(`${ONE}/unpublication`, guards.editor, readForm, (req, res) => {
    const id = liveOne(req, res)
    const values = valuesOf(req)
    const { data, issues } = readValues(reasonForm, values)
    if (!data)
      return show(res, id, {
        issues: [{ path: ['reason'], message: issues[0]?.message ?? '' }],
        values: { reason: firstOf(values, 'reason') },
      })
    restoring.unpublish(id, data.reason, personOf(res))
    return go(res, `${LISTINGS_PATH}/${id}`)
  })

  router.post(`${ONE}/publication`, guards.editor, readForm, (req, res) => {
    const id = found(req, res)
    onlyNamed([], valuesOf(req))
    if (reader.entered(id)) throw new Problem('conflict', 'It is on the site already.')
    const issues = restoring.publish(id, personOf(res))
    if (issues[0]) throw new Problem('conflict', `It cannot come back as it was. ${issues[0].message}`)
    return go(res, `${LISTINGS_PATH}/${id}`)
  })

  router.post(`${ONE}/keepers/:person/trust`, guards.editor, readForm, (req, res) => {
    const id = found(req, res)
    const { data } = readValues(trustForm, valuesOf(req))
    if (!data || !restoring.trust(id, numberOf(req.params.person), data.trusted === 'yes', personOf(res)))
      throw notFound('They do not keep it.')
    return go(res, `${LISTINGS_PATH}/${id}`)
  })

  router.post(`${ONE}/keepers/:person/removal`, guards.editor, readForm, (req, res) => {
    const id = found(req, res)
    onlyNamed([], valuesOf(req))
    if (!restoring.removeKeeper(id, numberOf(req.params.person), personOf(res)))
      throw notFound('They do not keep it.')
    return go(res, `${LISTINGS_PATH}/${id}`)
  })
  return router
}

/** What a list of listings shows, for somebody who looks after them. */
function makeRowsFor({ listings, scope, areas, clock }: ListingRouteDeps) {
  return (
    person: SignedIn,
    { q, show, area, page }: ListingFilters,
  ): { rows: ListedRow[]; total: number } => {
    const now = clock()
    const within = area > 0 ? [area, ...areas.neighbourhoodsOf(area).map(({ id }) => id)] : null
    const asked = { q, scope: scope.reach(person), within }
    if (show === 'down') {
      const down = listings.down(asked, page, LISTINGS_SIZE)
      const rows = down.map(one => ({ ...one, note: `${saySince(one.made_at, now)}: ${one.reason}` }))
      return { rows, total: listings.downTotal(asked) }
    }
    const rows = listings.live(asked, page, LISTINGS_SIZE).map(one => ({
      ...{ id: one.id, name: one.name },
      note: [
        one.area || 'Nowhere in particular',
        ...(one.status === 'active' ? [] : [labelOf(STATUSES, one.status)]),
        one.keepers === 0 ? 'nobody keeps it' : count(one.keepers, 'keeper'),
      ].join(', '),
    }))
    return { rows, total: listings.total(asked) }
  }
}

function readFilters({ query }: Request): ListingFilters {
  return {
    q: typeof query.q === 'string' ? cleanLine(query.q).slice(0, 100) : '',
    show: query.show === 'down' ? 'down' : 'live',
    area: numberOf(query.area),
    page: numberOf(query.page) || 1,
  }
}
