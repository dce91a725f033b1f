// The record of who did what, for admins to read; nobody can change it.
import { Router } from 'express'
import type { Clock } from '../../platform/text/clock.ts'
import type { Show } from '../../platform/web/page.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { Guards } from '../people/guards.routes.ts'
import type { PeopleStore } from '../people/store.ts'
import { AUDIT_SIZE, auditPage } from './audit.view.ts'
import { deskHead } from './queue.routes.ts'

export interface AuditDeps {
  clock: Clock
  showDesk: Show
  guards: Pick<Guards, 'admin'>
  audit: Pick<AuditStore, 'page'>
  people: Pick<PeopleStore, 'staff'>
}

export function auditRoutes({ clock, showDesk, guards, audit, people }: AuditDeps): Router {
  const router = Router()
  router.get('/admin/audit', guards.admin, (req, res) => {
    const asked = String(req.query.page ?? '1')
    const page = /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 1
    const names = new Map(people.staff().map(({ id, name, email }) => [id, name || email]))
    const rows = audit.page(page, AUDIT_SIZE)
    const shown = auditPage({ rows, names, page, now: clock() })
    return showDesk(res, 'proposals/audit', deskHead('Record', '/admin/audit'), shown, { keeper: 'nobody' })
  })
  return router
}
