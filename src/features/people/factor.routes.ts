// Giving a second factor: a passkey, a code of an app, or a recovery code.
import { type Response, Router } from 'express'
import { firstOf, type Issue, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { FACTORS_OF_ONE_PERSON, go, homeOf, type PeopleRouteDeps, setSession } from './entering.routes.ts'
import { givePage, type Kinds, wrongCode } from './factor.view.ts'
import { type FactorRow, factorForm, type SignedIn } from './fields.ts'
import { personOf } from './guards.routes.ts'
import { stepOf } from './one-time.rules.ts'
import { safeNext } from './rules.ts'

const TOO_MANY = 'That was too often in a short while. Wait a quarter of an hour, then try again'

export function factorRoutes(deps: PeopleRouteDeps): Router {
  const { factors, sessions, passkeys, limits, clock, guards } = deps
  const router = Router()

  function show(res: Response, next: string, issues: Issue[] = [], status = 200): Promise<void> {
    const known = factors.of(personOf(res).id)
    const kinds = kindsOf(known)
    const page = givePage(kinds, next, issues)
    const title = issues.length > 0 ? `Error: ${page.title}` : page.title
    const head = { title, robots: 'noindex', scripts: kinds.passkey ? ['passkey.js'] : [] }
    return deps.show(res, 'people/second-factor', head, page, { status, keeper: 'nobody' })
  }
  /** A new token for the same session: what was half signed in is not what is fully so. */
  function letIn(res: Response, person: SignedIn, next: string): void {
    setSession(deps, res, person, sessions.prove(person.session.id, clock()))
    deps.log.info({ event: 'second factor given', person: person.id })
    go(res, safeNext(next, homeOf(person)))
  }
  async function isRight(person: SignedIn, typed: string): Promise<boolean> {
    for (const app of factors.of(person.id).filter(isUsableApp)) {
      const step = stepOf(app.secret, typed, clock(), app.last_step)
      if (step !== undefined) return factors.takeStep(app.id, step, clock())
    }
    return factors.useCode(person.id, typed, clock())
  }
  const keysOf = (person: SignedIn) =>
    factors.of(person.id).filter(({ kind }) => kind === 'passkey') as (FactorRow & Key)[]

  router.get('/sign-in/second-factor', guards.halfSignedIn, (req, res) => {
    const next = safeNext(firstOf(req.query as never, 'next'), '')
    return personOf(res).has_factor ? show(res, next) : go(res, '/account/second-factor')
  })

  router.post('/sign-in/second-factor', guards.halfSignedIn, readForm, async (req, res) => {
    const person = personOf(res)
    const next = safeNext(firstOf(valuesOf(req), 'next'), '')
    const { data, issues } = readValues(factorForm, valuesOf(req))
    if (!data) return show(res, next, issues, 422)
    const who = `person ${person.id}`
    if (!(await limits.take(FACTORS_OF_ONE_PERSON, who))) {
      deps.log.warn({ event: 'too many second factors', person: person.id })
      return show(res, next, [{ path: ['code'], message: TOO_MANY }], 429)
    }
    if (!(await isRight(person, data.code)))
      return show(res, next, [wrongCode(kindsOf(factors.of(person.id)))], 422)
    await limits.forgive(FACTORS_OF_ONE_PERSON, who)
    letIn(res, person, next)
  })

  router.post('/sign-in/second-factor/challenge', guards.halfSignedIn, async (_req, res) => {
    const person = personOf(res)
    const options = await passkeys.askToSign(keysOf(person))
    sessions.setChallenge(person.session.id, options.challenge)
    res.json(options)
  })

  router.post('/sign-in/second-factor/passkey', guards.halfSignedIn, readForm, async (req, res) => {
    const person = personOf(res)
    const next = safeNext(firstOf(valuesOf(req), 'next'), '')
    const challenge = sessions.takeChallenge(person.session.id)
    const signed = await passkeys.signed(firstOf(valuesOf(req), 'answer'), challenge, keysOf(person))
    if (!signed) return show(res, next, [{ path: ['code'], message: NO_KEY }], 422)
    factors.noteUse(signed.passkey.id, signed.counter, clock())
    letIn(res, person, next)
  })
  return router
}

function kindsOf(known: readonly FactorRow[]): Kinds {
  const isPasskey = ({ kind }: FactorRow) => kind === 'passkey'
  const isLost = (one: FactorRow) => !isPasskey(one) && !isUsableApp(one)
  return { app: known.some(isUsableApp), passkey: known.some(isPasskey), lost: known.some(isLost) }
}

/** One that was sealed with a key that is lost is no use to anybody; a recovery code is. */
function isUsableApp({ kind, secret }: FactorRow): boolean {
  return kind === 'app' && secret !== ''
}

const NO_KEY = 'That passkey could not be used. Try it again, or type a code'

type Key = { credential: string; public_key: Buffer }
