// Two listings of one thing: an editor names the other, and makes them one or asks whoever looks after both.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { cleanLine, cleanText } from '../../platform/text/clean.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import { type FormValues, type Issue, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import type { Decided } from './deciding.store.ts'
import { type ItemRouteDeps, makeItemDesk } from './item.routes.ts'
import { areRead } from './letters.rules.ts'
import { LISTINGS_PATH } from './listings.view.ts'
import { findingPage, mergingPage } from './merging.view.ts'
import type { Naming } from './naming.store.ts'
import type { Others } from './others.search.ts'
import { deskHead } from './queue.routes.ts'
import { QUEUE_PATH, queueQuery, readQueueFilters } from './queue.rules.ts'
import { itemPath } from './queue.view.ts'
import { isLockedFor, isOpen } from './rules.ts'

export interface MergingRouteDeps extends ItemRouteDeps {
  naming: Naming
  others: Others
}

const LISTING = `${LISTINGS_PATH}/:id/merging`
const ITEM = `${QUEUE_PATH}/:id/double`
const id = z.string().regex(/^\d{1,15}$/)
const mergeForm = z.strictObject({
  into: id,
  stays: z.union([id, z.literal('')]).default(''),
  read: z.string().max(100).default(''),
  note: z.string().max(2000, 'Say it in at most 2,000 characters').transform(cleanText).default(''),
})
const doubleForm = z.strictObject({ listing: z.union([id, z.literal('')]) })
const NOBODY = 'There is no such listing among yours.'

export function mergingRoutes(deps: MergingRouteDeps): Router {
  const { guards } = deps
  const router = Router()
  const { look, press } = makeMergingDesk(deps)
  const { find, name } = makeDoubleDesk(deps)
  router.get(LISTING, guards.editor, look)
  router.post(LISTING, guards.editor, readForm, press)
  router.get(ITEM, guards.editor, find)
  router.post(ITEM, guards.editor, readForm, name)
  return router
}

/** What an editor looks for: what they typed, or what is likely; straight to the one where that is sure. */
function makeFinding({ others, reader, scope }: MergingRouteDeps) {
  return (req: Request, res: Response, listing: number) => {
    const q = typeof req.query.q === 'string' ? cleanLine(req.query.q).slice(0, 300) : ''
    const live = reader.entered(listing)
    if (!live) throw notFound(NOBODY)
    const seen = { ...live.fields, ...live.placing, id: listing }
    const { id, maybe } = q === '' ? { id: undefined, maybe: others.likely(seen) } : others.named(q, listing)
    const found = maybe.map(one => ({ ...one, isMine: scope.mayEdit(personOf(res), one.listed.id) }))
    return { q, sure: id === listing ? undefined : id, others: found }
  }
}

