// What a field says, in words: for diffs, summaries and mail.
import { count, monthName, sayDate } from '../../platform/text/words.ts'
import { labelOf, NEED_KINDS } from '../initiatives/choices.fields.ts'
import {
  type Break,
  type FieldName,
  type Need,
  type Photo,
  type Session,
  wordsFor,
} from '../initiatives/fields.ts'
import type { FormGround } from '../initiatives/form.rules.ts'
import { sayBreak, sayRegular } from '../initiatives/sessions.rules.ts'

/** What kinds and areas are called. */
export type Names = Pick<FormGround, 'kinds' | 'areaName'>

/** A value as a person would say it, on one line or several; '' for nothing. */
export function sayValue(field: FieldName, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === '') return ''
  if (field === 'sessions') return (value as Session[]).map(sayRegular).join('\n')
  if (field === 'breaks') return (value as Break[]).map(sayPause).join('\n')
  if (field === 'needs') return (value as Need[]).map(sayNeed).join('\n')
  if (field === 'categories') return (value as string[]).map(slug => kindName(slug, names)).join(', ')
  if (field === 'serves') return (value as string[]).map(names.areaName).join(', ')
  if (field === 'photos') return sayPhotos(value as Photo[])
  const { control, choices } = wordsFor(field)
  if (control === 'choice' && choices) return labelOf(choices, String(value))
  if (control === 'tick') return value === true ? 'Yes' : 'No'
  if (control === 'month') return monthName(Number(value))
  if (control === 'date') return sayDate(String(value))
  const texts = [value].flat().map(String)
  return (field === 'website' || field === 'social_links' ? texts.map(sayAddress) : texts).join(', ')
}

/** How many there are, and what each shows; '' for none. */
export function sayPhotos(photos: readonly Photo[]): string {
  if (photos.length === 0) return ''
  return [count(photos.length, 'photo'), ...photos.map(({ alt }) => alt)].join('\n')
}

// What every address on the web has says nothing.
function sayAddress(text: string): string {
  return text.replace(/^https:\/\//, '').replace(/^([^/?#]+)\/$/, '$1')
}

// What nobody calls anything any more is said as it was written.
function kindName(slug: string, { kinds }: Names): string {
  return kinds.find(kind => kind.slug === slug)?.name ?? slug
}

function sayPause(pause: Break): string {
  return pause.note ? `${sayBreak(pause)} (${pause.note})` : sayBreak(pause)
}

function sayNeed({ kind, title, detail, until }: Need): string {
  const more = [detail, until && `until ${sayDate(until)}`].filter(Boolean).join(', ')
  return `${labelOf(NEED_KINDS, kind)}: ${title}${more ? ` (${more})` : ''}`
}
