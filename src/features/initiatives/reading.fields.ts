// Reads a whole initiative from outside: either finished fields, or every problem in words, field by field.
import { type FieldName, type InitiativeFields, initiativeFields, sayField, wordsFor } from './fields.ts'

export interface FieldIssue {
  field: string
  message: string
}

export type Reading = { ok: true; fields: InitiativeFields } | { ok: false; issues: FieldIssue[] }

/** Checks each field and then what must hold between them; messages are whole sentences. */
export function readInitiative(input: unknown): Reading {
  const read = initiativeFields.safeParse(input)
  if (!read.success) {
    return { ok: false, issues: read.error.issues.map(({ path, message }) => issueAt(path, message)) }
  }
  const issues = acrossFields(read.data)
  return issues.length > 0 ? { ok: false, issues } : { ok: true, fields: read.data }
}

/** `Postcode: We do not know it.`, or the message alone where it begins with what the field is called. */
export function sayIssue({ field, message }: FieldIssue): string {
  const called = sayField(field)
  return message.startsWith(called) ? message : `${called}: ${message}`
}

function acrossFields(fields: InitiativeFields): FieldIssue[] {
  const issues: FieldIssue[] = []
  const wrong = (field: FieldName, message: string) => issues.push({ field, message })
  const hasPoint = fields.lat !== null && fields.lon !== null
  if ((fields.lat === null) !== (fields.lon === null)) wrong('lat', 'Latitude and longitude go together.')
  if (fields.lat === 0 && fields.lon === 0) wrong('lat', 'A point in the Gulf of Guinea is no address.')
  if (fields.where_kind === 'address' && !hasPoint && fields.postcode === '') {
    wrong('postcode', 'Enter a full postcode, like SS9 2AB.')
  }
  if (fields.where_kind === 'area' && fields.serves.length === 0)
    wrong('serves', 'Say which areas it serves.')
  if ((fields.status === 'paused') !== (fields.paused_until !== null)) {
    wrong('paused_until', 'Give the date it comes back when it is paused, and only then.')
  }
  if ((fields.season_from === null) !== (fields.season_to === null)) {
    wrong('season_to', 'Give both ends of the season, or neither.')
  }
  return issues
}

function issueAt(path: PropertyKey[], message: string): FieldIssue {
  const field = String(path[0] ?? '')
  const words = field in initiativeFields.shape ? wordsFor(field as FieldName).label : ''
  const sentence = /^[a-z]/.test(message) ? `${words} ${message}` : message
  return { field, message: sentence.endsWith('.') ? sentence : `${sentence}.` }
}
