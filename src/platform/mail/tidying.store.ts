// What becomes of mail with time: what was left half-way is named so, what ended is ended, old words are dropped.
import type { Db } from '../database/open.ts'
import { command } from '../database/statement.ts'
import type { Clock } from '../text/clock.ts'
import { BODY_DAYS, daysBefore, ROW_DAYS } from './rules.ts'

/** Makes the work of one turn; safe to do at any time, in several processes, and after any stop. */
export function makeTidying(db: Db, clock: Clock): () => void {
  const { strand, end, giveUp, dropWords, dropRows, dropUnsent } = prepare(db)
  return () => {
    const now = clock().toISOString()
    const month = daysBefore(clock(), BODY_DAYS)
    strand.run({ now })
    end.run({ now })
    giveUp.run({ now, month })
    dropWords.run({ month })
    dropUnsent.run({ now })
    dropRows.run({ year: daysBefore(clock(), ROW_DAYS) })
  }
}

function prepare(db: Db) {
  return {
    strand: command<{ now: string }>(
      db,
      `update outbox set status = 'uncertain', settled_at = :now, last_answer = 'The site stopped while it handed it over.'
       where status = 'handing-over' and leased_until <= :now`,
    ),
    end: command<{ now: string }>(
      db,
      `update outbox set status = iif(status = 'waiting', 'failed', status), settled_at = coalesce(settled_at, :now),
         last_answer = iif(status = 'waiting', 'It was out of date before it could go.', last_answer),
         body_text = null, body_html = null, leased_by = null, leased_until = null
       where ends_at <= :now and body_text is not null and status <> 'handing-over'
         and (leased_until is null or leased_until <= :now)`,
    ),
    giveUp: command<{ now: string; month: string }>(
      db,
      `update outbox set status = 'failed', settled_at = :now, last_answer = 'It waited for too long.'
       where status = 'waiting' and created_at <= :month and due_at <= :month
         and (leased_until is null or leased_until <= :now)`,
    ),
    dropWords: command<{ month: string }>(
      db,
      `update outbox set body_text = null, body_html = null
       where body_text is not null and settled_at <= :month`,
    ),
    dropUnsent: command<{ now: string }>(db, 'delete from unsent where ends_at <= :now'),
    dropRows: command<{ year: string }>(db, 'delete from outbox where settled_at <= :year'),
  }
}
