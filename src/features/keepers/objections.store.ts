// Links with which those who keep a listing object to a change of keeper, kept as hashes; and what has to be told of yet.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Handover } from '../initiatives/keepers.store.ts'

export interface ObjectionLink {
  handover_id: number
  person_id: number
  used_at: string | null
}

/** All changes in the caller's transaction. */
export function makeObjections(db: Db) {
  const add = command<{ token_hash: string; handover_id: number; person_id: number }>(
    db,
    'insert into objection_link (token_hash, handover_id, person_id) values (:token_hash, :handover_id, :person_id)',
  )
  const find = query<{ token_hash: string }, ObjectionLink>(
    db,
    'select handover_id, person_id, used_at from objection_link where token_hash = :token_hash',
  )
  const use = command<{ token_hash: string; now: string }>(
    db,
    'update objection_link set used_at = :now where token_hash = :token_hash',
  )
  const objected = query<{ initiative_id: number; to_id: number }, { one: number }>(
    db,
    `select 1 as one from handover h join objection_link l on l.handover_id = h.id
     where h.initiative_id = :initiative_id and h.to_id = :to_id and l.used_at is not null limit 1`,
  )
  // What an editor began is told of once the editor can no longer take it back.
  const untold = query<{ now: string }, Handover>(
    db,
    `select h.id, h.initiative_id, h.from_id, h.to_id, h.proposal_id, h.asked_at, h.takes_effect_at, h.objected_at,
       h.done_at
     from handover h left join proposal p on p.id = h.proposal_id
     where h.done_at is null and h.objected_at is null and coalesce(p.undo_until, '') <= :now
       and not exists (select 1 from objection_link where handover_id = h.id) order by h.id`,
  )
  return {
    addLink: (token_hash: string, handover_id: number, person_id: number) =>
      add.run({ token_hash, handover_id, person_id }),
    find: (token_hash: string) => find.get({ token_hash }),
    use: (token_hash: string, now: string) => use.run({ token_hash, now }),
    /** Whether somebody objected to the same change before: then the editors have decided it. */
    wasObjected: ({ initiative_id, to_id }: Pick<Handover, 'initiative_id' | 'to_id'>): boolean =>
      objected.get({ initiative_id, to_id }) !== undefined,
    /** Changes of keeper that those who can object to have not been told of. */
    untold: (now: string): Handover[] => untold.all({ now }),
  }
}
