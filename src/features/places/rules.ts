// How names are compared, how far apart two spellings are, and which of several places somebody most likely meant.
import { distance } from 'fastest-levenshtein'
import { type Box, crowMetres, type Point } from '../../platform/geo/point.ts'
import { wordsOf } from '../../platform/text/clean.ts'

const SHORT_FORMS = new Map([
  ['saint', 'st'],
  ['gt', 'great'],
  ['lt', 'little'],
])

/** The words of a name as they are compared: `St. Mary’s & the Quay` and `saint marys and the quay` are alike. */
export function nameWords(text: string): string[] {
  const words = wordsOf(text)
    .filter(word => word !== 'and')
    .map(word => SHORT_FORMS.get(word) ?? word)
  return words.length > 1 && words[0] === 'the' ? words.slice(1) : words
}

/** A name as it is looked up: its words run together, so that `South end on Sea` is `Southend-on-Sea`. */
export function keyOf(text: string): string {
  return nameWords(text).join('')
}

const COUNTRIES = ['uk', 'england', 'gb', 'britain']

/** The words without the country at their end, which goes without saying. */
export function withoutCountry(words: readonly string[]): string[] {
  return words.filter((word, at) => at === 0 || !COUNTRIES.includes(word))
}

const LONGEST_MISSPELT = 40

/** The trigrams of a name; none of what is too short or too long to be one. */
export function trigramsOf(key: string): string[] {
  const characters = [...key]
  if (characters.length < 3 || characters.length > LONGEST_MISSPELT) return []
  return characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(''))
}

/** How many slips of a finger or of memory make one spelling the other; two letters changed about are one slip. */
export function slipsBetween(typed: string, name: string): number {
  const apart = distance(typed, name)
  if (apart < 2 || apart > 4) return apart
  const first = [...typed].findIndex((character, at) => character !== name[at])
  const turned = typed.slice(0, first) + typed[first + 1] + typed[first] + typed.slice(first + 2)
  return Math.min(apart, distance(turned, name) + 1)
}

/** How many slips are still the same name, by its length. */
export function slipsAllowed(length: number): number {
  if (length < 4) return 0
  if (length < 8) return 1
  return length < 12 ? 2 : 3
}

// Half as likely to be meant at this distance from the patch, a fifth at twice that, and so on.
const FAR_METRES = 40_000

/** How likely a place is what somebody meant: the larger and nearer, the likelier. */
export function likelihood(place: Point & { size: number }, patch: Box | undefined, slips = 0): number {
  const far = patch ? crowMetres(place, nearestIn(place, patch)) / FAR_METRES : 0
  return Math.max(1, place.size) / (1 + far ** 2) / 8 ** slips
}

export interface Likely {
  likelihood: number
  in_patch: boolean
}

const CLEARLY = 3
const CLEARLY_ELSEWHERE = 20
const MOST_CHOICES = 10
const HARDLY = 1 / 50

/**
 * The one that is clearly meant, or those worth asking about, the patch's own first. Somewhere else must be very
 * much likelier than a namesake in the patch to be taken without asking.
 */
export function settle<T extends Likely>(candidates: readonly T[]): T[] {
  const [best, ...rest] = candidates.toSorted((a, b) => b.likelihood - a.likelihood)
  if (!best) return []
  const isClear = rest.every(other => {
    const factor = other.in_patch && !best.in_patch ? CLEARLY_ELSEWHERE : CLEARLY
    return best.likelihood >= factor * other.likelihood
  })
  if (isClear) return [best]
  return [best, ...rest]
    .filter(other => other.in_patch || other.likelihood >= HARDLY * best.likelihood)
    .toSorted((a, b) => Number(b.in_patch) - Number(a.in_patch))
    .slice(0, MOST_CHOICES)
}

/** Whether words after a name say where it is: a district, a county or an outcode, the first two begun at least. */
export function isNamedBy(
  word: string,
  place: { district_name: string; county: string; outcode: string },
): boolean {
  if (word === place.outcode.toLowerCase()) return true
  const district = keyOf(place.district_name)
  return word === district || word === keyOf(place.county) || (word.length >= 4 && district.startsWith(word))
}

/** `in Castle Point, Essex`: what is worth adding to a name to say where it is. */
export function sayWhere(name: string, ...wider: string[]): string {
  const worth = wider.filter((one, at) => one && one !== name && wider.indexOf(one) === at)
  return worth.length > 0 ? `in ${worth.join(', ')}` : ''
}

function nearestIn({ lat, lon }: Point, box: Box): Point {
  return {
    lat: Math.max(box.min_lat, Math.min(box.max_lat, lat)),
    lon: Math.max(box.min_lon, Math.min(box.max_lon, lon)),
  }
}
