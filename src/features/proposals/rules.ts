// What may happen to a proposal, and when: locks, decisions, undoing (all pure).
import { isDeepStrictEqual } from 'node:util'
import type { FieldName, InitiativeFields } from '../initiatives/fields.ts'
import type { Placing } from '../initiatives/placing.rules.ts'
import type { AskedFields, Proposal, Status } from './fields.ts'

const MINUTE = 60_000
/** Mail about a decision waits so long, and until then the decision can be undone. */
export const UNDO_MS = 10 * MINUTE
/** An editor who opens a proposal has it to themselves for so long. */
export const LOCK_MS = 15 * MINUTE
/** Those who keep a listing have so long to object to another keeper. */
export const OBJECTION_MS = 72 * 60 * MINUTE

/** The reason for which something is rejected without an answer. */
export const SPAM = 'Spam'

const OPEN: readonly Status[] = ['held', 'waiting', 'asked']

/** Whether it has reached the editors, or once had. */
export function isSent({ status }: Pick<Proposal, 'status'>): boolean {
  return status !== 'draft' && status !== 'unconfirmed'
}

/** Whether an editor may decide on it. */
export function isOpen({ status }: Pick<Proposal, 'status'>): boolean {
  return OPEN.includes(status)
}

/** Whether somebody says of a listing that it is there twice, and not which other it is. */
export function isDouble({
  kind,
  report_reason,
  status,
}: Pick<Proposal, 'kind' | 'report_reason' | 'status'>): boolean {
  return kind === 'report' && report_reason === 'duplicate' && isOpen({ status })
}

/** Whether the decision may still be taken back. */
export function canUndo({ status, undo_until }: Pick<Proposal, 'status' | 'undo_until'>, now: Date): boolean {
  const isDecided = status === 'approved' || status === 'rejected' || status === 'asked'
  return isDecided && undo_until !== null && now.toISOString() < undo_until
}

/** Whether nobody is written to about it: they left no address, or it was spam. */
export function isUntold({
  email,
  status,
  decision_reason,
}: Pick<Proposal, 'email' | 'status' | 'decision_reason'>): boolean {
  return email === '' || (status === 'rejected' && decision_reason === SPAM)
}

/** Whether somebody else has it open. */
export function isLockedFor(
  personId: number,
  { locked_by, locked_until }: Pick<Proposal, 'locked_by' | 'locked_until'>,
  now: Date,
): boolean {
  return (
    locked_by !== null && locked_by !== personId && locked_until !== null && now.toISOString() < locked_until
  )
}

/** The names of the fields asked for, in the order of the form. */
export function fieldsAsked({ asked }: Pick<Proposal, 'asked'>): FieldName[] {
  return Object.keys(asked) as FieldName[]
}

/** A point goes with its postcode: nobody decides on half of a place. */
export function isPoint(name: FieldName, asked: AskedFields): boolean {
  return (name === 'lat' || name === 'lon') && asked.postcode !== undefined
}

/** Fields that say something else now than when the change was asked for, and not what was asked. */
export function changedMeanwhile(
  { asked, base }: Pick<Proposal, 'asked' | 'base'>,
  live: InitiativeFields,
): FieldName[] {
  return fieldsAsked({ asked }).filter(
    name =>
      name in base &&
      !isDeepStrictEqual(base[name], live[name]) &&
      !isDeepStrictEqual(asked[name], live[name]),
  )
}

/** The areas a listing has to do with. */
export function areasOf({ home_area, serves_areas }: Pick<Placing, 'home_area' | 'serves_areas'>): number[] {
  return home_area === null ? serves_areas : [home_area, ...serves_areas]
}

/** What a listing says when some of what was asked is taken. */
export function withTaken(live: InitiativeFields, asked: AskedFields, taken: readonly FieldName[]): object {
  return { ...live, ...Object.fromEntries(taken.map(name => [name, asked[name]])) }
}

/** The fields that still say what is given. */
export function stillSaying(live: InitiativeFields, said: AskedFields): FieldName[] {
  return fieldsAsked({ asked: said }).filter(name => isDeepStrictEqual(live[name], said[name]))
}

/** Of what somebody sent, the fields that differ from what the listing says. */
export function onlyChanges(live: InitiativeFields, sent: InitiativeFields): AskedFields {
  const names = Object.keys(sent) as FieldName[]
  return Object.fromEntries(
    names.filter(name => !isDeepStrictEqual(live[name], sent[name])).map(name => [name, sent[name]]),
  )
}
