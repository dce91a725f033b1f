// What is kept no longer than it is needed: what nobody confirmed, what was rejected, links past their end.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { command } from '../../platform/database/statement.ts'
import { type Clock, later } from '../../platform/text/clock.ts'

const DAY = 24 * 60 * 60_000
/** What was sent and never confirmed. */
const UNCONFIRMED_DAYS = 7
const REJECTED_DAYS = 90
/** A link that has ended still says so for a day, and offers another. */
const LINK_DAYS = 1

export type Retention = ReturnType<typeof makeRetention>

export function makeRetention(db: Db, clock: Clock) {
  // Pictures that no listing took go with what they were sent with.
  const pictures = command<{ unconfirmed: string; rejected: string }>(
    db,
    `delete from photo where initiative_id is null and proposal_id in (select id from proposal
       where status = 'unconfirmed' and updated_at <= :unconfirmed
         or status in ('rejected', 'withdrawn') and updated_at <= :rejected)`,
  )
  const unconfirmed = command<{ before: string }>(
    db,
    "delete from proposal where status = 'unconfirmed' and updated_at <= :before",
  )
  const rejected = command<{ before: string }>(
    db,
    "delete from proposal where status in ('rejected', 'withdrawn') and updated_at <= :before",
  )
  const links = command<{ before: string }>(db, 'delete from sign_in where ends_at <= :before')
  const sessions = command<{ now: string }>(db, 'delete from person_session where ends_at <= :now')
  const before = (days: number) => later(clock(), -days * DAY)

  return {
    run(): void {
      inTransaction(db, () => {
        pictures.run({ unconfirmed: before(UNCONFIRMED_DAYS), rejected: before(REJECTED_DAYS) })
        unconfirmed.run({ before: before(UNCONFIRMED_DAYS) })
        rejected.run({ before: before(REJECTED_DAYS) })
        links.run({ before: before(LINK_DAYS) })
        sessions.run({ now: clock().toISOString() })
      })
    },
  }
}
