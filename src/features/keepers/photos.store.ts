// Changes of photos that a keeper has begun and not sent yet: each a draft of an edit, one for each keeper of a listing.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import { type Clock, later } from '../../platform/text/clock.ts'
import type { Photo } from '../initiatives/fields.ts'
import { KEPT_DAYS } from '../proposals/drafts.fields.ts'
import type { Proposal } from '../proposals/fields.ts'
import type { ProposalsStore } from '../proposals/store.ts'

const DAY = 24 * 60 * 60_000

export type PhotoDrafts = ReturnType<typeof makePhotoDrafts>

/** All changes in the caller's transaction. */
export function makePhotoDrafts(
  db: Db,
  clock: Clock,
  proposals: Pick<ProposalsStore, 'add' | 'find' | 'remove'>,
) {
  const one = query<{ initiative_id: number; person_id: number }, { id: number }>(
    db,
    `select id from proposal where initiative_id = :initiative_id and status = 'draft' and kind = 'edit'
       and person_id = :person_id order by id desc limit 1`,
  )
  const hand = command<{ from: number; to: number }>(
    db,
    'update photo set proposal_id = :to where proposal_id = :from',
  )
  const tidy = command<{ before: string }>(
    db,
    "delete from proposal where status = 'draft' and kind = 'edit' and updated_at <= :before",
  )
  function find(initiative_id: number, person_id: number): Proposal | undefined {
    const found = one.get({ initiative_id, person_id })
    return found && proposals.find(found.id)
  }
  return {
    find,
    /** The draft of a keeper, begun with what the listing shows when there is none. */
    begin: (initiative_id: number, person_id: number, photos: Photo[]): Proposal =>
      find(initiative_id, person_id) ??
      proposals.add({
        ...{ kind: 'edit', status: 'draft', initiative_id, person_id },
        ...{ asked: { photos }, base: { photos } },
      }),
    /** What was sent with a draft belongs to the proposal it became, and the draft is gone. */
    handOver(from: number, to: number): void {
      hand.run({ from, to })
      proposals.remove(from)
    },
    /** Lets go of what nobody sent for a week. */
    tidy: () => tidy.run({ before: later(clock(), -KEPT_DAYS * DAY) }).changes,
  }
}
