// What the words of a name mean: exactly, nearly, or at a guess; asked anew for every text.
import type { AreasStore } from '../areas/store.ts'
import { type Candidate, makeCandidates } from './candidates.search.ts'
import type { Origin } from './fields.ts'
import type { NameSearch } from './names.search.ts'
import { likelihood, nameWords, sayWhere, settle, slipsAllowed, slipsBetween } from './rules.ts'

export type MeaningAreas = Pick<AreasStore, 'byId' | 'byCode' | 'areaNear' | 'districtAt' | 'patch'>

const MOST_GUESSES = 3
// Beyond the patch a misspelt name has to be that of a place of some size to be taken for it.
export const KNOWN_AFAR = 100
// How many words after a misspelt name may say where it is.
const MOST_QUALIFIERS = 2

export function makeMeaning(names: NameSearch, areas: MeaningAreas) {
  const { named, namedAny, meets } = makeCandidates(names, areas)
  const patch = areas.patch()
  const alike = new Map<string, string[]>()

  function namesLike(key: string): string[] {
    const found = alike.get(key) ?? names.alike(key)
    alike.set(key, found)
    return found
  }

  /** What goes by this name, or by its first words in what the other words name. */
  function exactly(words: string[]): Candidate[] {
    const whole = settle(named(words.join('')))
    if (whole.length > 0) return withNamesakes(whole, words)
    for (let length = words.length - 1; length > 0; length--) {
      const found = named(words.slice(0, length).join('')).filter(one => meets(one, words.slice(length)))
      if (found.length > 0) return settle(found)
    }
    return []
  }

  /** A name from far away that is one slip from a likelier one here: Raleigh, for those who mean Rayleigh. */
  function withNamesakes(found: Candidate[], words: string[]): Candidate[] {
    const [only] = found
    if (!only || found.length > 1 || only.in_patch) return found
    const here = misspelt(words.join(''), 0).filter(one => one.in_patch && one.likelihood >= only.likelihood)
    return here.length > 0 ? [...settle(here), only] : found
  }

  function misspelt(typed: string, slack: number): Candidate[] {
    const close = new Map(
      namesLike(typed)
        .map(key => [key, slipsBetween(typed, key)] as const)
        .filter(([, slips]) => slips > 0 && slips <= slipsAllowed(typed.length) + slack),
    )
    return namedAny([...close.keys()])
      .filter(one => one.in_patch || one.size >= KNOWN_AFAR)
      .map(one => ({ ...one, likelihood: likelihood(one, patch, slipsOf(one, close)) }))
  }

  /** What is spelt a little differently, alone or before words that say where it is. */
  function nearly(words: string[]): Candidate[] {
    const least = Math.max(1, words.length - MOST_QUALIFIERS)
    for (let length = words.length; length >= least; length--) {
      const found = misspelt(words.slice(0, length).join(''), 0)
      const there = found.filter(one => meets(one, words.slice(length)))
      if (there.length > 0) return settle(there)
    }
    return []
  }

  /** A few that may have been meant: names inside the text, then names somewhat like it; the patch's own first. */
  function guesses(words: string[]): Candidate[] {
    const within = namedAny(runsOf(words)).toSorted(likeliestFirst)
    const local = within.filter(({ in_patch }) => in_patch)
    const alike = misspelt(words.join(''), 2).toSorted(likeliestFirst)
    const all = [...local, ...alike, ...(local.length > 0 ? [] : within)]
    return all.filter((one, at) => all.findIndex(({ id }) => id === one.id) === at).slice(0, MOST_GUESSES)
  }

  /** The shortest of its names that can only mean this one. */
  function queryFor(one: Candidate): string {
    const wider = [one.district_name, one.outcode].filter(where => where && where !== one.name)
    const queries = [one.name, ...wider.map(where => `${one.name}, ${where}`)]
    const isOnly = (query: string) => {
      const [only, ...others] = exactly(nameWords(query))
      return only?.id === one.id && others.length === 0
    }
    return queries.find(isOnly) ?? queries[1] ?? one.name
  }

  function originOf(one: Candidate): Origin {
    const { name: label, lat, lon, in_patch, area } = one
    return {
      ...{ label, lat, lon, in_patch, kind: area ? 'area' : 'place' },
      detail: sayWhere(label, one.district_name, one.county),
      query: queryFor(one),
      area_id: area?.id ?? areas.areaNear(one)?.id ?? null,
      path: area?.path ?? null,
    }
  }

  return { exactly, nearly, guesses, originOf }
}

function slipsOf({ keys }: Candidate, close: ReadonlyMap<string, number>): number {
  return Math.min(...keys.map(key => close.get(key) ?? Number.POSITIVE_INFINITY))
}

function likeliestFirst(a: Candidate, b: Candidate): number {
  return b.likelihood - a.likelihood
}

const MOST_WORDS = 12
const LONGEST_RUN = 4

/** Every run of words that may be a name inside a longer text, as keys. */
function runsOf(words: string[]): string[] {
  const some = words.slice(0, MOST_WORDS)
  return some.flatMap((_, from) =>
    Array.from({ length: LONGEST_RUN }, (_, more) => some.slice(from, from + more + 1).join('')),
  )
}
