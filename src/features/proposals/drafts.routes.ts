// How a draft is found again: the cookie of whoever began it, the link they had sent, and the way to let go of it.
import { type Request, type Response, Router } from 'express'
import type { Config } from '../../config.ts'
import { inTransaction } from '../../platform/database/open.ts'
import { wayOf } from '../../platform/mail/way.ts'
import { later } from '../../platform/text/clock.ts'
import { makeCookie, SECRET } from '../../platform/web/cookies.ts'
import { firstOf, type Issue, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { type Limit, whereFrom } from '../../platform/web/limits.ts'
import { go, type PeopleRouteDeps } from '../people/entering.routes.ts'
import { addressForm } from '../people/fields.ts'
import { baseAddress } from '../people/rules.ts'
import { hashToken, makeToken } from '../people/secrets.rules.ts'
import { type Draft, KEPT_DAYS } from './drafts.fields.ts'
import type { DraftsStore } from './drafts.store.ts'
import { begunPage, laterPage, lostPage, resumePage, type SmallPage, sentLaterPage } from './drafts.view.ts'
import { resumeLetter } from './sending.rules.ts'
import { nextStep } from './submit.rules.ts'

export interface DraftDeps extends PeopleRouteDeps {
  drafts: DraftsStore
  draftAccess: DraftAccess
}

const HOUR = 60 * 60
const DAY = 24 * HOUR
/** Mail that somebody may be sent because anybody typed their address. */
export const MAILS_TO_ONE_ADDRESS: Limit = { name: 'draft-mail', times: 3, seconds: DAY }
export const MAILS_FROM_ONE_PLACE: Limit = { name: 'draft-mail-place', times: 10, seconds: HOUR }
/** Whoever presses twice wants one mail. */
export const SAME_AGAIN: Limit = { name: 'draft-mail-again', times: 1, seconds: 10 }
export const TOO_MANY_MAILS =
  'That is enough mail to this address for today. Look among unwanted mail, or try again tomorrow'

export type DraftAccess = ReturnType<typeof makeDraftAccess>

/** The draft of a browser: its cookie is set when the first step is sent, and never before. */
export function makeDraftAccess({
  config,
  drafts,
}: {
  config: Pick<Config, 'BASE_URL'>
  drafts: DraftsStore
}) {
  const cookie = makeCookie('draft', config.BASE_URL)
  return {
    of(req: Pick<Request, 'headers'>): Draft | undefined {
      const token = cookie.read(req)
      return token === undefined ? undefined : drafts.byToken(token)
    },
    give: (res: Response, token: string) => cookie.set(res, token, KEPT_DAYS * DAY),
    forget: (res: Response) => cookie.clear(res),
  }
}

/** Where somebody goes on with a draft. */
export function placeIn(draft: Draft): string {
  if (draft.proposal.status !== 'draft') return '/submit/confirm'
  return `/submit/${nextStep(draft) ?? 'check'}`
}

/** Shows a small page of a draft: private, kept by nobody, and found by no search. */
export function makeShowSmall(deps: Pick<DraftDeps, 'show'>) {
  return (res: Response, page: SmallPage, status = 200): Promise<void> => {
    const title = page.errors.length > 0 ? `Error: ${page.title}` : page.title
    const head = { title, robots: 'noindex, nofollow' }
    return deps.show(res, 'submit/small', head, page, { status, keeper: 'nobody' })
  }
}

export function draftRoutes(deps: DraftDeps): Router {
  const { config, db, drafts, draftAccess, limits, outbox, clock } = deps
  const router = Router()

  const show = makeShowSmall(deps)

  router.get('/submit', (req, res) => {
    const draft = draftAccess.of(req)
    return draft ? show(res, begunPage(draft, placeIn(draft))) : go(res, '/submit/about')
  })

  router.post('/submit/removal', (req, res) => {
    const draft = draftAccess.of(req)
    if (draft) inTransaction(db, () => drafts.remove(draft.proposal.id))
    draftAccess.forget(res)
    go(res, '/submit/about?why=removed')
  })

  router.get('/submit/later', (req, res) => {
    const draft = draftAccess.of(req)
    if (!draft) return go(res, '/submit')
    if (firstOf(req.query as never, 'sent') !== '') return show(res, sentLaterPage(draft, wayOf(config)))
    return show(res, laterPage({ email: draft.proposal.email }))
  })

  router.post('/submit/later', readForm, async (req, res) => {
    const draft = draftAccess.of(req)
    if (!draft) return go(res, '/submit/about?why=lost')
    const values = valuesOf(req)
    const again = (issues: Issue[], status: number) => show(res, laterPage(values, issues), status)
    const { data, issues } = readValues(addressForm, values)
    if (!data) return again(issues, 422)
    const { id } = draft.proposal
    if (!(await limits.take(SAME_AGAIN, `later ${id} ${data.email}`)))
      return go(res, '/submit/later?sent=yes')
    const isFew =
      (await limits.take(MAILS_FROM_ONE_PLACE, whereFrom(req))) &&
      (await limits.take(MAILS_TO_ONE_ADDRESS, baseAddress(data.email)))
    if (!isFew) return again([{ path: ['email'], message: TOO_MANY_MAILS }], 429)
    const token = makeToken()
    const letter = resumeLetter(config.SITE_NAME, `/submit/resume/${token}`, KEPT_DAYS)
    const ends = later(clock(), KEPT_DAYS * DAY * 1000)
    inTransaction(db, () => {
      drafts.link(id, token)
      if (draft.proposal.status === 'draft') drafts.keep(id, { email: data.email })
      outbox.put({ key: `resume-${hashToken(token)}`, kind: 'resume', to: data.email, letter, ends })
    })
    go(res, '/submit/later?sent=yes')
  })

  // Whoever only looks changes nothing: those who read mail for viruses open every link.
  router.get('/submit/resume/:token', (req, res, next) => {
    const { token } = req.params
    if (!SECRET.test(token)) return next()
    hush(res)
    const draft = drafts.byToken(token)
    return draft ? show(res, resumePage(draft, token)) : show(res, lostPage(), 410)
  })

  router.post('/submit/resume/:token', (req, res, next) => {
    const { token } = req.params
    if (!SECRET.test(token)) return next()
    hush(res)
    const draft = drafts.byToken(token)
    if (!draft) return show(res, lostPage(), 410)
    const { id } = draft.proposal
    if (draftAccess.of(req)?.proposal.id !== id) inTransaction(db, () => drafts.moveTo(id, token))
    draftAccess.give(res, token)
    go(res, placeIn(draft))
  })

  /** Nothing of a link's address may be told to the next page; over plain http `Origin` has to be. */
  function hush(res: Response): void {
    res.set('Referrer-Policy', config.BASE_URL.startsWith('https://') ? 'no-referrer' : 'strict-origin')
  }
  return router
}
