// The first page of everything that only admins set, and the settings themselves.
import { type Response, Router } from 'express'
import type { Config } from '../../config.ts'
import { inTransaction } from '../../platform/database/open.ts'
import {
  type FormValues,
  firstOf,
  type Issue,
  onlyNamed,
  readForm,
  readValues,
  valuesOf,
} from '../../platform/web/forms.ts'
import { go } from '../people/entering.routes.ts'
import { personOf } from '../people/guards.routes.ts'
import { SETTING_NAMES, settingsForm } from '../settings/fields.ts'
import type { SettingsStore } from '../settings/store.ts'
import { differences, markOf, recordPage, SITE_PATH } from './record.view.ts'
import type { RecordDeps } from './records.routes.ts'
import { settingFields, sitePage } from './site.view.ts'

const PATH = '/admin/settings'

export interface SiteAdminDeps extends RecordDeps {
  settings: SettingsStore
  /** What holds where nothing is set. */
  environment: Pick<Config, 'SITE_NAME' | 'MAIL_FROM'>
}

export function siteAdminRoutes(deps: SiteAdminDeps): Router {
  const { db, showDesk, guards, audit, settings } = deps
  const router = Router()
  const fields = settingFields(deps.environment)

  const held = (): FormValues => {
    const own = settings.own()
    return Object.fromEntries(SETTING_NAMES.map(name => [name, own[name] ?? '']))
  }

  function show(
    res: Response,
    values: FormValues,
    more: Partial<Parameters<typeof recordPage>[0]> = {},
  ): Promise<void> {
    const page = recordPage({
      ...{
        title: 'Settings',
        lead: 'An empty box means that the site says it in its own words.',
        action: PATH,
      },
      ...{
        back: { href: SITE_PATH, label: 'The site' },
        button: 'Save',
        fields,
        values,
        seen: markOf(held()),
      },
      ...more,
    })
    const isWrong = page.errors.length > 0
    const title = isWrong ? 'Error: Settings' : 'Settings'
    return showDesk(res, 'admin/record', { title, section: SITE_PATH }, page, { status: isWrong ? 422 : 200 })
  }

  router.get(SITE_PATH, guards.admin, (_req, res) =>
    showDesk(res, 'admin/site', { title: 'The site', section: SITE_PATH }, sitePage()),
  )

  router.get(PATH, guards.admin, (req, res) =>
    show(res, held(), {
      done: req.query.saved === 'yes' ? 'Saved. It shows on every page from now on.' : '',
    }),
  )

  router.post(PATH, guards.admin, readForm, (req, res) => {
    const { seen: _, ...values } = onlyNamed(['seen', ...SETTING_NAMES], valuesOf(req))
    const before = held()
    const changed = differences(fields, before, values)
    if (firstOf(valuesOf(req), 'seen') !== markOf(before) && changed.length > 0)
      return show(res, values, { changed })
    const { data, issues } = readValues(settingsForm, values)
    if (!data) return show(res, values, { issues: issues as Issue[] })
    inTransaction(db, () => {
      const names = settings.save(data)
      if (names.length === 0) return
      const person_id = personOf(res).id
      audit.note({
        person_id,
        made_as: 'admin',
        action: 'change',
        subject_kind: 'setting',
        subject_id: null,
        detail: { fields: names },
      })
    })
    return go(res, `${PATH}?saved=yes`)
  })
  return router
}
