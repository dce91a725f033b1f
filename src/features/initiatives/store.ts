// Writing initiatives: one listing with all its parts, in the caller's transaction.
import type { Db } from '../../platform/database/open.ts'
import { command, type Params, query } from '../../platform/database/statement.ts'
import { freeSlug } from '../../platform/text/clean.ts'
import { fieldsKept, type InitiativeFields } from './fields.ts'
import type { Placing } from './placing.rules.ts'
import { packDays, packWeeks } from './sessions.rules.ts'

/** A listing as it is written: what it says, where that puts it, and what it is called. */
export interface Written {
  /** Its own again, when it was taken down and comes back. */
  id?: number
  uuid: string
  slug: string
  fields: InitiativeFields
  placing: Placing
  /** The moment of writing, ISO 8601 in UTC. */
  now: string
  created_at?: string
}

export type InitiativesStore = ReturnType<typeof makeInitiativesStore>

const PUBLIC = fieldsKept('public')
const PRIVATE = fieldsKept('private')
const SHOWN = ['shown_address', 'shown_lat', 'shown_lon', 'shown_metres'] as const

export function makeInitiativesStore(db: Db) {
  const columns = ['id', 'uuid', 'slug', ...PUBLIC, ...SHOWN, 'created_at', 'updated_at']
  const insert = command<Params>(
    db,
    `insert into initiative (${columns.join(', ')}) values (${columns.map(name => `:${name}`).join(', ')})`,
  )
  const changed = ['slug', ...PUBLIC, ...SHOWN, 'updated_at']
  const update = command<Params>(
    db,
    `update initiative set ${changed.map(name => `${name} = :${name}`).join(', ')} where id = :id`,
  )
  const keepPrivate = command<Params>(
    db,
    `insert or replace into initiative_private (initiative_id, ${PRIVATE.join(', ')})
     values (:initiative_id, ${PRIVATE.map(name => `:${name}`).join(', ')})`,
  )
  const remove = command<{ source: string }>(db, 'delete from initiative where source = :source')
  const forget = command<{ source: string }>(
    db,
    'delete from revision where initiative_id in (select id from initiative where source = :source)',
  )
  const anyFrom = query<{ source: string }, { id: number }>(
    db,
    `select id from initiative where source = :source and source <> '' limit 1`,
  )
  const all = query<Record<string, never>, { listings: number }>(
    db,
    'select count(*) as listings from initiative',
  )
  const allFrom = query<{ source: string }, { listings: number }>(
    db,
    'select count(*) as listings from initiative where source = :source',
  )
  const slugTaken = query<{ slug: string }, { id: number }>(
    db,
    `select id from initiative where slug = :slug
     union all select initiative_id from initiative_slug where slug = :slug
     union all select initiative_id from unpublished
       where slug = :slug or exists (select 1 from json_each(slugs) s where s.value = :slug)`,
  )
  // What was taken down keeps its number: its revisions are told by it.
  const newId = query<Record<string, never>, { id: number }>(
    db,
    `select 1 + max(coalesce((select max(id) from initiative), 0),
       coalesce((select max(initiative_id) from revision), 0)) as id`,
  )
  const currentSlug = query<{ id: number }, { slug: string }>(
    db,
    'select slug from initiative where id = :id',
  )
  const keepSlug = command<{ slug: string; id: number }>(
    db,
    'insert or replace into initiative_slug (slug, initiative_id) values (:slug, :id)',
  )
  const dropSlug = command<{ slug: string }>(db, 'delete from initiative_slug where slug = :slug')
  const parts = makeParts(db)

  return {
    /** Adds a listing; returns its id. */
    insert(written: Written): number {
      const id = written.id ?? (newId.get({})?.id as number)
      insert.run({
        ...publicValues(written),
        id,
        uuid: written.uuid,
        created_at: written.created_at ?? written.now,
      })
      keepPrivate.run(privateValues(id, written))
      parts.write(id, written)
      return id
    },
    /** Replaces what a listing says; its old address goes on leading to it. */
    update(id: number, written: Omit<Written, 'uuid' | 'id'>): void {
      const before = currentSlug.get({ id })?.slug
      update.run({ ...publicValues(written), id })
      if (before && before !== written.slug) {
        keepSlug.run({ slug: before, id })
        dropSlug.run({ slug: written.slug })
      }
      keepPrivate.run(privateValues(id, written))
      parts.replace(id, written)
    },
    /** One that no other listing has or had. */
    freeSlug: (slug: string, id?: number): string =>
      freeSlug(slug, candidate => slugTaken.all({ slug: candidate }).every(taken => taken.id === id)),
    /** Whether any listing came from a source. */
    hasFrom: (source: string) => anyFrom.get({ source }) !== undefined,
    /** How many listings there are. */
    count: () => all.get({})?.listings ?? 0,
    /** How many listings came from a source. */
    countFrom: (source: string) => allFrom.get({ source })?.listings ?? 0,
    /** Deletes every listing of one source, examples for one, and all they ever said; returns how many there were. */
    removeFrom(source: string): number {
      forget.run({ source })
      return remove.run({ source }).changes
    },
  }
}

