// Small matters of English that more than one page needs.

/** `1 point of light`, `1,204 points of light`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${sayNumber(n)} ${n === 1 ? one : many}`
}

/** `1,204`. */
export function sayNumber(n: number): string {
  // Most are small, and asking what is customary for each takes longer than all else that is said of it.
  return n < 1000 ? String(n) : n.toLocaleString('en-GB')
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** The first letter large, the rest untouched. */
export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
  'October', 'November', 'December'] // biome-ignore format: a calendar reads best in two lines
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** The name of a month, 1 to 12. */
export function monthName(month: number): string {
  return MONTHS[month - 1] ?? ''
}

/** The name of a day of the week, 1 (Monday) to 7. */
export function dayName(day: number): string {
  return DAYS[day - 1] ?? ''
}

/** `24 November 2026` from a civil date. */
export function sayDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${day} ${monthName(month as number)} ${year}`
}

/** `10am`, `6.30pm`, `noon`, `midnight` from HH:MM. */
export function sayTime(time: string): string {
  const [hour, minute] = time.split(':').map(Number) as [number, number]
  if (minute === 0 && hour === 12) return 'noon'
  if (minute === 0 && hour % 24 === 0) return 'midnight'
  const minutes = minute === 0 ? '' : `.${String(minute).padStart(2, '0')}`
  return `${hour % 12 || 12}${minutes}${hour % 24 < 12 ? 'am' : 'pm'}`
}

const AGO: [days: number, unit: string, length: number][] = [
  [14, 'day', 1],
  [61, 'week', 7],
  [730, 'month', 30.44],
  [Number.POSITIVE_INFINITY, 'year', 365.25],
]

/** `today`, `yesterday`, `3 weeks ago` from a number of whole days. */
export function sayAgo(days: number): string {
  if (days <= 0) return 'today'
  if (days === 1) return 'yesterday'
  const [, unit, length] = AGO.find(([limit]) => days < limit) as [number, string, number]
  return `${count(Math.max(1, Math.floor(days / length)), unit)} ago`
}
