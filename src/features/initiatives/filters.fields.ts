// The filters of a list: read from an address, written back in one order, and nothing else accepted.
import { cleanLine, wordsOf } from '../../platform/text/clean.ts'
import { ACCESS_FACTS, COSTS, NEED_KINDS, valuesOf } from './choices.fields.ts'

export const WITHIN = [1, 2, 3, 5, 10, 25] as const
export const DEFAULT_WITHIN = 3
export const SORTS = ['nearest', 'best', 'newest', 'a-z'] as const
export const OPEN = ['now', 'today', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const PAGE_SIZE = 20
/** Nobody pages further than this; a longer list says so, and wants narrowing. */
export const MOST_LISTED = 1000
const MOST_TEXT = 100
const MOST_VALUES = 30

export type Sort = (typeof SORTS)[number]
export type Facet = 'area' | 'category' | 'open' | 'cost' | 'access' | 'need'
export const FACETS: readonly Facet[] = ['area', 'category', 'open', 'cost', 'access', 'need']

/** What a list is asked for. Facets are lists of known values; an empty one does not filter. */
export interface Filters extends Record<Facet, string[]> {
  q: string
  near: string
  within: number
  sort: Sort
  page: number
}

/** An area that may be filtered by. */
export interface AreaChoice {
  id: number
  path: string
  name: string
}

/** What may be filtered by here and now: area paths and category slugs as the database has them. */
export interface Known {
  areas: ReadonlySet<string>
  categories: ReadonlySet<string>
}

/** Filters, and the values that were dropped because nothing is called that. */
export interface FilterReading {
  filters: Filters
  dropped: { name: string; value: string }[]
}

type Raw = Record<string, unknown>

/** Reads filters from a parsed query, whatever it holds. */
export function readFilters(raw: Raw, known: Known): FilterReading {
  const dropped: FilterReading['dropped'] = []
  const facet = (name: Facet, allowed: ReadonlySet<string>) => {
    const values = textsOf(raw[name])
    const unknown = values.filter(value => !allowed.has(value))
    dropped.push(...unknown.map(value => ({ name, value })))
    return inOrder(new Set(values.filter(value => allowed.has(value))), allowed)
  }
  const one = <T extends string | number>(name: string, allowed: readonly T[], otherwise: T): T => {
    const [value = ''] = textsOf(raw[name])
    const found = allowed.find(candidate => String(candidate) === value)
    if (value !== '' && found === undefined) dropped.push({ name, value })
    return found ?? otherwise
  }
  const q = readWords(raw.q, dropped)
  const near = firstText(raw.near)
  const sort = one('sort', SORTS, defaultSort(near, q))
  const filters: Filters = {
    q,
    near,
    within: one('within', WITHIN, DEFAULT_WITHIN),
    area: facet('area', known.areas),
    category: facet('category', known.categories),
    open: facet('open', new Set(OPEN)),
    cost: facet('cost', new Set(valuesOf(COSTS))),
    access: facet('access', new Set(ACCESS_FACTS.map(({ value }) => value))),
    need: facet('need', new Set(['any', ...valuesOf(NEED_KINDS)])),
    sort: isPossible(sort, near, q) ? sort : defaultSort(near, q),
    page: readPage(raw.page, dropped),
  }
  return { filters, dropped }
}

/** The query of an address for these filters: fixed order, defaults left out. Empty when nothing is asked. */
export function writeFilters(filters: Filters): string {
  const query = new URLSearchParams()
  if (filters.q) query.append('q', filters.q)
  if (filters.near) query.append('near', filters.near)
  if (filters.near && filters.within !== DEFAULT_WITHIN) query.append('within', String(filters.within))
  for (const name of FACETS) for (const value of filters[name]) query.append(name, value)
  if (filters.sort !== defaultSort(filters.near, filters.q)) query.append('sort', filters.sort)
  if (filters.page > 1) query.append('page', String(filters.page))
  return query.toString().replaceAll('%2F', '/')
}

/** The address of a list, or of the same list in another format: `/initiatives.csv?near=SS9+2AB`. */
export function listAddress(filters: Filters, extension = ''): string {
  const query = writeFilters(filters)
  return `/initiatives${extension}${query ? `?${query}` : ''}`
}

/** No filter at all. */
export function noFilters(): Filters {
  return {
    q: '',
    near: '',
    within: DEFAULT_WITHIN,
    area: [],
    category: [],
    open: [],
    cost: [],
    access: [],
    need: [],
    sort: 'newest',
    page: 1,
  }
}

/** The order a list has when nobody chose one. */
export function defaultSort(near: string, q: string): Sort {
  if (near) return 'nearest'
  return q ? 'best' : 'newest'
}

/** The orders that make sense: nearest needs a place, best match needs words. */
export function possibleSorts({ near, q }: Pick<Filters, 'near' | 'q'>): Sort[] {
  return SORTS.filter(sort => isPossible(sort, near, q))
}

function isPossible(sort: Sort, near: string, q: string): boolean {
  return (sort !== 'nearest' || near !== '') && (sort !== 'best' || q !== '')
}

function readPage(raw: unknown, dropped: FilterReading['dropped']): number {
  const [value = ''] = textsOf(raw)
  if (value === '') return 1
  if (/^[1-9]\d{0,5}$/.test(value)) return Number(value)
  dropped.push({ name: 'page', value })
  return 1
}

/** Words to look for; signs alone are none. */
export function readWords(raw: unknown, dropped: FilterReading['dropped'] = []): string {
  const q = firstText(raw)
  if (q === '' || wordsOf(q).length > 0) return q
  dropped.push({ name: 'q', value: q })
  return ''
}

function firstText(raw: unknown): string {
  const [text = ''] = textsOf(raw)
  return text
}

/** Every text in a parsed query value, whichever shape the parser gave it, cut and trimmed. */
function textsOf(raw: unknown): string[] {
  const values = Array.isArray(raw) ? raw.slice(0, MOST_VALUES) : [raw]
  return values
    .filter(value => typeof value === 'string')
    .map(value =>
      cleanLine(value.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' '))
        .slice(0, MOST_TEXT)
        .replace(/\p{Cs}/gu, '')
        .trim(),
    )
    .filter(Boolean)
}

function inOrder(values: ReadonlySet<string>, allowed: ReadonlySet<string>): string[] {
  return [...allowed].filter(value => values.has(value))
}
