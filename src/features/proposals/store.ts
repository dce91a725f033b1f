// Proposals as they are kept: written, found, locked and moved from state to state; all in the caller's transaction.
import { randomUUID } from 'node:crypto'
import { writeUnseen } from '../../platform/database/changes.ts'
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import { type Clock, later } from '../../platform/text/clock.ts'
import type { Unpublished } from '../initiatives/publishing.store.ts'
import type { Message, Proposal } from './fields.ts'

export type ProposalsStore = ReturnType<typeof makeProposalsStore>
/** What may be written of a proposal; the rest is kept by the store. */
export type Writable = Omit<Proposal, 'id' | 'uuid' | 'created_at' | 'updated_at' | 'version'>

const JSON_COLUMNS = ['asked', 'base', 'taken', 'held_for'] as const
const COLUMNS = [
  'kind',
  'status',
  'initiative_id',
  'into_id',
  ...JSON_COLUMNS,
  'report_reason',
  'reported_for',
  'note',
  'email',
  'person_id',
  'sent_at',
  'confirmed_at',
  'decided_at',
  'decided_by',
  'decision_reason',
  'reply',
  'undo_until',
  'revision_id',
  'locked_by',
  'locked_until',
] as const satisfies readonly (keyof Writable)[]
const ALL = `id, uuid, ${COLUMNS.join(', ')}, created_at, updated_at, version`

const NEW: Omit<Writable, 'kind' | 'status'> = {
  initiative_id: null,
  into_id: null,
  asked: {},
  base: {},
  taken: [],
  held_for: [],
  report_reason: '',
  reported_for: '',
  note: '',
  email: '',
  person_id: null,
  sent_at: null,
  confirmed_at: null,
  decided_at: null,
  decided_by: null,
  decision_reason: '',
  reply: '',
  undo_until: null,
  revision_id: null,
  locked_by: null,
  locked_until: null,
}

const MINUTE = 60_000

export function makeProposalsStore(db: Db, clock: Clock) {
  const sql = { ...prepareFinding(db), ...prepareRows(db), ...prepareParts(db) }
  const now = () => clock().toISOString()
  const find = (id: number) => read(sql.byId.get({ id }))

  return {
    find,
    byUuid: (uuid: string) => read(sql.byUuid.get({ uuid })),
    /** The draft whose token has this hash. */
    byDraft: (draft_hash: string) => read(sql.byDraft.get({ draft_hash })),
    /** What was sent about a listing a moment ago and says the very same, by whoever pressed twice; still undecided. */
    sentJustNow(values: Partial<Writable> & Pick<Writable, 'kind'>): Proposal | undefined {
      const since = later(clock(), -MINUTE)
      return read(sql.sentJustNow.get({ ...stored({ ...NEW, status: 'waiting', ...values }), since }))
    },
    /** What was asked and approved by which a listing went, at the very moment when it did. */
    thatTookDown: ({ initiative_id: id, into_id, made_at }: Unpublished): Proposal | undefined =>
      read(sql.thatTookDown.get({ id, into_id, made_at })),
    /** Begins a proposal; returns it. `draft_hash` finds it again while it is a draft. */
    add(
      values: Partial<Writable> & Pick<Writable, 'kind' | 'status'>,
      draft_hash: string | null = null,
    ): Proposal {
      const row = { ...stored({ ...NEW, ...values }), uuid: randomUUID(), draft_hash, now: now() }
      return find(Number(sql.insert.run(row).lastInsertRowid)) as Proposal
    },
    /** Writes some of it; its version grows by one. */
    change(id: number, values: Partial<Writable>): Proposal {
      const before = find(id)
      if (!before) throw new Error(`There is no proposal ${id}.`)
      const kept = Object.fromEntries(COLUMNS.map(name => [name, before[name]])) as unknown as Writable
      return read(sql.update.get({ ...stored({ ...kept, ...values }), id, now: now() })) as Proposal
    },
    /** A draft is a draft no longer: its token opens nothing. */
    closeDraft: (id: number) => sql.closeDraft.run({ id }),
    /** Gives it to one editor for a while; false when another has it. Its version stays as it is. */
    lock: (id: number, person_id: number, until: string): boolean =>
      writeUnseen(db, () => sql.lock.run({ id, person_id, until, now: now() }).changes > 0),
    unlock: (id: number, person_id: number) => writeUnseen(db, () => sql.unlock.run({ id, person_id })),
    remove: (id: number) => sql.remove.run({ id }),
    /** The areas it has to do with, where the listing is and where it asks to be. */
    setAreas(id: number, areaIds: readonly number[]): void {
      sql.leaveAreas.run({ id })
      for (const area_id of new Set(areaIds)) sql.takeArea.run({ id, area_id })
    },
    areasOf: (id: number): number[] => sql.areas.all({ id }).map(row => row.area_id),
    say(
      id: number,
      { person_id, is_from_editor, text }: Omit<Message, 'made_at'> & { person_id: number | null },
    ) {
      sql.say.run({ id, person_id, is_from_editor: Number(is_from_editor), text, now: now() })
    },
    /** Takes back what an editor said last. */
    unsay: (id: number) => sql.unsay.run({ id }),
    messages: (id: number): Message[] =>
      sql.messages.all({ id }).map(row => ({ ...row, is_from_editor: row.is_from_editor === 1 })),
  }
}

