// Turns what somebody typed into a full-text query: every word by its beginning, synonyms beside it, nothing else.
import { distance } from 'fastest-levenshtein'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { wordsOf } from '../../platform/text/clean.ts'

const MOST_WORDS = 8
/** Of words that more listings hold, only the newest so many are looked at with other filters. */
const MOST_MATCHES = 20_000
const LITTLE_WORDS = new Set([
  'a',
  'an',
  'and',
  'at',
  'for',
  'in',
  'my',
  'near',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
])

export type WordSearch = ReturnType<typeof makeWordSearch>

export function makeWordSearch(db: Db) {
  const synonyms = query<Record<string, never>, { phrase: string; means: string }>(
    db,
    'select phrase, means from synonym order by phrase, means',
  )
  const spelling = query<
    { from: string; to: string; least: number; most: number },
    { term: string; doc: number }
  >(
    db,
    `select term, doc from spelling where term >= :from and term < :to
       and length(term) between :least and :most`,
  )

  /** The word of our own vocabulary closest to one that found nothing; the commoner one wins. */
  function closest(word: string): string | undefined {
    const most = word.length < 5 ? 1 : 2
    const first = word.charAt(0)
    const near = spelling
      .all({ from: first, to: `${first}\u{10ffff}`, least: word.length - most, most: word.length + most })
      .map(({ term, doc }) => ({ term, doc, off: distance(word, term) }))
      .filter(({ off }) => off > 0 && off <= most)
      .sort((a, b) => a.off - b.off || b.doc - a.doc || a.term.localeCompare(b.term))
    return near[0]?.term
  }

  const oldest = query<{ match: string; most: number }, { rowid: number; total: number }>(
    db,
    `select min(rowid) as rowid, count(*) as total from (
       select rowid from initiative_fts where initiative_fts match :match order by rowid desc limit :most)`,
  )

  return {
    /** Where the newest matches begin that are looked at with other filters: 0 is with all of them. */
    since(match: string): number {
      const found = oldest.get({ match, most: MOST_MATCHES })
      return found?.total === MOST_MATCHES ? found.rowid : 0
    },
    /** A MATCH expression for typed text, or undefined when it holds no word. */
    matchFor(typed: string): string | undefined {
      const words = searchWords(typed)
      if (words.length === 0) return undefined
      const meanings = synonyms
        .all({})
        .flatMap(({ phrase, means }) => replacePhrase(words, wordsOf(phrase), wordsOf(means)))
      return [words, ...meanings].map(allOf).join(' OR ')
    },
    /** The same text with words nobody here uses replaced by the closest we know; undefined when nothing is closer. */
    correct(typed: string): string | undefined {
      const words = searchWords(typed)
      const better = words.map(word => (isKnown(word) ? word : (closest(word) ?? word)))
      return better.join() === words.join() ? undefined : better.join(' ')
    },
  }

  function isKnown(word: string): boolean {
    const found = spelling.all({ from: word, to: `${word}\u{10ffff}`, least: word.length, most: 64 })
    return found.length > 0
  }
}

// The index splits at an apostrophe, so what was typed is split there too.
function searchWords(typed: string): string[] {
  const words = wordsOf(typed.replace(/['’]s?\b/g, ' '))
  const telling = words.filter(word => !LITTLE_WORDS.has(word))
  return (telling.length > 0 ? telling : words).slice(0, MOST_WORDS)
}

/** Quoted, so that no word is ever read as an operator; the star finds longer words too. */
function allOf(words: readonly string[]): string {
  return `(${words.map(word => `"${word}"*`).join(' AND ')})`
}

function replacePhrase(words: string[], phrase: string[], means: string[]): string[][] {
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, index) => words[start + index] === word)) {
      return [[...words.slice(0, start), ...means, ...words.slice(start + phrase.length)]]
    }
  }
  return []
}
