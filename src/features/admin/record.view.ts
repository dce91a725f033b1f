// The pages of things that admins keep: a list of them, and one with its form.
import { createHash } from 'node:crypto'
import { type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'

export const SITE_PATH = '/admin/site'

export interface RecordRow {
  href: string
  name: string
  note: string
  under: string
  /** A button beside it; null for none. */
  act: { action: string; name: string; value: string; label: string } | null
}

export interface RecordsParts {
  title: string
  lead: string
  /** What adds another, and where; null where there can be no more. */
  add: { href: string; label: string } | null
  groups: { heading: string; rows: RecordRow[] }[]
}

export function recordsPage({ title, lead, add, groups }: RecordsParts) {
  return { title, lead, add, groups, back: { href: SITE_PATH, label: 'The site' } }
}

export interface RecordParts {
  title: string
  lead: string
  back: { href: string; label: string }
  action: string
  button: string
  fields: readonly FormField[]
  values: FormValues
  issues?: readonly Issue[]
  /** What the form was made from; '' for something new. */
  seen?: string
  /** What somebody else changed meanwhile. */
  changed?: readonly { label: string; text: string; href: string }[]
  removal?: { action: string; text: string; button: string } | null
  done?: string
}

export function recordPage(parts: RecordParts) {
  const { title, lead, back, action, button, fields, values, issues = [], seen = '' } = parts
  const changed = parts.changed ?? []
  const { parts: drawn, errors } = formOf(fields, values, issues)
  return {
    ...{ title, lead, back, action, button, seen, changed, parts: drawn },
    errors: changed.length > 0 ? [CHANGED, ...errors] : errors,
    removal: parts.removal ?? null,
    done: parts.done ?? '',
  }
}

/** A short mark of what a form was made from, to tell whether that has changed since. */
export function markOf(values: FormValues): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22)
}

/** What something says now, where it differs from what was typed. */
export function differences(fields: readonly FormField[], now: FormValues, typed: FormValues) {
  return fields
    .filter(({ name }) => String(now[name] ?? '') !== String(typed[name] ?? ''))
    .map(field => ({ label: field.label, text: sayNow(field, String(now[field.name] ?? '')), href: '' }))
}

const CHANGED = {
  href: '#changed',
  text: 'Somebody changed this meanwhile. Look at what it says now, then save again',
}

function sayNow(field: FormField, value: string): string {
  const options = 'options' in field ? field.options : []
  return options.find(option => option.value === value)?.label ?? (value || 'Nothing')
}
