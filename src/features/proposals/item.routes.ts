// One proposal on the editors' desk: looked at, locked, decided on, taken back.

import { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { later } from '../../platform/text/clock.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import {
  type FormValues,
  type Issue,
  onlyNamed,
  readForm,
  readValues,
  valuesOf,
} from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { RevisionsStore } from '../initiatives/revisions.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import { go } from '../people/entering.routes.ts'
import type { Person } from '../people/fields.ts'
import { personOf } from '../people/guards.routes.ts'
import type { Decided, Deciding, Decision } from './deciding.store.ts'
import { makeDecisions, saidIn, takenIn } from './decision.routes.ts'
import { type Action, decisionForm, whatIsMissing } from './decision.rules.ts'
import { fieldsShown, withDraft } from './decision.view.ts'
import { makeDoneNotices } from './decision-done.routes.ts'
import type { Proposal } from './fields.ts'
import type { Items } from './item.search.ts'
import { itemPage } from './item.view.ts'
import { isOwnMerge } from './merging.rules.ts'
import { deskHead, makeQueueFor, type QueueDeps } from './queue.routes.ts'
import { QUEUE_PATH, queueQuery, readQueueFilters } from './queue.rules.ts'
import { itemPath, queueList } from './queue.view.ts'
import { isLockedFor, isOpen, isSent, LOCK_MS } from './rules.ts'
import type { ProposalsStore } from './store.ts'
import type { Names } from './values.rules.ts'

export interface ItemRouteDeps extends QueueDeps {
  db: Db
  proposals: ProposalsStore
  deciding: Deciding
  revisions: RevisionsStore
  reader: InitiativeReader
  audit: AuditStore
  items: Items
  formGround(): Names
}

type Shown = {
  unread?: Action
  values?: FormValues
  issues?: Issue[]
  seen?: Decision['seen']
  what?: 'proposal' | 'listing' | undefined
}

export function itemRoutes(deps: ItemRouteDeps): Router {
  const router = Router()
  const { editor } = deps.guards
  const desk = makeItemDesk(deps)
  router.get(`${QUEUE_PATH}/:id`, editor, desk.look)
  for (const action of ['approval', 'question', 'rejection', 'ending', 'removal'] as const)
    router.post(`${QUEUE_PATH}/:id/${action}`, editor, readForm, desk.decide(action))
  router.post(`${QUEUE_PATH}/:id/draft`, editor, readForm, (req, res) => {
    return desk.preview(req, res, { ...valuesOf(req), fill: 'yes' })
  })
  router.post(`${QUEUE_PATH}/:id/preview`, editor, readForm, (req, res) =>
    desk.preview(req, res, valuesOf(req)),
  )
  router.post(`${QUEUE_PATH}/:id/undoing`, editor, readForm, (req, res) => {
    const proposal = desk.found(req, res)
    onlyNamed([], valuesOf(req))
    if (deps.deciding.undo(proposal.id, personOf(res)) === 'late')
      throw new Problem(
        'conflict',
        'It is too late to undo this: ten minutes have passed, or somebody changed it since.',
      )
    // What an editor did themselves is theirs no longer, and nobody else's to look at.
    const back = isOwnMerge(proposal)
      ? `/admin/initiatives/${proposal.initiative_id}`
      : itemPath(proposal.id, readQueueFilters(req.query))
    return go(res, back)
  })
  router.post(`${QUEUE_PATH}/:id/lock-removal`, editor, readForm, (req, res) => {
    const proposal = desk.found(req, res)
    onlyNamed([], valuesOf(req))
    deps.proposals.unlock(proposal.id, personOf(res).id)
    return go(res, `${QUEUE_PATH}${queueQuery(readQueueFilters(req.query))}`)
  })
  router.post(`${QUEUE_PATH}/:id/clearance`, editor, readForm, desk.clear)
  router.post(`${QUEUE_PATH}/:id/distinction`, editor, readForm, desk.tellApart)
  return router
}

