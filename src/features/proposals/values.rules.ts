// What a field says, in words: for diffs, summaries and mail.
import { count, monthName, sayDate } from '../../platform/text/words.ts'
import { labelOf } from '../initiatives/choices.fields.ts'
import {
  type Break,
  type FieldName,
  type Need,
  type Photo,
  type Session,
  wordsFor,
} from '../initiatives/fields.ts'
import { saySession } from '../initiatives/sessions.rules.ts'

/** A value as a person would say it, on one line or several; '' for nothing. */
export function sayValue(field: FieldName, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  if (field === 'sessions') return (value as Session[]).map(sayNoted).join('\n')
  if (field === 'breaks') return (value as Break[]).map(sayBreak).join('\n')
  if (field === 'needs') return (value as Need[]).map(sayNeed).join('\n')
  if (field === 'photos') return sayPhotos(value as Photo[])
  const { control, choices } = wordsFor(field)
  if (control === 'choice' && choices) return labelOf(choices, String(value))
  if (control === 'tick') return value === true ? 'Yes' : 'No'
  if (control === 'month') return monthName(Number(value))
  if (control === 'date') return sayDate(String(value))
  return Array.isArray(value) ? value.join(', ') : String(value)
}

function sayNoted(session: Session): string {
  return session.note ? `${saySession(session)} (${session.note})` : saySession(session)
}

function sayBreak({ starts_on, ends_on, note }: Break): string {
  const days = starts_on === ends_on ? sayDate(starts_on) : `${sayDate(starts_on)} to ${sayDate(ends_on)}`
  return note ? `${days} (${note})` : days
}

function sayPhotos(photos: Photo[]): string {
  if (photos.length === 0) return ''
  return [count(photos.length, 'photo'), ...photos.map(({ alt }) => alt)].join('\n')
}

function sayNeed({ kind, title, detail, until }: Need): string {
  const more = [detail, until && `until ${sayDate(until)}`].filter(Boolean).join(', ')
  return `${kind}: ${title}${more ? ` (${more})` : ''}`
}
