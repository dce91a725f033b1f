// Sessions: who is signed in where, for how long, and how surely.

import { writeUnseen } from '../../platform/database/changes.ts'
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import { later } from '../../platform/text/clock.ts'
import type { Role, SessionRow, SignedIn } from './fields.ts'
import { isStillOpen, isWorthNoting, lifetimes } from './rules.ts'
import { hashToken, makeToken } from './secrets.rules.ts'
import { PERSON_COLUMNS, type PersonRow, personOf } from './store.ts'

type Found = PersonRow & {
  has_factor: number
  session_id: number
  session_created_at: string
  seen_at: string
  ends_at: string
  step_up_at: string
  second_factor_at: string | null
}

export type SessionsStore = ReturnType<typeof makeSessionsStore>

export function makeSessionsStore(db: Db) {
  const byToken = query<{ token_hash: string }, Found>(
    db,
    `select ${PERSON_COLUMNS}, s.id as session_id, s.created_at as session_created_at, s.seen_at, s.ends_at,
       s.step_up_at, s.second_factor_at,
       exists (select 1 from factor where person_id = p.id and confirmed_at is not null) as has_factor
     from person_session s join person p on p.id = s.person_id where s.token_hash = :token_hash`,
  )
  const insert = command<NewSession>(
    db,
    `insert into person_session (token_hash, person_id, created_at, seen_at, ends_at, step_up_at, device)
     values (:token_hash, :person_id, :now, :now, :ends_at, :now, :device)`,
  )
  const touch = command<{ id: number; now: string }>(
    db,
    'update person_session set seen_at = :now where id = :id',
  )
  const prove = command<{ id: number; token_hash: string; now: string }>(
    db,
    `update person_session set token_hash = :token_hash, step_up_at = :now, second_factor_at = :now, challenge = ''
     where id = :id`,
  )
  const ofPerson = query<{ person_id: number; now: string }, SessionRow>(
    db,
    `select id, created_at, seen_at, ends_at, step_up_at, second_factor_at, device from person_session
     where person_id = :person_id and ends_at > :now order by seen_at desc, id desc`,
  )
  const end = command<{ id: number; person_id: number }>(
    db,
    'delete from person_session where id = :id and person_id = :person_id',
  )
  const endOthers = command<{ id: number; person_id: number }>(
    db,
    'delete from person_session where id <> :id and person_id = :person_id',
  )
  const purge = command<{ now: string }>(db, 'delete from person_session where ends_at <= :now')
  const setChallenge = command<{ id: number; challenge: string }>(
    db,
    'update person_session set challenge = :challenge where id = :id',
  )
  const takeChallenge = query<{ id: number }, { challenge: string }>(
    db,
    'select challenge from person_session where id = :id',
  )

  return {
    /** Signs a person in; the token for their cookie is told once. In the caller's transaction, if there is one. */
    begin({ id, role }: { id: number; role: Role }, device: string, now: Date): string {
      const token = makeToken()
      purge.run({ now: now.toISOString() })
      insert.run({
        ...{ token_hash: hashToken(token), person_id: id, now: now.toISOString(), device },
        ends_at: later(now, lifetimes(role).absolute),
      })
      return token
    },
    /** Whose token it is, while the session is open; and notes that it is in use. */
    find(token: string, now: Date): SignedIn | undefined {
      const found = byToken.get({ token_hash: hashToken(token) })
      if (!found || !isStillOpen(found, now)) return undefined
      if (isWorthNoting(found.seen_at, now))
        writeUnseen(db, () => touch.run({ id: found.session_id, now: now.toISOString() }))
      return signedIn(found)
    },
    /** Notes that they gave their second factor; they get a new token, and the old one is nobody's. */
    prove(id: number, now: Date): string {
      const token = makeToken()
      prove.run({ id, token_hash: hashToken(token), now: now.toISOString() })
      return token
    },
    /** Where a person is signed in, the latest first. */
    of(person: { id: number; role: Role }, now: Date): SessionRow[] {
      const rows = ofPerson.all({ person_id: person.id, now: now.toISOString() })
      return rows.filter(row => isStillOpen({ ...row, role: person.role }, now))
    },
    end: (id: number, personId: number) => end.run({ id, person_id: personId }).changes === 1,
    /** Ends all of a person's sessions but one; all of them when there is no such one. */
    endOthers: (id: number, personId: number) => endOthers.run({ id, person_id: personId }).changes,
    setChallenge: (id: number, challenge: string) => setChallenge.run({ id, challenge }),
    /** What a passkey was asked to sign; it is asked for that once. '' for nothing. */
    takeChallenge(id: number): string {
      const challenge = takeChallenge.get({ id })?.challenge ?? ''
      setChallenge.run({ id, challenge: '' })
      return challenge
    },
  }
}

type NewSession = { token_hash: string; person_id: number; now: string; ends_at: string; device: string }

function signedIn(found: Found): SignedIn {
  const { session_id, session_created_at, step_up_at, second_factor_at, has_factor } = found
  return {
    ...(personOf(found) as NonNullable<ReturnType<typeof personOf>>),
    has_factor: has_factor === 1,
    session: { id: session_id, created_at: session_created_at, step_up_at, second_factor_at },
  }
}
