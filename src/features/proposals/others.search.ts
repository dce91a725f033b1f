// Finds which other listing somebody means who says that one is there twice: those that are likely, and the one they name.
import { type Clock, localTime } from '../../platform/text/clock.ts'
import type { DuplicatesStore } from '../initiatives/duplicates.store.ts'
import { noFilters, readWords } from '../initiatives/filters.fields.ts'
import type { Listed, PublicInitiative } from '../initiatives/kept.fields.ts'
import type { Publishing } from '../initiatives/publishing.store.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { InitiativeSearch } from '../initiatives/search.ts'
import type { Other } from './fields.ts'
import { type LikelyFound, makeLikely } from './likely.search.ts'

export interface OthersParts {
  clock: Clock
  reader: Pick<InitiativeReader, 'bySlug' | 'movedTo' | 'entered'>
  publishing: Pick<Publishing, 'bySlug'>
  duplicates: Pick<DuplicatesStore, 'shownNear' | 'called'>
  search: Pick<InitiativeSearch, 'around' | 'find'>
  cards: { listed(ids: readonly number[], today: string): Listed[] }
}

/** A listing by where everybody sees it. */
export type Seen = Pick<PublicInitiative, 'id' | 'name' | 'precision' | 'shown_lat' | 'shown_lon'>
export type Others = ReturnType<typeof makeOthers>

const MOST = 5
const NEAR_MILES = 0.2
const MOST_NEAR = 3

/** Nothing is found that is not on the site, and nothing by what only editors see. */
export function makeOthers({ clock, reader, publishing, duplicates, search, cards }: OthersParts) {
  const likelyFor = makeLikely(duplicates)

  function shown(found: readonly LikelyFound[], but: number): Other[] {
    const different = [...new Map(found.map(one => [one.id, one])).values()].filter(({ id }) => id !== but)
    const few = different.slice(0, MOST)
    const ids = few.map(({ id }) => id)
    return cards.listed(ids, localTime(clock()).date).map(listed => ({
      ...{ listed, metres: few.find(({ id }) => id === listed.id)?.metres ?? null },
    }))
  }

  /** Those with a name like it, and the nearest few. */
  function likely({ id, name, precision, shown_lat: lat, shown_lon: lon }: Seen): Other[] {
    const alike = likelyFor({ proposal: { asked: { name } }, different: [id] }, { lat, lon })
    const close =
      lat === null || lon === null
        ? []
        : search.around({ lat, lon }, NEAR_MILES, MOST_NEAR, id, localTime(clock()))
    const found = [...alike, ...close.map(one => ({ id: one.id, metres: one.journey.metres }))]
    // From a circle nobody is told how far it is.
    const isExact = precision === 'exact'
    return shown(
      found.map(one => ({ ...one, metres: isExact ? one.metres : null })),
      id,
    )
  }

  /** The listing at an address of this site, or at one that leads to it. */
  function at(slug: string): number | undefined {
    const moved = reader.bySlug(slug) ? slug : reader.movedTo(slug)
    const into = moved === undefined ? publishing.bySlug(slug)?.into_id : undefined
    if (into) return reader.entered(into) ? into : undefined
    return moved === undefined ? undefined : reader.bySlug(moved)?.id
  }

  /** What somebody typed: the very listing, where it is an address or a whole name that only one has; else what it may be. */
  function named(typed: string, but: number): { id: number | undefined; maybe: Other[] } {
    const slug = slugIn(typed)
    const id = at(slug || typed)
    if (slug || id !== undefined) return { id, maybe: [] }
    const called = duplicates.called(typed)
    const same = called.filter(({ name }) => name.toLowerCase() === typed.toLowerCase())
    if (same.length === 1) return { id: same[0]?.id, maybe: [] }
    const filters = { ...noFilters(), q: readWords(typed) }
    const asked = { filters, origin: undefined, areaIds: [], now: localTime(clock()) }
    const found = filters.q === '' ? [] : search.find(asked).ids
    const ids = [...called.map(one => one.id), ...found]
    return {
      id: undefined,
      maybe: shown(
        ids.map(one => ({ id: one, metres: null })),
        but,
      ),
    }
  }

  return { likely, named, shown }
}

/** Of an address that somebody pasted, what tells the listing; '' where it is none. */
function slugIn(typed: string): string {
  const part = /\/initiatives\/([^/?#\s]+)/.exec(typed)?.[1] ?? ''
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
