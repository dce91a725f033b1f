// The form that narrows a list: every choice with the count it would give, none of them hidden for good.
import { count, sayNumber } from '../../platform/text/words.ts'
import { ACCESS_FACTS, COSTS } from './choices.fields.ts'
import { defaultSort, type Facet, type Filters, OPEN, WITHIN } from './filters.fields.ts'
import { type Names, needChoices, sayOpen } from './filters.view.ts'
import type { FacetCounts } from './kept.fields.ts'

/** A tick box, in the shape the one field partial draws. */
interface TickBox {
  control: 'checkbox'
  id: string
  name: string
  value: string
  label: string
  count: string
  checked: boolean
  none: boolean
  hint: string
  href: string
  error: string
}

/** The form that narrows a list: words and place first, then a fieldset a facet with its counts. */
export function filterForm(filters: Filters, names: Names, counts: FacetCounts) {
  const active = activeCount(filters)
  return {
    action: '/initiatives',
    summary: active > 0 ? `Filters (${active})` : 'Filters',
    submit: 'Apply filters',
    hidden:
      filters.sort === defaultSort(filters.near, filters.q) ? [] : [{ name: 'sort', value: filters.sort }],
    map: null,
    groups: [
      { legend: 'Where', fields: [nearField(filters), withinField(filters)], folded: null },
      { legend: 'Words', fields: [wordsField(filters)], folded: null },
      ...facetGroups(filters, names, counts),
    ],
  }
}

function facetGroups(filters: Filters, names: Names, counts: FacetCounts) {
  return facets(names, counts).map(({ name, legend, choices, more, first }) => {
    const boxes = choices.map(([value, label, key = value]) =>
      tickBox(
        { name, value, label, checked: filters[name].includes(value) },
        counts[name].get(key) ?? 0,
        counts.capped.has(name),
      ),
    )
    return group(legend, boxes, more, first)
  })
}

// Each choice is a value, its label, and the key it is counted under when that is not the value.
interface FacetChoices {
  name: Facet
  legend: string
  choices: readonly (readonly [value: string, label: string, key?: string])[]
  more: string
  first: number
}

function facets({ categories, districts, neighbourhoods }: Names, counts: FacetCounts): FacetChoices[] {
  const used = ({ slug }: { slug: string }) => counts.category.get(slug) ?? 0
  const kinds = [...categories]
    .sort((a, b) => used(b) - used(a))
    .map(({ slug, plural }) => [slug, plural] as const)
  const areas = [...districts, ...neighbourhoods].map(
    ({ id, path, name }) => [path, name, String(id)] as const,
  )
  const access = ACCESS_FACTS.map(({ value, yes }) => [value, yes] as const)
  const days = OPEN.map(value => [value, sayOpen(value)] as const)
  return [
    { name: 'category', legend: 'What', choices: kinds, more: 'All kinds', first: 6 },
    { name: 'open', legend: 'When', choices: days, more: 'On a certain day', first: 2 },
    { name: 'cost', legend: 'Cost', choices: COSTS, more: '', first: 3 },
    { name: 'access', legend: 'Getting in', choices: access, more: 'More about getting in', first: 2 },
    { name: 'need', legend: 'Can I help?', choices: needChoices(), more: 'What kind of help', first: 1 },
    { name: 'area', legend: 'Area', choices: areas, more: 'Areas', first: 0 },
  ]
}

function tickBox(
  { name, value, label, checked }: Pick<TickBox, 'name' | 'value' | 'label' | 'checked'>,
  n: number,
  capped: boolean,
): TickBox {
  const id = `${name}-${value.replaceAll('/', '-')}`
  const said = sayNumber(n)
  // Of very many only some were counted: a number is then the least there are, and nought says nothing.
  const count = capped ? (n > 0 ? `${said}+` : '') : said
  return {
    control: 'checkbox',
    id,
    name,
    value,
    label,
    count,
    checked,
    none: n === 0 && !capped,
    hint: '',
    href: '',
    error: '',
  }
}

// The first few stay in sight, and whatever is ticked; the rest fold away, none of them lost.
function group(legend: string, options: TickBox[], label: string, first: number) {
  const kept = new Set([...options.slice(0, first), ...options.filter(({ checked }) => checked)])
  const rest = options.filter(option => !kept.has(option))
  return { legend, fields: [...kept], folded: rest.length > 0 ? { label, fields: rest } : null }
}

function nearField({ near }: Filters) {
  return { ...TEXT_FIELD, id: 'near', name: 'near', label: 'Near', value: near }
}

function wordsField({ q }: Filters) {
  return { ...TEXT_FIELD, id: 'q', name: 'q', label: 'Words to look for', value: q }
}

const TEXT_FIELD = { control: 'search', hint: '', error: '', optional: false, attributes: {} }

function withinField({ within }: Filters) {
  const options = WITHIN.map(miles => ({
    value: String(miles),
    label: `Within ${count(miles, 'mile')}`,
    selected: miles === within,
  }))
  return {
    control: 'select',
    id: 'within',
    name: 'within',
    label: 'How far',
    hint: '',
    error: '',
    optional: false,
    options,
  }
}

function activeCount(filters: Filters): number {
  const facets = (['area', 'category', 'open', 'cost', 'access', 'need'] as const).map(
    name => filters[name].length,
  )
  return facets.reduce((sum, n) => sum + n, 0) + Number(filters.q !== '') + Number(filters.near !== '')
}
