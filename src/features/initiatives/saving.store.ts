// Saves what somebody says of an initiative: read, placed, compared with what is there, written, and noted as a revision.
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { slugOf } from '../../platform/text/clean.ts'
import type { Clock } from '../../platform/text/clock.ts'
import type { InitiativeFields } from './fields.ts'
import { type Ground, type Placing, placeInitiative } from './placing.rules.ts'
import { type FieldIssue, readInitiative } from './reading.fields.ts'
import type { Entered, InitiativeReader } from './reading.store.ts'
import type { Made, RevisionsStore } from './revisions.store.ts'
import type { InitiativesStore } from './store.ts'

export type Saved =
  | {
      outcome: 'added' | 'changed' | 'unchanged'
      id: number
      fields: InitiativeFields
      placing: Placing
      changes: string[]
      /** The revision that was made; none when nothing changed. */
      revision_id: number | null
    }
  | { outcome: 'refused'; issues: FieldIssue[] }

export interface SaverParts {
  store: InitiativesStore
  reader: InitiativeReader
  revisions: RevisionsStore
  ground: Ground
  clock: Clock
  /** Slugs of the kinds there are. */
  kinds(): readonly string[]
}

/** How something is saved: over which listing, or as which new one, and who made it so. */
export interface Saving {
  id?: number | undefined
  created_at?: string
  /** For a listing that was taken down and comes back: what it was. */
  again?: { id: number; uuid: string; slug: string; created_at: string }
  made?: Made
}

export type Saver = ReturnType<typeof makeSaver>

const BY_IMPORT: Made = { person_id: null, made_as: 'import', why: '' }

/** The one way a listing is written. Call it inside a transaction; nothing is written when it is refused. */
export function makeSaver({ store, reader, revisions, ground, clock, kinds }: SaverParts) {
  /** Adds a listing, or changes the one with `id`, or finds that nothing changed. */
  function save(input: unknown, saving: Saving = {}): Saved {
    const read = readInitiative(input)
    if (!read.ok) return { outcome: 'refused', issues: read.issues }
    const { fields } = read
    const known = kinds()
    const stranger = fields.categories.find(slug => !known.includes(slug))
    if (stranger !== undefined) {
      return refused('categories', `There is no kind called ${stranger}. There are: ${known.join(', ')}.`)
    }
    const result = placeInitiative(fields, ground)
    if (!result.ok) return { outcome: 'refused', issues: result.issues }
    const { placing } = result
    const said = { fields, placing, now: clock().toISOString() }
    return saving.id === undefined ? add(said, saving) : change(saving.id, said, saving)
  }

  function add(said: Said, { created_at, again, made = BY_IMPORT }: Saving): Saved {
    const { fields, placing } = said
    const own = again ?? { uuid: randomUUID(), slug: store.freeSlug(slugOf(fields.name)) }
    const id = store.insert({ ...said, ...(created_at && { created_at }), ...own })
    return { outcome: 'added', id, fields, placing, changes: [], revision_id: note(id, said.now, [], made) }
  }

  function change(id: number, said: Said, { made = BY_IMPORT }: Saving): Saved {
    const { fields, placing, now } = said
    const before = reader.entered(id)
    if (!before) throw new Error(`There is no initiative ${id} to change.`)
    const changes = changedFields(before, said)
    if (changes.length === 0) return { outcome: 'unchanged', id, fields, placing, changes, revision_id: null }
    if (!revisions.latest(id)) note(id, before.updated_at, [], FOUND)
    const slug = before.fields.name === fields.name ? before.slug : store.freeSlug(slugOf(fields.name), id)
    store.update(id, { slug, ...said }, before)
    return { outcome: 'changed', id, fields, placing, changes, revision_id: note(id, now, changes, made) }
  }

  /** What is noted is what is kept, as it is read again, so that bringing it back gives the same to the last letter. */
  function note(id: number, now: string, changes: string[], made: Made): number {
    const { fields, slug } = reader.entered(id) as Entered
    return revisions.note(id, { fields, slug, changes, now }, made)
  }
  return { save }
}

type Said = { fields: InitiativeFields; placing: Placing; now: string }

// What a listing said before anybody kept revisions.
const FOUND: Made = { person_id: null, made_as: 'system', why: '' }

function refused(field: string, message: string): Saved {
  return { outcome: 'refused', issues: [{ field, message }] }
}

/** What differs; a listing that now stands or shows elsewhere counts, even when nobody said anything else of it. */
function changedFields(
  before: Pick<Entered, 'fields' | 'placing'>,
  after: Pick<Entered, 'fields' | 'placing'>,
): string[] {
  const { serves_areas: served, ...where } = after.placing
  const { serves_areas: servedBefore, ...whereBefore } = before.placing
  const said = { ...after.fields, lat: where.lat, lon: where.lon, serves: before.fields.serves }
  const changed: string[] = (Object.keys(said) as (keyof InitiativeFields)[]).filter(
    name => !isDeepStrictEqual(before.fields[name], said[name]),
  )
  if (!isDeepStrictEqual(new Set(servedBefore), new Set(served))) changed.push('serves')
  if (changed.length === 0 && !isDeepStrictEqual(whereBefore, where)) changed.push('where_kind')
  return changed
}
