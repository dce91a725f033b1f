// What can be learnt from spam: which words and which sites stand in a text, and when one of them tells (all pure).
import { wordsOf } from '../../platform/text/clean.ts'
import { joinWords } from '../../platform/text/words.ts'
import type { AskedFields, Proposal } from './fields.ts'
import { SPAM } from './rules.ts'

export interface Term {
  term: string
  kind: 'word' | 'host'
}

/** A term, how many that were spam it stood in, and how many that were approved. */
export interface Learnt extends Term {
  in_spam: number
  in_approved: number
}

/** How something was decided on, for what can be learnt from it. */
export type Verdict = 'spam' | 'approved'

/** From a long text no more than this is learnt. */
const MOST_WORDS = 80
const MOST_HOSTS = 10
const MOST_LETTERS = 20_000
// Where everybody has a page, a page says nothing.
const SHARED = new Set(
  'facebook.com instagram.com youtube.com x.com twitter.com tiktok.com linkedin.com google.com eventbrite.co.uk eventbrite.com linktr.ee wa.me whatsapp.com meetup.com nextdoor.co.uk wordpress.com gov.uk'.split(
    ' ',
  ),
)

/** The words and sites of what is asked; of what looks like an address for mail, nothing. */
export function termsOf(asked: AskedFields): Term[] {
  return termsIn(asked, /\p{L}{5,30}/u)
}

/** Those that may be learnt. No word that was only written with a capital is, as names are. */
export function termsLearntFrom(asked: AskedFields): Term[] {
  return termsIn(asked, /\p{Ll}{5,30}/u)
}

/** What a decision says of the words it was about; nothing for those that say nothing. */
export function verdictOf({
  status,
  decision_reason,
}: Pick<Proposal, 'status' | 'decision_reason'>): Verdict | undefined {
  if (status === 'approved') return 'approved'
  return status === 'rejected' && decision_reason === SPAM ? 'spam' : undefined
}

/** Whether a term alone says something: a site that was in spam more often than not, a word that was so twice and hardly ever else. */
export function tells({ kind, in_spam, in_approved }: Learnt): boolean {
  return kind === 'host' ? in_spam > in_approved : in_spam >= 2 && in_spam >= 4 * in_approved
}

/** Fewer words than these are chance. */
const FEWEST_WORDS = 3

/** Why what is asked looks like what was spam before, each a sentence for editors. */
export function signsLearnt(learnt: readonly Learnt[]): string[] {
  const telling = learnt.filter(tells)
  const named = (kind: Term['kind']) => telling.filter(one => one.kind === kind).map(({ term }) => term)
  const [hosts, words] = [named('host'), named('word')]
  return [
    ...(hosts.length > 0 ? [`It leads to ${joinWords(hosts)}, as spam did before.`] : []),
    ...(words.length >= FEWEST_WORDS
      ? [`It has words that spam had before: ${joinWords(words.slice(0, 6))}.`]
      : []),
  ]
}

const WRITTEN = [
  'name',
  'summary',
  'description',
  'keywords',
  'website',
  'social_links',
  'bring',
  'audience',
] as const

function termsIn(asked: AskedFields, word: RegExp): Term[] {
  // Piece by piece: one pattern for an address would look through all of a long text again from each of its letters.
  const text = textOf(asked)
    .slice(0, MOST_LETTERS)
    .split(/\s+/)
    .filter(piece => !piece.includes('@'))
    .join(' ')
  const links = text.match(/(?:https?:\/\/|www\.)[^\s<>"()]{1,300}/gi) ?? []
  const words = text.replace(/(?:https?:\/\/|www\.)\S*/gi, ' ').match(ALONE(word)) ?? []
  return [
    ...unique(links.flatMap(hostOf), MOST_HOSTS).map(term => ({ term, kind: 'host' as const })),
    ...unique(words.flatMap(wordsOf), MOST_WORDS).map(term => ({ term, kind: 'word' as const })),
  ]
}

const ALONE = ({ source }: RegExp) => new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, 'gu')

function textOf(asked: AskedFields): string {
  return [
    ...WRITTEN.map(name => asked[name]),
    ...(asked.needs ?? []).flatMap(({ title, detail }) => [title, detail]),
  ]
    .flat()
    .filter(text => typeof text === 'string')
    .join('\n')
}

/** The site of a link, as browsers write it. */
function hostOf(link: string): string[] {
  const address = /^http/i.test(link) ? link : `https://${link}`
  if (!URL.canParse(address)) return []
  const host = new URL(address).hostname.replace(/^www\./, '').replace(/\.$/, '')
  const isNamed =
    /^[a-z\d-]+(?:\.[a-z\d-]+)+$/.test(host) && /\.[a-z][a-z\d-]+$/.test(host) && host.length <= 253
  return isNamed && !SHARED.has(host) ? [host] : []
}

function unique(texts: readonly string[], most: number): string[] {
  return [...new Set(texts)].filter(text => text.length >= 3).slice(0, most)
}
