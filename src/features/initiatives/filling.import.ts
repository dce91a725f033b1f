// Fills in a listing from a row: what the file says, else what the listing already says, else the mapping's default.
import { crowMetres } from '../../platform/geo/point.ts'
import { type FieldName, type InitiativeFields, initiativeFields } from './fields.ts'
import type { Ground } from './placing.rules.ts'
import { type FieldIssue, readInitiative, sayIssue } from './reading.fields.ts'
import type { Said, Values } from './saying.import.ts'
import { packDays, packWeeks, unpackDays, unpackWeeks } from './sessions.rules.ts'

export interface Filling {
  said: Said
  defaults: Said
  /** What the listing of this source and id says now, when there is one. */
  before: InitiativeFields | undefined
  identity: { source: string; source_id: string }
  today: string
  postcode: Ground['postcode']
}

export type Filled =
  | { ok: true; fields: InitiativeFields; notes: string[] }
  | { ok: false; name: string; notes: string[] }

/** Finished fields, with a note for each that had to be left out; or why the row is refused. */
export function fillFields(filling: Filling): Filled {
  const { said, before, today } = filling
  let values = before ? withoutStaleConfirmation(said.values, before) : said.values
  const faults = before ? said.faults : [...said.faults, ...filling.defaults.faults]
  const notes = faults.map(sayIssue)
  const isNews = ({ field }: FieldIssue) => !faults.some(fault => fault.field === field)
  const refused = (issues: FieldIssue[]): Filled => ({
    ok: false,
    name: typeof values.name === 'string' ? values.name : '',
    notes: [...new Set([...notes, ...issues.filter(isNews).map(sayIssue)])],
  })
  for (;;) {
    const read = readInitiative(compose(filling, values))
    const issues = read.ok ? confirmedTooLate(read.fields, today) : read.issues
    if (read.ok && issues.length === 0) {
      return { ok: true, fields: inStoredOrder(read.fields), notes: notes.map(note => `left out: ${note}`) }
    }
    const fewer = leaveOut(values, issues)
    if (fewer === undefined) return refused(issues)
    notes.push(...issues.map(sayIssue))
    values = fewer
  }
}

function compose({ before, defaults, identity, today, postcode }: Filling, values: Values): Values {
  const base = before
    ? withPointToFind(before, values, postcode)
    : { confirmed_on: today, confirmed_by: 'import', ...defaults.values }
  // Half of what goes together says nothing with the other half of what was there before.
  const halves = Object.keys(values).flatMap(field => TOGETHER[field as FieldName] ?? [])
  const emptied = Object.fromEntries(halves.map(field => [field, null]))
  return { ...base, ...emptied, ...(isNoLongerPaused(values) && NOT_PAUSED), ...values, ...identity }
}

const NOT_PAUSED = { paused_until: null }

/** The day it comes back belongs to the pause, and goes when the file says another status. */
function isNoLongerPaused({ status }: Values): boolean {
  return status !== undefined && status !== 'paused'
}

/** A confirmation is never taken back: an older date in the file says nothing new. */
function withoutStaleConfirmation(values: Values, before: InitiativeFields): Values {
  const { confirmed_on, confirmed_by = 'import', ...rest } = values
  const isNewer = typeof confirmed_on === 'string' && confirmed_on > before.confirmed_on
  return isNewer ? { ...rest, confirmed_on, confirmed_by } : rest
}

/** A point that came from the postcode is found anew; one that somebody set stays, unless the postcode moves. */
function withPointToFind(before: InitiativeFields, values: Values, postcode: Ground['postcode']): Values {
  const { lat, lon } = before
  const known = before.postcode === '' ? undefined : postcode(before.postcode)
  const isOfPostcode = known && lat !== null && lon !== null && crowMetres(known, { lat, lon }) < 1
  const moves = 'postcode' in values && values.postcode !== before.postcode
  return moves || isOfPostcode ? { ...before, lat: null, lon: null } : before
}

function confirmedTooLate({ confirmed_on }: InitiativeFields, today: string): FieldIssue[] {
  if (confirmed_on <= today) return []
  return [{ field: 'confirmed_on', message: 'The day it was last confirmed is still to come.' }]
}

// Fields that only make sense together are left out together.
const TOGETHER: Partial<Record<FieldName, FieldName[]>> = {
  lat: ['lat', 'lon'],
  lon: ['lat', 'lon'],
  season_from: ['season_from', 'season_to'],
  season_to: ['season_from', 'season_to'],
}
const NEVER_LEFT_OUT = new Set(['paused_until', 'source', 'source_id'])

/** A field may be left out where leaving it empty says “not stated”, and not something else that is untrue. */
function canBeLeftOut(field: string): field is FieldName {
  if (NEVER_LEFT_OUT.has(field) || !Object.hasOwn(initiativeFields.shape, field)) return false
  const empty = initiativeFields.shape[field as FieldName].safeParse(undefined)
  return empty.success && (empty.data === '' || empty.data === null || isEmptyList(empty.data))
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

/** What the row says without the fields that are wrong; undefined when that would not help. */
function leaveOut(values: Values, issues: FieldIssue[]): Values | undefined {
  const fields = issues.map(({ field }) => field)
  if (!fields.every(canBeLeftOut)) return undefined
  const wrong = new Set(fields.flatMap(field => TOGETHER[field] ?? [field]))
  const kept = Object.entries(values).filter(([field]) => !wrong.has(field as FieldName))
  return kept.length < Object.keys(values).length ? Object.fromEntries(kept) : undefined
}

/** Days and weeks as they come back from the database, so that a second import finds nothing changed. */
function inStoredOrder(fields: InitiativeFields): InitiativeFields {
  const sessions = fields.sessions.map(session => ({
    ...session,
    days: unpackDays(packDays(session.days)),
    weeks: unpackWeeks(packWeeks(session.weeks)),
  }))
  return { ...fields, sessions }
}
