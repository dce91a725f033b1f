// What a list is of, in words: “Community gardens within 3 miles of SS9 2AB”.
import { capitalise, count, joinWords } from '../../platform/text/words.ts'
import type { Filters } from './filters.fields.ts'
import { type Names, sayChoice } from './filters.view.ts'

/** The heading of a list: what, matching which words, open when, and where. */
export function headingOf(filters: Filters, names: Names): string {
  const parts = [what(filters, names), matching(filters), when(filters, names), where(filters, names)]
  return parts.filter(Boolean).join(' ')
}

/** `14 points of light`, `1,000 or more points of light`. */
export function countOf(total: number, capped: boolean): string {
  const lights = count(total, 'point of light', 'points of light')
  return capped ? lights.replace(' ', ' or more ') : lights
}

/** What a list is of, without where. */
export function kindOf(filters: Filters, names: Names): string {
  return [what(filters, names), matching(filters)].filter(Boolean).join(' ')
}

function what({ category, cost, access, need }: Filters, names: Names): string {
  const kinds = category.map(slug => sayChoice('category', slug, names))
  const kind = kinds.length > 0 && kinds.length <= 3 ? joinWords(kinds) : 'points of light'
  const free = cost.join() === 'free' ? `free ${lowerFirst(kind)}` : kind
  const stepFree = access.join() === 'step-free' ? `step-free ${lowerFirst(free)}` : free
  return capitalise(need.length > 0 ? `${stepFree} that need help` : stepFree)
}

function matching({ q }: Filters): string {
  return q ? `matching “${q}”` : ''
}

function when({ open }: Filters, names: Names): string {
  if (open.length === 0 || open.length > 2) return ''
  return joinWords(
    open.map(value => lowerFirst(sayChoice('open', value, names))),
    'or',
  )
}

function where({ near, within, area }: Filters, names: Names): string {
  const areas =
    area.length > 0 && area.length <= 3
      ? `in ${joinWords(
          area.map(path => sayChoice('area', path, names)),
          'or',
        )}`
      : ''
  const reach = near ? `within ${count(within, 'mile')} of ${near}` : ''
  return [areas, reach].filter(Boolean).join(', ')
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
