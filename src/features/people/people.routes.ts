// Where admins invite editors and admins, change what they may do, and remove them.
import { type Request, type Response, Router } from 'express'
import { inTransaction } from '../../platform/database/open.ts'
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
import type { AccountDeps } from './account.routes.ts'
import type { AuditStore } from './audit.store.ts'
import { go } from './entering.routes.ts'
import { type Person, stationForm } from './fields.ts'
import { personOf } from './guards.routes.ts'
import { invitation } from './letters.view.ts'
import { type AreaChoice, PEOPLE_PATH, peoplePage, personPage, valuesOfPerson } from './people.view.ts'
import { isStaff } from './rules.ts'

export interface PeopleDeps extends AccountDeps {
  audit: Pick<AuditStore, 'note'>
  areaChoices(): AreaChoice[]
  deskHome(person: Person): string
}

export function peopleRoutes(deps: PeopleDeps): Router {
  const { config, db, people, sessions, clock, guards, outbox, showDesk, audit } = deps
  const router = Router()
  const { admin, recent } = guards

  function show(
    res: Response,
    person: Person | undefined,
    values: FormValues,
    issues: Issue[] = [],
  ): Promise<void> {
    const isMe = person?.id === personOf(res).id
    const page = personPage({ person, areas: deps.areaChoices(), values, issues, isMe })
    const title = issues.length > 0 ? `Error: ${page.title}` : page.title
    const status = issues.length > 0 ? 422 : 200
    return showDesk(res, 'people/person', { title, section: PEOPLE_PATH }, page, { status, keeper: 'nobody' })
  }
  /** The editor or admin an address names. */
  function staffMember(req: Request): Person {
    const person = people.find(numberOf(req.params.id))
    if (!person || !isStaff(person)) throw notFound()
    return person
  }
  /** Nobody gives to, or takes from, themselves. */
  function somebodyElse(req: Request, res: Response): Person {
    const person = staffMember(req)
    if (person.id === personOf(res).id)
      throw new Problem('forbidden', 'What you may do yourself is changed by another admin.')
    return person
  }
  function note(res: Response, action: string, { id }: Person, detail = {}): void {
    audit.note({
      person_id: personOf(res).id,
      made_as: 'admin',
      action,
      subject_kind: 'person',
      subject_id: id,
      detail,
    })
    deps.log.info({ event: action, person: id, by: personOf(res).id })
  }
  function read(values: FormValues) {
    const { data, issues } = readValues(stationForm, values)
    if (!data) return { issues }
    const known = new Set(
      deps.areaChoices().flatMap(area => [area.id, ...area.neighbourhoods.map(({ id }) => id)]),
    )
    if (data.areas.some(id => !known.has(id)))
      return { issues: [{ path: ['areas'], message: 'Choose at least one area' }] }
    const is_whole_patch = data.role === 'admin' || data.reach === 'whole'
    return { data, station: { role: data.role, is_whole_patch, area_ids: is_whole_patch ? [] : data.areas } }
  }

  const goOn = (res: Response, done: string) => go(res, `${PEOPLE_PATH}?done=${done}`)

  router.get('/admin', guards.editor, (_req, res) => go(res, deps.deskHome(personOf(res))))

  router.get('/admin/people', admin, (req, res) => {
    const page = peoplePage({
      ...{ rows: people.staff(), me: personOf(res).id, reachOf: deps.reachOf, now: clock() },
      done: firstOf(req.query as never, 'done'),
      hasMailServer: config.MAIL_URL !== undefined,
    })
    return showDesk(res, 'people/people', { title: page.title, section: PEOPLE_PATH }, page, {
      keeper: 'nobody',
    })
  })

  router.get('/admin/people/new', admin, recent, (_req, res) => show(res, undefined, { role: 'editor' }))

  router.post('/admin/people', admin, recent, readForm, (req, res) => {
    const values = valuesOf(req)
    const { data, station, issues } = read(values)
    if (!data) return show(res, undefined, values, issues)
    const email = data.email ?? ''
    if (email === '')
      return show(res, undefined, values, [
        { path: ['email'], message: 'Enter an e-mail address, like name@example.org' },
      ])
    const known = people.byEmail(email)
    if (known && isStaff(known))
      return show(res, undefined, values, [
        { path: ['email'], message: 'Somebody with that address is here already' },
      ])
    inTransaction(db, () => {
      const person = people.appoint(email, data.name, station, personOf(res).id, clock())
      const letter = invitation(config.SITE_NAME, data.role, deps.reachOf(person))
      outbox.put({
        key: `invitation:${person.id}:${clock().toISOString()}`,
        kind: 'invitation',
        to: email,
        letter,
      })
      note(res, 'invitation', person, { role: data.role, areas: station.area_ids })
    })
    goOn(res, 'invited')
  })

  router.get('/admin/people/:id', admin, recent, (req, res) => {
    const person = staffMember(req)
    return show(res, person, valuesOfPerson(person))
  })

  router.post('/admin/people/:id', admin, recent, readForm, (req, res) => {
    const person = somebodyElse(req, res)
    const values = valuesOf(req)
    const { data, station, issues } = read(values)
    if (!data) return show(res, person, values, issues)
    inTransaction(db, () => {
      people.change(person.id, data.name, station)
      note(res, 'role change', person, { role: data.role, areas: station.area_ids })
    })
    goOn(res, 'saved')
  })

  router.post('/admin/people/:id/removal', admin, recent, (req, res) => {
    const person = somebodyElse(req, res)
    inTransaction(db, () => {
      people.remove(person.id)
      note(res, 'removal', person)
    })
    goOn(res, 'removed')
  })

  router.post('/admin/people/:id/sessions-removal', admin, recent, (req, res) => {
    const person = somebodyElse(req, res)
    inTransaction(db, () => {
      sessions.endOthers(0, person.id)
      note(res, 'sign-out', person)
    })
    go(res, `${PEOPLE_PATH}/${person.id}`)
  })

  router.post('/admin/people/:id/factors-removal', admin, recent, (req, res) => {
    const person = somebodyElse(req, res)
    inTransaction(db, () => {
      people.dropProofs(person.id)
      note(res, 'factors removal', person)
    })
    go(res, `${PEOPLE_PATH}/${person.id}`)
  })
  return router
}