function makeParts(db: Db) {
  const clear = [
    'delete from initiative_category where initiative_id = :id',
    'delete from initiative_area where initiative_id = :id',
    'delete from session where initiative_id = :id',
    'delete from session_break where initiative_id = :id',
    'delete from need where initiative_id = :id',
    'update photo set is_shown = 0 where initiative_id = :id',
  ].map(sql => command<{ id: number }>(db, sql))
  const category = command<Params>(
    db,
    `insert into initiative_category (initiative_id, category_id, position)
     select :id, id, :position from category where slug = :slug`,
  )
  const area = command<Params>(
    db,
    'insert into initiative_area (initiative_id, area_id, role) values (:id, :area_id, :role)',
  )
  const session = command<Params>(
    db,
    `insert into session (initiative_id, days, weeks, opens, closes, note)
     values (:id, :days, :weeks, :opens, :closes, :note)`,
  )
  const pause = command<Params>(
    db,
    'insert into session_break (initiative_id, starts_on, ends_on, note) values (:id, :starts_on, :ends_on, :note)',
  )
  const need = command<Params>(
    db,
    'insert into need (initiative_id, kind, title, detail, until) values (:id, :kind, :title, :detail, :until)',
  )
  // One that is gone is left out, and nobody shows what another listing does.
  const photo = command<Params>(
    db,
    `update photo set initiative_id = :id, is_shown = 1, position = :position, alt = :alt where uuid = :uuid
       and (initiative_id is null or initiative_id = :id or not is_shown)`,
  )
  function write(id: number, { fields, placing }: Pick<Written, 'fields' | 'placing'>): void {
    fields.categories.forEach((slug, position) => {
      if (category.run({ id, slug, position }).changes === 0)
        throw new Error(`No category is called ${slug}.`)
    })
    if (placing.home_area !== null) area.run({ id, area_id: placing.home_area, role: 'home' })
    for (const area_id of placing.serves_areas) area.run({ id, area_id, role: 'serves' })
    for (const { days, weeks, ...rest } of fields.sessions) {
      session.run({ id, ...rest, days: packDays(days), weeks: packWeeks(weeks) })
    }
    for (const one of fields.breaks) pause.run({ id, ...one })
    for (const one of fields.needs) need.run({ id, ...one })
    fields.photos.forEach((one, position) => {
      photo.run({ id, position, ...one })
    })
  }
  return {
    write,
    replace(id: number, written: Pick<Written, 'fields' | 'placing'>): void {
      for (const part of clear) part.run({ id })
      write(id, written)
    },
  }
}

function publicValues({ slug, fields, placing, now }: Omit<Written, 'uuid' | 'id'>): Params {
  const shown = Object.fromEntries(SHOWN.map(name => [name, placing[name]]))
  return { slug, updated_at: now, ...shown, ...storedValues(fields, PUBLIC) }
}

function privateValues(
  initiative_id: number,
  { fields, placing }: Pick<Written, 'fields' | 'placing'>,
): Params {
  return { ...storedValues(fields, PRIVATE), initiative_id, lat: placing.lat, lon: placing.lon }
}

/** Values as SQLite keeps them: lists as JSON, yes and no as 1 and 0. */
function storedValues(fields: InitiativeFields, names: readonly (keyof InitiativeFields)[]): Params {
  return Object.fromEntries(
    names.map(name => {
      const value = fields[name]
      if (Array.isArray(value)) return [name, JSON.stringify(value)]
      return [name, typeof value === 'boolean' ? Number(value) : value]
    }),
  ) as Params
}
