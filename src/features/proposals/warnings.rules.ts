// What an editor should look at before deciding: homes, links, words, odd characters, names that only look like others.
import { joinWords } from '../../platform/text/words.ts'
import type { FieldName } from '../initiatives/fields.ts'
import { wordsFor } from '../initiatives/fields.ts'
import type { AskedFields } from './fields.ts'
import type { Look, Warning } from './item.fields.ts'

const HOME =
  /\b(?:my|our|his|her|their|volunteer[’']?s?|member[’']?s?|founder[’']?s?)\s+(?:own\s+|front\s+)?(?:home|house|flat|garden|kitchen|front room|living room|garage|drive|shed)\b|\b(?:flat|apartment)\s+\d/i
// The part of a name between two dots is no longer than 63 letters.
const LINK =
  /\b(?:https?:\/\/|www\.)\S+|\b[\w-]{1,63}\.(?:com|net|org|info|biz|ru|cn|top|xyz|shop|click|online|site)\b/gi
const MONEY =
  /\b(?:bitcoin|crypto|casino|betting|viagra|forex|loans?|investments?|giveaway|seo|backlinks?|escorts?|followers|guaranteed|whatsapp me|bank transfer|gift cards?)\b/gi
const RUDE = /\b(?:fuck\w*|shit\w*|cunt\w*|wank\w*|twat\w*|bastards?|arsehole\w*)\b/gi
// Letters of alphabets that are easily taken for Latin ones.
const ALIKE = /[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u13a0-\u13ff\u{1d400}-\u{1d7ff}\uff21-\uff5a]/u
const LATIN = /\p{Script=Latin}/u
const ODD = /[\u200c-\u200f\u2028\u2029\ufff9-\ufffd\ue000-\uf8ff]|\p{M}{3}/u

const TEXTS: readonly FieldName[] = [
  'name',
  'summary',
  'description',
  'keywords',
  'organisation_name',
  'venue',
  'street',
  'audience',
  'cost_note',
  'bring',
  'access_note',
]

/** What stands out in the words that are asked for; `now` is what the listing says, and `note` what the sender wrote. */
export function warningsOf(asked: AskedFields, now: AskedFields, note: string): Warning[] {
  const texts = TEXTS.flatMap(field => {
    const text = [asked[field] ?? ''].flat().join(' ')
    return text === '' ? [] : [{ label: wordsFor(field).label, text }]
  })
  const all = [...texts, { label: 'The note', text: note }]
  return [
    ...homeOf(asked, now, all),
    ...found(
      'links',
      all.filter(({ label }) => label !== 'The note'),
      LINK,
      'has a link in it',
    ),
    ...found('words', all, MONEY, 'has words that spam often has'),
    ...found('words', all, RUDE, 'has rude words'),
    ...oddOf(all),
  ]
}

function homeOf(asked: AskedFields, now: AskedFields, texts: { text: string }[]): Warning[] {
  const where = { ...now, ...asked }
  if (asked.precision === 'neighbourhood')
    return [
      {
        look: 'home',
        text: 'The new place is a home. It will show as a neighbourhood, and the address stays with editors.',
      },
    ]
  const isSaid = texts.some(({ text }) => HOME.test(text))
  if (!isSaid || where.precision === 'neighbourhood' || where.where_kind !== 'address') return []
  return [{ look: 'home', text: 'It may be at somebody’s home, and yet asks to show exactly where that is.' }]
}

function found(
  look: Look,
  texts: { label: string; text: string }[],
  pattern: RegExp,
  says: string,
): Warning[] {
  return texts.flatMap(({ label, text }) => {
    const words = [...new Set(text.match(pattern) ?? [])].slice(0, 3)
    return words.length > 0 ? [{ look, text: `“${label}” ${says}: ${joinWords(words)}.` }] : []
  })
}

function oddOf(texts: { label: string; text: string }[]): Warning[] {
  return texts.flatMap(({ label, text }): Warning[] => {
    if (text.split(/\s+/).some(word => ALIKE.test(word) && LATIN.test(word)))
      return [
        {
          look: 'name',
          text: `“${label}” mixes letters of two alphabets in one word, so that it looks like another.`,
        },
      ]
    return ODD.test(text)
      ? [{ look: 'characters', text: `“${label}” has odd or invisible characters in it.` }]
      : []
  })
}
