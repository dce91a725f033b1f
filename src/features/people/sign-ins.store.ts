// Links and codes sent by mail: begun, found, and used up once, by whoever may.

import { type Db, inTransaction } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Letter } from '../../platform/mail/letters.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import { type Clock, later } from '../../platform/text/clock.ts'
import type { Purpose, Refusal, Used } from './fields.ts'
import {
  hashCode,
  hashToken,
  isSame,
  makeCode,
  makeSalt,
  makeToken,
  readCode,
  sayCode,
} from './secrets.rules.ts'

/** A token and a code, not yet anybody's. */
export interface Proof {
  token: string
  code: string
  salt: Buffer
  hash: Buffer
}

export interface Start {
  email: string
  purpose: Purpose
  /** The nonce of the browser that asks, from its cookie. */
  nonce: string
  /** What it is about, such as the id of a draft. */
  subject?: string
  /** Where to go on to: a path of this site. */
  next?: string
  /** How long it works, in milliseconds. */
  lifetime: number
  /** The mail that holds both. */
  letter: (parts: { href: string; code: string }) => Letter
  /** Nobody is to be written to, and nobody is to notice: the same work, and no mail. */
  isSilent?: boolean
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; why: Refusal }

interface Row extends Used {
  id: number
  code_salt: Buffer
  code_hash: Buffer
  nonce_hash: string
  ends_at: string
  tries: number
  used_at: string | null
}

export type SignIns = ReturnType<typeof makeSignIns>

export const MOST_TRIES = 5
/** Somebody may have asked twice and type the code of the first mail. */
const LATEST = 3
const KEPT_AFTER_END = 24 * 60 * 60_000

