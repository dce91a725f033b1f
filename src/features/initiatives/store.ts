// Writing initiatives: one listing with all its parts, in the caller's transaction.
import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../../platform/database/open.ts'
import { type Command, command, type Params, query } from '../../platform/database/statement.ts'
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
const CLEAR = {
  categories: 'delete from initiative_category where initiative_id = :id',
  areas: 'delete from initiative_area where initiative_id = :id',
  sessions: 'delete from session where initiative_id = :id',
  breaks: 'delete from session_break where initiative_id = :id',
  needs: 'delete from need where initiative_id = :id',
  photos: 'update photo set is_shown = 0 where initiative_id = :id',
}
type Part = keyof typeof CLEAR
const PARTS = Object.keys(CLEAR) as Part[]
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
    update(id: number, written: Omit<Written, 'uuid' | 'id'>, before: Said & { slug: string }): void {
      update.run({ ...publicValues(written), id })
      if (before.slug !== written.slug) {
        keepSlug.run({ slug: before.slug, id })
        dropSlug.run({ slug: written.slug })
      }
      keepPrivate.run(privateValues(id, written))
      parts.replace(id, written, before)
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
  const clear = Object.fromEntries(
    Object.entries(CLEAR).map(([part, sql]) => [part, command<{ id: number }>(db, sql)]),
  ) as Record<Part, Command<{ id: number }>>
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
  const put: Record<Part, (id: number, said: Said) => void> = {
    categories(id, { fields }) {
      for (const [position, slug] of fields.categories.entries())
        if (category.run({ id, slug, position }).changes === 0)
          throw new Error(`No category is called ${slug}.`)
    },
    areas(id, { placing }) {
      if (placing.home_area !== null) area.run({ id, area_id: placing.home_area, role: 'home' })
      for (const area_id of placing.serves_areas) area.run({ id, area_id, role: 'serves' })
    },
    sessions(id, { fields }) {
      for (const { days, weeks, ...rest } of fields.sessions)
        session.run({ id, ...rest, days: packDays(days), weeks: packWeeks(weeks) })
    },
    breaks(id, { fields }) {
      for (const one of fields.breaks) pause.run({ id, ...one })
    },
    needs(id, { fields }) {
      for (const one of fields.needs) need.run({ id, ...one })
    },
    photos(id, { fields }) {
      for (const [position, one] of fields.photos.entries()) photo.run({ id, position, ...one })
    },
  }
  return {
    write(id: number, said: Said): void {
      for (const part of PARTS) put[part](id, said)
    },
    /** Writes the parts that say something else than before. */
    replace(id: number, said: Said, before: Said): void {
      for (const part of PARTS.filter(one => !isDeepStrictEqual(partOf(one, said), partOf(one, before)))) {
        clear[part].run({ id })
        put[part](id, said)
      }
    },
  }
}

type Said = Pick<Written, 'fields' | 'placing'>

function partOf(part: Part, { fields, placing }: Said): unknown {
  return part === 'areas' ? [placing.home_area, placing.serves_areas] : fields[part]
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
