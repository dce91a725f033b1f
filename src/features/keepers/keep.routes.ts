// What somebody keeps, and what they say of it with one press; another's listing is not there.
import { type Request, type Response, Router } from 'express'
import { localTime } from '../../platform/text/clock.ts'
import { notFound } from '../../platform/web/errors.ts'
import { firstOf, readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import type { KeepDeps } from './asking.routes.ts'
import { type Kept, pauseForm } from './fields.ts'
import { keepPage } from './list.view.ts'

export function keepRoutes(deps: KeepDeps): Router {
  const { kept, saying, clock, guards } = deps
  const { keeper } = guards
  const router = Router()
  const now = () => localTime(clock())

  function mine(req: Request, res: Response): Kept {
    const one = kept.find(personOf(res).id, String(req.params.uuid))
    if (!one) throw notFound()
    return one
  }
  function showList(res: Response, done: string, wrong?: { uuid: string; message: string }): Promise<void> {
    const page = keepPage(kept.list(personOf(res).id), done, now(), wrong)
    const title = wrong ? `Error: ${page.title}` : page.title
    const head = { title, robots: 'noindex, nofollow' }
    return deps.show(res, 'keep/list', head, page, { status: wrong ? 422 : 200, keeper: 'nobody' })
  }

  router.get('/keep', keeper, (req, res) => showList(res, firstOf(req.query as never, 'done')))

  router.post('/keep/:uuid/confirmation', keeper, (req, res) => {
    saying.allCorrect(mine(req, res).id, personOf(res).id)
    go(res, '/keep?done=correct')
  })

  router.post('/keep/:uuid/pause', keeper, readForm, (req, res) => {
    const one = mine(req, res)
    const { data, issues } = readValues(pauseForm, valuesOf(req))
    if (!data || data.until <= now().date) {
      const message = issues ? 'Choose the day it comes back' : 'Choose a day that is still to come'
      return showList(res, '', { uuid: one.uuid, message })
    }
    saying.pause(one.id, personOf(res).id, data.until)
    go(res, '/keep?done=paused')
  })

  router.post('/keep/:uuid/ending', keeper, (req, res) => {
    saying.end(mine(req, res).id, personOf(res).id)
    go(res, '/keep?done=ended')
  })

  router.post('/keep/:uuid/return', keeper, (req, res) => {
    saying.comeBack(mine(req, res).id, personOf(res).id)
    go(res, '/keep?done=back')
  })
  return router
}
