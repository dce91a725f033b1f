// Adding and removing one's own second factors, and the recovery codes that go with them.
import { type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { notFound } from '../../platform/web/errors.ts'
import { firstOf, type Issue, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import { go, type PeopleRouteDeps, setSession } from './entering.routes.ts'
import { addPage, appPage, recoveryPage } from './factor.view.ts'
import { factorForm, type SignedIn } from './fields.ts'
import { personOf } from './guards.routes.ts'
import { noticeLetter } from './letters.view.ts'
import { makeAppSecret, pictureOf, saySecret, stepOf } from './one-time.rules.ts'

const WRONG = 'That code is not right. Wait for the next one, and type that'

export function addingRoutes(deps: PeopleRouteDeps): Router {
  const { config, db, factors, sessions, passkeys, clock, guards, outbox, showDesk } = deps
  const router = Router()
  const mine = [guards.halfSignedIn, guards.recent]
  const show = (
    res: Response,
    view: string,
    page: { title: string },
    more: { status?: number; script?: boolean } = {},
  ) =>
    showDesk(
      res,
      view,
      {
        title: more.status === 422 ? `Error: ${page.title}` : page.title,
        section: '/account',
        scripts: more.script ? ['passkey.js'] : [],
      },
      page,
      { status: more.status ?? 200, keeper: 'nobody' },
    )

  /** Having just shown it, they have given it; whoever has no codes for a bad day is shown them at once. */
  async function add(res: Response, person: SignedIn, what: string, keep: () => boolean): Promise<void> {
    const token = inTransaction(db, () => {
      if (!keep()) return undefined
      tell(person, `${what} was added to how you sign in.`)
      return sessions.prove(person.session.id, clock())
    })
    if (token === undefined) {
      go(res, '/account/second-factor')
      return
    }
    setSession(deps, res, person, token)
    deps.log.info({ event: 'second factor added', person: person.id })
    if (factors.codesLeft(person.id) > 0) go(res, '/account')
    else await showCodes(res, person, `${what} was added. Now keep these codes.`)
  }
  // Forms that are answered with a page: the codes are nowhere else, and not even here a second time.
  async function showCodes(res: Response, { id }: SignedIn, done = ''): Promise<void> {
    const codes = await factors.makeCodes(id)
    return show(res, 'people/recovery-codes', recoveryPage(codes.length, codes, done))
  }
  /** In the transaction that does it. */
  function tell({ id, email }: SignedIn, what: string): void {
    const letter = noticeLetter(config.SITE_NAME, what)
    outbox.put({ key: `factor:${id}:${clock().toISOString()}`, kind: 'account', to: email, letter })
  }

  router.get('/account/second-factor', ...mine, (_req, res) =>
    show(res, 'people/add-factor', addPage(personOf(res), config.NODE_ENV === 'production'), {
      script: true,
    }),
  )

  router.post('/account/second-factor/app', ...mine, (_req, res) => {
    factors.beginApp(personOf(res).id, makeAppSecret(), clock())
    go(res, '/account/second-factor/app')
  })

  const showApp = (res: Response, issues: Issue[] = []) => {
    const person = personOf(res)
    const secret = factors.pending(person.id)?.secret
    if (!secret) return go(res, '/account/second-factor')
    const picture = pictureOf(config.SITE_NAME, person.email, secret)
    const page = appPage({ picture, secret: saySecret(secret) }, issues)
    return show(res, 'people/app', page, { status: issues.length > 0 ? 422 : 200 })
  }
  router.get('/account/second-factor/app', ...mine, (_req, res) => showApp(res))

  router.post('/account/second-factor/app/proof', ...mine, readForm, (req, res) => {
    const person = personOf(res)
    const { data, issues } = readValues(factorForm, valuesOf(req))
    if (!data) return showApp(res, issues)
    const app = factors.pending(person.id)
    if (!app?.secret) return go(res, '/account/second-factor')
    const step = stepOf(app.secret, data.code, clock(), 0)
    if (step === undefined) return showApp(res, [{ path: ['code'], message: WRONG }])
    return add(res, person, 'An app that shows codes', () => factors.confirm(app.id, step, clock()))
  })

  router.post('/account/passkeys/challenge', ...mine, async (_req, res) => {
    const person = personOf(res)
    const known = factors.of(person.id).flatMap(({ credential }) => credential ?? [])
    const options = await passkeys.askToMake(person, known)
    sessions.setChallenge(person.session.id, options.challenge)
    res.json(options)
  })

  router.post('/account/passkeys', ...mine, readForm, async (req, res) => {
    const person = personOf(res)
    const challenge = sessions.takeChallenge(person.session.id)
    const made = await passkeys.made(firstOf(valuesOf(req), 'answer'), challenge)
    const keep = () => !!made && factors.addPasskey(person.id, { ...made, name: 'Passkey' }, clock())
    return add(res, person, 'A passkey', keep)
  })

  router.post('/account/factors/:id/removal', guards.signedIn, guards.recent, (req, res) => {
    const person = personOf(res)
    inTransaction(db, () => {
      if (!factors.remove(numberOf(req.params.id), person.id)) throw notFound()
      tell(person, 'A second factor was taken away from how you sign in.')
    })
    deps.log.info({ event: 'second factor removed', person: person.id })
    go(res, '/account')
  })

  router.get('/account/recovery-codes', guards.signedIn, guards.recent, (_req, res) =>
    show(res, 'people/recovery-codes', recoveryPage(factors.codesLeft(personOf(res).id), [])),
  )

  router.post('/account/recovery-codes', guards.signedIn, guards.recent, (_req, res) =>
    showCodes(res, personOf(res)),
  )
  return router
}
