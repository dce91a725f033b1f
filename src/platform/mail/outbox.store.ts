// The outbox: what is to be sent is put here by the transaction that causes it, and taken out one lease at a time.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Db, inTransaction } from '../database/open.ts'
import { command, query } from '../database/statement.ts'
import { addDays, type Clock, localTime, startOf } from '../text/clock.ts'
import type { Letter, WriteLetter, Written } from './letters.ts'
import { after, dailyCap, HANDING_OVER_MS, LEASE_MS, MOST_TRIES, SIGN_IN, waitAfter } from './rules.ts'

export interface NewMail {
  /** Whatever is put twice under one key is sent once. */
  key: string
  /** What it is about, such as `sign-in`: lower-case letters and hyphens. */
  kind: string
  /** One address, as `z.email()` reads it. */
  to: string
  letter: Letter | Written
  /** Not before this moment (ISO 8601). */
  due?: string
  /** Of no use after this moment: what carries a link or code with an end. Its text is dropped when it went. */
  ends?: string
}

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

export type Outbox = ReturnType<typeof makeOutbox>

const address = z.email().max(254)

/** Everything the site sends goes through here. `domain` is what Message-IDs end with. */
export function makeOutbox({ db, clock, write, domain }: Parts) {
  const statements = prepare(db)
  const listeners: (() => void)[] = []
  const now = () => clock().toISOString()

  function take(): Leased | 'held' | undefined {
    const found = statements.next.get({ now: now() })
    if (!found) return undefined
    if (isOverCap(found)) return hold(found)
    const lease = randomUUID()
    const { id } = found
    statements.lease.run({ id, lease, until: after(clock(), LEASE_MS) })
    return { ...found, lease }
  }

  function isOverCap({ recipient, kind }: { recipient: string; kind: string }): boolean {
    const since = startOf(localTime(clock()).date)
    const sign_in = Number(kind === SIGN_IN)
    const counted = statements.today.get({ recipient, sign_in, since, now: now() })
    return (counted?.count ?? 0) >= dailyCap(kind)
  }

  function hold({ recipient, kind }: { recipient: string; kind: string }): 'held' {
    const until = startOf(addDays(localTime(clock()).date, 1))
    statements.hold.run({ recipient, sign_in: Number(kind === SIGN_IN), until, now: now() })
    return 'held'
  }

  return {
    /**
     * Puts a mail into the outbox, in the caller’s transaction. Throws when `to` is not one plain address.
     * @returns false when there was one under this key already
     */
    put({ key, kind, to, letter, due, ends }: NewMail): boolean {
      const recipient = address.parse(to)
      const { subject, text, html } = 'parts' in letter ? write(letter) : letter
      const message_id = `<${randomUUID()}@${domain}>`
      const row = { key, kind, recipient, message_id, subject, body_text: text, body_html: html }
      const made = statements.put.run({ ...row, now: now(), due_at: due ?? now(), ends_at: ends ?? null })
      // A transaction is over before anything that was asked for meanwhile begins.
      if (made.changes > 0) for (const listener of listeners) setImmediate(listener)
      return made.changes > 0
    },

    /** Takes a mail back while it waits; false when it went or there is none. */
    cancel: (key: string): boolean => statements.cancel.run({ key }).changes > 0,

    /** Removes every mail to an address, whatever became of it; answers how many. */
    forget: (recipient: string): number => statements.forget.run({ recipient }).changes,

    /** Tells when something was put, after the transaction that did it. */
    onPut(listener: () => void): void {
      listeners.push(listener)
    },

    /** The next mail that is due, for this process alone; holds those whose address had enough today. */
    lease(): Leased | undefined {
      while (statements.next.get({ now: now() })) {
        const taken = inTransaction(db, take)
        if (taken !== 'held') return taken
      }
      return undefined
    },

    /**
     * To be called just before a mail server is given the end of a mail; on false it must not be. From here on a
     * stop leaves it as “may have gone”.
     */
    handOver({ id, lease }: Leased): boolean {
      const until = after(clock(), HANDING_OVER_MS)
      return onDisk(db, () => statements.handOver.run({ id, lease, now: now(), until }).changes > 0)
    },

    /** The mail server took it. */
    sent({ id, lease }: Leased, answer: string): void {
      statements.sent.run({ id, lease, now: now(), answer })
    },

    /** Nobody took it: it is tried again later, or never when `isFinal`. */
    failed({ id, lease, tries }: Leased, { answer, isFinal }: { answer: string; isFinal: boolean }): void {
      if (isFinal || tries + 1 >= MOST_TRIES) statements.failed.run({ id, lease, now: now(), answer })
      else statements.again.run({ id, lease, due_at: after(clock(), waitAfter(tries + 1)), answer })
    },

    /** The mail server was given all of it and said nothing: it may have gone. */
    uncertain({ id, lease }: Leased, answer: string): void {
      statements.uncertain.run({ id, lease, now: now(), answer })
    },

    /** Lets go of a mail that was not begun. */
    release({ id, lease }: Leased): void {
      statements.release.run({ id, lease })
    },
  }
}

interface Parts {
  db: Db
  clock: Clock
  write: WriteLetter
  domain: string
}

/** Not even a power cut may undo this, or a mail could go twice. */
function onDisk<T>(db: Db, work: () => T): T {
  db.pragma('synchronous = FULL')
  try {
    return work()
  } finally {
    db.pragma('synchronous = NORMAL')
  }
}

type Mine = { id: number; lease: string }
type Class = { recipient: string; sign_in: number; now: string }

function prepare(db: Db) {
  return { ...prepareCallers(db), ...prepareLease(db), ...prepareOutcomes(db) }
}

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
    cancel: command<{ key: string }>(db, "delete from outbox where key = :key and status = 'waiting'"),
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
       where recipient = :recipient and (kind = 'sign-in') = :sign_in
         and ((handed_at >= :since and status in ('handing-over', 'sent', 'uncertain'))
           or (status = 'waiting' and leased_until > :now))`,
    ),
    hold: command<Class & { until: string }>(
      db,
      `update outbox set due_at = :until, held_at = :now
       where status = 'waiting' and recipient = :recipient and (kind = 'sign-in') = :sign_in and due_at < :until
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