/** Beginning at a listing: one that they look after. */
function makeMergingDesk(deps: MergingRouteDeps) {
  const { reader, scope, naming, deciding, showDesk } = deps
  const finding = makeFinding(deps)

  function liveOne(req: Request, res: Response) {
    const id = numberOf(req.params.id)
    const live = scope.mayEdit(personOf(res), id) ? reader.entered(id) : undefined
    if (!live) throw notFound(NOBODY)
    const path = `${LISTINGS_PATH}/${id}`
    return { id, path, name: live.fields.name, back: { href: path, label: live.fields.name } }
  }

  function show(
    res: Response,
    one: ReturnType<typeof liveOne>,
    into: number,
    again: { values?: FormValues; issues?: Issue[]; decided?: Decided } = {},
  ) {
    const { values = {}, issues = [], decided } = again
    const pair = deciding.pairOf({ kind: 'merge', initiative_id: one.id, into_id: into })
    if (!pair || into === one.id || !reader.entered(into)) throw notFound(NOBODY)
    const two = { id: one.id, other: into, by: personOf(res) }
    const isMine = scope.mayEdit(personOf(res), into)
    const rehearsed = isMine ? (decided ?? naming.rehearse(two, pair.stays.id)) : undefined
    const mails = rehearsed?.outcome === 'done' ? rehearsed : null
    const page = mergingPage({
      ...{ ...one, pair, into, values, issues, action: `${one.path}/merging` },
      ...{ mails, asks: decided !== undefined },
    })
    const title = `${issues.length > 0 ? 'Error: ' : decided ? 'Read the mail: ' : ''}${page.title}`
    return showDesk(res, 'proposals/merging', deskHead(title, LISTINGS_PATH), page, {
      status: issues.length > 0 ? 422 : 200,
      keeper: 'nobody',
    })
  }

  function look(req: Request, res: Response) {
    const one = liveOne(req, res)
    const into = numberOf(req.query.into)
    if (into > 0) return show(res, one, into)
    const { sure, ...found } = finding(req, res, one.id)
    if (sure !== undefined) return go(res, `${one.path}/merging?into=${sure}`)
    const page = findingPage({ ...one, ...found, action: '', kept: new URLSearchParams() })
    return showDesk(res, 'proposals/finding', deskHead(page.title, LISTINGS_PATH), page, { keeper: 'nobody' })
  }

  function press(req: Request, res: Response) {
    const one = liveOne(req, res)
    const values = valuesOf(req)
    const { data, issues } = readValues(mergeForm, values)
    const into = numberOf(values.into)
    if (!data) return show(res, one, into, { values, issues })
    const two = { id: one.id, other: into, by: personOf(res) }
    if (into === one.id || !reader.entered(into)) throw notFound(NOBODY)
    if (!scope.mayEdit(two.by, into)) {
      naming.ask(two, data.note)
      return go(res, `${one.path}?sent=yes`)
    }
    const stays = Number(data.stays) || into
    if (stays !== into && stays !== one.id) throw new Problem('bad_request', 'Choose which of the two stays.')
    const decided = naming.make(two, stays, [data.read])
    if (decided.outcome !== 'done')
      throw new Problem('conflict', 'One of them was changed or taken down meanwhile.')
    if (!areRead(decided, [data.read])) return show(res, one, into, { values, decided })
    return go(res, `${LISTINGS_PATH}/${stays}?done=${decided.proposal.id}`)
  }
  return { look, press }
}

/** Beginning at a report: it names the other listing from then on, and asks for them to be made one. */
function makeDoubleDesk(deps: MergingRouteDeps) {
  const { reader, scope, naming, clock, showDesk } = deps
  const finding = makeFinding(deps)
  const desk = makeItemDesk(deps)

  function find(req: Request, res: Response) {
    const proposal = desk.found(req, res)
    const listing = proposal.initiative_id ?? 0
    const name = reader.entered(listing)?.fields.name
    if (proposal.kind !== 'report' || !isOpen(proposal) || name === undefined)
      return go(res, `${QUEUE_PATH}/${proposal.id}`)
    const filters = readQueueFilters(req.query)
    const { sure, others, q } = finding(req, res, listing)
    const found =
      sure === undefined
        ? others
        : deps.others
            .shown([{ id: sure, metres: null }], listing)
            .map(one => ({ ...one, isMine: scope.mayEdit(personOf(res), sure) }))
    const back = { href: itemPath(proposal.id, filters), label: 'Back to the item' }
    const query = queueQuery(filters)
    const action = `${QUEUE_PATH}/${proposal.id}/double${query}`
    const page = findingPage({ name, back, q, others: found, action, kept: new URLSearchParams(query) })
    return showDesk(res, 'proposals/finding', deskHead(page.title), page, { keeper: 'nobody' })
  }

  function name(req: Request, res: Response) {
    const proposal = desk.found(req, res)
    const person = personOf(res)
    const { data } = readValues(doubleForm, valuesOf(req))
    if (!data) throw new Problem('bad_request', 'That form named no listing.')
    const other = data.listing === '' ? null : Number(data.listing)
    if (!isOpen(proposal) || isLockedFor(person.id, proposal, clock()))
      throw new Problem('conflict', 'Another editor has it open, or has decided on it.')
    if (proposal.kind !== (other === null ? 'merge' : 'report'))
      throw new Problem('conflict', 'Somebody has named the other listing meanwhile, or taken that back.')
    if (other !== null && (other === proposal.initiative_id || !reader.entered(other)))
      throw notFound('There is no such listing.')
    naming.name(proposal, other, person)
    const isMine = other === null || scope.mayEdit(person, other)
    const away = `${LISTINGS_PATH}/${proposal.initiative_id}?sent=yes`
    return go(res, isMine ? itemPath(proposal.id, readQueueFilters(req.query)) : away)
  }
  return { find, name }
}
