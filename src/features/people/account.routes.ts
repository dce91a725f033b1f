// One's own account: sessions, second factors, and the address that links go to.
import { Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { notFound } from '../../platform/web/errors.ts'
import { readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { whereFrom } from '../../platform/web/limits.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import { accountPage, addressPage } from './account.view.ts'
import { ASKS_FROM_ONE_PLACE, giveNonce, go, type PeopleRouteDeps } from './entering.routes.ts'
import { addressForm, type Person } from './fields.ts'
import { personOf } from './guards.routes.ts'
import { newAddressLetter, noticeLetter } from './letters.view.ts'
import { linkLifetime } from './rules.ts'

export interface AccountDeps extends PeopleRouteDeps {
  /** What somebody looks after, in words. */
  reachOf(person: Person): string
}

export function accountRoutes(deps: AccountDeps): Router {
  const { config, db, sessions, factors, signIns, limits, clock, guards, outbox, showDesk } = deps
  const router = Router()
  const section = '/account'

  router.get('/account', guards.signedIn, (_req, res) => {
    const person = personOf(res)
    const page = accountPage({
      ...{ person, now: clock(), areas: deps.reachOf(person) },
      ...{ sessions: sessions.of(person, clock()), factors: factors.of(person.id) },
      codesLeft: factors.codesLeft(person.id),
    })
    return showDesk(res, 'people/account', { title: page.title, section }, page, { keeper: 'nobody' })
  })

  router.post('/account/sessions/removal', guards.signedIn, (_req, res) => {
    const person = personOf(res)
    sessions.endOthers(person.session.id, person.id)
    deps.log.info({ event: 'other sessions ended', person: person.id })
    go(res, '/account')
  })

  router.post('/account/sessions/:id/removal', guards.signedIn, (req, res) => {
    const person = personOf(res)
    const id = numberOf(req.params.id)
    if (!sessions.end(id, person.id)) throw notFound()
    if (id !== person.session.id) return go(res, '/account')
    deps.cookies.session.clear(res)
    go(res, '/sign-in?why=out')
  })

  router.get('/account/address', guards.signedIn, guards.recent, (_req, res) => {
    const page = addressPage(personOf(res).email)
    return showDesk(res, 'people/form', { title: page.title, section }, page, { keeper: 'nobody' })
  })

  router.post('/account/address', guards.signedIn, guards.recent, readForm, async (req, res) => {
    const person = personOf(res)
    const values = valuesOf(req)
    const { data, issues } = readValues(addressForm, values)
    const isFew = data !== null && (await limits.take(ASKS_FROM_ONE_PLACE, whereFrom(req)))
    if (!data || !isFew) {
      const page = addressPage(person.email, values, issues ?? [{ path: ['email'], message: TOO_MANY }])
      const head = { title: `Error: ${page.title}`, section }
      return showDesk(res, 'people/form', head, page, { status: data ? 429 : 422 })
    }
    const proof = await signIns.prepare()
    const nonce = giveNonce(deps, req, res)
    const lifetime = linkLifetime(person.role)
    inTransaction(db, () => {
      signIns.start(proof, {
        ...{ email: data.email, purpose: 'address', subject: String(person.id), next: '/account' },
        ...{ nonce, lifetime, letter: newAddressLetter(config.SITE_NAME, lifetime / 60_000) },
      })
      const what = 'Somebody, we hope you, asked to sign in with another address from now on.'
      const letter = noticeLetter(config.SITE_NAME, what)
      outbox.put({
        key: `address:${person.id}:${clock().toISOString()}`,
        kind: 'account',
        to: person.email,
        letter,
      })
    })
    go(res, '/sign-in/code?next=/account')
  })
  return router
}

const TOO_MANY = 'That was too often in a short while. Wait a quarter of an hour, then try again'
