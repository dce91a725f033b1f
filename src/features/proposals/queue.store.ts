// The editors' queue: what waits, oldest harm first, by the areas an editor looks after.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { KINDS, type Kind, type Queued, type Status } from './fields.ts'
import type { Earlier, Sender } from './item.fields.ts'

export interface QueueAsked {
  /** Ids of the areas somebody looks after and all within them; null for the whole patch. */
  scope: readonly number[] | null
  /** Of those, the ones that are asked for; null for all. */
  within: readonly number[] | null
  kinds: readonly Kind[]
  statuses: readonly Status[]
}

export type QueueStore = ReturnType<typeof makeQueueStore>
type Params = { scope: string | null; within: string | null; kinds: string; statuses: string }
type Row = Omit<Queued, 'is_live'> & { is_live: number }

// Whoever looks after some areas sees what lies in them and nowhere else, before and after; what lies nowhere is for those who
// look after the whole patch.
const IN_SCOPE = `(:scope is null or (
    exists (select 1 from proposal_area pa where pa.proposal_id = p.id)
    and not exists (select 1 from proposal_area pa
      where pa.proposal_id = p.id and pa.area_id not in (select value from json_each(:scope)))
    and not exists (select 1 from initiative_area ia
      where ia.initiative_id in (p.initiative_id, p.into_id) and ia.area_id not in (select value from json_each(:scope)))))`

const WAITING = `from proposal p
  where p.status in (select value from json_each(:statuses)) and p.kind in (select value from json_each(:kinds))
    and ${IN_SCOPE}
    and (:within is null or exists (select 1 from proposal_area pa
      where pa.proposal_id = p.id and pa.area_id in (select value from json_each(:within))))`

// Danger first, then rudeness, then what is not so or there twice, then all the rest; the longest waiting first in each.
const HARM = `case p.report_reason || p.reported_for
  when 'unsafe' then 0 when 'rude' then 1 when 'other' then 3 when '' then iif(p.kind = 'merge', 2, 4) else 2 end`

export function makeQueueStore(db: Db) {
  const list = query<Params & { size: number; skip: number }, Row>(
    db,
    `select p.id, p.kind, p.status, p.report_reason, p.note, coalesce(p.confirmed_at, p.updated_at) as confirmed_at,
       coalesce(p.asked ->> 'name', (select name from initiative where id = p.initiative_id),
         (select name from unpublished where initiative_id = p.initiative_id), '') as name,
       coalesce((select name from initiative where id = p.into_id),
         (select name from unpublished where initiative_id = p.into_id), '') as other,
       coalesce((select a.name from proposal_area pa join area a on a.id = pa.area_id
         where pa.proposal_id = p.id order by a.level desc, not exists (select 1 from initiative_area ia
           where ia.initiative_id = p.initiative_id and ia.area_id = a.id), a.name limit 1), '') as area,
       (select count(*) from json_each(p.asked)
         where key not in ('lat', 'lon') or p.asked -> 'postcode' is null) as changes,
       p.revision_id is not null and p.status = 'waiting' as is_live, p.locked_by, p.locked_until,
       (select count(*) from proposal e where e.email = p.email and e.email <> '' and e.id < p.id
         and e.status not in ('draft', 'unconfirmed')) as earlier
     ${WAITING} order by ${HARM}, confirmed_at, p.id limit :size offset :skip`,
  )
  const totals = query<Params, { status: Status; total: number }>(
    db,
    `select p.status, count(*) as total ${WAITING} group by p.status`,
  )
  const sender = query<{ email: string; but: number }, Sender>(
    db,
    `select count(*) as sent, count(*) filter (where status = 'approved') as approved,
       count(*) filter (where status = 'asked') as asked, count(*) filter (where status = 'rejected') as rejected
     from proposal where email = :email and email <> '' and id <> :but and status not in ('draft', 'unconfirmed')`,
  )
  const earlier = query<{ email: string; but: number; scope: string | null }, Earlier>(
    db,
    `select p.id, p.kind, p.status, p.confirmed_at, p.decided_at,
       coalesce(p.asked ->> 'name', (select name from initiative where id = p.initiative_id), '') as name
     from proposal p where p.email = :email and p.email <> '' and p.id <> :but
       and p.status not in ('draft', 'unconfirmed') and ${IN_SCOPE} order by p.id desc limit 4`,
  )
  // What an editor did themselves never waited.
  const waits = query<{ scope: string | null }, { hours: number }>(
    db,
    `select (julianday(p.decided_at) - julianday(p.confirmed_at)) * 24 as hours
       from proposal p where p.decided_at > p.confirmed_at and ${IN_SCOPE}
       order by p.decided_at desc limit 100`,
  )
  const about = query<{ initiative_id: number }, { id: number }>(
    db,
    `select id from proposal where initiative_id = :initiative_id and status in ('held', 'waiting', 'asked')
     union select id from proposal where into_id = :initiative_id and kind = 'merge'
       and status in ('held', 'waiting', 'asked') order by id`,
  )
  const ofKind = query<{ slug: string }, { total: number }>(
    db,
    `select count(*) as total from proposal p where p.status in ('unconfirmed', 'held', 'waiting', 'asked')
       and exists (select 1 from json_each(p.asked, '$.categories') kind where kind.value = :slug)`,
  )
  const ids = (areaIds: readonly number[] | null) => areaIds && JSON.stringify(areaIds)
  const bound = ({ scope, within, kinds, statuses }: QueueAsked): Params => ({
    scope: ids(scope),
    within: ids(within),
    kinds: JSON.stringify(kinds),
    statuses: JSON.stringify(statuses),
  })
  return {
    list: (asked: QueueAsked, page: number, size: number): Queued[] =>
      list
        .all({ ...bound(asked), size, skip: (page - 1) * size })
        .map(row => ({ ...row, is_live: row.is_live === 1 })),
    /** How many there are of each of the statuses. */
    totals: (asked: QueueAsked): ReadonlyMap<Status, number> =>
      new Map(totals.all(bound(asked)).map(({ status, total }) => [status, total])),
    /** All that waits within what somebody looks after. */
    waiting: (scope: readonly number[] | null): number =>
      totals.get(bound({ scope, within: null, kinds: KINDS, statuses: ['waiting'] }))?.total ?? 0,
    /** How the other proposals from an address went. */
    sender: (email: string, but: number): Sender =>
      sender.get({ email, but }) ?? { sent: 0, approved: 0, asked: 0, rejected: 0 },
    /** The latest others from an address that somebody may see. */
    earlierFrom: (email: string, but: number, scope: readonly number[] | null): Earlier[] =>
      earlier.all({ email, but, scope: ids(scope) }),
    /** How many hours the latest that were decided had waited, the shortest first. */
    waits: (scope: readonly number[] | null): number[] =>
      waits
        .all({ scope: ids(scope) })
        .map(({ hours }) => hours)
        .sort((a, b) => a - b),
    /** How many that were sent, and not decided on yet, ask to be of a kind. */
    askingKind: (slug: string): number => ofKind.get({ slug })?.total ?? 0,
    /** What else waits that has to do with a listing, by id. */
    openAbout: (initiative_id: number): number[] => about.all({ initiative_id }).map(({ id }) => id),
  }
}
