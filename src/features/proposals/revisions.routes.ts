// What listings said at every moment: looked at, compared, brought back; and undoing all that somebody did.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { notFound, Problem } from '../../platform/web/errors.ts'
import { readForm, readValues, valuesOf } from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import type { Revision } from '../initiatives/revisions.store.ts'
import { go } from '../people/entering.routes.ts'
import type { SignedIn } from '../people/fields.ts'
import { personOf } from '../people/guards.routes.ts'
import type { PeopleStore } from '../people/store.ts'
import type { ItemRouteDeps } from './item.routes.ts'
import { LISTINGS_PATH } from './listings.view.ts'
import { deskHead } from './queue.routes.ts'
import type { Undoing } from './revisions.rules.ts'
import type { Restoring } from './revisions.store.ts'
import { changesPage, comparisonPage, revisionsPage } from './revisions.view.ts'

export interface RevisionRouteDeps extends ItemRouteDeps {
  restoring: Restoring
  people: Pick<PeopleStore, 'find'>
}

const PATH = `${LISTINGS_PATH}/:id/revisions`
const seenForm = z.strictObject({ seen: z.coerce.number().int().min(0).max(1e9) })
const sinceForm = z.strictObject({ since: z.iso.datetime() })
const nobodyKeeps = { keeper: 'nobody' } as const

export function revisionRoutes(deps: RevisionRouteDeps): Router {
  const { guards, revisions, scope, restoring, people, clock } = deps
  const router = Router()
  const head = (title: string) => deskHead(title, LISTINGS_PATH)

  /** All revisions of a listing that somebody may look after. */
  function found(req: Request, res: Response): { id: number; all: Revision[]; name: string } {
    const id = numberOf(req.params.id)
    if (!scope.mayEdit(personOf(res), id)) throw notFound('There is no such listing among yours.')
    const all = deps.revisions.list(id)
    return { id, all, name: all[0]?.fields.name ?? deps.reader.entered(id)?.fields.name ?? '' }
  }

  function revisionOf(all: Revision[], number: unknown): Revision {
    const revision = all.find(one => one.number === numberOf(number))
    if (!revision) throw notFound('There is no such revision.')
    return revision
  }

  router.get(PATH, guards.editor, (req, res) => {
    const page = revisionsPage({ ...found(req, res), editorName: deps.items.editorName, now: clock() })
    return deps.showDesk(res, 'proposals/revisions', head(page.title), page, nobodyKeeps)
  })

  router.get(`${PATH}/comparison`, guards.editor, (req, res) => {
    const { id, all, name } = found(req, res)
    const [from, to] = [revisionOf(all, req.query.from), revisionOf(all, req.query.to)]
    const page = comparisonPage({ id, name, from, to, called: deps.formGround() })
    return deps.showDesk(res, 'proposals/comparison', head(page.title), page, nobodyKeeps)
  })

  router.post(`${PATH}/:number/restoration`, guards.editor, readForm, (req, res) => {
    const { id, all } = found(req, res)
    const revision = revisionOf(all, req.params.number)
    const { data } = readValues(seenForm, valuesOf(req))
    if (data?.seen !== (revisions.latest(id)?.number ?? 0))
      throw new Problem('conflict', 'Somebody has changed this listing since. Look at its revisions again.')
    if (!scope.mayPlace(personOf(res), revision.fields))
      throw notFound('That revision lies outside your areas.')
    const issues = restoring.restore(revision, personOf(res))
    if (issues[0]) throw new Problem('conflict', `It cannot say that any more. ${issues[0].message}`)
    return go(res, `${LISTINGS_PATH}/${id}/revisions`)
  })

  function somebody(req: Request) {
    const person = people.find(numberOf(req.params.person))
    if (!person) throw notFound('There is nobody by that number.')
    return { id: person.id, name: person.name || 'a keeper' }
  }
  const isTheirs = (me: SignedIn) => (one: Undoing) =>
    !scope.mayEdit(me, one.id) || (one.to !== null && !scope.mayPlace(me, one.to.fields))

  router.get('/admin/changes/:person', guards.editor, (req, res) => {
    const person = somebody(req)
    const { data } = readValues(sinceForm, { since: String(req.query.since ?? '') })
    if (!data) throw new Problem('bad_request', 'Say since when.')
    const foreign = isTheirs(personOf(res))
    const plan = restoring.plan(person.id, data.since).map(one => ({ ...one, isTheirs: foreign(one) }))
    // Names of what lies elsewhere are not told.
    const rows = plan.filter(one => scope.mayEdit(personOf(res), one.id))
    if (rows.length === 0) throw notFound('They changed nothing since then that is yours to look after.')
    const page = changesPage({ person, since: data.since, rows, now: clock() })
    return deps.showDesk(res, 'proposals/changes', head(page.title), page, nobodyKeeps)
  })

  router.post('/admin/changes/:person/undoing', guards.editor, readForm, (req, res) => {
    const person = somebody(req)
    const { data } = readValues(sinceForm, valuesOf(req))
    if (!data) throw new Problem('bad_request', 'Say since when.')
    const me = personOf(res)
    const undone = restoring.undoAll(person.id, data.since, me, one => !isTheirs(me)(one))
    return go(res, `${LISTINGS_PATH}?undone=${undone.length}`)
  })
  return router
}
