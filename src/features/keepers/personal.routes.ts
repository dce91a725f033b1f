// Where admins give people what the site has of them, or forget them, when they ask for it.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { notFound, Problem } from '../../platform/web/errors.ts'
import {
  type FormValues,
  firstOf,
  type Issue,
  readForm,
  readValues,
  valuesOf,
} from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import { go } from '../people/entering.routes.ts'
import { emailField, type Person } from '../people/fields.ts'
import { personOf } from '../people/guards.routes.ts'
import type { KeepDeps } from './asking.routes.ts'
import { keepErasures } from './erasures.import.ts'
import type { KeepForm } from './form.view.ts'
import { askPersonPage, surePage } from './personal.view.ts'

const SECTION = '/admin/people'
const askForm = z.strictObject({
  email: emailField,
  what: z.enum(['export', 'erasure'], { error: 'Choose what they asked for' }),
  sure: z.string().optional(),
})

export function personalRoutes(deps: KeepDeps): Router {
  const { db, people, personal, erasure, guards, log } = deps
  const { admin, recent } = guards
  const router = Router()

  function show(res: Response, page: KeepForm): Promise<void> {
    const title = page.errors.length > 0 ? `Error: ${page.title}` : page.title
    const status = page.errors.length > 0 ? 422 : 200
    return deps.showDesk(res, 'keep/form', { title, section: SECTION }, page, { status, keeper: 'nobody' })
  }
  function give(res: Response, email: string): void {
    res.set('Cache-Control', 'private, no-store')
    res.attachment('person.json')
    res.type('application/json').send(JSON.stringify(personal.exportOf(email), null, 2))
    log.info({ event: 'person exported', by: personOf(res).id })
  }
  function forget(res: Response, email: string): void {
    if (!erasure.mayForget(email))
      throw new Problem('conflict', 'The last admin stays: make somebody else an admin first.')
    if (people.byEmail(email)?.id === personOf(res).id)
      throw new Problem('forbidden', 'You are forgotten by another admin, not by yourself.')
    erasure.erase(email, personOf(res).id)
    keepErasures(db, erasure.erasures())
    go(res, `/admin/personal-data?done=${erasure.compact() ? 'erased' : 'later'}`)
  }
  /** Anybody who is known, whatever they may do. */
  function personAt(req: Request): Person {
    const person = people.find(numberOf(req.params.id))
    if (!person) throw notFound()
    return person
  }
  const ask = (res: Response, done: string, values: FormValues = {}, issues: Issue[] = []) =>
    show(res, askPersonPage(done, values, issues))

  router.get('/admin/personal-data', admin, recent, (req, res) =>
    ask(res, firstOf(req.query as never, 'done')),
  )

  router.post('/admin/personal-data', admin, recent, readForm, (req, res) => {
    const values = valuesOf(req)
    const { data, issues } = readValues(askForm, values)
    if (!data) return ask(res, '', values, issues)
    if (data.what === 'export') return give(res, data.email)
    if (data.sure !== undefined) return forget(res, data.email)
    return show(res, surePage(data.email, '/admin/personal-data', personal.hasAnything(data.email)))
  })

  router.post('/admin/people/:id/export', admin, recent, (req, res) => give(res, personAt(req).email))

  router.get('/admin/people/:id/erasure', admin, recent, (req, res) => {
    const { id, email } = personAt(req)
    return show(res, surePage(email, `/admin/people/${id}/erasure`, true))
  })

  router.post('/admin/people/:id/erasure', admin, recent, (req, res) => forget(res, personAt(req).email))
  return router
}
