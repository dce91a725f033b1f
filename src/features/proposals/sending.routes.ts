// Sending a project in: likely doubles first, then all answers to check, then the address to confirm.

import { type Request, type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { wayOf } from '../../platform/mail/way.ts'
import { readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { whereFrom } from '../../platform/web/limits.ts'
import { makeOneByOne } from '../../platform/web/one-by-one.ts'
import type { makeCardSearch } from '../initiatives/cards.search.ts'
import type { DuplicatesStore } from '../initiatives/duplicates.store.ts'
import { makePartSearch } from '../initiatives/parts.search.ts'
import type { Placing } from '../initiatives/placing.rules.ts'
import { CODES_FROM_ONE_PLACE, enter, giveNonce, go, makeEntrance } from '../people/entering.routes.ts'
import { addressForm, codeForm, type SignedIn } from '../people/fields.ts'
import { confirmLetter } from '../people/letters.view.ts'
import { baseAddress, lacksFactor, linkLifetime } from '../people/rules.ts'
import { codeIssue } from '../people/sign-in.view.ts'
import type { Proof } from '../people/sign-ins.store.ts'
import { type Answers, type AnswersDeps, makeAnswers } from './answers.search.ts'
import { makeCrowding } from './crowding.routes.ts'
import type { Draft } from './drafts.fields.ts'
import {
  MAILS_FROM_ONE_PLACE,
  MAILS_TO_ONE_ADDRESS,
  makeShowSmall,
  placeIn,
  SAME_AGAIN,
  TOO_MANY_MAILS,
} from './drafts.routes.ts'
import { addressPage, confirmPage, lostPage } from './drafts.view.ts'
import type { Proposal } from './fields.ts'
import { makeLikely } from './likely.search.ts'
import { SENT, type Sending } from './sending.store.ts'
import { likelyPage } from './sending.view.ts'
import type { SubmitDeps } from './submit.routes.ts'
import { nextStep } from './submit.rules.ts'
import { checkPage } from './submit-check.view.ts'

export interface SendingDeps extends SubmitDeps, AnswersDeps {
  sending: Sending
  duplicates: DuplicatesStore
  cards: ReturnType<typeof makeCardSearch>
}

const MINUTE = 60_000
const TOO_MANY_CODES = 'That was too often in a short while. Wait a quarter of an hour, then try again'
const TOO_MANY = 'Many projects were sent just now. Yours is kept: wait an hour, then press the button again'
const MOST_LIKELY = 5

export function sendingRoutes(deps: SendingDeps): Router {
  const { config, db, drafts, draftAccess, sending, signIns, limits } = deps
  const crowding = makeCrowding(limits)
  const way = wayOf(config)
  const router = Router()
  const answersTo = makeAnswers(deps)
  const likelyFor = makeLikely(deps.duplicates)
  const showSmall = makeShowSmall(deps)
  const inTurn = makeOneByOne()
  const parts = makePartSearch(db)

  router.get('/submit/likely', (req, res) => {
    const { draft, answers, likely, elsewhere } = ready(req)
    if (!draft) return go(res, elsewhere)
    if (likely.length === 0) return go(res, '/submit/check')
    const shown = likely.slice(0, MOST_LIKELY)
    const ids = shown.map(({ id }) => id)
    const listed = deps.cards.listed(ids, answers.fields.confirmed_on)
    const photosOf = parts.photos(JSON.stringify(ids))
    const metresTo = (id: number) => shown.find(one => one.id === id)?.metres ?? null
    const page = likelyPage(
      listed.map(one => ({ listed: one, metres: metresTo(one.id), photo: photosOf(one.id)[0] })),
    )
    return show(res, 'submit/likely', page.title, page)
  })

  router.post('/submit/likely', (req, res) => {
    const { draft, likely, elsewhere } = ready(req)
    if (!draft) return go(res, elsewhere)
    const different = [...draft.different, ...likely.map(({ id }) => id)]
    inTransaction(db, () => drafts.keep(draft.proposal.id, {}, { different }))
    go(res, '/submit/check')
  })

  router.get('/submit/check', (req, res) => {
    const { draft, answers, likely, elsewhere } = ready(req)
    if (!draft) return go(res, elsewhere)
    if (likely.length > 0) return go(res, '/submit/likely')
    // Before the button is there to press, so that pressing it twice is still the same browser.
    if (!isTheirs(res, draft)) giveNonce(deps, req, res)
    return showCheck(res, draft, answers)
  })

  // A second press waits for the first: it costs no other mail, and finds the project sent.
  router.post('/submit/check', (req, res) =>
    inTurn(String(draftAccess.of(req)?.proposal.id), () => press(req, res)),
  )

  async function press(req: Request, res: Response): Promise<void> {
    const { draft, answers, likely, elsewhere } = ready(req)
    if (!draft) return go(res, (!draftAccess.of(req) && sentLately(res)) || elsewhere)
    if (likely.length > 0) return go(res, '/submit/likely')
    const isKnown = isTheirs(res, draft)
    const refusal = await mayNotSend(req, res, draft, isKnown)
    if (refusal !== '') return showCheck(res, draft, answers, refusal, 429)
    const proof = isKnown ? undefined : await signIns.prepare()
    const nonce = proof ? giveNonce(deps, req, res) : ''
    const sent = inTransaction(db, () => send(draft, answers.placing, proof, nonce))
    if (!sent?.confirmed_at) return go(res, '/submit/confirm')
    draftAccess.forget(res)
    go(res, `/proposals/${sent.uuid}`)
  }

  router.get('/submit/confirm', (req, res) => {
    const draft = draftAccess.of(req)
    if (!draft) return sentLately(res) ? go(res, sentLately(res)) : showSmall(res, lostPage())
    if (draft.proposal.status === 'draft') return go(res, placeIn(draft))
    return showSmall(res, confirmPage(draft.proposal.email, way))
  })

  router.post('/submit/confirm', readForm, (req, res) =>
    inTurn(String(draftAccess.of(req)?.proposal.id), () => confirm(req, res)),
  )

  async function confirm(req: Request, res: Response): Promise<void> {
    const draft = draftAccess.of(req)
    if (!draft || draft.proposal.status === 'draft') return go(res, '/submit/confirm')
    const { email } = draft.proposal
    const { data, issues } = readValues(codeForm, valuesOf(req))
    if (!data) return showSmall(res, confirmPage(email, way, issues), 422)
    if (!(await limits.take(CODES_FROM_ONE_PLACE, whereFrom(req))))
      return showSmall(res, confirmPage(email, way, [{ path: ['code'], message: TOO_MANY_CODES }]), 429)
    const outcome = await signIns.useCode(deps.cookies.login.read(req), data.code, makeEntrance(deps, req))
    if (!outcome.ok) return showSmall(res, confirmPage(email, way, [codeIssue(outcome.why)]), 422)
    draftAccess.forget(res)
    enter(deps, res, outcome)
  }

  router.get('/submit/address', (req, res) => {
    const draft = draftAccess.of(req)
    if (draft?.proposal.status !== 'unconfirmed') return go(res, '/submit/confirm')
    return showSmall(res, addressPage({ email: draft.proposal.email }))
  })

  router.post('/submit/address', readForm, async (req, res) => {
    const draft = draftAccess.of(req)
    if (draft?.proposal.status !== 'unconfirmed') return go(res, '/submit/confirm')
    const values = valuesOf(req)
    const { data, issues } = readValues(addressForm, values)
    if (!data) return showSmall(res, addressPage(values, issues), 422)
    if (!(await limits.take(SAME_AGAIN, `${draft.proposal.id} ${data.email}`)))
      return go(res, '/submit/confirm')
    if (!(await mayMail(req, data.email)))
      return showSmall(res, addressPage(values, [{ path: ['email'], message: TOO_MANY_MAILS }]), 429)
    const proof = await signIns.prepare()
    const nonce = giveNonce(deps, req, res)
    inTransaction(db, () => {
      const now = drafts.find(draft.proposal.id)
      if (now?.proposal.status !== 'unconfirmed') return
      writeTo(drafts.keep(draft.proposal.id, { email: data.email }), proof, nonce)
    })
    go(res, '/submit/confirm')
  })

  function show(res: Response, view: string, title: string, page: object, status = 200): Promise<void> {
    const head = { title: `${title} – Add a project`, robots: 'noindex, nofollow' }
    return deps.show(res, view, head, page, { status, keeper: 'nobody' })
  }

  function showCheck(
    res: Response,
    draft: Draft,
    answers: Answers,
    tooMany = '',
    status = 200,
  ): Promise<void> {
    const page = checkPage({ ...answers, draft, tooMany, isKnown: isTheirs(res, draft) })
    return show(res, 'submit/check', tooMany === '' ? page.title : `Error: ${page.title}`, page, status)
  }

  /** A draft with all its steps done, what it comes to, and what it may be a double of; or where to go before that. */
  function ready(req: Request) {
    const nobody = { draft: null, answers: null, likely: [] }
    const draft = draftAccess.of(req)
    if (!draft) return { ...nobody, elsewhere: '/submit/about?why=lost' }
    if (draft.proposal.status !== 'draft' || nextStep(draft)) return { ...nobody, elsewhere: placeIn(draft) }
    const read = answersTo(draft.proposal.asked)
    if (!read.answers) return { ...nobody, elsewhere: `/submit/${read.step}?back=check&why=changed` }
    return { draft, answers: read.answers, likely: likelyFor(draft, read.answers.placing), elsewhere: '' }
  }

  /** Where somebody sees what they sent a moment ago, whose draft is closed since; '' for nowhere. */
  function sentLately(res: Response): string {
    const person: SignedIn | undefined = res.locals.person
    const uuid = person && sending.lately(person.id)
    return uuid === undefined ? '' : `/proposals/${uuid}`
  }

  async function mayNotSend(req: Request, res: Response, draft: Draft, isKnown: boolean): Promise<string> {
    if (!(await crowding.maySend(req, res))) return TOO_MANY
    return isKnown || (await mayMail(req, draft.proposal.email)) ? '' : TOO_MANY_MAILS
  }

  async function mayMail(req: Request, email: string): Promise<boolean> {
    return (
      (await limits.take(MAILS_FROM_ONE_PLACE, whereFrom(req))) &&
      (await limits.take(MAILS_TO_ONE_ADDRESS, baseAddress(email)))
    )
  }

  /** Hands it over once, however often the button was pressed; who is known to have the address needs no mail. */
  function send(
    draft: Draft,
    placing: Placing,
    proof: Proof | undefined,
    nonce: string,
  ): Proposal | undefined {
    const { id, email } = draft.proposal
    if (!sending.send(id, placing)) return drafts.find(id)?.proposal
    if (!proof) return sending.confirm(id, email)
    writeTo(draft, proof, nonce)
    return undefined
  }

  /** The mail with the link and the code; what a machine filled in gets none, and nobody is told. */
  function writeTo({ proposal, is_trapped }: Draft, proof: Proof, nonce: string): void {
    if (is_trapped) return
    const lifetime = linkLifetime(deps.people.byEmail(proposal.email)?.role)
    signIns.start(proof, {
      ...{ email: proposal.email, purpose: 'confirm', subject: `${SENT}:${proposal.id}`, nonce, lifetime },
      letter: confirmLetter(config.SITE_NAME, lifetime / MINUTE),
    })
  }

  function isTheirs(res: Response, { proposal, is_trapped }: Draft): boolean {
    const person: SignedIn | undefined = res.locals.person
    const isProduction = config.NODE_ENV === 'production'
    return person?.email === proposal.email && !is_trapped && !lacksFactor(person, isProduction)
  }
  return router
}
