// Several decisions at once: asked once more, then all of them or none; and taking them back together.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { inTransaction, inTransactionIf } from '../../platform/database/open.ts'
import { cleanText } from '../../platform/text/clean.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import {
  type FormValues,
  firstOf,
  type Issue,
  readForm,
  readValues,
  valuesOf,
} from '../../platform/web/forms.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import { BULK_ACTIONS, type BulkAction, bulkPage, MOST_AT_ONCE } from './bulk.view.ts'
import type { Decided } from './deciding.store.ts'
import { LONGEST_REPLY, replyField } from './decision.rules.ts'
import type { Proposal } from './fields.ts'
import type { ItemRouteDeps } from './item.routes.ts'
import { areRead, type Mails } from './letters.rules.ts'
import { deskHead } from './queue.routes.ts'
import { QUEUE_PATH } from './queue.rules.ts'
import { REASONS } from './replies.rules.ts'
import { fieldsAsked, isOpen, isSent, SPAM } from './rules.ts'

const PATH = `${QUEUE_PATH}/decisions`

// Several in one box, with commas between.
const listOf = (one: string) =>
  z
    .string()
    .regex(new RegExp(`^${one}(,${one})*$`), 'Tick at least one item first.')
    .max(2000)
    .transform(text => text.split(','))
/** Without these there is no page to show again. */
const named = {
  action: z.enum(BULK_ACTIONS),
  seen: listOf('\\d{1,15}\\.\\d{1,9}\\.\\d{1,9}'),
}
const namedForm = z.object(named)
const bulkForm = z.strictObject({
  ...named,
  reason: z.string().max(40).default(''),
  reply: replyField,
  /** Marks of the mails that were shown. */
  read: z.string().max(1000).default(''),
})
const undoForm = z.strictObject({ ids: listOf('\\d{1,15}') })

interface Seen {
  proposal: Proposal
  version: number
  revision: number
}
interface Again {
  values?: FormValues
  issues?: Issue[]
  problem?: string
  asks?: boolean
}

type Failed = Exclude<Decided, { outcome: 'done' }>
type Said = Pick<z.output<typeof bulkForm>, 'action' | 'reason' | 'reply'>

const NOTHING = { mails: [], failed: undefined }

