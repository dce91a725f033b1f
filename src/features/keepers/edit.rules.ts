// An edit that somebody proposes: which boxes they are given, what they hold, and what of it is a change (all pure).
import type { FormValues, Issue } from '../../platform/web/forms.ts'
import { type FieldName, fieldsKept, type InitiativeFields } from '../initiatives/fields.ts'
import {
  FORM_GROUPS,
  type FormGround,
  formNames,
  formValues,
  readFormFields,
} from '../initiatives/form.rules.ts'
import { readInitiative } from '../initiatives/reading.fields.ts'
import type { AskedFields } from '../proposals/fields.ts'
import { onlyChanges } from '../proposals/rules.ts'

export interface Group {
  heading: string
  hint: string
  fields: FieldName[]
}

// Whom a listing belongs to is changed by handing it over, where others can object, and never by the way.
const NEVER: readonly FieldName[] = ['organiser_emails']
// Where it is to a few steps, and how much of that is shown, only those who keep it may know.
const KEEPERS_ONLY: readonly FieldName[] = ['lat', 'lon', 'where_kind', 'precision']
const PRIVATE = fieldsKept('private')
const MOVED = 'Has it moved? Write where it is now. Leave these empty if it is where it was.'

/** The groups of the form: everything for a keeper; for anybody else what is public, and where it may have moved to. */
export function editGroups(isKeeper: boolean): Group[] {
  const hidden = isKeeper ? NEVER : [...NEVER, ...KEEPERS_ONLY]
  return FORM_GROUPS.map(({ heading, fields }) => {
    const own = fields.filter(name => !hidden.includes(name))
    return { heading, hint: !isKeeper && own.some(name => PRIVATE.includes(name)) ? MOVED : '', fields: own }
  }).filter(({ fields }) => fields.length > 0)
}

/** The names of all boxes of the form. */
export function editNames(isKeeper: boolean): string[] {
  return formNames(editGroups(isKeeper).flatMap(({ fields }) => fields))
}

/** What the boxes hold at first: nothing private for anybody but a keeper. */
export function editValues(fields: InitiativeFields, isKeeper: boolean, ground: FormGround): FormValues {
  const names = editGroups(isKeeper).flatMap(group => group.fields)
  const shown = names.filter(name => isKeeper || !PRIVATE.includes(name))
  return formValues(Object.fromEntries(shown.map(name => [name, fields[name]])), ground)
}

export type Edit =
  | { ok: true; fields: InitiativeFields; asked: AskedFields; base: AskedFields }
  | { ok: false; issues: Issue[] }

/** What somebody changed of what they saw; the rest is as it was, whatever it is by now. */
export function readEdit(
  seen: InitiativeFields,
  values: FormValues,
  { isKeeper, ground }: { isKeeper: boolean; ground: FormGround },
): Edit {
  const names = editGroups(isKeeper).flatMap(({ fields }) => fields)
  const { input, issues } = readFormFields(names, values, ground)
  if (issues.length > 0) return { ok: false, issues }
  const sent = isKeeper ? input : withoutEmpty(input)
  const read = readInitiative({ ...seen, ...sent, ...withoutPoint(seen, sent) })
  if (!read.ok) return { ok: false, issues: read.issues.map(issue => issueIn(names, issue)) }
  const asked = { ...(!isKeeper && privatelySaid(sent, read.fields)), ...onlyChanges(seen, read.fields) }
  const base = Object.fromEntries(Object.keys(asked).map(name => [name, seen[name as FieldName]]))
  return { ok: true, fields: read.fields, asked, base }
}

/** What is wrong with a field, at its box, or at the first where it has none. */
export function issueIn(
  names: readonly FieldName[],
  { field, message }: { field: string; message: string },
): Issue {
  const isThere = names.includes(field as FieldName)
  return { path: [isThere ? field : (names[0] as string)], message: message.replace(/\.$/, '') }
}

/** Somewhere else now: the point that was set for the old place says nothing any more, unless another was set. */
function withoutPoint(seen: InitiativeFields, sent: Record<string, unknown>): Partial<InitiativeFields> {
  const { postcode = seen.postcode, lat = seen.lat, lon = seen.lon } = sent
  const isMoved = postcode !== seen.postcode && lat === seen.lat && lon === seen.lon
  return isMoved ? { lat: null, lon: null } : {}
}

// Whatever they say of where it is counts as a change, even if it is so already: nobody finds out by guessing.
function privatelySaid(sent: Record<string, unknown>, fields: InitiativeFields): AskedFields {
  const names = PRIVATE.filter(name => name in sent)
  return Object.fromEntries(names.map(name => [name, fields[name]]))
}

function withoutEmpty(input: Record<string, unknown>): Record<string, unknown> {
  const isSaid = ([name, value]: [string, unknown]) => !PRIVATE.includes(name as FieldName) || value !== ''
  return Object.fromEntries(Object.entries(input).filter(isSaid))
}
