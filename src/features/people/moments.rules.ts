// When something happened, as a person says it: today at ten to three, yesterday, on a day in May.
import { daysBetween, localTime } from '../../platform/text/clock.ts'
import { sayDate, sayTime } from '../../platform/text/words.ts'

/** `today at 2.50pm`, `yesterday at noon`, `on 24 May 2026`. */
export function sayMoment(moment: string, now: Date): string {
  const { date, time } = localTime(new Date(moment))
  const days = daysBetween(date, localTime(now).date)
  if (days === 0) return `today at ${sayTime(time)}`
  return days === 1 ? `yesterday at ${sayTime(time)}` : `on ${sayDate(date)}`
}