export function makeSignIns({
  db,
  clock,
  outbox,
}: {
  db: Db
  clock: Clock
  outbox: Pick<Outbox, 'put' | 'pretend'>
}) {
  const sql = prepare(db)
  const now = () => clock().toISOString()

  function refusalOf(row: Row | undefined): Refusal | undefined {
    if (!row) return 'unknown'
    if (row.used_at !== null) return 'used'
    if (row.ends_at <= now()) return 'ended'
    return row.tries >= MOST_TRIES ? 'void' : undefined
  }
  /** Uses it up and does `work` in one transaction; of many who press at once, one gets through. */
  function useUp<T>({ id, email, purpose, subject, next }: Row, work: (used: Used) => T): Outcome<T> {
    return inTransaction(db, () => {
      if (sql.use.run({ id, now: now() }).changes === 0) return { ok: false, why: 'used' }
      return { ok: true, value: work({ email, purpose, subject, next }) }
    })
  }
  const find = (token: string) => sql.byToken.get({ token_hash: hashToken(token) })

  async function tryCode<T>(rows: Row[], typed: string, work: (used: Used) => T): Promise<Outcome<T>> {
    const open = rows.filter(row => refusalOf(row) === undefined)
    if (open.length === 0) return { ok: false, why: rows.map(refusalOf).find(Boolean) ?? 'unknown' }
    const code = readCode(typed)
    if (code === '') return { ok: false, why: 'wrong' }
    // Counted before it is looked at, so that guesses made at once are not free.
    const counted = open.filter(({ id }) => sql.count.run({ id, most: MOST_TRIES }).changes === 1)
    for (const row of counted) {
      if (isSame(await hashCode(code, row.code_salt), row.code_hash)) return useUp(row, work)
    }
    return { ok: false, why: counted.every(({ tries }) => tries + 1 >= MOST_TRIES) ? 'void' : 'wrong' }
  }

  return {
    /** A token and a code; slow, for codes are hashed slowly, so it is done before the transaction. */
    async prepare(): Promise<Proof> {
      const code = makeCode()
      const salt = makeSalt()
      return { token: makeToken(), code, salt, hash: await hashCode(code, salt) }
    },
    /** Keeps the hashes and puts the mail, in the caller's transaction. */
    start({ token, code, salt, hash }: Proof, start: Start): void {
      const { email, purpose, subject = '', next = '' } = start
      const ends_at = later(clock(), start.lifetime)
      sql.purge.run({ before: later(clock(), -KEPT_AFTER_END) })
      const id = sql.insert.run({
        ...{ token_hash: hashToken(token), code_salt: salt, code_hash: hash, email, purpose, subject, next },
        ...{ nonce_hash: hashToken(start.nonce), now: now(), ends_at },
      }).lastInsertRowid
      const letter = start.letter({ href: `/sign-in/${token}`, code: sayCode(code) })
      if (start.isSilent) outbox.pretend({ letter, ends: ends_at })
      else outbox.put({ key: `sign-in:${id}`, kind: 'sign-in', to: email, letter, ends: ends_at })
    },
    /** What a link would do, without doing it: why it would not work, or whether one press is enough in this browser. */
    look(token: string, nonce: string | undefined): { why: Refusal } | { why: null; isHere: boolean } {
      const row = find(token)
      const why = refusalOf(row)
      if (why || !row) return { why: why ?? 'unknown' }
      return { why: null, isHere: nonce !== undefined && hashToken(nonce) === row.nonce_hash }
    },
    /** The address for which a browser asked last; '' for none. */
    askedFor: (nonce: string | undefined): string =>
      (nonce && sql.byNonce.all({ nonce_hash: hashToken(nonce), latest: 1 })[0]?.email) || '',
    /** Whom a link was sent to, and for what, even if it is too late: to send another. */
    find: (token: string): Used | undefined => find(token),
    /** One press in the browser that asked. `work` is done in the same transaction. */
    useLink<T>(token: string, nonce: string | undefined, work: (used: Used) => T): Outcome<T> {
      const row = find(token)
      const why = refusalOf(row)
      if (why || !row) return { ok: false, why: why ?? 'unknown' }
      if (nonce === undefined || hashToken(nonce) !== row.nonce_hash) return { ok: false, why: 'elsewhere' }
      return useUp(row, work)
    },
    /** The code, typed where the link was opened. */
    useCodeOfLink<T>(token: string, typed: string, work: (used: Used) => T): Promise<Outcome<T>> {
      const row = find(token)
      return tryCode(row ? [row] : [], typed, work)
    },
    /** The code, typed in the browser that asked. */
    useCode<T>(nonce: string | undefined, typed: string, work: (used: Used) => T): Promise<Outcome<T>> {
      const rows =
        nonce === undefined ? [] : sql.byNonce.all({ nonce_hash: hashToken(nonce), latest: LATEST })
      return tryCode(rows, typed, work)
    },
  }
}

const COLUMNS = 'id, code_salt, code_hash, nonce_hash, email, purpose, subject, next, ends_at, tries, used_at'

function prepare(db: Db) {
  return {
    byToken: query<{ token_hash: string }, Row>(
      db,
      `select ${COLUMNS} from sign_in where token_hash = :token_hash`,
    ),
    byNonce: query<{ nonce_hash: string; latest: number }, Row>(
      db,
      `select ${COLUMNS} from sign_in where nonce_hash = :nonce_hash order by id desc limit :latest`,
    ),
    insert: command<
      Record<
        'token_hash' | 'nonce_hash' | 'email' | 'purpose' | 'subject' | 'next' | 'now' | 'ends_at',
        string
      > &
        Record<'code_salt' | 'code_hash', Buffer>
    >(
      db,
      `insert into sign_in (token_hash, code_salt, code_hash, nonce_hash, email, purpose, subject, next, created_at, ends_at)
       values (:token_hash, :code_salt, :code_hash, :nonce_hash, :email, :purpose, :subject, :next, :now, :ends_at)`,
    ),
    count: command<{ id: number; most: number }>(
      db,
      'update sign_in set tries = tries + 1 where id = :id and tries < :most and used_at is null',
    ),
    use: command<{ id: number; now: string }>(
      db,
      'update sign_in set used_at = :now where id = :id and used_at is null and ends_at > :now',
    ),
    purge: command<{ before: string }>(db, 'delete from sign_in where ends_at < :before'),
  }
}
