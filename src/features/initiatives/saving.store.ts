// Saves what somebody says of an initiative: read, placed, compared with what is there, written.
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { slugOf } from '../../platform/text/clean.ts'
import type { Clock } from '../../platform/text/clock.ts'
import type { InitiativeFields } from './fields.ts'
import { type Ground, type Placing, placeInitiative } from './placing.rules.ts'
import { type FieldIssue, readInitiative } from './reading.fields.ts'
import type { Entered, InitiativeReader } from './reading.store.ts'
import type { InitiativesStore } from './store.ts'

export type Saved =
  | {
      outcome: 'added' | 'changed' | 'unchanged'
      id: number
      fields: InitiativeFields
      placing: Placing
      changes: string[]
    }
  | { outcome: 'refused'; issues: FieldIssue[] }

export interface SaverParts {
  store: InitiativesStore
  reader: InitiativeReader
  ground: Ground
  clock: Clock
  /** Slugs of the kinds there are. */
  kinds(): readonly string[]
}

export type Saver = ReturnType<typeof makeSaver>

/** The one way a listing is written. Call it inside a transaction; nothing is written when it is refused. */
export function makeSaver({ store, reader, ground, clock, kinds }: SaverParts) {
  /** Adds a listing, or changes the one with `id`, or finds that nothing changed. */
  function save(
    input: unknown,
    { id, created_at }: { id?: number | undefined; created_at?: string } = {},
  ): Saved {
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
    const now = clock().toISOString()
    if (id === undefined) {
      const slug = store.freeSlug(slugOf(fields.name))
      const added = store.insert({
        uuid: randomUUID(),
        slug,
        fields,
        placing,
        now,
        ...(created_at && { created_at }),
      })
      return { outcome: 'added', id: added, fields, placing, changes: [] }
    }
    const before = reader.entered(id)
    if (!before) throw new Error(`There is no initiative ${id} to change.`)
    const changes = changedFields(before, { fields, placing })
    if (changes.length === 0) return { outcome: 'unchanged', id, fields, placing, changes }
    const slug = before.fields.name === fields.name ? before.slug : store.freeSlug(slugOf(fields.name), id)
    store.update(id, { slug, fields, placing, now })
    return { outcome: 'changed', id, fields, placing, changes }
  }
  return { save }
}

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
