// Who keeps a listing right: ties between people and listings, and changes of keeper that wait for an objection.
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'

export interface Keeper {
  person_id: number
  email: string
  name: string
  is_trusted: boolean
  since: string
}

/** A change of keeper that takes effect unless somebody who keeps the listing now objects. */
export interface Handover {
  id: number
  initiative_id: number
  /** Who hands it over and keeps it no longer; nobody where somebody claims it beside them. */
  from_id: number | null
  to_id: number
  proposal_id: number | null
  asked_at: string
  takes_effect_at: string
  objected_at: string | null
  done_at: string | null
}

export type KeepersStore = ReturnType<typeof makeKeepersStore>
type Row = Omit<Keeper, 'is_trusted'> & { is_trusted: number }

const HANDOVER = `id, initiative_id, from_id, to_id, proposal_id, asked_at, takes_effect_at, objected_at, done_at`

// Said by an editor; or earned by so many accepted changes, unless an editor has said otherwise since.
const TRUSTED = `k.is_trusted = 1 or (:after > 0
  and :after <= (select count(*) from proposal d where d.initiative_id = k.initiative_id and d.kind = 'edit'
    and d.status = 'approved' and d.person_id = k.person_id)
  and not exists (select 1 from audit a where a.subject_kind = 'initiative' and a.subject_id = k.initiative_id
    and a.action = 'distrust' and a.detail ->> 'keeper' = k.person_id))`

/** All changes in the caller's transaction. `trustAfter` says how many accepted changes earn trust; 0 for none. */
export function makeKeepersStore(db: Db, trustAfter: () => number = () => 0) {
  const of = query<{ initiative_id: number; after: number }, Row>(
    db,
    `select k.person_id, p.email, p.name, ${TRUSTED} as is_trusted, k.since
     from keeper k join person p on p.id = k.person_id
     where k.initiative_id = :initiative_id order by k.since, k.person_id`,
  )
  const tie = query<{ person_id: number; initiative_id: number; after: number }, { is_trusted: number }>(
    db,
    `select ${TRUSTED} as is_trusted from keeper k
     where k.person_id = :person_id and k.initiative_id = :initiative_id`,
  )
  const add = command<Params>(
    db,
    `insert or ignore into keeper (initiative_id, person_id, is_trusted, since)
     values (:initiative_id, :person_id, 0, :since)`,
  )
  const remove = command<{ person_id: number; initiative_id: number }>(
    db,
    'delete from keeper where person_id = :person_id and initiative_id = :initiative_id',
  )
  const trust = command<{ person_id: number; initiative_id: number; is_trusted: number }>(
    db,
    `update keeper set is_trusted = :is_trusted where person_id = :person_id and initiative_id = :initiative_id`,
  )
  const begin = command<Params>(
    db,
    `insert into handover (initiative_id, from_id, to_id, proposal_id, asked_at, takes_effect_at)
     values (:initiative_id, :from_id, :to_id, :proposal_id, :asked_at, :takes_effect_at)`,
  )
  const handover = query<{ id: number }, Handover>(db, `select ${HANDOVER} from handover where id = :id`)
  const open = query<{ initiative_id: number }, Handover>(
    db,
    `select ${HANDOVER} from handover
     where initiative_id = :initiative_id and done_at is null and objected_at is null order by id`,
  )
  const atOnce = query<{ initiative_id: number; since: string }, Handover>(
    db,
    `select ${HANDOVER} from handover
     where initiative_id = :initiative_id and proposal_id is null and asked_at >= :since
       and julianday(takes_effect_at) - julianday(asked_at) < 1 and done_at is not null order by id`,
  )
  const due = query<{ now: string }, Handover>(
    db,
    `select ${HANDOVER} from handover
     where done_at is null and objected_at is null and takes_effect_at <= :now order by id`,
  )
  const object = command<{ id: number; now: string }>(
    db,
    'update handover set objected_at = :now where id = :id and done_at is null and objected_at is null',
  )
  const finish = command<{ id: number; now: string }>(
    db,
    'update handover set done_at = :now where id = :id and done_at is null and objected_at is null',
  )

  return {
    of: (initiative_id: number): Keeper[] =>
      of
        .all({ initiative_id, after: trustAfter() })
        .map(row => ({ ...row, is_trusted: row.is_trusted === 1 })),
    isKeeper: (person_id: number, initiative_id: number) =>
      tie.get({ person_id, initiative_id, after: 0 }) !== undefined,
    isTrusted: (person_id: number, initiative_id: number) =>
      tie.get({ person_id, initiative_id, after: trustAfter() })?.is_trusted === 1,
    add: (initiative_id: number, person_id: number, since: string) =>
      add.run({ initiative_id, person_id, since }).changes > 0,
    remove: (initiative_id: number, person_id: number) =>
      remove.run({ initiative_id, person_id }).changes > 0,
    trust: (initiative_id: number, person_id: number, isTrusted: boolean) =>
      trust.run({ initiative_id, person_id, is_trusted: Number(isTrusted) }).changes > 0,
    /** Begins a change of keeper; returns its id. */
    begin: (asked: Omit<Handover, 'id' | 'objected_at' | 'done_at'>): number =>
      Number(begin.run({ ...asked }).lastInsertRowid),
    handover: (id: number) => handover.get({ id }),
    openHandovers: (initiative_id: number) => open.all({ initiative_id }),
    /** Those that keepers asked for since, and that waited for nobody. */
    handedAtOnce: (initiative_id: number, since: string) => atOnce.all({ initiative_id, since }),
    dueHandovers: (now: string) => due.all({ now }),
    /** False when it was done, or objected to, before. */
    object: (id: number, now: string) => object.run({ id, now }).changes > 0,
    /** Carries out a change of keeper that nobody objected to. */
    finish(change: Handover, now: string): boolean {
      if (finish.run({ id: change.id, now }).changes === 0) return false
      add.run({ initiative_id: change.initiative_id, person_id: change.to_id, since: now })
      if (change.from_id !== null)
        remove.run({ initiative_id: change.initiative_id, person_id: change.from_id })
      return true
    },
  }
}
