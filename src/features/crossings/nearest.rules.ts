// Puts what may be near in order of distance travelled, and says a distance as a person would.
import { crowMetres, METRES_PER_MILE, type Point } from '../../platform/geo/point.ts'
import { joinWords } from '../../platform/text/words.ts'
import { makeQueue } from './queue.rules.ts'
import type { Departure, Journey } from './travel.rules.ts'

interface Ranked<C> {
  candidate: C
  /** As the crow flies until the journey is known, and then its length. */
  metres: number
  journey?: Journey
}

/**
 * Yields candidates, nearest first, ties by id. A journey is worked out only once nothing that is already known is
 * nearer than its straight line; what cannot be reached is left out.
 */
export function* nearestFirst<C extends Point & { id: number }>(
  from: Departure,
  origin: Point,
  candidates: Iterable<C>,
  limitMetres = Number.POSITIVE_INFINITY,
): Generator<{ candidate: C; journey: Journey }> {
  const ranked = Array.from(candidates, candidate => ({ candidate, metres: crowMetres(origin, candidate) }))
  const queue = makeQueue<Ranked<C>>(comesFirst, ranked)
  for (let next = queue.pop(); next && next.metres <= limitMetres; next = queue.pop()) {
    const { candidate } = next
    const journey = next.journey ?? from.to(candidate)
    if (next.journey) yield { candidate, journey: next.journey }
    else if (journey) queue.push({ candidate, metres: journey.metres, journey })
  }
}

/** `about 2 miles, by Benfleet Bridge`. */
export function sayJourney({ metres, via }: Journey): string {
  const by = via.length > 0 ? `, by ${joinWords(via.map(sayCrossing))}` : ''
  return `${sayMiles(metres / METRES_PER_MILE)}${by}`
}

function comesFirst(a: Ranked<Point & { id: number }>, b: Ranked<Point & { id: number }>): boolean {
  if (a.metres !== b.metres) return a.metres < b.metres
  return a.candidate.id < b.candidate.id
}

function sayMiles(miles: number): string {
  if (miles < 0.25) return 'a few minutes’ walk'
  if (miles < 0.45) return 'less than half a mile'
  if (miles < 0.75) return 'about half a mile'
  if (miles < 1.5) return 'about 1 mile'
  if (miles < 20) return `about ${Math.round(miles)} miles`
  return `about ${Math.round(miles / 5) * 5} miles`
}

/** Without the number of the road; a name that ends in a plain word wants `the`, as in `the Upnor ferry`. */
function sayCrossing(name: string): string {
  const plain = name.replace(/\s*\([^()]*\)\s*$/, '') || name
  return /\s\p{Ll}[^\s]*$/u.test(plain) ? `the ${plain}` : plain
}
