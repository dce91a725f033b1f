// The choices that were made, in words: chips that take one back, and the orders on offer.
import { count, dayName } from '../../platform/text/words.ts'
import { ACCESS_FACTS, COSTS, labelOf, NEED_KINDS } from './choices.fields.ts'
import {
  type AreaChoice,
  type Facet,
  type FilterReading,
  type Filters,
  listAddress,
  OPEN,
  possibleSorts,
  type Sort,
} from './filters.fields.ts'

/** Names for what can be filtered by, as the database has them. */
export interface Names {
  categories: readonly { slug: string; plural: string }[]
  districts: readonly AreaChoice[]
  /** The neighbourhoods of the districts that are asked for. */
  neighbourhoods: readonly AreaChoice[]
}

/** One chip a choice, each with the address of the list without it; and the address without any. */
export function chips(filters: Filters, names: Names) {
  const without = (name: Facet, value: string): Filters => ({
    ...filters,
    page: 1,
    [name]: filters[name].filter(other => other !== value),
  })
  const of = (name: Facet) =>
    filters[name].map(value => ({
      label: sayChoice(name, value, names),
      href: listAddress(without(name, value)),
    }))
  const texts = []
  if (filters.q)
    texts.push({ label: `“${filters.q}”`, href: listAddress(sensible({ ...filters, q: '', page: 1 })) })
  if (filters.near) {
    const label = `${count(filters.within, 'mile')} of ${filters.near}`
    texts.push({ label, href: listAddress(sensible({ ...filters, near: '', page: 1 })) })
  }
  const list = [
    ...of('category'),
    ...of('open'),
    ...of('cost'),
    ...of('access'),
    ...of('need'),
    ...of('area'),
    ...texts,
  ]
  return { list, clear: list.length > 0 ? '/initiatives' : '' }
}

const SORT_WORDS: Record<Sort, string> = {
  nearest: 'nearest',
  best: 'best match',
  newest: 'newest',
  'a-z': 'A to Z',
}

/** The orders on offer, each with its address. */
export function sorts(filters: Filters) {
  return possibleSorts(filters).map(sort => ({
    label: SORT_WORDS[sort],
    href: listAddress({ ...filters, sort, page: 1 }),
    current: sort === filters.sort,
  }))
}

type Dropped = FilterReading['dropped'][number]

/** What was left out of what was asked for, beside a list or a map of the rest. */
export function noticeOf({ name, value }: Dropped) {
  const text = `We left out “${value}”: we know of no such ${SAID[name] ?? 'filter'}.`
  return { icon: 'info', tone: 'plain', heading: '', text, link: null }
}

/** The same where there is no rest to give. */
export function sayUnknown({ name, value }: Dropped): string {
  return `We know of no such ${SAID[name] ?? 'filter'} as “${value}”, so that nothing can be given under this address.`
}

/** How a choice is said in a chip, a heading or an empty list. */
export function sayChoice(name: Facet, value: string, names: Names): string {
  if (name === 'category') return names.categories.find(({ slug }) => slug === value)?.plural ?? value
  if (name === 'area')
    return [...names.districts, ...names.neighbourhoods].find(({ path }) => path === value)?.name ?? value
  if (name === 'cost') return labelOf(COSTS, value)
  if (name === 'open') return sayOpen(value)
  if (name === 'need') return labelOf(needChoices(), value)
  return ACCESS_FACTS.find(fact => fact.value === value)?.yes ?? value
}

/** `Open now`, `Open on Tuesday`. */
export function sayOpen(value: string): string {
  if (value === 'now' || value === 'today') return `Open ${value}`
  const day = (OPEN as readonly string[]).indexOf(value) - 1
  return `Open on ${dayName(day)}`
}

/** The kinds of help, and any help at all. */
export function needChoices() {
  return [
    ['any', 'Needs help now'] as const,
    ...NEED_KINDS.map(([value, label]) => [value, `Needs ${label.toLowerCase()}`] as const),
  ]
}

function sensible(filters: Filters): Filters {
  const [first = 'newest'] = possibleSorts(filters)
  return possibleSorts(filters).includes(filters.sort) ? filters : { ...filters, sort: first }
}

const SAID: Record<string, string> = {
  category: 'kind',
  area: 'area',
  open: 'opening time',
  cost: 'cost',
  access: 'access fact',
  need: 'kind of help',
  within: 'distance',
  sort: 'order',
  page: 'page',
  q: 'word',
}
