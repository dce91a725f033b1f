// What was learnt from spam: counted when editors decide, taken back when they take that back, looked at when something is sent.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import type { AskedFields } from './fields.ts'
import { type Learnt, signsLearnt, termsLearntFrom, termsOf, type Verdict } from './spam-words.rules.ts'

export type SpamWords = ReturnType<typeof makeSpamWords>

/** Of more terms than these the oldest are let go. */
const MOST_TERMS = 5000

export function makeSpamWords(db: Db, clock: Clock) {
  const sql = { ...prepareCounts(db), ...prepareReading(db) }
  const terms = (asked: AskedFields) => JSON.stringify(termsOf(asked))
  const learnable = (asked: AskedFields) => JSON.stringify(termsLearntFrom(asked))
  const today = () => localTime(clock()).date

  return {
    /** Why what is asked looks like what was spam before; nothing when it does not. */
    signs: (asked: AskedFields): string[] => signsLearnt(sql.known.all({ terms: terms(asked) })),
    /** Counts what was decided; in the caller's transaction. Words that listings use are no spam's own. */
    learn(asked: AskedFields, verdict: Verdict): void {
      if (verdict === 'approved') return void sql.approve.run({ terms: terms(asked), by: 1 })
      sql.spam.run({ terms: learnable(asked), today: today() })
      sql.trim.run({ most: MOST_TERMS })
    },
    /** The decision was taken back. */
    unlearn(asked: AskedFields, verdict: Verdict): void {
      if (verdict === 'approved') return void sql.approve.run({ terms: terms(asked), by: -1 })
      sql.unspam.run({ terms: learnable(asked) })
      sql.drop.run({})
    },
    /** Those that tell most first. */
    list: (most: number): Learnt[] => sql.list.all({ most }),
    total: (): number => sql.total.get({})?.total ?? 0,
    /** Lets go of one; false when it was gone. */
    remove: (term: string): boolean => sql.remove.run({ term }).changes > 0,
  }
}

type Terms = { terms: string }
const ASKED = "(select value ->> 'term' from json_each(:terms))"

function prepareCounts(db: Db) {
  return {
    spam: command<Terms & { today: string }>(
      db,
      `insert into spam_word (term, kind, in_spam, seen_on)
       select value ->> 'term', value ->> 'kind', 1, :today from json_each(:terms)
       where value ->> 'kind' = 'host' or not exists
         (select 1 from initiative_fts where initiative_fts match '"' || (value ->> 'term') || '"')
       on conflict (term) do update set in_spam = in_spam + 1, seen_on = excluded.seen_on`,
    ),
    unspam: command<Terms>(db, `update spam_word set in_spam = max(0, in_spam - 1) where term in ${ASKED}`),
    approve: command<Terms & { by: number }>(
      db,
      `update spam_word set in_approved = max(0, in_approved + :by) where term in ${ASKED}`,
    ),
    drop: command<Record<string, never>>(db, 'delete from spam_word where in_spam = 0'),
    trim: command<{ most: number }>(
      db,
      `delete from spam_word where term in
         (select term from spam_word order by seen_on desc, in_spam desc, term limit -1 offset :most)`,
    ),
    remove: command<{ term: string }>(db, 'delete from spam_word where term = :term'),
  }
}

function prepareReading(db: Db) {
  return {
    known: query<Terms, Learnt>(
      db,
      `select term, kind, in_spam, in_approved from spam_word where term in ${ASKED} order by in_spam desc, term`,
    ),
    list: query<{ most: number }, Learnt>(
      db,
      `select term, kind, in_spam, in_approved from spam_word
       order by in_spam - in_approved desc, kind, term limit :most`,
    ),
    total: query<Record<string, never>, { total: number }>(db, 'select count(*) as total from spam_word'),
  }
}
