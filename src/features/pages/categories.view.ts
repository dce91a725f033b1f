// The kinds of initiative: all of them, and one with its lights and where they are.
import type { LocalTime } from '../../platform/text/clock.ts'
import { count, sayNumber } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import { cardOf } from '../initiatives/card.view.ts'
import { listAddress, noFilters } from '../initiatives/filters.fields.ts'
import type { Glows } from '../initiatives/glow.rules.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import { formatsOf } from '../initiatives/list.view.ts'
import type { AreaNamed } from './areas.view.ts'

export interface Kind {
  slug: string
  name: string
  plural: string
  description: string
  icon: string
}

export interface KindParts {
  kind: Kind
  districts: readonly AreaNamed[]
  glows: Glows
  listed: readonly Listed[]
  total: number
  now: LocalTime
}

export function kindsHead(kinds: readonly Kind[]): Head {
  return {
    title: 'Browse by kind',
    description: `${count(kinds.length, 'kind')} of things that neighbours start, and how many of each there are.`,
    canonical: '/categories',
    section: '/categories',
  }
}

export function kindsPage(kinds: readonly Kind[], glows: Glows) {
  return {
    crumbs: [
      { href: '/', label: 'Home' },
      { href: '', label: 'Kinds' },
    ],
    count: `${count(kinds.length, 'kind')} of things that neighbours start`,
    kinds: kinds.map(({ slug, plural, description, icon }) => ({
      href: `/categories/${slug}`,
      icon,
      name: plural,
      description,
      count: sayLights(glows.kinds.get(slug) ?? 0),
    })),
  }
}

export function kindHead({ kind, total }: KindParts): Head {
  return {
    title: kind.plural,
    description: `${kind.description} ${count(total, 'light')} on the map, by district.`,
    canonical: `/categories/${kind.slug}`,
    section: '/categories',
    alternates: formatsOf(ofKind(kind)).map(({ type, href }) => ({ type, href, title: kind.plural })),
    night: true,
  }
}

export function kindPage({ kind, districts, glows, listed, total, now }: KindParts) {
  const isPart = total > listed.length
  const all = {
    href: listAddress(ofKind(kind)),
    label: isPart ? `All ${count(total, 'light')}` : 'Narrow it down',
  }
  return {
    hero: {
      crumbs: [
        { href: '/categories', label: 'Kinds' },
        { href: '', label: kind.plural },
      ],
      title: kind.plural,
      lead: kind.description,
      kind: null,
      light: {
        level: total > 0 ? 'shining' : 'out',
        strong: total > 0 ? count(total, 'point of light', 'points of light') : 'None yet.',
        words: total > 0 ? 'of this kind' : 'Perhaps you know of one?',
      },
      picture: null,
      onward: null,
    },
    lights: { id: 'lights', heading: isPart ? 'The newest' : 'All of them', link: all },
    cards: listed.map(one => cardOf(one, now)),
    more: isPart && all,
    empty: total === 0 && emptyOf(kind),
    districts: districts.map(({ id, name, path }) => {
      const lights = glows.area(id).kinds.get(kind.slug) ?? 0
      return {
        href: lights > 0 ? listAddress({ ...ofKind(kind), area: [path] }) : '',
        name,
        count: lights > 0 ? sayNumber(lights) : 'None yet',
      }
    }),
    take: { heading: 'Take this list with you', links: formatsOf(ofKind(kind)) },
  }
}

function ofKind({ slug }: Kind) {
  return { ...noFilters(), category: [slug] }
}

function sayLights(lights: number): string {
  return lights === 0 ? 'None yet' : count(lights, 'light')
}

function emptyOf({ plural }: Kind) {
  const lower = plural.charAt(0).toLowerCase() + plural.slice(1)
  return {
    heading: 'No points of light of this kind yet',
    text: `Nobody has told us about any ${lower}. That does not mean there are none.`,
    suggestions: [
      { href: '/categories', label: 'All kinds', note: '' },
      { href: '/submit', label: 'Tell us about one', note: 'If you know of something we should list' },
    ],
  }
}
