// What text from outside goes through before it is kept: one normal form, nothing invisible, no tricks with direction.

// Bidirectional marks and controls, zero-width space, byte-order mark, soft hyphen, and control characters but tab and newline.
const INVISIBLE =
  /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\ufeff\u00ad\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
// Letters that are empty to look at: fillers of Hangul, an empty pattern of Braille, joiners that join nothing.
const EMPTY_LETTERS = /\u034f|[\u115f\u1160\u180e\u2060-\u2065\u206a-\u206f\u2800\u3164\uffa0]/g
const MANY_MARKS = /(\p{M}{3})\p{M}+/gu

/** One line: NFC, no invisible or control characters, spaces folded and trimmed. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/** Several lines: the same, keeping line breaks (`\n`), at most two in a row. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .replace(EMPTY_LETTERS, '')
    .replace(MANY_MARKS, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** The words of a text as they are compared: lower case, no accents, letters and digits only. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}

/** A name made fit for an address: `School Uniform Bank` gives `school-uniform-bank`. */
export function slugOf(text: string): string {
  return wordsOf(text).join('-').slice(0, 80).replace(/-+$/, '') || 'light'
}

/** The first of `slug`, `slug-2`, `slug-3` … that is free. */
export function freeSlug(slug: string, isFree: (candidate: string) => boolean): string {
  let candidate = slug
  for (let n = 2; !isFree(candidate); n++) candidate = `${slug}-${n}`
  return candidate
}
