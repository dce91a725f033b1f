// What looks like spam, by itself and without asking anybody else: it is held, and editors are shown why (all pure).
import { createHash } from 'node:crypto'
import { wordsOf } from '../../platform/text/clean.ts'
import type { AskedFields } from './fields.ts'

/** Nobody reads the first page and fills it in faster than this. */
const FASTEST_MS = 3000
const MOST_LINKS = 3
/** Shorter than this, two may well say the same by chance. */
const LONG_ENOUGH = 30

/** Said to editors, each a sentence. */
export const HELD = {
  fast: 'It was filled in faster than anybody types.',
  links: `It has more than ${MOST_LINKS} links in it.`,
  words: 'It has words in it that spam is full of.',
  repeated: 'Somebody else has sent the very same.',
} as const

// Each of these alone says enough, in a directory of neighbours.
const TELLING = [
  'viagra',
  'cialis',
  'online casino',
  'casino bonus',
  'sports betting',
  'free spins',
  'payday loan',
  'crypto investment',
  'bitcoin investment',
  'forex signals',
  'guaranteed returns',
  'buy backlinks',
  'guest post',
  'seo services',
  'web traffic',
  'replica watches',
  'weight loss pills',
  'escort agency',
  'porn',
  'essay writing service',
  'adult webcams',
]
// Only where it stands in what is written: addresses have boxes of their own, and those are counted too.
const LINK = /(?:https?:\/\/|www\.)\S/gi

/** Why what is asked looks like spam; nothing when it does not. */
export function signsOfSpam(asked: AskedFields): string[] {
  const text = textOf(asked)
  const said = ` ${wordsOf(text).join(' ')} `
  const signs: string[] = []
  if ((text.match(LINK) ?? []).length > MOST_LINKS) signs.push(HELD.links)
  if (TELLING.some(words => said.includes(` ${words} `))) signs.push(HELD.words)
  return signs
}

/** The same for whatever says the same but for capitals, spaces and dots; '' for what is too short to tell. */
export function hashSaid({ name = '', summary = '', description = '', website = '' }: AskedFields): string {
  const said = wordsOf([name, summary, description, website].join(' ')).join(' ')
  return said.length < LONG_ENOUGH ? '' : createHash('sha256').update(said).digest('base64url')
}

/** When a page was made, so that whoever sends it back cannot say otherwise. */
export function stampOf(now: Date, sign: (text: string) => string): string {
  const moment = String(now.getTime())
  return `${moment}.${sign(`rendered ${moment}`)}`
}

/** Whether a form came back faster than a person fills it in, or does not say when it was made. */
export function isTooFast(stamp: string, now: Date, sign: (text: string) => string): boolean {
  const [moment = '', signature = ''] = stamp.split('.')
  if (!/^\d{1,16}$/.test(moment) || sign(`rendered ${moment}`) !== signature) return true
  return now.getTime() - Number(moment) < FASTEST_MS
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || typeof value !== 'object') return ''
  return Object.values(value).map(textOf).join(' ')
}
