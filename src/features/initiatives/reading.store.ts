// Reading one initiative: its public page, and for those who may change it everything it says.
import type { Db } from '../../platform/database/open.ts'
import { type Params, query } from '../../platform/database/statement.ts'
import { type Break, fieldsKept, type InitiativeFields, type Need, type Session, wordsFor } from './fields.ts'
import type { NamedArea, NamedCategory, PrivateName, PublicInitiative, ShownPhoto } from './kept.fields.ts'
import type { Placing } from './placing.rules.ts'
import { unpackDays, unpackWeeks } from './sessions.rules.ts'

/** A listing as it was entered, and where that put it. */
export interface Entered {
  slug: string
  uuid: string
  created_at: string
  updated_at: string
  fields: InitiativeFields
  placing: Placing
}

export type InitiativeReader = ReturnType<typeof makeInitiativeReader>
type StoredSession = { days: number; weeks: number; opens: string; closes: string; note: string }

const PUBLIC_COLUMNS = [
  'id',
  'uuid',
  'slug',
  ...fieldsKept('public'),
  'shown_address',
  'shown_lat',
  'shown_lon',
  'shown_metres',
  'created_at',
  'updated_at',
].join(', ')

export function makeInitiativeReader(db: Db) {
  const bySlug = query<{ slug: string }, Params>(
    db,
    `select ${PUBLIC_COLUMNS} from initiative where slug = :slug`,
  )
  const byId = query<{ id: number }, Params>(db, `select ${PUBLIC_COLUMNS} from initiative where id = :id`)
  const movedTo = query<{ slug: string }, { slug: string }>(
    db,
    `select i.slug from initiative_slug s join initiative i on i.id = s.initiative_id where s.slug = :slug`,
  )
  const privately = query<{ id: number }, Params>(
    db,
    `select ${fieldsKept('private').join(', ')} from initiative_private where initiative_id = :id`,
  )
  const fromSource = query<{ source: string; source_id: string }, { id: number }>(
    db,
    `select id from initiative where source = :source and source_id = :source_id and source <> ''`,
  )
  const parts = makePartsReader(db)
  const whole = (row: Params | undefined) =>
    row && ({ ...readRow(row), ...parts.of(row.id as number) } as unknown as PublicInitiative)

  return {
    bySlug: (slug: string) => whole(bySlug.get({ slug })),
    /** The present address of a listing that used to have this one. */
    movedTo: (slug: string) => movedTo.get({ slug })?.slug,
    idFromSource: (source: string, source_id: string) => fromSource.get({ source, source_id })?.id,
    /** All its fields as they were entered, private ones too, and where that put it. */
    entered(id: number): Entered | undefined {
      const found = whole(byId.get({ id }))
      if (!found) return undefined
      const { slug, uuid, categories, areas, shown_address, shown_lat, shown_lon, shown_metres, ...rest } =
        found
      const { id: _, created_at, updated_at, ...fields } = rest
      const hidden = readRow(privately.get({ id }) ?? {}) as Pick<InitiativeFields, PrivateName>
      const served = areas.filter(({ role }) => role === 'serves')
      return {
        ...{ slug, uuid, created_at, updated_at },
        fields: {
          ...fields,
          ...hidden,
          categories: categories.map(category => category.slug),
          serves: served.map(({ code }) => code),
          photos: found.photos.map(({ uuid: photo, alt }) => ({ uuid: photo, alt })),
        },
        placing: {
          ...{ lat: hidden.lat, lon: hidden.lon, shown_address, shown_lat, shown_lon, shown_metres },
          home_area: areas.find(({ role }) => role === 'home')?.id ?? null,
          serves_areas: served.map(area => area.id),
        },
      }
    },
  }
}

function makePartsReader(db: Db) {
  const categories = query<{ id: number }, NamedCategory>(
    db,
    `select c.id, c.slug, c.name, c.plural, c.icon from initiative_category ic
     join category c on c.id = ic.category_id where ic.initiative_id = :id order by ic.position`,
  )
  const areas = query<{ id: number }, NamedArea>(
    db,
    `select a.id, a.code, a.name, a.slug, ia.role, coalesce(d.name, '') as district_name,
       coalesce(d.slug, '') as district_slug
     from initiative_area ia join area a on a.id = ia.area_id left join area d on d.id = a.parent_id
     where ia.initiative_id = :id order by ia.role, a.name`,
  )
  const sessions = query<{ id: number }, StoredSession>(
    db,
    'select days, weeks, opens, closes, note from session where initiative_id = :id order by id',
  )
  const breaks = query<{ id: number }, Break>(
    db,
    'select starts_on, ends_on, note from session_break where initiative_id = :id order by id',
  )
  const needs = query<{ id: number }, Need>(
    db,
    'select kind, title, detail, until from need where initiative_id = :id order by id',
  )
  const photos = query<{ id: number }, ShownPhoto>(
    db,
    `select uuid, alt, width, height from photo where initiative_id = :id and is_shown order by position`,
  )
  return {
    of: (id: number) => ({
      categories: categories.all({ id }),
      areas: areas.all({ id }),
      sessions: sessions.all({ id }).map(readSession),
      breaks: breaks.all({ id }),
      needs: needs.all({ id }),
      photos: photos.all({ id }),
    }),
  }
}

const controlOf = new Map<string, string>(
  [...fieldsKept('public'), ...fieldsKept('private')].map(name => [name, wordsFor(name).control]),
)

/** A row as fields: lists out of their JSON, 1 and 0 as yes and no. */
export function readRow(row: Params): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const control = controlOf.get(name)
      if (control === 'list') return [name, JSON.parse(value as string)]
      return [name, control === 'tick' ? value === 1 : value]
    }),
  )
}

/** A stored session as it was entered. */
export function readSession({ days, weeks, ...rest }: StoredSession): Session {
  return { ...rest, days: unpackDays(days), weeks: unpackWeeks(weeks) }
}
