// What a patch still lacks, in one line: of its own geography some parts may be there and others not.
import { joinWords } from '../platform/text/words.ts'
import type { Stores } from './geography-plan.ts'

const NEEDED = ['areas', 'places', 'postcodes'] as const

/** Nothing where there is all that a patch needs. */
export function sayMissing({ places, crossings }: Pick<Stores, 'places' | 'crossings'>): string[] {
  const loaded = new Set(places.loaded().flatMap(({ part, source }) => (source === '' ? [] : part)))
  const missing: string[] = NEEDED.filter(part => !loaded.has(part))
  if (crossings.land().length === 0) missing.push('land')
  if (missing.length === 0) return []
  const [first = ''] = missing
  return [
    `Your patch has no ${joinWords(missing, 'or')} yet; “npm run cli -- geography ${first} FILE --commit” brings ${missing.length > 1 ? `its ${first}, and so on` : 'it'}.`,
  ]
}
