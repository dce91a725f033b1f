// Things that admins keep one by one: listed, added, changed and removed, all in the same way.
import { type Request, type Response, Router } from 'express'
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import {
  type FormField,
  type FormValues,
  firstOf,
  type Issue,
  onlyNamed,
  readForm,
  valuesOf,
} from '../../platform/web/forms.ts'
import { numberOf } from '../../platform/web/numbers.ts'
import type { Show } from '../../platform/web/page.ts'
import type { AuditStore } from '../people/audit.store.ts'
import { go } from '../people/entering.routes.ts'
import { type Guards, personOf } from '../people/guards.routes.ts'
import { differences, markOf, type RecordsParts, recordPage, recordsPage, SITE_PATH } from './record.view.ts'

export interface RecordDeps {
  db: Db
  showDesk: Show
  guards: Pick<Guards, 'admin'>
  audit: Pick<AuditStore, 'note'>
}

/** One sort of thing: what its pages say, and how it is kept. `T` is what a good form gives. */
export interface RecordKind<T> {
  /** A noun for the audit log, such as `category`. */
  noun: string
  path: string
  list(): RecordsParts
  fields(id?: number): readonly FormField[]
  /** What the form holds of one; undefined when there is none. */
  find(id: number): { title: string; values: FormValues; removal?: string } | undefined
  read(values: FormValues, id?: number): { data: T; issues: null } | { data: null; issues: Issue[] }
  change(id: number, data: T): void
  /** Without it there can be no more of them. */
  add?: { title: string; lead: string; values: FormValues; make(data: T): number }
  /** Removes one, or says why it cannot be. */
  remove?(id: number): string | undefined
}

interface Shown {
  values: FormValues
  issues?: Issue[]
  changed?: { label: string; text: string; href: string }[]
}

export function recordRoutes<T>(deps: RecordDeps, kind: RecordKind<T>): Router {
  const { db, showDesk, audit } = deps
  const { admin } = deps.guards
  const { path } = kind
  const router = Router()

  function send(res: Response, page: ReturnType<typeof recordPage>): Promise<void> {
    const isWrong = page.errors.length > 0
    const title = isWrong ? `Error: ${page.title}` : page.title
    return showDesk(res, 'admin/record', { title, section: SITE_PATH }, page, { status: isWrong ? 422 : 200 })
  }
  const back = () => ({ href: path, label: kind.list().title })

  function showNew(res: Response, { values, issues = [] }: Shown): Promise<void> {
    const { title, lead } = kind.add as NonNullable<typeof kind.add>
    const fields = kind.fields()
    return send(
      res,
      recordPage({ title, lead, back: back(), action: path, button: 'Add it', fields, values, issues }),
    )
  }

  function showOne(res: Response, id: number, { values, issues = [], changed = [] }: Shown): Promise<void> {
    const one = kind.find(id) as NonNullable<ReturnType<typeof kind.find>>
    const action = `${path}/${id}`
    const { title, removal } = one
    return send(
      res,
      recordPage({
        ...{ title, lead: '', back: back(), action, button: 'Save', values, issues, changed },
        ...{ fields: kind.fields(id), seen: markOf(one.values) },
        removal:
          removal === undefined ? null : { action: `${action}/removal`, text: removal, button: 'Remove it' },
      }),
    )
  }

  function found(req: Request): { id: number; values: FormValues } {
    const id = numberOf(req.params.id)
    const one = kind.find(id)
    if (!one) throw notFound('There is no such thing here, or somebody has removed it.')
    return { id, values: one.values }
  }

  function note(res: Response, action: string, id: number, fields: string[] = []): void {
    const { id: person_id } = personOf(res)
    audit.note({
      person_id,
      made_as: 'admin',
      action,
      subject_kind: kind.noun,
      subject_id: id,
      detail: { fields },
    })
  }

  router.get(path, admin, (_req, res) => {
    const page = recordsPage(kind.list())
    return showDesk(res, 'admin/records', { title: page.title, section: SITE_PATH }, page)
  })

  const { add, remove } = kind
  if (add) {
    router.get(`${path}/new`, admin, (_req, res) => showNew(res, { values: add.values }))
    router.post(path, admin, readForm, (req, res) => {
      const values = sent(req, kind.fields())
      const { data, issues } = kind.read(values)
      if (!data) return showNew(res, { values, issues: issues ?? [] })
      inTransaction(db, () => note(res, 'addition', add.make(data)))
      return go(res, path)
    })
  }

  router.get(`${path}/:id`, admin, (req, res) => {
    const { id, values } = found(req)
    return showOne(res, id, { values })
  })

  router.post(`${path}/:id`, admin, readForm, (req, res) => {
    const { id, values: before } = found(req)
    const fields = kind.fields(id)
    const values = sent(req, fields)
    if (firstOf(valuesOf(req), 'seen') !== markOf(before)) {
      const changed = differences(fields, before, values)
      if (changed.length > 0) return showOne(res, id, { values, changed })
    }
    const { data, issues } = kind.read(values, id)
    if (!data) return showOne(res, id, { values, issues: issues ?? [] })
    inTransaction(db, () => {
      kind.change(id, data)
      const after = kind.find(id)?.values ?? {}
      note(
        res,
        'change',
        id,
        Object.keys(after).filter(name => String(after[name]) !== String(before[name])),
      )
    })
    return go(res, path)
  })

  if (remove) {
    router.post(`${path}/:id/removal`, admin, readForm, (req, res) => {
      const { id } = found(req)
      onlyNamed([], valuesOf(req))
      inTransaction(db, () => {
        const why = remove(id)
        if (why !== undefined) throw new Problem('conflict', why)
        note(res, 'removal', id)
      })
      return go(res, path)
    })
  }
  return router
}

/** What was typed, without the mark of what the form was made from. */
function sent(req: Request, fields: readonly FormField[]): FormValues {
  const { seen: _, ...values } = onlyNamed(['seen', ...fields.map(({ name }) => name)], valuesOf(req))
  return values
}
