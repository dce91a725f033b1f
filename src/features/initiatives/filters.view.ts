// The filter form and its chips: every choice with its count, every choice made with a way to take it back.
import { capitalise, count, dayName } from '../../platform/text/words.ts'
import { ACCESS_FACTS, COSTS, labelOf, NEED_KINDS } from './choices.fields.ts'
import {
  type Facet,
  type Filters,
  listAddress,
  OPEN,
  possibleSorts,
  type Sort,
  WITHIN,
} from './filters.fields.ts'
import type { FacetCounts } from './kept.fields.ts'

/** Names for what can be filtered by, as the database has them. */
export interface Names {
  categories: readonly { slug: string; plural: string }[]
  districts: readonly AreaChoice[]
  /** The neighbourhoods of the districts that are asked for. */
  neighbourhoods: readonly AreaChoice[]
}
export interface AreaChoice {
  id: number
  path: string
  name: string
}

export interface Option {
  name: string
  value: string
  label: string
  count: string
  checked: boolean
  none: boolean
}

/** A fieldset's choices: those with something first-hand, the rest behind “more”. */
export interface OptionGroup {
  legend: string
  name: string
  options: Option[]
  more: Option[]
  more_label: string
}

export function filterForm(filters: Filters, names: Names, counts: FacetCounts) {
  const option = (name: Facet, value: string, label: string, key = value): Option => {
    const n = counts[name].get(key) ?? 0
    return {
      name,
      value,
      label,
      count: n.toLocaleString('en-GB'),
      checked: filters[name].includes(value),
      none: n === 0,
    }
  }
  const areas = [...names.districts, ...names.neighbourhoods]
  const groups = [
    group(
      'What',
      'category',
      names.categories.map(({ slug, plural }) => option('category', slug, plural)),
      'All kinds',
      6,
    ),
    group(
      'When',
      'open',
      OPEN.map(value => option('open', value, sayOpen(value))),
      'On a certain day',
      2,
    ),
    group(
      'Cost',
      'cost',
      COSTS.map(([value, label]) => option('cost', value, label)),
      '',
      3,
    ),
    group(
      'Getting in',
      'access',
      ACCESS_FACTS.map(({ value, yes }) => option('access', value, yes)),
      'More about getting in',
      3,
    ),
    group(
      'Can I help?',
      'need',
      needChoices().map(([value, label]) => option('need', value, label)),
      'What kind of help',
      1,
    ),
    group(
      'Area',
      'area',
      areas.map(({ id, path, name }) => option('area', path, name, String(id))),
      'All areas',
      0,
    ),
  ]
  return {
    q: filters.q,
    near: filters.near,
    within: WITHIN.map(miles => ({
      value: String(miles),
      label: `Within ${count(miles, 'mile')}`,
      selected: miles === filters.within,
    })),
    sort: filters.sort,
    groups,
    active: activeCount(filters),
  }
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

function sayOpen(value: string): string {
  if (value === 'now' || value === 'today') return `Open ${value}`
  const day = (OPEN as readonly string[]).indexOf(value) - 1
  return `Open on ${dayName(day)}`
}

function needChoices() {
  return [
    ['any', 'Needs help now'] as const,
    ...NEED_KINDS.map(([value, label]) => [value, `Needs ${label.toLowerCase()}`] as const),
  ]
}

// The first few stay in sight, and whatever is ticked; the rest fold away, none of them lost.
function group(
  legend: string,
  name: Facet,
  options: Option[],
  moreLabel: string,
  first: number,
): OptionGroup {
  const byUse =
    moreLabel && name === 'category'
      ? [...options].sort((a, b) => Number(b.count.replaceAll(',', '')) - Number(a.count.replaceAll(',', '')))
      : options
  const kept = new Set([...byUse.slice(0, first), ...options.filter(({ checked }) => checked)])
  return {
    legend,
    name,
    options: options.filter(option => kept.has(option)),
    more: options.filter(option => !kept.has(option)),
    more_label: capitalise(moreLabel),
  }
}

function activeCount(filters: Filters): number {
  const facets = (['area', 'category', 'open', 'cost', 'access', 'need'] as const).map(
    name => filters[name].length,
  )
  return facets.reduce((sum, n) => sum + n, 0) + Number(filters.q !== '') + Number(filters.near !== '')
}

function sensible(filters: Filters): Filters {
  const [first = 'newest'] = possibleSorts(filters)
  return possibleSorts(filters).includes(filters.sort) ? filters : { ...filters, sort: first }
}
