// Turns what somebody typed into a full-text query: every word by its beginning, synonyms beside it, nothing else.
import { distance } from 'fastest-levenshtein'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { wordsOf } from '../../platform/text/clean.ts'

const MOST_WORDS = 8
/** Of words that more listings hold, only the newest so many are looked at with other filters. */
const MOST_MATCHES = 10_000
/** Of more words than these it does not matter where they stand: few listings have them all. */
const FEW_WORDS = 3
/** A word that so many listings hold is common. */
const MANY = 2000
/** So many common words among others take long: each has to be followed to wherever they all meet. */
const SEVERAL = 3
/** The index knows beginnings of two letters and of three. */
const PREFIXES = 3
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

/** A word as it is looked for. */
interface Term {
  term: string
  isCommon: boolean
}

/** What to look for. */
export interface Wanted {
  match: string
  /** Whether very many hold one of the words. */
  isCommon: boolean
  /** Whether there are many words, which few listings hold together. */
  isLong: boolean
  /** Whether so many of them are common that it takes long to find who holds them all. */
  isDear: boolean
  /** What was typed, and the same in other words: the beginnings of each. */
  said: readonly (readonly string[])[]
}

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

  const holding = query<{ match: string; most: number }, { total: number }>(
    db,
    `select count(*) as total from (
       select 1 from initiative_fts where initiative_fts match :match order by rowid desc limit :most)`,
  )
  const isCommon = (match: string) => (holding.get({ match, most: MANY })?.total ?? 0) === MANY

  /**
   * Quoted, so that no word is ever read as an operator. The star finds longer words too: all that begin so have to be
   * put together for it, so that a word that very many hold is looked for as it is; so is a single letter.
   */
  function termFor(word: string): Term {
    const plain = `"${word}"`
    if (word.length === 1) return { term: plain, isCommon: isCommon(plain) }
    if (word.length <= PREFIXES) return { term: `${plain}*`, isCommon: isCommon(`${plain}*`) }
    return isCommon(plain) ? { term: plain, isCommon: true } : { term: `${plain}*`, isCommon: false }
  }

  return {
    /** Where the newest matches begin that are looked at with other filters: 0 is with all of them. */
    since({ match, isLong }: Wanted): number {
      if (isLong) return 0
      const found = oldest.get({ match, most: MOST_MATCHES })
      return found?.total === MOST_MATCHES ? found.rowid : 0
    },
    /** What to look for, for typed text; undefined without a word. */
    matchFor(typed: string): Wanted | undefined {
      const words = searchWords(typed)
      if (words.length === 0) return undefined
      const meanings = synonyms
        .all({})
        .flatMap(({ phrase, means }) => replacePhrase(words, wordsOf(phrase), wordsOf(means)))
      const all = [words, ...meanings]
      const terms = new Map(all.flat().map(word => [word, termFor(word)]))
      const allOf = (some: readonly string[]) => `(${some.map(word => terms.get(word)?.term).join(' AND ')})`
      const common = [...terms.values()].filter(({ isCommon }) => isCommon).length
      return {
        match: all.map(allOf).join(' OR '),
        said: all.map(some => some.map(beginning)),
        isLong: words.length > FEW_WORDS,
        isDear: words.length > FEW_WORDS && common >= SEVERAL,
        isCommon: common > 0,
      }
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

/** What to look for where names alone count: each word by its beginning; undefined without a word. */
export function matchNames(typed: string): string | undefined {
  const words = searchWords(typed)
  return words.length === 0 ? undefined : `name : (${words.map(word => `"${word}"*`).join(' AND ')})`
}

/** What nearly every form of a word begins with. */
function beginning(word: string): string {
  return word.length > 5 ? word.replace(/(ing|ers?|ed|es|s)$/, '') : word
}

// The index splits at an apostrophe, so what was typed is split there too.
function searchWords(typed: string): string[] {
  const words = wordsOf(typed.replace(/['’]s?\b/g, ' '))
  const telling = words.filter(word => !LITTLE_WORDS.has(word))
  return (telling.length > 0 ? telling : words).slice(0, MOST_WORDS)
}

function replacePhrase(words: string[], phrase: string[], means: string[]): string[][] {
  for (let start = 0; start + phrase.length <= words.length; start++) {
    if (phrase.every((word, index) => words[start + index] === word)) {
      return [[...words.slice(0, start), ...means, ...words.slice(start + phrase.length)]]
    }
  }
  return []
}
