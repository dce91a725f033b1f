// Handing a listing over, adding a keeper, and objecting to a change of keeper.
import { type Request, type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { SECRET } from '../../platform/web/cookies.ts'
import { notFound } from '../../platform/web/errors.ts'
import { type FormValues, type Issue, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import { makeToken } from '../people/secrets.rules.ts'
import { type KeepDeps, mayWriteTo, showForm, tooMuchMail } from './asking.routes.ts'
import { addressForm, type Kept, type OfferKind } from './fields.ts'
import { objectionPage, offerPage, sayPage, tooLatePage } from './form.view.ts'
import { offerLetter } from './letters.rules.ts'
import { OFFER_MS, offerSubject } from './rules.ts'

const NOUNS: [noun: string, kind: OfferKind][] = [
  ['handover', 'instead'],
  ['keepers', 'beside'],
]

export function handingRoutes(deps: KeepDeps): Router {
  const { kept, changes, keepers, signIns, db, audit, guards } = deps
  const { keeper, recent } = guards
  const router = Router()

  function mine(req: Request, res: Response): Kept {
    const one = kept.find(personOf(res).id, String(req.params.uuid))
    if (!one) throw notFound()
    return one
  }
  /** What anybody's browser asks for it is not the one that may press the link: they type the code of their own mail. */
  async function offer(one: Kept, asker_id: number, kind: OfferKind, email: string): Promise<void> {
    const proof = await signIns.prepare()
    inTransaction(db, () => {
      signIns.start(proof, {
        ...{ email, purpose: 'keep', nonce: makeToken(), lifetime: OFFER_MS, letter: offerLetter(one.name) },
        subject: offerSubject({ initiative_id: one.id, asker_id, kind }),
      })
      audit.note({
        ...{ person_id: asker_id, made_as: 'keeper', action: 'offer', subject_kind: 'initiative' },
        ...{ subject_id: one.id, detail: { kind } },
      })
    })
  }

  for (const [noun, kind] of NOUNS) {
    const path = `/keep/:uuid/${noun}`
    const again = (res: Response, one: Kept, values: FormValues, issues: Issue[], status?: number) =>
      showForm(deps, res, offerPage(one, kind, values, issues), status)

    // Whoever gives a listing away shows once more that the address is theirs.
    router.get(path, keeper, recent, (req, res) => showForm(deps, res, offerPage(mine(req, res), kind)))

    router.post(path, keeper, recent, readForm, async (req, res) => {
      const one = mine(req, res)
      const person = personOf(res)
      const values = valuesOf(req)
      const { data, issues } = readValues(addressForm, values)
      if (!data) return again(res, one, values, issues)
      if (data.email === person.email)
        return again(res, one, values, [
          { path: ['email'], message: 'That is your own address. Enter theirs' },
        ])
      if (!(await mayWriteTo(deps, req, data.email))) return again(res, one, values, tooMuchMail, 429)
      await offer(one, person.id, kind, data.email)
      go(res, '/keep?done=asked')
    })
  }

  /** What a link of this sort is about while it can still be used. */
  function changeOf(req: Request) {
    const token = String(req.params.token)
    const link = SECRET.test(token) ? changes.look(token) : undefined
    const change = link && keepers.handover(link.handover_id)
    if (!change) throw notFound()
    const listing = deps.reader.entered(change.initiative_id)
    return { token, change, listing, name: listing?.fields.name ?? 'the listing' }
  }
  /** Why it can no longer be objected to, and what can be done instead. */
  function showTooLate(req: Request, res: Response): Promise<void> {
    const { change, listing, name } = changeOf(req)
    return showForm(deps, res, tooLatePage({ ...change, name, slug: listing?.slug ?? '' }), 410)
  }

  router.get('/keep/objection/:token', (req, res) => {
    const { token, change, name } = changeOf(req)
    if (change.done_at ?? change.objected_at) return showTooLate(req, res)
    // Over plain http a browser that tells nobody where it comes from cannot be told from another site.
    res.set('Referrer-Policy', deps.config.BASE_URL.startsWith('https://') ? 'no-referrer' : 'strict-origin')
    return showForm(deps, res, objectionPage(name, token))
  })

  router.post('/keep/objection/:token', (req, res) => {
    const { token } = changeOf(req)
    return changes.object(token) ? go(res, '/keep/objected') : showTooLate(req, res)
  })

  router.get('/keep/objected', (_req, res) =>
    showForm(
      deps,
      res,
      sayPage('Thank you for telling us', 'Nothing changes before an editor has looked at it.'),
    ),
  )
  return router
}
