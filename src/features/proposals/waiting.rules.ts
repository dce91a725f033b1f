// How long something waits and how far away it is, in words.
import { dateOf } from '../../platform/text/clock.ts'
import { count, sayDate } from '../../platform/text/words.ts'

const HOUR = 3_600_000

/** `just now`, `5 minutes`, `2 hours`, `4 days`, `3 weeks`. */
export function sayWait(milliseconds: number): string {
  const hours = milliseconds / HOUR
  if (hours < 1) return count(Math.max(1, Math.round(hours * 60)), 'minute')
  if (hours < 36) return count(Math.round(hours), 'hour')
  return hours < 24 * 21 ? count(Math.round(hours / 24), 'day') : count(Math.round(hours / 168), 'week')
}

/** How long ago a moment was. */
export function saySince(moment: string, now: Date): string {
  const passed = now.getTime() - Date.parse(moment)
  // Kept by a machine whose clock was ahead.
  if (passed < -HOUR / 60) return `on ${sayDate(dateOf(moment))}`
  return passed < HOUR / 60 ? 'just now' : `${sayWait(passed)} ago`
}

/** The middle one of several in order; nothing of none. */
export function middleOf(ordered: readonly number[]): number | undefined {
  return ordered[ordered.length >> 1]
}

/** `120 metres`, `0.2 miles`. */
export function sayFar(metres: number): string {
  if (metres < 320) return count(Math.max(10, Math.round(metres / 10) * 10), 'metre')
  return `${(metres / 1609.344).toFixed(1)} miles`
}
