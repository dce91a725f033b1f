// Whether two names may well be of the same thing: compared by the words that tell things apart.
import { distance } from 'fastest-levenshtein'
import { wordsOf } from '../../platform/text/clean.ts'

/** How far apart two listings may be and still be taken for one. */
export const ALIKE_METRES = 250

const LITTLE_WORDS = new Set(
  (
    'a an and at by for in of on the to with community group society association club project trust ' +
    'organisation charity charitable ltd limited cic cio plc llp inc co operative coop cooperative uk'
  ).split(' '),
)

/** Whether the telling words of the shorter name are all in the longer one, in any order, small slips forgiven. */
export function areNamesAlike(one: string, other: string): boolean {
  const [few, many] = [tellingWords(one), tellingWords(other)].sort((a, b) => a.length - b.length) as [
    string[],
    string[],
  ]
  if (few.join('') === many.join('')) return true
  if (few.length < 2 && few.length < many.length) return false
  const left = [...many]
  return few.every(word => {
    const at = left.findIndex(candidate => areWordsAlike(word, candidate))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/** The words of a name that tell it from others; all of them when none do. */
export function tellingWords(name: string): string[] {
  const words = wordsOf(name)
  const telling = words.filter(word => !LITTLE_WORDS.has(word))
  return telling.length > 0 ? telling : words
}

/** One slip in a word of five letters, two in a word of nine; none where there are digits, which are chosen with care. */
function areWordsAlike(one: string, other: string): boolean {
  if (one === other) return true
  if (/\d/.test(one + other)) return false
  const length = Math.min(one.length, other.length)
  if (length < 5 || Math.abs(one.length - other.length) > 2) return false
  return distance(one, other) <= (length < 9 ? 1 : 2)
}
