// The one-time link that makes the first admin: printed at every start while there is none.
import { Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import { firstOf, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { go, homeOf, type PeopleRouteDeps, startSession } from './entering.routes.ts'
import { firstForm } from './fields.ts'
import { deviceWords } from './rules.ts'
import { firstPage } from './sign-in.view.ts'

export function firstRoutes(deps: PeopleRouteDeps): Router {
  const { db, people, sessions, clock, show } = deps
  const router = Router()
  const check = (token: string) => {
    if (people.hasAdmin()) throw new Problem('gone', 'That link was used: this site has its first admin.')
    if (!people.isFirstLink(token)) throw notFound()
  }
  const head = { title: 'Welcome. You are the first', robots: 'noindex, nofollow' }

  router.get('/sign-in/first', (req, res) => {
    const token = firstOf(req.query as never, 'token')
    check(token)
    res.set('Referrer-Policy', deps.config.BASE_URL.startsWith('https://') ? 'no-referrer' : 'strict-origin')
    return show(res, 'people/form', head, firstPage(token), { keeper: 'nobody' })
  })

  router.post('/sign-in/first', readForm, (req, res) => {
    const values = valuesOf(req)
    check(firstOf(values, 'token'))
    const { data, issues } = readValues(firstForm, values)
    if (!data) {
      const page = firstPage(firstOf(values, 'token'), values, issues)
      const wrong = { ...head, title: `Error: ${head.title}` }
      return show(res, 'people/form', wrong, page, { status: 422 })
    }
    const { person, token } = inTransaction(db, () => {
      check(data.token)
      const station = { role: 'admin', is_whole_patch: true, area_ids: [] } as const
      const person = people.appoint(data.email, data.name, station, null, clock())
      return { person, token: sessions.begin(person, deviceWords(req.headers['user-agent']), clock()) }
    })
    startSession(deps, res, person, token)
    return go(res, homeOf(person))
  })
  return router
}
