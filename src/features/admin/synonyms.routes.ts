// Words people use for what we call something else: added and removed one by one.
import { type Response, Router } from 'express'
import { z } from 'zod'
import { inTransaction } from '../../platform/database/open.ts'
import { cleanLine, wordsOf } from '../../platform/text/clean.ts'
import {
  type FormField,
  type FormValues,
  formOf,
  type Issue,
  readForm,
  readValues,
  valuesOf,
} from '../../platform/web/forms.ts'
import type { SynonymsStore } from '../initiatives/synonyms.store.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import { SITE_PATH } from './record.view.ts'
import type { RecordDeps } from './records.routes.ts'

const PATH = '/admin/synonyms'
const MOST = 500

const words = z
  .string({ error: 'Enter a word or two' })
  .transform(text => cleanLine(text).toLowerCase())
  .pipe(z.string().max(60, 'Use 60 characters or fewer'))
  .refine(text => wordsOf(text).length > 0, 'Enter a word or two')
const synonymForm = z
  .strictObject({ phrase: words, means: words })
  .refine(({ phrase, means }) => wordsOf(phrase).join(' ') !== wordsOf(means).join(' '), {
    path: ['means'],
    error: 'Enter other words than those that people type',
  })

const FIELDS: readonly FormField[] = [
  {
    control: 'text',
    name: 'phrase',
    label: 'When somebody types',
    hint: 'Like: soup kitchen',
    attributes: { autocomplete: 'off' },
  },
  {
    control: 'text',
    name: 'means',
    label: 'Also look for',
    hint: 'Like: community meal',
    attributes: { autocomplete: 'off' },
  },
]

export function synonymAdminRoutes(deps: RecordDeps & { synonyms: SynonymsStore }): Router {
  const { db, showDesk, guards, audit, synonyms } = deps
  const router = Router()

  function show(res: Response, values: FormValues = {}, issues: Issue[] = []): Promise<void> {
    const all = synonyms.all()
    const page = { ...formOf(FIELDS, values, issues), groups: [...Map.groupBy(all, ({ means }) => means)] }
    const title = issues.length > 0 ? 'Error: Synonyms' : 'Synonyms'
    const status = issues.length > 0 ? 422 : 200
    return showDesk(res, 'admin/synonyms', { title, section: SITE_PATH }, page, { status })
  }
  function note(res: Response, action: string): void {
    const person_id = personOf(res).id
    audit.note({ person_id, made_as: 'admin', action, subject_kind: 'synonym', subject_id: null })
  }

  router.get(PATH, guards.admin, (_req, res) => show(res))

  router.post(PATH, guards.admin, readForm, (req, res) => {
    const values = valuesOf(req)
    const { data, issues } = readValues(synonymForm, values)
    if (!data) return show(res, values, issues)
    // All of them are read for every search.
    if (synonyms.all().length >= MOST)
      return show(res, values, [
        { path: ['phrase'], message: `There are ${MOST} already. Remove some first` },
      ])
    const isNew = inTransaction(db, () => {
      const added = synonyms.add(data)
      if (added) note(res, 'addition')
      return added
    })
    return isNew
      ? go(res, PATH)
      : show(res, values, [{ path: ['phrase'], message: 'We know that one already' }])
  })

  router.post(`${PATH}/removal`, guards.admin, readForm, (req, res) => {
    const { data } = readValues(z.strictObject({ phrase: z.string(), means: z.string() }), valuesOf(req))
    // Whoever presses twice finds it gone, as they wanted.
    inTransaction(db, () => {
      if (data && synonyms.remove(data)) note(res, 'removal')
    })
    return go(res, PATH)
  })
  return router
}
