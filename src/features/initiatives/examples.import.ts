// Reads one shipped example listing: its dates are told in days from today, so that examples never grow stale.
import { addDays } from '../../platform/text/clock.ts'

type Row = Record<string, unknown>

/**
 * An example as `readInitiative` wants it: `confirmed_days_ago`, `paused_for_days`, `until_in_days`, `starts_in_days`
 * and `ends_in_days` become dates; `serves` keeps its codes. What is no example comes back for the reader to refuse.
 */
export function resolveExample(raw: unknown, today: string): unknown {
  if (!isRow(raw)) return raw
  const { created_days_ago: _, ...example } = raw
  const dated = withDates(example, today, [
    ['confirmed_days_ago', 'confirmed_on', -1],
    ['paused_for_days', 'paused_until', 1],
  ])
  if (Array.isArray(dated.needs)) dated.needs = dated.needs.map(need => datedNeed(need, today))
  if (Array.isArray(dated.breaks)) dated.breaks = dated.breaks.map(pause => datedBreak(pause, today))
  return dated
}

/** The day an example was first listed; today when it does not say. */
export function exampleCreatedOn(raw: unknown, today: string): string {
  const days = isRow(raw) ? raw.created_days_ago : undefined
  return isDays(days) ? addDays(today, -days) : today
}

function datedNeed(need: unknown, today: string): unknown {
  return isRow(need) ? withDates(need, today, [['until_in_days', 'until', 1]]) : need
}

function datedBreak(pause: unknown, today: string): unknown {
  if (!isRow(pause)) return pause
  return withDates(pause, today, [
    ['starts_in_days', 'starts_on', 1],
    ['ends_in_days', 'ends_on', 1],
  ])
}

/** Turns each field that counts days into one that holds a date; one that is no count stays, and is refused later. */
function withDates(row: Row, today: string, fields: [from: string, to: string, sign: 1 | -1][]): Row {
  const dated = { ...row }
  for (const [from, to, sign] of fields) {
    const days = row[from]
    if (!isDays(days)) continue
    delete dated[from]
    dated[to] = addDays(today, sign * days)
  }
  return dated
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whole days within living memory: anything more could not be written as a date. */
function isDays(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 36_500
}
