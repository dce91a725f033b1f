// What somebody sent, for them alone: how it stands, the editors' question and their answer, and taking it back.
import { type Request, type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { cleanText } from '../../platform/text/clean.ts'
import { joinWords } from '../../platform/text/words.ts'
import { notFound } from '../../platform/web/errors.ts'
import { firstOf, readForm, valuesOf } from '../../platform/web/forms.ts'
import { formGround } from '../initiatives/form.store.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import { makeAnswers } from './answers.search.ts'
import type { Proposal } from './fields.ts'
import { senderPage, statusTold } from './sender.view.ts'
import type { SendingDeps } from './sending.routes.ts'
import type { ProposalsStore } from './store.ts'
import { answersOf, plainAnswers } from './submit-check.view.ts'

export interface SenderDeps extends SendingDeps {
  proposals: ProposalsStore
  reader: InitiativeReader
}

const LONGEST = 4000

export function senderRoutes(deps: SenderDeps): Router {
  const { db, guards, proposals, sending, reader, clock, drafts } = deps
  const router = Router()
  const answersTo = makeAnswers(deps)

  router.get('/proposals/:uuid', guards.signedIn, (req, res) => show(res, theirs(req, res)))

  router.post('/proposals/:uuid/answer', guards.signedIn, readForm, (req, res) => {
    const proposal = theirs(req, res)
    const typed = firstOf(valuesOf(req), 'text')
    const text = cleanText(typed)
    if (statusTold(proposal, clock()) !== 'asked') return go(res, `/proposals/${proposal.uuid}`)
    if (text === '') return show(res, proposal, { typed, error: 'Write your answer' }, 422)
    if (text.length > LONGEST)
      return show(res, proposal, { typed, error: `Write at most ${LONGEST} characters` }, 422)
    inTransaction(db, () => sending.answer(proposal, text))
    go(res, `/proposals/${proposal.uuid}`)
  })

  router.post('/proposals/:uuid/withdrawal', guards.signedIn, (req, res) => {
    const proposal = theirs(req, res)
    if (['waiting', 'asked'].includes(statusTold(proposal, clock())))
      inTransaction(db, () => sending.withdraw(proposal))
    go(res, `/proposals/${proposal.uuid}`)
  })

  /** Of what somebody else sent nobody is told that it is there. */
  function theirs(req: Request, res: Response): Proposal {
    const proposal = proposals.byUuid(String(req.params.uuid))
    const person = personOf(res)
    const isTheirs = proposal && ((proposal.person_id ?? 0) === person.id || proposal.email === person.email)
    // Whoever reports something confirms their address by signing in with it, when they are asked something.
    const isReport = proposal?.kind === 'report' || proposal?.kind === 'merge'
    const isSent = isReport || (proposal?.confirmed_at ?? null) !== null
    if (!isTheirs || !isSent) throw notFound()
    return proposal
  }

  /** What it is about, as far as it is on the site. */
  function namesOf({ initiative_id, into_id }: Proposal): string {
    return joinWords([initiative_id, into_id].flatMap(id => reader.entered(id ?? 0)?.fields.name ?? []))
  }

  function show(
    res: Response,
    proposal: Proposal,
    again = { typed: '', error: '' },
    status = 200,
  ): Promise<void> {
    const draft = drafts.find(proposal.id)
    const read = proposal.kind === 'new' && draft ? answersTo(proposal.asked) : undefined
    const told =
      read?.answers && draft
        ? answersOf({ ...read.answers, draft })
        : plainAnswers(proposal, formGround(deps))
    const listing = reader.entered(proposal.initiative_id ?? 0) ?? reader.entered(proposal.into_id ?? 0)
    const page = senderPage({
      ...{ proposal, messages: proposals.messages(proposal.id), groups: told.groups, kept: told.kept },
      ...{ wait: sending.wait(), path: listing ? `/initiatives/${listing.slug}` : '', now: clock() },
      name: (proposal.kind === 'new' ? proposal.asked.name : namesOf(proposal)) ?? '',
      ...again,
    })
    const title = page.errors.length > 0 ? `Error: ${page.title}` : page.title
    const head = { title, robots: 'noindex, nofollow' }
    return deps.show(res, 'submit/sender', head, page, { status, keeper: 'nobody' })
  }
  return router
}
