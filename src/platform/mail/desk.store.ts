// What admins see of the outbox, and what they can do about it.
import { randomUUID } from 'node:crypto'
import type { Db } from '../database/open.ts'
import { command, query } from '../database/statement.ts'
import type { Clock } from '../text/clock.ts'

export const STATUSES = ['waiting', 'handing-over', 'sent', 'uncertain', 'failed'] as const
export type MailStatus = (typeof STATUSES)[number]

export interface MailRow {
  id: number
  kind: string
  recipient: string
  subject: string
  status: MailStatus
  created_at: string
  due_at: string
  ends_at: string | null
  held_at: string | null
  tries: number
  handed_at: string | null
  settled_at: string | null
  last_answer: string
  /** Whether what was written is still kept. */
  has_body: 0 | 1
}

export type MailWithBody = MailRow & { body_text: string | null }

export type MailDesk = ReturnType<typeof makeMailDesk>

/** Lists the outbox newest first, `size` a page. */
export function makeMailDesk({ db, clock, domain }: { db: Db; clock: Clock; domain: string }) {
  const { list, counts, find, sendable, failedAmong, resend, doubt } = prepare(db)
  const now = () => clock().toISOString()
  return {
    list: ({ status, page, size }: { status: MailStatus; page: number; size: number }): MailRow[] =>
      list.all({ status, size, skip: (page - 1) * size }),

    /** How many there are of each status; those without any are nought. */
    counts(): Record<MailStatus, number> {
      const found = Object.fromEntries(counts.all({}).map(({ status, count }) => [status, count]))
      const entries = STATUSES.map(status => [status, found[status] ?? 0])
      return Object.fromEntries(entries) as Record<MailStatus, number>
    },

    find: (id: number): MailWithBody | undefined => find.get({ id }),

    /** Whether `resend` would do anything. */
    isSendable: (id: number): boolean => sendable.get({ id, now: now() }) !== undefined,

    /** Those of several failed mails that can be sent again, the newest first. */
    failedAmong: (ids: readonly number[]): { id: number; recipient: string; subject: string }[] =>
      failedAmong.all({ ids: JSON.stringify(ids), now: now() }),

    /**
     * Puts a mail back, due now: what failed, may have gone or went, or waits for another try. What went before gets
     * a new Message-ID, for a mailbox drops one that it has; what may have gone keeps its own, for the same reason.
     * @returns false when there is none, its words are gone, its end has passed or it waits for its own time
     */
    resend: (id: number): boolean =>
      resend.run({ id, now: now(), message_id: `<${randomUUID()}@${domain}>` }).changes > 0,

    /**
     * After a backup was put back: what waited in it may have gone since, and is not sent by itself. Answers how many.
     */
    doubt: (): number => doubt.run({ now: now() }).changes,
  }
}

function prepare(db: Db) {
  return { ...prepareLists(db), ...prepareResending(db) }
}

function prepareLists(db: Db) {
  return {
    list: query<{ status: string; size: number; skip: number }, MailRow>(
      db,
      `select id, kind, recipient, subject, status, created_at, due_at, ends_at, held_at, tries, handed_at, settled_at,
         last_answer, body_text is not null as has_body
       from outbox where status = :status order by id desc limit :size offset :skip`,
    ),
    counts: query<Record<never, never>, { status: MailStatus; count: number }>(
      db,
      'select status, count(*) as count from outbox group by status',
    ),
    find: query<{ id: number }, MailWithBody>(
      db,
      `select id, kind, recipient, subject, status, created_at, due_at, ends_at, held_at, tries, handed_at, settled_at,
         last_answer, body_text is not null as has_body, body_text
       from outbox where id = :id`,
    ),
  }
}

function prepareResending(db: Db) {
  return {
    sendable: query<{ id: number; now: string }, { id: number }>(
      db,
      `select id from outbox
       where id = :id and body_text is not null and (ends_at is null or ends_at > :now)
         and (status in ('failed', 'uncertain', 'sent')
           or (status = 'waiting' and tries > 0 and (leased_until is null or leased_until <= :now)))`,
    ),
    failedAmong: query<{ ids: string; now: string }, { id: number; recipient: string; subject: string }>(
      db,
      `select id, recipient, subject from outbox
       where id in (select value from json_each(:ids)) and status = 'failed' and body_text is not null
         and (ends_at is null or ends_at > :now) order by id desc`,
    ),
    doubt: command<{ now: string }>(
      db,
      `update outbox set status = 'uncertain', settled_at = :now, last_answer = 'It waited in a backup that was put back.'
       where status in ('waiting', 'handing-over')`,
    ),
    resend: command<{ id: number; now: string; message_id: string }>(
      db,
      `update outbox set status = 'waiting', due_at = :now, held_at = null, settled_at = null, leased_by = null,
         leased_until = null, message_id = iif(status = 'sent', :message_id, message_id),
         tries = iif(status = 'waiting', tries, 0)
       where id = :id and body_text is not null and (ends_at is null or ends_at > :now)
         and (status in ('failed', 'uncertain', 'sent')
           or (status = 'waiting' and tries > 0 and (leased_until is null or leased_until <= :now)))`,
    ),
  }
}
