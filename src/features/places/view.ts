// What the page says that asks which place was meant, or that none was found.
import type { Head } from '../../platform/web/page.ts'
import type { Settings } from '../settings/fields.ts'
import type { Origin, Resolution } from './fields.ts'

/** What was asked besides the place, carried along to wherever it leads. */
export type Carried = readonly (readonly [name: string, value: string])[]

export interface NearParts {
  typed: string
  resolution: Exclude<Resolution, { found: 'one' }>
  carried: Carried
  settings: Pick<Settings, 'patch_name'>
}

const FILTERS = new Set(['q', 'area', 'category', 'open', 'cost', 'access', 'need'])

/** Where a place that was found is shown: the page of an area, or the list of what is near, as narrowed as it was. */
export function addressOf(origin: Pick<Origin, 'query' | 'path'>, carried: Carried): string {
  const isNarrowed = carried.some(([name]) => FILTERS.has(name))
  if (origin.path !== null && !isNarrowed) return `/areas/${origin.path}`
  const query = new URLSearchParams({ near: origin.query })
  for (const [name, value] of carried) query.append(name, value)
  return `/initiatives?${query}`
}

export function nearHead({ typed, resolution }: Pick<NearParts, 'typed' | 'resolution'>): Head {
  return { title: titleOf(typed, resolution), robots: 'noindex' }
}

export function nearPage({ typed, resolution, carried, settings }: NearParts) {
  const title = titleOf(typed, resolution)
  return {
    crumbs: [
      { href: '/', label: 'Home' },
      { href: '', label: resolution.found === 'nothing_typed' ? 'Near you' : `Near ${typed}` },
    ],
    title,
    lead: LEADS[resolution.found],
    choices: choicesOf(resolution, carried, settings),
    field: {
      ...{ control: 'search', id: 'near', name: 'q', optional: false, error: '', value: typed },
      label: resolution.found === 'many' ? 'Or try another place' : 'Postcode, town or area',
      hint: '',
      attributes: { maxlength: '100' },
    },
    hidden: carried.map(([name, value]) => ({ name, value })),
    links: [...searchLink(typed, resolution), { href: '/areas', label: 'Browse all areas', icon: 'map-pin' }],
  }
}

/** What is no place may be what somebody is looking for. */
function searchLink(typed: string, resolution: NearParts['resolution']) {
  if (resolution.found !== 'none') return []
  const href = `/initiatives?${new URLSearchParams({ q: typed })}`
  return [{ href, label: `Look for “${typed}” among all points of light`, icon: 'search' }]
}

const LEADS = {
  many: 'There is more than one place of that name.',
  none: 'A postcode works, or the first part of one; so does a town, a village or an area. Check how it is spelt, or try the nearest town.',
  nothing_typed: 'Type a postcode, or the first part of one; a town, a village or an area.',
} as const

function titleOf(typed: string, resolution: NearParts['resolution']): string {
  if (resolution.found === 'nothing_typed') return 'Where are you?'
  if (resolution.found === 'none') return `We could not find “${typed}”`
  const names = new Set(resolution.origins.map(({ label }) => label))
  const [only] = names
  return names.size === 1 ? `Which ${only} did you mean?` : 'Which of these did you mean?'
}

function choicesOf(resolution: NearParts['resolution'], carried: Carried, settings: NearParts['settings']) {
  if (resolution.found === 'nothing_typed') return false
  const origins = resolution.found === 'many' ? resolution.origins : resolution.guesses
  return (
    origins.length > 0 && {
      // The question at the top of the page is heading enough for its answers.
      shown: resolution.found === 'none',
      heading: resolution.found === 'many' ? 'The places it could be' : 'Did you mean one of these?',
      items: origins.map(origin => ({
        href: addressOf(origin, carried),
        label: [origin.label, origin.detail].filter(Boolean).join(', '),
        note: origin.in_patch ? '' : `outside ${settings.patch_name || 'the area this site covers'}`,
      })),
    }
  )
}