type Row = Omit<Proposal, (typeof JSON_COLUMNS)[number]> & Record<(typeof JSON_COLUMNS)[number], string>

function prepareFinding(db: Db) {
  return {
    byId: query<{ id: number }, Row>(db, `select ${ALL} from proposal where id = :id`),
    byUuid: query<{ uuid: string }, Row>(db, `select ${ALL} from proposal where uuid = :uuid`),
    byDraft: query<{ draft_hash: string }, Row>(
      db,
      `select ${ALL} from proposal where draft_hash = :draft_hash`,
    ),
    sentJustNow: query<Params, Row>(
      db,
      `select ${ALL} from proposal where initiative_id = :initiative_id and status in ('unconfirmed', 'held', 'waiting')
         and kind = :kind and email = :email and note = :note and asked = :asked and report_reason = :report_reason
         and into_id is :into_id
         and created_at >= :since order by id limit 1`,
    ),
    thatTookDown: query<{ id: number; into_id: number | null; made_at: string }, Row>(
      db,
      `select ${ALL} from proposal where status = 'approved' and decided_at = :made_at and kind in ('report', 'merge')
         and (initiative_id = :id and into_id is :into_id or initiative_id = :into_id and into_id = :id)
         order by id desc limit 1`,
    ),
  }
}

function prepareRows(db: Db) {
  const placed = COLUMNS.map(name => `:${name}`).join(', ')
  return {
    insert: command<Params>(
      db,
      `insert into proposal (uuid, draft_hash, ${COLUMNS.join(', ')}, created_at, updated_at)
       values (:uuid, :draft_hash, ${placed}, :now, :now)`,
    ),
    update: query<Params, Row>(
      db,
      `update proposal set ${COLUMNS.map(name => `${name} = :${name}`).join(', ')}, updated_at = :now,
         version = version + 1 where id = :id returning ${ALL}`,
    ),
    closeDraft: command<{ id: number }>(db, 'update proposal set draft_hash = null where id = :id'),
    lock: command<{ id: number; person_id: number; until: string; now: string }>(
      db,
      `update proposal set locked_by = :person_id, locked_until = :until where id = :id
         and (locked_by is null or locked_by = :person_id or locked_until <= :now)`,
    ),
    unlock: command<{ id: number; person_id: number }>(
      db,
      `update proposal set locked_by = null, locked_until = null where id = :id and locked_by = :person_id`,
    ),
    remove: command<{ id: number }>(db, 'delete from proposal where id = :id'),
  }
}

function prepareParts(db: Db) {
  return {
    leaveAreas: command<{ id: number }>(db, 'delete from proposal_area where proposal_id = :id'),
    takeArea: command<{ id: number; area_id: number }>(
      db,
      'insert into proposal_area (proposal_id, area_id) values (:id, :area_id)',
    ),
    areas: query<{ id: number }, { area_id: number }>(
      db,
      'select area_id from proposal_area where proposal_id = :id order by area_id',
    ),
    say: command<Params>(
      db,
      `insert into proposal_message (proposal_id, is_from_editor, person_id, text, made_at)
       values (:id, :is_from_editor, :person_id, :text, :now)`,
    ),
    unsay: command<{ id: number }>(
      db,
      `delete from proposal_message where id =
         (select max(id) from proposal_message where proposal_id = :id and is_from_editor)`,
    ),
    messages: query<{ id: number }, { is_from_editor: number; text: string; made_at: string }>(
      db,
      'select is_from_editor, text, made_at from proposal_message where proposal_id = :id order by id',
    ),
  }
}

function stored(values: Writable): Params {
  const json = Object.fromEntries(JSON_COLUMNS.map(name => [name, JSON.stringify(values[name])]))
  return { ...values, ...json } as unknown as Params
}

function read(row: Row | undefined): Proposal | undefined {
  if (!row) return undefined
  const json = Object.fromEntries(JSON_COLUMNS.map(name => [name, JSON.parse(row[name])]))
  return { ...row, ...json } as unknown as Proposal
}