export function bulkRoutes(deps: ItemRouteDeps): Router {
  const { db, guards, deciding, scope, proposals, items } = deps
  const router = Router()

  /** All that are named, when every one of them is theirs to decide on; as if there were none otherwise. */
  function foundAll(res: Response, ids: readonly number[]): Proposal[] {
    const different = [...new Set(ids)]
    if (different.length === 0) throw new Problem('bad_request', 'Tick at least one item first.')
    if (different.length > MOST_AT_ONCE) throw new Problem('bad_request', 'Choose at most twenty at once.')
    return different.map(id => {
      const proposal = proposals.find(id)
      if (!proposal || !isSent(proposal) || !scope.mayDecide(personOf(res), proposal))
        throw notFound('There is no such item in your queue.')
      return proposal
    })
  }

  function show(res: Response, action: BulkAction, found: Proposal[], again: Again = {}) {
    const { values = {}, issues = [], problem = '', asks = false } = again
    const listed = found.map(proposal => ({
      ...{ proposal, name: items.titleOf(proposal), pair: deciding.pairOf(proposal) },
      revision: deciding.revisionOf(proposal),
    }))
    const reply = cleanText(firstOf(values, 'reply')).slice(0, LONGEST_REPLY)
    const said = { action, reason: firstOf(values, 'reason'), reply }
    const seen = listed.map(({ proposal, revision }) => ({ proposal, version: proposal.version, revision }))
    const hasWords = reply !== '' || !needsReply(said, found)
    const { mails, failed } = hasWords ? decideAll(res, seen, said, () => false) : NOTHING
    const wrong = problem || (failed ? sayFailure(failed) : '')
    const page = bulkPage({ ...{ action, values, issues, asks, mails }, problem: wrong, items: listed })
    const isWrong = issues.length > 0 || problem !== ''
    const title = `${isWrong ? 'Error: ' : ''}${page.title}`
    return deps.showDesk(res, 'proposals/bulk', deskHead(title), page, {
      status: isWrong ? 422 : 200,
      keeper: 'nobody',
    })
  }

  router.get(PATH, guards.editor, (req, res) => {
    const action = BULK_ACTIONS.find(one => one === req.query.action)
    if (!action) throw new Problem('bad_request', 'Choose what to do with them.')
    return show(res, action, foundAll(res, idsOf(req)).filter(isOpen))
  })

  /** What a form names, all of it theirs to decide on, and what it says. */
  function sent(req: Request, res: Response) {
    const values = valuesOf(req)
    const said = readValues(bulkForm, values)
    const { data, issues } = readValues(namedForm, values)
    if (!data) throw new Problem('bad_request', issues[0]?.message ?? 'That form could not be read.')
    const parts = data.seen.map(text => text.split('.').map(Number) as [number, number, number])
    const found = foundAll(
      res,
      parts.map(([id]) => id),
    )
    const seen = found.map((proposal): Seen => {
      const [, version, revision] = parts.find(([id]) => id === proposal.id) as [number, number, number]
      return { proposal, version, revision }
    })
    return { values, action: data.action, found, seen, said }
  }

  router.post(`${PATH}/preview`, guards.editor, readForm, (req, res) => {
    const { values, action, found, seen, said } = sent(req, res)
    if (!said.data) return show(res, action, found, { values, issues: said.issues })
    const stale = seen.find(({ proposal, ...one }) => deciding.changedSince(proposal, one))
    const problem = stale && sayFailure({ outcome: 'changed', what: 'proposal', proposal: stale.proposal })
    return show(res, action, found, { values, ...(problem && { problem }) })
  })

  router.post(PATH, guards.editor, readForm, (req, res) => {
    const { values, action, found, seen, said } = sent(req, res)
    const wrong = said.data ? whatIsMissing(said.data, found) : said.issues
    if (!said.data || wrong.length > 0) return show(res, action, found, { values, issues: wrong })
    const read = said.data.read.split(',')
    const allRead = (mails: Mails[]) => mails.every(one => areRead(one, read))
    const { failed, mails } = decideAll(res, seen, said.data, allRead)
    if (failed) return show(res, action, found, { values, problem: sayFailure(failed) })
    if (!allRead(mails)) return show(res, action, found, { values, asks: true })
    const done = new URLSearchParams({ done: found.map(({ id }) => id).join(',') })
    return go(res, `${QUEUE_PATH}?${done}`)
  })

  router.post(`${QUEUE_PATH}/undoings`, guards.editor, readForm, (req, res) => {
    const { data } = readValues(undoForm, valuesOf(req))
    if (!data) throw new Problem('bad_request', 'That form named nothing.')
    const found = foundAll(res, data.ids.map(Number))
    inTransaction(db, () => {
      for (const { id } of found)
        if (deciding.undo(id, personOf(res)) === 'late')
          throw new Problem('conflict', 'It is too late to undo all of them. Nothing was undone.')
    })
    return go(res, QUEUE_PATH)
  })

  /** All of them or none: none where one cannot be decided on, nor unless `stays` says so of the mails. */
  function decideAll(
    res: Response,
    seen: Seen[],
    { action, reason, reply }: Said,
    stays: (mails: Mails[]) => boolean,
  ): { failed: Failed | undefined; mails: Mails[] } {
    const why = action === 'spam' ? SPAM : (REASONS[reason] ?? (REASONS.checked as string))
    const decideOne = ({ proposal, ...one }: Seen) => {
      const decision = { proposal_id: proposal.id, by: personOf(res), seen: one, reason: why, reply }
      return action === 'approval' ? deciding.approve(decision) : deciding.reject(decision)
    }
    return inTransactionIf(
      db,
      () => {
        const mails: Mails[] = []
        const ours = makeOurs(deciding)
        for (const one of seen) {
          const decided = decideOne(ours.seenBy(one))
          if (decided.outcome !== 'done') return { failed: decided, mails: [] }
          ours.note(one, decided.proposal)
          mails.push(decided)
        }
        return { failed: undefined, mails }
      },
      ({ failed, mails }) => !failed && stays(mails),
    )
  }

  function sayFailure(failed: Failed): string {
    const name = items.titleOf(failed.proposal)
    if (failed.outcome === 'changed')
      return `Nothing was decided: ${name} has changed since this page was made.`
    if (failed.outcome === 'locked') return `Nothing was decided: another editor has ${name} open.`
    return `Nothing was decided. ${name}: ${failed.issues[0]?.message ?? 'it cannot be done.'}`
  }
  return router
}

/** What was changed by the decisions before it is no surprise, unless they changed the very same. */
function makeOurs({ revisionOf }: Pick<ItemRouteDeps['deciding'], 'revisionOf'>) {
  const before = new Map<number | null, { revision: number; fields: Set<string> }>()
  return {
    seenBy(one: Seen): Seen {
      const known = before.get(one.proposal.initiative_id)
      const isOurs =
        known?.revision === one.revision && !fieldsAsked(one.proposal).some(name => known.fields.has(name))
      return isOurs ? { ...one, revision: revisionOf(one.proposal) } : one
    },
    note({ proposal: { initiative_id }, revision }: Seen, { taken }: Proposal): void {
      const { fields } = before.get(initiative_id) ?? { fields: new Set() }
      before.set(initiative_id, { revision, fields: new Set([...fields, ...taken]) })
    },
  }
}

function idsOf({ query }: Request): number[] {
  return [query.id ?? []]
    .flat()
    .flatMap(id => (typeof id === 'string' && /^\d{1,15}$/.test(id) ? [Number(id)] : []))
}

function whatIsMissing(said: Said, found: readonly Proposal[]): Issue[] {
  const issues: Issue[] = []
  if (said.action === 'rejection' && !REASONS[said.reason])
    issues.push({ path: ['reason'], message: 'Choose why you reject them' })
  if (said.reply === '' && needsReply(said, found))
    issues.push({ path: ['reply'], message: 'Write why, so that they can put it right' })
  return issues
}

/** Whether somebody would be told no, and not why. */
function needsReply({ action, reason }: Pick<Said, 'action' | 'reason'>, found: readonly Proposal[]) {
  return action === 'rejection' && reason !== 'spam' && found.some(({ email }) => email !== '')
}
