// Taking a listing down with a reason, bringing it back as it was, and making one of two.
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import type { Clock } from '../../platform/text/clock.ts'
import type { InitiativeReader } from './reading.store.ts'
import type { Made, RevisionsStore } from './revisions.store.ts'
import type { Saved, Saver } from './saving.store.ts'

/** A listing that was taken down. */
export interface Unpublished {
  initiative_id: number
  uuid: string
  slug: string
  /** Addresses it used to have. */
  slugs: string[]
  name: string
  created_at: string
  /** The listing it was made one with. */
  into_id: number | null
  reason: string
  made_at: string
  made_by: number | null
}

type Row = Omit<Unpublished, 'slugs'> & { slugs: string }
export type Publishing = ReturnType<typeof makePublishing>

export interface PublishingParts {
  db: Db
  clock: Clock
  reader: InitiativeReader
  revisions: RevisionsStore
  saver: Saver
}

const COLUMNS = `initiative_id, uuid, slug, slugs, name, created_at, into_id, reason, made_at, made_by`

/** All of it in the caller's transaction. */
export function makePublishing({ db, clock, reader, revisions, saver }: PublishingParts) {
  const sql = prepare(db)

  function takeDown(id: number, reason: string, made: Made, into_id: number | null): Unpublished {
    const entered = reader.entered(id)
    if (!entered) throw new Error(`There is no initiative ${id} to take down.`)
    const now = clock().toISOString()
    const { slug, uuid, created_at, fields } = entered
    if (!revisions.latest(id)) revisions.note(id, { fields, slug, changes: [], now }, made)
    const slugs = sql.slugs.all({ id }).map(row => row.slug)
    const gone = { initiative_id: id, uuid, slug, name: fields.name, created_at, into_id, reason }
    sql.insert.run({ ...gone, slugs: JSON.stringify(slugs), made_at: now, made_by: made.person_id })
    sql.keepAreas.run({ id })
    sql.remove.run({ id })
    return find(id) as Unpublished
  }

  function find(id: number): Unpublished | undefined {
    return read(sql.byId.get({ id }))
  }

  return {
    find,
    /** By its address, or one it used to have. */
    bySlug: (slug: string) => read(sql.bySlug.get({ slug })),
    page: (page: number, size: number): Unpublished[] =>
      sql.page.all({ size, skip: (page - 1) * size }).map(row => read(row) as Unpublished),
    /** Takes a listing down: no page, list or file has it any more. */
    unpublish: (id: number, reason: string, made: Made) => takeDown(id, reason, made, null),
    /** Makes one of two: `from` goes, and all its addresses lead to `into`. */
    merge: (from: number, into: number, made: Made) => takeDown(from, made.why, made, into),
    /** Brings a listing back under its old number and address, as its last revision, or the one given, says. */
    publish(id: number, made: Made, fields: unknown = revisions.latest(id)?.fields): Saved {
      const gone = find(id)
      if (!gone) throw new Error(`Initiative ${id} was not taken down.`)
      sql.forget.run({ id })
      const { uuid, slug, slugs, created_at } = gone
      const saved = saver.save(fields, { again: { id, uuid, slug, created_at }, made })
      if (saved.outcome === 'refused') sql.insert.run({ ...gone, slugs: JSON.stringify(slugs) })
      else {
        for (const old of slugs) sql.keepSlug.run({ slug: old, id })
        sql.forgetAreas.run({ id })
      }
      return saved
    },
  }
}

function prepare(db: Db) {
  return {
    insert: command<Params>(
      db,
      `insert into unpublished (${COLUMNS}) values (:initiative_id, :uuid, :slug, :slugs, :name, :created_at,
         :into_id, :reason, :made_at, :made_by)`,
    ),
    slugs: query<{ id: number }, { slug: string }>(
      db,
      'select slug from initiative_slug where initiative_id = :id order by slug',
    ),
    remove: command<{ id: number }>(db, 'delete from initiative where id = :id'),
    forget: command<{ id: number }>(db, 'delete from unpublished where initiative_id = :id'),
    keepAreas: command<{ id: number }>(
      db,
      `insert or ignore into unpublished_area (initiative_id, area_id)
       select initiative_id, area_id from initiative_area where initiative_id = :id`,
    ),
    forgetAreas: command<{ id: number }>(db, 'delete from unpublished_area where initiative_id = :id'),
    keepSlug: command<{ slug: string; id: number }>(
      db,
      'insert or replace into initiative_slug (slug, initiative_id) values (:slug, :id)',
    ),
    byId: query<{ id: number }, Row>(db, `select ${COLUMNS} from unpublished where initiative_id = :id`),
    bySlug: query<{ slug: string }, Row>(
      db,
      `select ${COLUMNS} from unpublished
       where slug = :slug or exists (select 1 from json_each(slugs) s where s.value = :slug)
       order by slug <> :slug, initiative_id limit 1`,
    ),
    page: query<{ size: number; skip: number }, Row>(
      db,
      `select ${COLUMNS} from unpublished order by made_at desc, initiative_id desc limit :size offset :skip`,
    ),
  }
}

function read(row: Row | undefined): Unpublished | undefined {
  return row && { ...row, slugs: JSON.parse(row.slugs) }
}
