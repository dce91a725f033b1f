// New projects while they are written: begun, found again by what a browser or a link brings, kept step by step, let go.
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import { type Clock, later } from '../../platform/text/clock.ts'
import { hashToken } from '../people/secrets.rules.ts'
import { type Draft, KEPT_DAYS, type StepName } from './drafts.fields.ts'
import type { Proposal } from './fields.ts'
import type { ProposalsStore, Writable } from './store.ts'

/** What is kept of the writing, beside the proposal itself. */
export type Writing = Omit<Draft, 'proposal'>

export type DraftsStore = ReturnType<typeof makeDraftsStore>

interface Row {
  sender_name: string
  is_home: Draft['is_home']
  done: string
  different: string
  typed: string
  signs: string
  is_trapped: number
  said_hash: string
}

const NEW: Writing = {
  ...{
    sender_name: '',
    is_home: '',
    done: [],
    different: [],
    typed: {},
    signs: [],
    is_trapped: false,
    said_hash: '',
  },
}
const HOUR = 60 * 60_000
const DAY = 24 * HOUR
/** So many are kept at once. */
const MOST_BEGUN = 5000
/** Whoever did not go on after the first step for so long may not come back. */
const IDLE = HOUR

export function makeDraftsStore(db: Db, clock: Clock, proposals: ProposalsStore) {
  const sql = prepare(db)
  const now = () => clock().toISOString()
  const inDays = (days: number) => later(clock(), days * DAY)

  function withWriting(proposal: Proposal | undefined): Draft | undefined {
    const row = proposal && sql.of.get({ proposal_id: proposal.id })
    return row && { proposal: proposal as Proposal, ...writingOf(row) }
  }
  function byToken(token: string): Draft | undefined {
    const token_hash = hashToken(token)
    const linked = sql.linked.get({ token_hash, now: now() })
    const proposal = proposals.byDraft(token_hash) ?? (linked && proposals.find(linked.proposal_id))
    return withWriting(proposal)
  }
  /** Writes some of it, in the caller's transaction. */
  function keep(id: number, values: Partial<Writable>, writing: Partial<Writing> = {}): Draft {
    const proposal = proposals.change(id, values)
    const before = sql.of.get({ proposal_id: id })
    sql.put.run({ proposal_id: id, ...stored({ ...(before ? writingOf(before) : NEW), ...writing }) })
    return withWriting(proposal) as Draft
  }

  /** Lets another token open it too, for as long as it is kept. */
  function link(id: number, token: string): void {
    sql.link.run({ token_hash: hashToken(token), proposal_id: id, ends_at: inDays(KEPT_DAYS) })
  }

  /** No token opens it from now on. */
  function close(id: number): void {
    proposals.closeDraft(id)
    sql.unlink.run({ proposal_id: id })
  }

  /** Of more than are kept at once, what nobody went on with gives way first, then what was left longest. */
  function makeRoom(): void {
    const since = later(clock(), -IDLE)
    drop(sql.beyond.all({ since, most: MOST_BEGUN - 1 }).map(({ id }) => id))
  }

  function drop(found: readonly number[]): number {
    if (found.length === 0) return 0
    const ids = JSON.stringify(found)
    sql.dropPhotos.run({ ids })
    return sql.drop.run({ ids }).changes
  }

  return {
    byToken,
    find: (id: number): Draft | undefined => withWriting(proposals.find(id)),
    keep,
    /** Begins one that `token` finds again; in the caller's transaction. */
    begin(token: string, values: Partial<Writable>, writing: Partial<Writing>): Draft {
      makeRoom()
      const { id } = proposals.add({ ...values, kind: 'new', status: 'draft' }, hashToken(token))
      return keep(id, {}, writing)
    },
    link,
    close,
    /** Only this token opens it from now on: whoever began it for somebody else reads no further. */
    moveTo(id: number, token: string): void {
      close(id)
      link(id, token)
    },
    /** Lets go of it and its pictures; only what never reached an editor. */
    remove(id: number): void {
      drop([id])
    },
    /** Lets go of what nobody sent or confirmed for a week; answers how many. */
    tidy: (): number => drop(sql.stale.all({ before: inDays(-KEPT_DAYS) }).map(({ id }) => id)),
    /** Whether somebody else sent the very same before. */
    isRepeated: ({ said_hash, proposal }: Draft, hash = said_hash): boolean =>
      sql.repeated.get({ said_hash: hash, id: proposal.id, email: proposal.email }) !== undefined,
  }
}

