// Listings that say something hostile in every field that takes words, and the same listings saying nothing special.
import {
  type FieldName,
  type InitiativeFields,
  initiativeFields,
  wordsFor,
} from '../../src/features/initiatives/fields.ts'
import { readInitiative } from '../../src/features/initiatives/reading.fields.ts'
import { hostileTexts } from './hostile.ts'
import type { CastMember } from './town/north.ts'

// What a field says when it refuses a text, or nothing is left of it; so every listing has the same shape.
const INSTEAD: Partial<Record<FieldName, string>> = {
  public_email: 'hello@plain.example',
  phone: '01632 960123',
  website: 'https://plain.example/',
  social_links: 'https://social.example/plain',
  organiser_emails: 'private@plain.example',
}
const PLAIN = 'Plain words'
// These name something that must be there.
const NAMES = ['categories', 'serves', 'postcode', 'source_id']

/** Every field that takes words, lists of them too. */
export const textFields = (Object.keys(initiativeFields.shape) as FieldName[]).filter(
  name => ['line', 'lines', 'list'].includes(wordsFor(name).control) && !NAMES.includes(name),
)

export const hostile: CastMember[] = hostileTexts.map(listingSaying)
export const plain: CastMember[] = hostileTexts.map((_, at) => listingSaying(PLAIN, at))
/** What is kept of each hostile listing. */
export const kept: InitiativeFields[] = hostile.map(listing => {
  const reading = readInitiative(listing)
  if (!reading.ok) throw new Error(JSON.stringify([listing.name, reading.issues]))
  return reading.fields
})

/** Listings as a cast. */
export function castOf(listings: readonly CastMember[]): Record<string, CastMember> {
  return Object.fromEntries(listings.entries())
}

function listingSaying(text: string, at: number): CastMember {
  const note = wordsLeft('name', text) ? text.slice(0, 80) : PLAIN
  return {
    ...(Object.fromEntries(textFields.map(name => [name, saying(name, text)])) as unknown as CastMember),
    source_id: String(at),
    categories: ['uniform-bank'],
    postcode: 'ZZ1 1AA',
    sessions: [{ days: [2], opens: '10:00', closes: '12:00', note }],
    breaks: [{ starts_on: '2026-08-01', ends_on: '2026-08-31', note }],
    needs: [{ kind: 'people', title: note, detail: note }],
    confirmed_on: '2026-06-01',
  }
}

function saying(name: FieldName, text: string): string | string[] {
  const said = wordsLeft(name, text) ? text : (INSTEAD[name] ?? PLAIN)
  return isList(name) ? [said] : said
}

/** Whether a field takes a text, and something is left of it. */
function wordsLeft(name: FieldName, text: string): boolean {
  const { success, data } = initiativeFields.shape[name].safeParse(isList(name) ? [text] : text)
  return success && [data].flat().join('') !== ''
}

function isList(name: FieldName): boolean {
  return wordsFor(name).control === 'list'
}
