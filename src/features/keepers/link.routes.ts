// Asking for the link to what one keeps; lost links are sent again, never read out.

import { Router } from 'express'
import { wayOf } from '../../platform/mail/way.ts'
import { firstOf, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { go } from '../people/entering.routes.ts'
import { type KeepDeps, mayAsk, sendLink, showForm, tooMany } from './asking.routes.ts'
import { addressForm } from './fields.ts'
import { askLinkPage, endedPage, linkSentPage } from './form.view.ts'
import { keepLetter } from './letters.rules.ts'

export function keepLinkRoutes(deps: KeepDeps): Router {
  const router = Router()

  router.get('/keep/send-link', (_req, res) => showForm(deps, res, askLinkPage()))

  router.post('/keep/send-link', readForm, async (req, res) => {
    const values = valuesOf(req)
    const { data, issues } = readValues(addressForm, values)
    if (!data) return showForm(deps, res, askLinkPage({ email: firstOf(values, 'email') }, issues))
    if (!(await mayAsk(deps, req, data.email))) return showForm(deps, res, askLinkPage(values, tooMany), 429)
    // The same work for an address that nobody knows, but for the letter.
    const isSilent = !deps.kept.keepsAnything(data.email)
    const start = { email: data.email, purpose: 'keep', subject: '', letter: keepLetter, isSilent } as const
    await sendLink(deps, req, res, start)
    go(res, '/keep/link-sent')
  })

  router.get('/keep/link-sent', (req, res) => {
    const email = deps.signIns.askedFor(deps.cookies.login.read(req))
    return email === ''
      ? go(res, '/keep/send-link')
      : showForm(deps, res, linkSentPage(email, wayOf(deps.config)))
  })

  router.get('/keep/ended', (_req, res) => showForm(deps, res, endedPage(), 410))
  return router
}
