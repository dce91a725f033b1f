// What a typed text may mean as a postcode or a part of one (pure; whether there is such a postcode is not asked here).

export interface TypedPostcode {
  outcode: string
  /** What follows the space: `2AB`, `2A`, `2` or nothing. */
  inward: string
  /** Whether a letter O had to be read as a nought, an I as a one, or the other way round. */
  isSwapped: boolean
}

const FULL = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/
const OUTWARD = ['AA9', 'AA99', 'AA9A', 'A9', 'A99', 'A9A']
const INWARD = ['', '9', '9A', '9AA']
const WITHIN = /(?<![A-Z\d])([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})(?![A-Z\d])/

/** A whole postcode in its one normal form, or undefined: `ss92ab` gives `SS9 2AB`. */
export function tidyPostcode(text: string): string | undefined {
  const compact = compactOf(text)
  const tidy = `${compact.slice(0, -3)} ${compact.slice(-3)}`
  return FULL.test(tidy) ? tidy : undefined
}

/** Every reading of a text as a postcode or a part of one, likeliest first. */
export function readPostcodes(text: string): TypedPostcode[] {
  const words = wordsOf(text)
  const compact = words.join('')
  if (compact.length < 2 || compact.length > 7) return []
  const [first = '', second = ''] = words
  const splits = words.length === 2 && second.length <= 3 ? [[first, second]] : []
  // Without its space a text may be whole, or an outcode, or break off after either of the next two characters.
  for (const length of [3, 0, 1, 2])
    splits.push([endless(compact, length), compact.slice(compact.length - length)])
  const readings = splits.flatMap(([outward = '', inward = '']) => fitted(outward, inward))
  return readings.toSorted((a, b) => Number(a.isSwapped) - Number(b.isSwapped))
}

/** A whole postcode standing anywhere in a longer text, such as an address. */
export function postcodeWithin(text: string): TypedPostcode | undefined {
  const [, outcode, inward] = WITHIN.exec(text.toUpperCase()) ?? []
  return outcode && inward ? { outcode, inward, isSwapped: false } : undefined
}

function fitted(outward: string, inward: string): TypedPostcode[] {
  return OUTWARD.flatMap(outPattern =>
    INWARD.flatMap(inPattern => {
      const outcode = shaped(outward, outPattern)
      const rest = shaped(inward, inPattern)
      if (outcode === undefined || rest === undefined) return []
      return [{ outcode, inward: rest, isSwapped: outcode !== outward || rest !== inward }]
    }),
  )
}

const AS_DIGIT: Record<string, string> = { O: '0', I: '1' }
const AS_LETTER: Record<string, string> = { 0: 'O', 1: 'I' }

/** The text in the shape of a pattern of letters (A) and digits (9), or undefined when it cannot be. */
function shaped(text: string, pattern: string): string | undefined {
  if (text.length !== pattern.length) return undefined
  let made = ''
  for (const [index, character] of [...text].entries()) {
    const isDigit = character >= '0' && character <= '9'
    const wantsDigit = pattern[index] === '9'
    const fitting = isDigit === wantsDigit ? character : (wantsDigit ? AS_DIGIT : AS_LETTER)[character]
    if (fitting === undefined) return undefined
    made += fitting
  }
  return made
}

function wordsOf(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[^A-Z\d]+/)
    .filter(Boolean)
}

function compactOf(text: string): string {
  return wordsOf(text).join('')
}

function endless(text: string, length: number): string {
  return text.slice(0, text.length - length)
}
