// Signing in: asking for a link, pressing it in the browser that asked, or typing the code of the same mail.

import { type Request, type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { wayOf } from '../../platform/mail/way.ts'
import { SECRET } from '../../platform/web/cookies.ts'
import { firstOf, type Issue, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { whereFrom } from '../../platform/web/limits.ts'
import {
  ASKS_FOR_ONE_ADDRESS,
  ASKS_FROM_ONE_PLACE,
  ASKS_OF_ONE_PLACE_FOR_ONE_ADDRESS,
  CODES_FROM_ONE_PLACE,
  enter,
  giveNonce,
  go,
  makeEntrance,
  type PeopleRouteDeps,
} from './entering.routes.ts'
import { askForm, codeForm, type Purpose, type Refusal, type Used } from './fields.ts'
import { confirmLetter, newAddressLetter, signInLetter } from './letters.view.ts'
import { baseAddress, linkLifetime, safeNext } from './rules.ts'
import { askPage, codeIssue, deadPage, type FormPage, linkPage, sentPage } from './sign-in.view.ts'
import type { Proof } from './sign-ins.store.ts'

const MINUTE = 60_000
const LETTERS: Partial<Record<Purpose, typeof signInLetter>> = {
  address: newAddressLetter,
  confirm: confirmLetter,
}
const TOO_MANY = 'That was too often in a short while. Wait a quarter of an hour, then try again'

const ENOUGH =
  'That is enough mail to this address for today. Type the code of the last one, look among unwanted mail, or try again tomorrow'

export function signInRoutes(deps: PeopleRouteDeps): Router {
  const { config, db, people, signIns, limits, cookies, sessions } = deps
  const router = Router()
  const nextOf = (req: Request) => safeNext(firstOf(req.query as never, 'next'), '')

  function show(res: Response, page: FormPage, status = 200): Promise<void> {
    const title = page.errors.length > 0 ? `Error: ${page.title}` : page.title
    const head = { title, robots: 'noindex, nofollow' }
    return deps.show(res, 'people/form', head, page, { status, keeper: 'nobody' })
  }
  /** Nothing of a link's address may be told to the next page; over plain http `Origin` has to be. */
  function hush(res: Response): void {
    const policy = config.BASE_URL.startsWith('https://') ? 'no-referrer' : 'strict-origin'
    res.set('Referrer-Policy', policy)
  }
  const showDead = (res: Response, token: string, why: Refusal) => show(res, deadPage(token, why), 410)

  /** Begins anew what a link was for, to the address it was sent to. */
  function startAgain(proof: Proof, nonce: string, used: Used): void {
    const role = people.byEmail(used.email)?.role
    const lifetime = linkLifetime(role)
    const letterOf = LETTERS[used.purpose] ?? signInLetter
    const isSilent = used.purpose === 'sign-in' && role === undefined
    const letter = letterOf(config.SITE_NAME, lifetime / MINUTE)
    inTransaction(db, () => signIns.start(proof, { ...used, nonce, lifetime, letter, isSilent }))
  }

  /** Why no further mail is asked for, in the same words whether or not anybody knows the address. */
  async function refusalFor(place: string, address: string): Promise<string | undefined> {
    if (!(await limits.take(ASKS_FROM_ONE_PLACE, place))) return TOO_MANY
    if (!(await limits.take(ASKS_OF_ONE_PLACE_FOR_ONE_ADDRESS, `${place} ${address}`))) return ENOUGH
    return (await limits.take(ASKS_FOR_ONE_ADDRESS, address)) ? undefined : TOO_MANY
  }

  router.get('/sign-in', (req, res) =>
    show(res, askPage(nextOf(req), firstOf(req.query as never, 'why'), { email: '' })),
  )

  router.post('/sign-in', readForm, async (req, res) => {
    const values = valuesOf(req)
    const next = safeNext(firstOf(values, 'next'), '')
    const again = signIns.find(firstOf(values, 'again'))
    const { data, issues } = readValues(askForm, again ? { ...values, email: again.email } : values)
    if (!data) return show(res, askPage(next, '', values, issues), 422)
    const refusal = await refusalFor(whereFrom(req), baseAddress(data.email))
    if (refusal) {
      deps.log.warn({ event: 'too many links' })
      return show(res, askPage(next, '', values, [{ path: ['email'], message: refusal }]), 429)
    }
    const proof = await signIns.prepare()
    const used: Used = again ?? { email: data.email, purpose: 'sign-in', subject: '', next }
    startAgain(proof, giveNonce(deps, req, res), used)
    go(res, next === '' ? '/sign-in/code' : `/sign-in/code?${new URLSearchParams({ next })}`)
  })

  router.get('/sign-in/code', (req, res) => {
    const email = signIns.askedFor(cookies.login.read(req))
    return email === '' ? go(res, '/sign-in') : show(res, sentPage(email, nextOf(req), wayOf(config)))
  })

  router.post('/sign-in/code', readForm, async (req, res) => {
    const nonce = cookies.login.read(req)
    const typed = await readTyped(req)
    const again = (issues: Issue[], status: number) => {
      const next = safeNext(firstOf(valuesOf(req), 'next'), '')
      return show(
        res,
        sentPage(signIns.askedFor(nonce) || 'your address', next, wayOf(config), issues),
        status,
      )
    }
    if ('issues' in typed) return again(typed.issues, typed.status)
    const outcome = await signIns.useCode(nonce, typed.code, makeEntrance(deps, req))
    return outcome.ok ? enter(deps, res, outcome) : again([codeIssue(outcome.why)], 422)
  })

  router.get('/sign-in/:token', (req, res, next) => {
    const { token } = req.params
    if (!SECRET.test(token)) return next()
    hush(res)
    const found = signIns.look(token, cookies.login.read(req))
    if (found.why) return showDead(res, token, found.why)
    return show(res, linkPage(token, signIns.find(token)?.purpose ?? 'sign-in', found.isHere))
  })

  router.post('/sign-in/:token', readForm, async (req, res, next) => {
    const token = String(req.params.token)
    if (!SECRET.test(token)) return next()
    hush(res)
    const isTyped = 'code' in valuesOf(req)
    const typed = isTyped ? await readTyped(req) : { code: '' }
    const purpose = signIns.find(token)?.purpose ?? 'sign-in'
    const again = (issues: Issue[], status: number) =>
      show(res, linkPage(token, purpose, false, issues), status)
    if ('issues' in typed) return again(typed.issues, typed.status)
    const work = makeEntrance(deps, req)
    const outcome = isTyped
      ? await signIns.useCodeOfLink(token, typed.code, work)
      : signIns.useLink(token, cookies.login.read(req), work)
    if (outcome.ok) return enter(deps, res, outcome)
    if (outcome.why === 'elsewhere') return again([], 403)
    return outcome.why === 'wrong' ? again([codeIssue('wrong')], 422) : showDead(res, token, outcome.why)
  })

  router.post('/sign-out', (_req, res) => {
    const { person } = res.locals
    if (person) sessions.end(person.session.id, person.id)
    cookies.session.clear(res)
    cookies.login.clear(res)
    res.set('Clear-Site-Data', '"cache", "storage"')
    go(res, '/sign-in?why=out')
  })

  async function readTyped(req: Request): Promise<{ code: string } | { issues: Issue[]; status: number }> {
    const { data, issues } = readValues(codeForm, valuesOf(req))
    if (!data) return { issues, status: 422 }
    if (await limits.take(CODES_FROM_ONE_PLACE, whereFrom(req))) return { code: data.code }
    return { issues: [{ path: ['code'], message: TOO_MANY }], status: 429 }
  }
  return router
}
