// The outbox: what is to be sent is put here by the transaction that causes it, and taken out one lease at a time.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Db, inTransaction } from '../database/open.ts'
import { addDays, type Clock, later, localTime, startOf } from '../text/clock.ts'
import type { Letter, WriteLetter, Written } from './letters.ts'
import { dailyCap, HANDING_OVER_MS, LEASE_MS, MOST_TRIES, SIGN_IN, waitAfter } from './rules.ts'
import { type Leased, prepareOutbox } from './statements.store.ts'

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

export type Outbox = ReturnType<typeof makeOutbox>

const address = z.email().max(254)

/** Everything the site sends goes through here. `domain` is what Message-IDs end with. */
export function makeOutbox({ db, clock, write, domain }: Parts) {
  const statements = prepareOutbox(db)
  const listeners: (() => void)[] = []
  const now = () => clock().toISOString()

  function wake(): void {
    for (const listener of listeners) setImmediate(listener)
  }
  function take(): Leased | 'held' | undefined {
    const found = statements.next.get({ now: now() })
    if (!found) return undefined
    if (isOverCap(found)) return hold(found)
    const lease = randomUUID()
    const { id } = found
    statements.lease.run({ id, lease, until: later(clock(), LEASE_MS) })
    return { ...found, lease }
  }

  function isOverCap({ id, kind }: { id: number; kind: string }): boolean {
    const since = startOf(localTime(clock()).date)
    const sign_in = Number(kind === SIGN_IN)
    const counted = statements.today.get({ id, sign_in, since, now: now() })
    return (counted?.count ?? 0) >= dailyCap(kind)
  }

  function hold({ id, kind }: { id: number; kind: string }): 'held' {
    const until = startOf(addDays(localTime(clock()).date, 1))
    statements.hold.run({ id, sign_in: Number(kind === SIGN_IN), until, now: now() })
    return 'held'
  }

  return {
    /** A letter as it would be sent. */
    write,

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
      if (made.changes > 0) wake()
      return made.changes > 0
    },

    /** Does the work of putting a mail, and puts none: for an address that nobody may find out about by asking. */
    pretend({ letter, ends }: Pick<NewMail, 'letter'> & { ends: string }): void {
      const { subject, text, html } = 'parts' in letter ? write(letter) : letter
      statements.pretend.run({ size: subject.length + text.length + html.length, ends_at: ends })
      wake()
    },

    /** Takes a mail back while it waits; false when it went or there is none. */
    cancel: (key: string): boolean => statements.cancel.run({ key }).changes > 0,

    /** The same of all whose keys go on after this one and a hyphen. */
    cancelAll: (key: string): void => void statements.cancelAll.run({ key }),

    /** Removes every mail to an address, whatever became of it; answers how many. */
    forget: (recipient: string): number => statements.forget.run({ recipient }).changes,

    /** Tells when something was put, after the transaction that did it. */
    onPut(listener: () => void): void {
      listeners.push(listener)
    },

    /** Has whoever listens look again. */
    wake,

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
      const until = later(clock(), HANDING_OVER_MS)
      return onDisk(db, () => statements.handOver.run({ id, lease, now: now(), until }).changes > 0)
    },

    /** The mail server took it. */
    sent({ id, lease }: Leased, answer: string): void {
      statements.sent.run({ id, lease, now: now(), answer })
    },

    /** Nobody took it: it is tried again later, or never when `isFinal`. */
    failed({ id, lease, tries }: Leased, { answer, isFinal }: { answer: string; isFinal: boolean }): void {
      if (isFinal || tries + 1 >= MOST_TRIES) statements.failed.run({ id, lease, now: now(), answer })
      else statements.again.run({ id, lease, due_at: later(clock(), waitAfter(tries + 1)), answer })
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
