// What somebody answered, worked out as everybody would see it: the whole listing, where it is shown, and its picture.
import { type Clock, type LocalTime, localTime } from '../../platform/text/clock.ts'
import type { AreasStore } from '../areas/store.ts'
import type { CategoriesStore } from '../categories/store.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import { formGround } from '../initiatives/form.store.ts'
import type { NamedArea, PublicInitiative } from '../initiatives/kept.fields.ts'
import type { Ground, Placing } from '../initiatives/placing.rules.ts'
import type { Pictures } from '../map/pictures.search.ts'
import type { AskedFields } from './fields.ts'
import { type StepGround, stepOf, wholeOf } from './submit.rules.ts'

export interface AnswersDeps {
  areas: AreasStore
  categories: CategoriesStore
  ground: Ground
  clock: Clock
  pictures: Pick<Pictures, 'one' | 'square'>
}

export interface Answers {
  fields: InitiativeFields
  placing: Placing
  /** The listing as everybody would read it. */
  listing: PublicInitiative
  picture: object | null
  now: LocalTime
}

/** What reading a step has to know of the rest of the site at this moment. */
export function makeStepGround(deps: Omit<AnswersDeps, 'pictures'>): () => StepGround {
  return () => ({ form: formGround(deps), ground: deps.ground, today: localTime(deps.clock()).date })
}

/** All there is to show of what was answered; or the step to look at again, because the site changed meanwhile. */
export function makeAnswers(deps: AnswersDeps) {
  const { clock, pictures } = deps
  const ground = makeStepGround(deps)
  return (asked: AskedFields): { answers: Answers } | { answers: null; step: string } => {
    const whole = wholeOf(asked, ground())
    if (!whole.ok) return { answers: null, step: stepOf(whole.issues[0]?.field ?? '').name }
    const { fields, placing } = whole
    const listing = asListed(deps, fields, placing)
    const [home] = listing.areas.filter(({ role }) => role === 'home')
    const now = localTime(clock())
    const picture = pictures.one({ ...listing, label: home?.name ?? '' }, now.date)
    return { answers: { fields, placing, listing, picture, now } }
  }
}

/** What a listing would say that is none yet. */
function asListed({ areas, categories, clock }: AnswersDeps, fields: InitiativeFields, placing: Placing) {
  const { venue, street, postcode, lat, lon, organiser_emails, serves, photos, ...open } = fields
  const { shown_address, shown_lat, shown_lon, shown_metres, home_area, serves_areas } = placing
  const made = clock().toISOString()
  const named = (ids: readonly (number | null)[], role: NamedArea['role']) =>
    ids.flatMap(id => (id === null ? [] : nameArea(areas, id, role)))
  const all = categories.all()
  return {
    ...open,
    ...{ id: 0, uuid: '', slug: '', created_at: made, updated_at: made },
    ...{ shown_address, shown_lat, shown_lon, shown_metres },
    categories: fields.categories.flatMap(slug => all.find(kind => kind.slug === slug) ?? []),
    areas: [...named([home_area], 'home'), ...named(serves_areas, 'serves').sort(byName)],
    photos: photos.map(photo => ({ ...photo, width: 0, height: 0 })),
  } satisfies PublicInitiative
}

function nameArea(areas: AreasStore, id: number, role: NamedArea['role']): NamedArea[] {
  const area = areas.byId(id)
  if (!area) return []
  const district = area.parent_id === null ? undefined : areas.byId(area.parent_id)
  const { code, name, slug } = area
  return [
    { id, code, name, slug, role, district_name: district?.name ?? '', district_slug: district?.slug ?? '' },
  ]
}

function byName(a: NamedArea, b: NamedArea): number {
  return a.name < b.name ? -1 : 1
}
