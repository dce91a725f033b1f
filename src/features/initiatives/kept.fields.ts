// What the database gives back: a listing on its page, a listing in a list, counts, and ways out of an empty list.
import type { Journey } from '../crossings/travel.rules.ts'
import { type FieldName, fieldsKept, type InitiativeFields, type Photo } from './fields.ts'
import type { Facet } from './filters.fields.ts'

/** What decides how bright a light is. */
export type Liveness = Pick<InitiativeFields, 'status' | 'confirmed_on' | 'paused_until'>
/** What decides when it is open. */
export type Schedule = Pick<InitiativeFields, 'sessions' | 'breaks' | 'season_from' | 'season_to'> & Liveness

/** An area as a listing names it. */
export interface NamedArea {
  id: number
  code: string
  name: string
  slug: string
  district_name: string
  district_slug: string
  role: 'home' | 'serves'
}
export interface NamedCategory {
  id: number
  slug: string
  name: string
  plural: string
  icon: string
}

/** A photo as a page shows it: as large as it is kept. */
export interface ShownPhoto extends Photo {
  width: number
  height: number
}

type PublicFields = Omit<InitiativeFields, PrivateName | 'categories' | 'serves' | 'photos'>
export type PrivateName = 'venue' | 'street' | 'postcode' | 'lat' | 'lon' | 'organiser_emails'

/** Everything anybody may know of a listing. */
export interface PublicInitiative extends PublicFields {
  id: number
  uuid: string
  slug: string
  shown_address: string
  shown_lat: number | null
  shown_lon: number | null
  shown_metres: number
  created_at: string
  updated_at: string
  categories: NamedCategory[]
  areas: NamedArea[]
  photos: ShownPhoto[]
}

type CardFields = Pick<
  InitiativeFields,
  | 'name'
  | 'summary'
  | 'where_kind'
  | 'precision'
  | 'cost'
  | 'booking'
  | 'referral'
  | 'access_step_free'
  | 'confirmed_by'
  | 'source'
>

/** A listing as a card shows it. */
export interface Listed extends CardFields, Schedule {
  id: number
  slug: string
  by_appointment: boolean
  kind: string
  kind_slug: string
  icon: string
  neighbourhood: string
  district: string
  /** Names of the areas it serves, the first three. */
  serves: string
  shown_address: string
  shown_lat: number | null
  shown_lon: number | null
  shown_metres: number
  needs_help: boolean
  created_at: string
}

/** How many listings each value would give. Areas are counted by id, districts and neighbourhoods alike. */
export interface FacetCounts extends Record<Facet, ReadonlyMap<string, number>> {
  /** Facets with so many listings to count that only the newest were: their numbers are lower bounds. */
  capped: ReadonlySet<Facet>
}

export interface Found {
  ids: number[]
  total: number
  /** The page that is shown: the last one when a later one was asked for. */
  page: number
  pages: number
  /** Whether there may be more than the total says. */
  capped: boolean
  journeys: ReadonlyMap<number, Journey>
}

/** A way out of an empty list: a filter, and how many there would be without it. */
export interface Loosening {
  name: Facet | 'q' | 'near'
  count: number
}

/** Everything public about a listing that may go into a file or a feed. */
export interface Exported extends Omit<PublicInitiative, 'categories' | 'areas' | 'public_email'> {
  neighbourhood: string
  district: string
  /** Slugs, the main one first, with `; ` between. */
  categories: string
  /** Names of areas, with `; ` between. */
  serves: string
}

// An e-mail address on a page is for people; in a file it is for whoever collects them.
// The source’s own id may be one look-up away from the place that is not shown.
const NEVER_FILED = new Set<FieldName>(['public_email', 'source_id'])

/** The fields that go into files and feeds. */
export function fieldsFiled(): FieldName[] {
  return fieldsKept('public').filter(name => !NEVER_FILED.has(name))
}
