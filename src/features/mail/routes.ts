// The admins' pages of mail: lists by what became of it, one mail, and sending it again.
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { type Db, inTransaction } from '../../platform/database/open.ts'
import type { MailDesk, MailStatus } from '../../platform/mail/desk.store.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { notFound, Problem } from '../../platform/web/errors.ts'
import { readForm, valuesOf } from '../../platform/web/forms.ts'
import type { Show } from '../../platform/web/page.ts'
import type { AuditStore } from '../people/audit.store.ts'
import { go } from '../people/entering.routes.ts'
import { type Guards, personOf } from '../people/guards.routes.ts'
import {
  LISTS,
  MAIL_PATH,
  mailHead,
  mailListPage,
  mailPage,
  PAGE_SIZE,
  SENDING_PATH,
  sendingPage,
} from './view.ts'

export interface MailRouteDeps {
  db: Db
  clock: Clock
  config: Pick<Config, 'MAIL_URL'>
  showDesk: Show
  guards: Pick<Guards, 'admin'>
  mailDesk: MailDesk
  outbox: Pick<Outbox, 'wake'>
  audit: Pick<AuditStore, 'note'>
}

const nobodyKeeps = { keeper: 'nobody' } as const

export function mailRoutes({
  db,
  clock,
  config,
  showDesk,
  guards,
  mailDesk,
  outbox,
  audit,
}: MailRouteDeps): Router {
  const router = Router()
  const isDelivered = config.MAIL_URL !== undefined
  const now = () => localTime(clock())

  router.get(MAIL_PATH, guards.admin, (req, res) => {
    const { show: status, page } = readAsked(req)
    const list = (of: MailStatus) => mailDesk.list({ status: of, page, size: PAGE_SIZE })
    const rows = status === 'waiting' ? [...list('handing-over'), ...list('waiting')] : list(status)
    const parts = {
      ...{
        rows,
        counts: mailDesk.counts(),
        status,
        page,
        now: now(),
        moment: clock().toISOString(),
        isDelivered,
      },
      ...{ again: readNumber(req.query.again), isUnticked: req.query.none === 'yes' },
    }
    return showDesk(res, 'admin/mail', mailHead(), mailListPage(parts), nobodyKeeps)
  })

  router.get(SENDING_PATH, guards.admin, (req, res) => {
    const ids = readIds([req.query.id ?? []].flat())
    if (ids.length === 0) return go(res, `${MAIL_PATH}?show=failed&none=yes`)
    const page = sendingPage(mailDesk.failedAmong(ids))
    return showDesk(res, 'people/form', mailHead(page.title), page, nobodyKeeps)
  })

  // What went meanwhile does not go twice, and two presses send once.
  router.post(SENDING_PATH, guards.admin, readForm, (req, res) => {
    const ids = readIds([valuesOf(req).id ?? []].flat())
    const again = inTransaction(db, () => {
      const sent = mailDesk.failedAmong(ids).filter(({ id }) => mailDesk.resend(id))
      for (const { id } of sent) noteResending(res, id)
      return sent.length
    })
    outbox.wake()
    go(res, `${MAIL_PATH}?show=waiting&again=${again}`)
  })

  router.get(`${MAIL_PATH}/:id`, guards.admin, (req, res) => {
    const mail = found(req)
    const parts = {
      mail,
      now: now(),
      moment: clock().toISOString(),
      isDelivered,
      isSendable: mailDesk.isSendable(mail.id),
    }
    return showDesk(res, 'admin/letter', mailHead(mail.subject), mailPage(parts), nobodyKeeps)
  })

  router.post(`${MAIL_PATH}/:id/sending`, guards.admin, (req, res) => {
    const { id } = found(req)
    inTransaction(db, () => {
      if (!mailDesk.resend(id)) throw new Problem('conflict', 'That mail cannot be sent again now.')
      noteResending(res, id)
    })
    outbox.wake()
    go(res, `${MAIL_PATH}/${id}`)
  })

  function found({ params }: Request) {
    const id = z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number)
      .safeParse(params.id)
    const mail = id.success ? mailDesk.find(id.data) : undefined
    if (!mail) throw notFound('There is no such mail, or it is no longer kept.')
    return mail
  }

  function noteResending(res: Response, id: number): void {
    const { id: person_id } = personOf(res)
    audit.note({ person_id, made_as: 'admin', action: 'sending again', subject_kind: 'mail', subject_id: id })
  }

  return router
}

const MOST_AT_ONCE = 50

/** What was ticked; what is no number of a mail is left out. */
function readIds(given: readonly unknown[]): number[] {
  return given.flatMap(one => readNumber(one) ?? []).slice(0, MOST_AT_ONCE)
}

function readNumber(given: unknown): number | undefined {
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : undefined
}

/** Which list and which page of it; what makes no sense is the first. */
function readAsked({ query }: Request): { show: MailStatus; page: number } {
  const status = LISTS.find(one => one.status === query.show)?.status ?? 'waiting'
  const page = z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number)
    .safeParse(query.page)
  return { show: status, page: page.success ? page.data : 1 }
}