/** What the routes of one item do. */
export function makeItemDesk(deps: ItemRouteDeps) {
  const { db, clock, proposals, deciding, scope, items, audit } = deps
  const queueFor = makeQueueFor(deps)
  const decisions = makeDecisions(deps)
  const { doneNotice, undoOf } = makeDoneNotices(deps)
  const isMine = (proposal: Proposal, { id }: Person) =>
    isOpen(proposal) && canTell(proposal) && !isLockedFor(id, proposal, clock())

  function found(req: Request, res: Response): Proposal {
    const proposal = proposals.find(numberOf(req.params.id))
    if (!proposal || !isSent(proposal) || !scope.mayDecide(personOf(res), proposal))
      throw notFound('There is no such item in your queue.')
    return proposal
  }

  /** The page, with the proposal theirs for a while when nobody else has it. */
  const look: RequestHandler = (req, res) => {
    const proposal = found(req, res)
    const { id } = personOf(res)
    if (req.method === 'GET' && isOpen(proposal)) proposals.lock(proposal.id, id, later(clock(), LOCK_MS))
    return show(req, res, proposal)
  }

  function show(req: Request, res: Response, { id }: Proposal, shown: Shown = {}) {
    const { issues, seen, what, unread } = shown
    const person = personOf(res)
    const now = clock()
    const filters = readQueueFilters(req.query)
    const item = items.of(proposals.find(id) as Proposal, person, now)
    const list = queueList(queueFor(person, { ...filters, page: 1 }), id)
    const changed = what && seen ? items.changedSince(item.proposal, seen, what) : null
    const done = doneNotice(res, req.query.done)
    const undo = done ? null : undoOf(item.proposal)
    const revision = deciding.revisionOf(item.proposal)
    const names = deps.formGround()
    const values = shown.values && withDraft(item, fieldsShown(item, names).length, shown.values)
    const mails = isMine(item.proposal, person)
      ? decisions.rehearseAll(
          item.proposal,
          actionsOf(item.proposal),
          person,
          saidIn(item.proposal, { revision }, values),
        )
      : []
    const page = itemPage({
      ...{ item, list, filters, revision, me: person.id, now, changed, done, undo, names, mails, unread },
      ...(issues && { issues }),
      ...(values && { values }),
    })
    const isWrong = page.errors.length > 0 || changed !== null
    const title = `${isWrong ? 'Error: ' : unread ? 'Read the mail: ' : ''}${page.name}`
    return deps.showDesk(res, 'proposals/item', deskHead(title), page, {
      status: isWrong ? 422 : 200,
      keeper: 'nobody',
    })
  }

  /** What was sent, with each mail as it would go. */
  function preview(req: Request, res: Response, values: FormValues): Promise<void> {
    const proposal = found(req, res)
    const { data, issues } = readValues(decisionForm, values)
    if (!data) return show(req, res, proposal, { values, issues })
    return show(req, res, proposal, { values, seen: data, what: deciding.changedSince(proposal, data) })
  }

  const decide =
    (action: Action): RequestHandler =>
    (req, res) => {
      const proposal = found(req, res)
      const values = valuesOf(req)
      const { data, issues } = readValues(decisionForm, values)
      if (!data) return show(req, res, proposal, { values, issues })
      const take = takenIn([data.take ?? []].flat())
      const what = deciding.changedSince(proposal, data)
      if (what) return show(req, res, proposal, { values, seen: data, what })
      const wrong = whatIsMissing(proposal, action, { ...data, take })
      if (wrong.length > 0) return show(req, res, proposal, { values, issues: wrong })
      const said = { ...data, take, read: data.read.split(',') }
      const decided = decisions.decide(proposal, action, personOf(res), said)
      if (decided.outcome === 'done') return next(req, res, proposal)
      if (decided.outcome === 'unread') return show(req, res, proposal, { values, unread: action })
      return show(req, res, proposal, { values, ...problemOf(decided, data) })
    }

  /** The next item that nobody else has open; the queue when there is none. */
  function next(req: Request, res: Response, { id }: Proposal): void {
    const person = personOf(res)
    const filters = readQueueFilters(req.query)
    const { rows } = queueFor(person, { ...filters, page: 1 })
    const row = rows.find(one => one.id !== id && !isLockedFor(person.id, one, clock()))
    const done = { done: String(id) }
    go(
      res,
      row ? itemPath(row.id, filters, done) : `${QUEUE_PATH}${queueQuery({ ...filters, page: 1 }, done)}`,
    )
  }

  const clear: RequestHandler = (req, res) => {
    const proposal = found(req, res)
    onlyNamed([], valuesOf(req))
    if (proposal.status !== 'held') throw new Problem('conflict', 'It is not held any more.')
    if (isLockedFor(personOf(res).id, proposal, clock()))
      throw new Problem('conflict', 'Another editor has it open.')
    inTransaction(db, () => {
      proposals.change(proposal.id, { status: 'waiting', held_for: [] })
      audit.note({
        ...{ person_id: personOf(res).id, made_as: 'editor', action: 'not spam' },
        ...{ subject_kind: 'proposal', subject_id: proposal.id },
      })
    })
    go(res, itemPath(proposal.id, { ...readQueueFilters(req.query), show: 'waiting' }))
  }

  const tellApart: RequestHandler = (req, res) => {
    const proposal = found(req, res)
    const { data } = readValues(
      z.strictObject({ listing: z.coerce.number().int().min(1).max(1e9) }),
      valuesOf(req),
    )
    if (!data) throw new Problem('bad_request', 'That form named no listing.')
    inTransaction(db, () =>
      audit.note({
        ...{ person_id: personOf(res).id, made_as: 'editor', action: 'not a double' },
        ...{ subject_kind: 'proposal', subject_id: proposal.id, detail: { listing: data.listing } },
      }),
    )
    go(res, itemPath(proposal.id, readQueueFilters(req.query)))
  }

  return { found, look, show, preview, decide, clear, tellApart }
}

/** Whether somebody may be written to about it: the sender, or whoever keeps one of two. */
function canTell({ email, kind }: Proposal): boolean {
  return email !== '' || kind === 'merge'
}

/** What may be decided on it, each with a mail of its own; whoever left no address is written none. */
function actionsOf({ kind, email }: Proposal): Action[] {
  if (email === '') return ['approval']
  return ['approval', 'question', 'rejection', ...(kind === 'report' ? (['ending', 'removal'] as const) : [])]
}

function problemOf(decided: Exclude<Decided, { outcome: 'done' }>, seen: Decision['seen']): Shown {
  if (decided.outcome === 'changed') return { seen, what: decided.what }
  if (decided.outcome === 'locked')
    return { issues: [{ path: ['reason'], message: 'Another editor has it open' }] }
  return { issues: decided.issues.map(({ message }) => ({ path: ['reason'], message })) }
}
