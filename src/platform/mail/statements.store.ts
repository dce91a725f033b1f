// The statements of the outbox: what callers put and take back, what a lease does, and what came of it.
import type { Db } from '../database/open.ts'
import { command, query } from '../database/statement.ts'

/** A mail that this process, and no other, may send for a while. */
export interface Leased {
  id: number
  lease: string
  kind: string
  recipient: string
  message_id: string
  subject: string
  body_text: string
  body_html: string
  tries: number
}

/** All statements, prepared once. */
export function prepareOutbox(db: Db) {
  return { ...prepareCallers(db), ...prepareLease(db), ...prepareOutcomes(db) }
}

type Mine = { id: number; lease: string }
/** All mail to the mailbox of one, of its own class. */
type Class = { id: number; sign_in: number; now: string }
const SAME_MAILBOX = "mailbox = (select mailbox from outbox where id = :id) and (kind = 'sign-in') = :sign_in"

function prepareCallers(db: Db) {
  return {
    put: command<
      Record<'key' | 'kind' | 'recipient' | 'message_id' | 'subject' | 'body_text', string> &
        Record<'body_html' | 'now' | 'due_at', string> & { ends_at: string | null }
    >(
      db,
      `insert into outbox (key, kind, recipient, message_id, subject, body_text, body_html, created_at, due_at, ends_at)
       values (:key, :kind, :recipient, :message_id, :subject, :body_text, :body_html, :now, :due_at, :ends_at)
       on conflict (key) do nothing`,
    ),
    pretend: command<{ size: number; ends_at: string }>(
      db,
      'insert into unsent (blank, ends_at) values (zeroblob(:size), :ends_at)',
    ),
    cancel: command<{ key: string }>(db, "delete from outbox where key = :key and status = 'waiting'"),
    // A full stop comes right after a hyphen.
    cancelAll: command<{ key: string }>(
      db,
      "delete from outbox where key > :key || '-' and key < :key || '.' and status = 'waiting'",
    ),
    forget: command<{ recipient: string }>(db, 'delete from outbox where recipient = :recipient'),
  }
}

function prepareLease(db: Db) {
  return {
    next: query<{ now: string }, Omit<Leased, 'lease'>>(
      db,
      `select id, kind, recipient, message_id, subject, body_text, body_html, tries from outbox
       where status = 'waiting' and due_at <= :now and (ends_at is null or ends_at > :now)
         and (leased_until is null or leased_until <= :now)
       order by ends_at is null, due_at, id limit 1`,
    ),
    today: query<Class & { since: string }, { count: number }>(
      db,
      `select count(*) as count from outbox
       where ${SAME_MAILBOX}
         and ((handed_at >= :since and status in ('handing-over', 'sent', 'uncertain'))
           or (status = 'waiting' and leased_until > :now))`,
    ),
    hold: command<Class & { until: string }>(
      db,
      `update outbox set due_at = :until, held_at = :now
       where status = 'waiting' and ${SAME_MAILBOX} and due_at < :until
         and (leased_until is null or leased_until <= :now)`,
    ),
    lease: command<Mine & { until: string }>(
      db,
      'update outbox set leased_by = :lease, leased_until = :until, held_at = null where id = :id',
    ),
    release: command<Mine>(
      db,
      `update outbox set leased_by = null, leased_until = null
       where id = :id and leased_by = :lease and status = 'waiting'`,
    ),
    handOver: command<Mine & { now: string; until: string }>(
      db,
      `update outbox set status = 'handing-over', handed_at = :now, leased_until = :until
       where id = :id and leased_by = :lease and status = 'waiting' and leased_until > :now`,
    ),
  }
}

// A lease that ran out meanwhile still tells what became of its mail, unless an admin has sent it again.
function prepareOutcomes(db: Db) {
  return {
    sent: command<Mine & { now: string; answer: string }>(
      db,
      `update outbox set status = 'sent', settled_at = :now, last_answer = :answer, leased_by = null, leased_until = null,
         body_text = iif(ends_at is null, body_text, null), body_html = iif(ends_at is null, body_html, null)
       where id = :id and leased_by = :lease`,
    ),
    failed: command<Mine & { now: string; answer: string }>(
      db,
      `update outbox set status = 'failed', settled_at = :now, last_answer = :answer, tries = tries + 1,
         leased_by = null, leased_until = null
       where id = :id and leased_by = :lease`,
    ),
    again: command<Mine & { due_at: string; answer: string }>(
      db,
      `update outbox set status = 'waiting', due_at = :due_at, settled_at = null, last_answer = :answer,
         tries = tries + 1, leased_by = null, leased_until = null
       where id = :id and leased_by = :lease`,
    ),
    uncertain: command<Mine & { now: string; answer: string }>(
      db,
      `update outbox set status = 'uncertain', settled_at = :now, last_answer = :answer, leased_by = null,
         leased_until = null
       where id = :id and leased_by = :lease`,
    ),
  }
}
