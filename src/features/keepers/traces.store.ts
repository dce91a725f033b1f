// Where an address may have been written, table by table: what of it goes, and what stays without it.
import type { Db } from '../../platform/database/open.ts'
import { type Command, command, type Query, query } from '../../platform/database/statement.ts'
import { addressesIn, redact, withoutAddress } from './erasure.rules.ts'

type ByEmail = { email: string }
type Found = { id: number | string } & Record<string, string | number>
type Texts = Command<Record<string, string | number>>

/** What is text, and what is JSON, in a row that somebody's address may be in. */
interface Place {
  find: Query<ByEmail, Found>
  write: Texts
  texts: readonly string[]
  json: readonly string[]
}

/** All in the caller's transaction; `email` in lower case. */
export function makeTraces(db: Db) {
  const places = makePlaces(db)
  const gone = { ...prepareGone(db), ...prepareStripped(db) }
  return {
    /** Takes an address out of everything that stays; answers how many rows had it, by place. */
    redactAll(email: string): Record<string, number> {
      const counts = Object.entries(places).map(([name, place]) => {
        const rows = place.find.all({ email })
        for (const row of rows) place.write.run(withoutTrace(row, email, place))
        return [name, rows.length]
      })
      return Object.fromEntries(counts)
    },
    /** Every address that is written in any of these places. */
    addresses: (): string[] =>
      Object.values(places).flatMap(({ find }) =>
        find.all({ email: '@' }).flatMap(row => addressesIn(Object.values(row).join(' '))),
      ),
    /** Removes what somebody sent and nobody accepted, what is not theirs to be asked about any more, and who they were; answers how much they sent. */
    removeAll(email: string, person_id: number): number {
      gone.whys.run({ email, person_id })
      const removed = gone.proposals.run({ email, person_id }).changes
      for (const one of [gone.messages, gone.drafts, gone.leftOut]) one.run({ email, person_id })
      const emptied = gone.accepted.run({ email, person_id }).changes
      for (const one of [gone.links, gone.uploads, gone.learnt]) one.run({ email })
      for (const one of [gone.invited, gone.person]) one.run({ person_id })
      return removed + emptied
    },
  }
}

function withoutTrace(row: Found, email: string, { texts, json }: Place): Record<string, string | number> {
  const text = texts.map(name => [name, withoutAddress(String(row[name]), email)])
  const values = json.map(name => [name, JSON.stringify(redact(JSON.parse(String(row[name])), email))])
  return { id: row.id, ...Object.fromEntries([...text, ...values]) }
}

function makePlaces(db: Db): Record<string, Place> {
  return {
    revisions: {
      find: query(
        db,
        `select id, why, fields from revision where instr(lower(fields), :email) or instr(lower(why), :email)`,
      ),
      write: command(db, 'update revision set why = :why, fields = :fields where id = :id'),
      ...{ texts: ['why'], json: ['fields'] },
    },
    proposals: {
      find: query(
        db,
        `select id, note, reply, decision_reason, asked, base, held_for from proposal
         where instr(lower(note || ' ' || reply || ' ' || decision_reason), :email)
           or instr(lower(asked || ' ' || base || ' ' || held_for), :email)`,
      ),
      write: command(
        db,
        `update proposal set note = :note, reply = :reply, decision_reason = :decision_reason, asked = :asked,
           base = :base, held_for = :held_for where id = :id`,
      ),
      ...{ texts: ['note', 'reply', 'decision_reason'], json: ['asked', 'base', 'held_for'] },
    },
    drafts: {
      find: query(
        db,
        `select proposal_id as id, typed, signs from draft where instr(lower(typed || ' ' || signs), :email)`,
      ),
      write: command(db, 'update draft set typed = :typed, signs = :signs where proposal_id = :id'),
      ...{ texts: [], json: ['typed', 'signs'] },
    },
    messages: {
      find: query(db, 'select id, text from proposal_message where instr(lower(text), :email)'),
      write: command(db, 'update proposal_message set text = :text where id = :id'),
      ...{ texts: ['text'], json: [] },
    },
    unpublished: {
      find: query(
        db,
        `select initiative_id as id, name, reason from unpublished where instr(lower(name || ' ' || reason), :email)`,
      ),
      write: command(db, 'update unpublished set name = :name, reason = :reason where initiative_id = :id'),
      ...{ texts: ['name', 'reason'], json: [] },
    },
    letters: {
      find: query(
        db,
        `select id, subject, coalesce(body_text, '') as body_text, coalesce(body_html, '') as body_html, last_answer
         from outbox where instr(lower(subject || ' ' || coalesce(body_text, '') || ' ' || coalesce(body_html, '')
           || ' ' || last_answer), :email)`,
      ),
      write: command(
        db,
        `update outbox set subject = :subject, last_answer = :last_answer,
           body_text = iif(body_text is null, null, :body_text), body_html = iif(body_html is null, null, :body_html)
         where id = :id`,
      ),
      ...{ texts: ['subject', 'body_text', 'body_html', 'last_answer'], json: [] },
    },
    settings: {
      find: query(db, 'select name as id, value from setting where instr(lower(value), :email)'),
      write: command(db, 'update setting set value = :value where name = :id'),
      ...{ texts: [], json: ['value'] },
    },
    photos: {
      find: query(db, 'select id, alt from photo where instr(lower(alt), :email)'),
      write: command(db, 'update photo set alt = :alt where id = :id'),
      ...{ texts: ['alt'], json: [] },
    },
  }
}

type Theirs = { email: string; person_id: number }

const IS_THEIRS = '(email = :email or person_id = :person_id)'

/** What goes whole. */
function prepareGone(db: Db) {
  return {
    proposals: command<Theirs>(db, `delete from proposal where ${IS_THEIRS} and status <> 'approved'`),
    messages: command<Theirs>(
      db,
      `delete from proposal_message where proposal_id in (select id from proposal where ${IS_THEIRS})`,
    ),
    drafts: command<Theirs>(
      db,
      `delete from draft where proposal_id in (select id from proposal where ${IS_THEIRS})`,
    ),
    links: command<ByEmail>(db, 'delete from sign_in where email = :email'),
    // What was learnt from them as spam may be a piece of their address.
    learnt: command<ByEmail>(db, 'delete from spam_word where instr(:email, term)'),
    uploads: command<ByEmail>(
      db,
      `delete from upload where instr(lower(cast(file as text)), :email)
         or instr(lower(lines || ' ' || mapping || ' ' || problem), :email)`,
    ),
    invited: command<{ person_id: number }>(
      db,
      'update person set invited_by = null where invited_by = :person_id',
    ),
    person: command<{ person_id: number }>(db, 'delete from person where id = :person_id'),
  }
}

/** What stays of what was accepted, without what was said along with it. */
function prepareStripped(db: Db) {
  return {
    // Why a listing was changed, in their words or about them.
    whys: command<Theirs>(
      db,
      `update revision set why = '' where why <> '' and (made_as <> 'editor' and made_by = :person_id
         or proposal_id in (select id from proposal where ${IS_THEIRS}))`,
    ),
    // Of a change that was accepted in part, what was not.
    leftOut: command<Theirs>(
      db,
      `update proposal set
         asked = (select json_group_object(value, json(asked -> value)) from json_each(taken) where asked -> value is not null),
         base = (select json_group_object(value, json(base -> value)) from json_each(taken) where base -> value is not null)
       where ${IS_THEIRS} and kind = 'edit'`,
    ),
    accepted: command<Theirs>(
      db,
      `update proposal set email = '', note = '', reply = '', decision_reason = '', person_id = null where ${IS_THEIRS}`,
    ),
  }
}
