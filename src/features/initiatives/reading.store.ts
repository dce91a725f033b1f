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

/** A listing that an editor took down, or made one with another: that one's name, while it is on the site. */
export interface Gone {
  name: string
  is_merged: number
  into_name: string
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
].map(name => `i.${name}`)

// Each part as JSON, so that a listing is read in one go.
const PARTS = {
  categories: `select json_group_array(json_object(
      'id', c.id, 'slug', c.slug, 'name', c.name, 'plural', c.plural, 'icon', c.icon) order by ic.position)
    from initiative_category ic join category c on c.id = ic.category_id where ic.initiative_id = i.id`,
  areas: `select json_group_array(json_object('id', a.id, 'code', a.code, 'name', a.name, 'slug', a.slug,
      'role', ia.role, 'district_name', coalesce(d.name, ''), 'district_slug', coalesce(d.slug, ''))
      order by ia.role, a.name)
    from initiative_area ia join area a on a.id = ia.area_id left join area d on d.id = a.parent_id
    where ia.initiative_id = i.id`,
  sessions: `select json_group_array(json_object(
      'days', days, 'weeks', weeks, 'opens', opens, 'closes', closes, 'note', note) order by id)
    from session where initiative_id = i.id`,
  breaks: `select json_group_array(json_object('starts_on', starts_on, 'ends_on', ends_on, 'note', note) order by id)
    from session_break where initiative_id = i.id`,
  needs: `select json_group_array(json_object('kind', kind, 'title', title, 'detail', detail, 'until', until) order by id)
    from need where initiative_id = i.id`,
  photos: `select json_group_array(json_object('uuid', uuid, 'alt', alt, 'width', width, 'height', height)
      order by position)
    from photo where initiative_id = i.id and is_shown`,
}
type Part = keyof typeof PARTS
const PART_NAMES = Object.keys(PARTS) as Part[]

const READ = [...PUBLIC_COLUMNS, ...PART_NAMES.map(name => `(${PARTS[name]}) as ${name}`)].join(', ')

export function makeInitiativeReader(db: Db) {
  const bySlug = query<{ slug: string }, Params>(db, `select ${READ} from initiative i where i.slug = :slug`)
  const movedTo = query<{ slug: string }, { slug: string }>(
    db,
    `select i.slug from initiative_slug s join initiative i on i.id = s.initiative_id where s.slug = :slug`,
  )
  const whole = query<{ id: number }, Params>(
    db,
    `select ${READ}, ${fieldsKept('private')
      .map(name => `p.${name}`)
      .join(', ')}
     from initiative i left join initiative_private p on p.initiative_id = i.id where i.id = :id`,
  )
  const fromSource = query<{ source: string; source_id: string }, { id: number }>(
    db,
    `select id from initiative where source = :source and source_id = :source_id and source <> ''`,
  )
  // What is down says in its last revision which row it came from.
  const goneFrom = query<{ source: string }, Gone & { source_id: string }>(
    db,
    `select r.fields ->> 'source_id' as source_id, u.name, u.into_id is not null as is_merged,
       coalesce(i.name, '') as into_name
     from unpublished u
       join revision r on r.initiative_id = u.initiative_id
         and r.number = (select max(number) from revision where initiative_id = u.initiative_id)
       left join initiative i on i.id = u.into_id
     where r.fields ->> 'source' = :source`,
  )

  return {
    bySlug: (slug: string) => readWhole(bySlug.get({ slug })),
    /** The present address of a listing that used to have this one. */
    movedTo: (slug: string) => movedTo.get({ slug })?.slug,
    idFromSource: (source: string, source_id: string) => fromSource.get({ source, source_id })?.id,
    /** What came from a source and was taken down or made one with another since, by its id there. */
    goneFromSource: (source: string): Map<string, Gone> =>
      new Map(goneFrom.all({ source }).map(({ source_id, ...gone }) => [source_id, gone])),
    /** All its fields as they were entered, private ones too, and where that put it. */
    entered(id: number): Entered | undefined {
      const found = readWhole(whole.get({ id })) as
        | (PublicInitiative & Pick<InitiativeFields, PrivateName>)
        | undefined
      if (!found) return undefined
      const { slug, uuid, categories, areas, shown_address, shown_lat, shown_lon, shown_metres, ...rest } =
        found
      const { id: _, created_at, updated_at, ...fields } = rest
      const served = areas.filter(({ role }) => role === 'serves')
      return {
        ...{ slug, uuid, created_at, updated_at },
        fields: {
          ...fields,
          categories: categories.map(category => category.slug),
          serves: served.map(({ code }) => code),
          photos: found.photos.map(({ uuid: photo, alt }) => ({ uuid: photo, alt })),
        },
        placing: {
          ...{ lat: fields.lat, lon: fields.lon, shown_address, shown_lat, shown_lon, shown_metres },
          home_area: areas.find(({ role }) => role === 'home')?.id ?? null,
          serves_areas: served.map(area => area.id),
        },
      }
    },
  }
}

function readWhole(row: Params | undefined): PublicInitiative | undefined {
  if (!row) return undefined
  const parts = Object.fromEntries(PART_NAMES.map(name => [name, JSON.parse(row[name] as string)])) as Parts
  return {
    ...readRow(row),
    ...parts,
    sessions: parts.sessions.map(readSession),
  } as unknown as PublicInitiative
}

interface Parts {
  categories: NamedCategory[]
  areas: NamedArea[]
  sessions: StoredSession[]
  breaks: Break[]
  needs: Need[]
  photos: ShownPhoto[]
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