function writingOf({ done, different, typed, signs, is_trapped, ...rest }: Row): Writing {
  return {
    ...rest,
    done: JSON.parse(done) as StepName[],
    different: JSON.parse(different) as number[],
    typed: JSON.parse(typed) as Draft['typed'],
    signs: JSON.parse(signs) as string[],
    is_trapped: is_trapped === 1,
  }
}

function stored({ done, different, typed, signs, is_trapped, ...rest }: Writing): Row & Params {
  return {
    ...rest,
    ...{ done: JSON.stringify(done), different: JSON.stringify(different) },
    ...{ typed: JSON.stringify(typed), signs: JSON.stringify(signs) },
    is_trapped: Number(is_trapped),
  }
}

function prepare(db: Db) {
  return { ...prepareRows(db), ...prepareLetting(db) }
}

function prepareRows(db: Db) {
  return {
    of: query<{ proposal_id: number }, Row>(
      db,
      `select sender_name, is_home, done, different, typed, signs, is_trapped, said_hash from draft
       where proposal_id = :proposal_id`,
    ),
    put: command<Params>(
      db,
      `insert into draft (proposal_id, sender_name, is_home, done, different, typed, signs, is_trapped, said_hash)
       values (:proposal_id, :sender_name, :is_home, :done, :different, :typed, :signs, :is_trapped, :said_hash)
       on conflict (proposal_id) do update set sender_name = excluded.sender_name, is_home = excluded.is_home,
         done = excluded.done, different = excluded.different, typed = excluded.typed, signs = excluded.signs,
         is_trapped = excluded.is_trapped, said_hash = excluded.said_hash`,
    ),
    linked: query<{ token_hash: string; now: string }, { proposal_id: number }>(
      db,
      'select proposal_id from draft_link where token_hash = :token_hash and ends_at > :now',
    ),
    link: command<Params>(
      db,
      'insert into draft_link (token_hash, proposal_id, ends_at) values (:token_hash, :proposal_id, :ends_at)',
    ),
    unlink: command<{ proposal_id: number }>(db, 'delete from draft_link where proposal_id = :proposal_id'),
  }
}

function prepareLetting(db: Db) {
  const unsent = "status in ('draft', 'unconfirmed')"
  return {
    stale: query<{ before: string }, { id: number }>(
      db,
      `select id from proposal where ${unsent} and updated_at < :before`,
    ),
    beyond: query<{ since: string; most: number }, { id: number }>(
      db,
      `select p.id from proposal p left join draft d on d.proposal_id = p.id where p.status = 'draft'
       order by (p.updated_at >= :since or json_array_length(d.done) > 1) desc, p.updated_at desc, p.id desc
       limit -1 offset :most`,
    ),
    dropPhotos: command<{ ids: string }>(
      db,
      `delete from photo where initiative_id is null and proposal_id in (select id from proposal
         where id in (select value from json_each(:ids)) and ${unsent})`,
    ),
    drop: command<{ ids: string }>(
      db,
      `delete from proposal where id in (select value from json_each(:ids)) and ${unsent}`,
    ),
    repeated: query<{ said_hash: string; id: number; email: string }, { proposal_id: number }>(
      db,
      `select d.proposal_id from draft d join proposal p on p.id = d.proposal_id
       where d.said_hash = :said_hash and d.said_hash <> '' and p.id <> :id and p.email <> :email limit 1`,
    ),
  }
}
