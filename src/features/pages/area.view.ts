// One area: how it glows, its lights and kinds, what is missing, and what is next door.
import type { LocalTime } from '../../platform/text/clock.ts'
import { count, sayNumber } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import type { Journey } from '../crossings/travel.rules.ts'
import { FULL_DAYS } from '../initiatives/brightness.rules.ts'
import { cardOf, lightRow } from '../initiatives/card.view.ts'
import { type Filters, listAddress, noFilters } from '../initiatives/filters.fields.ts'
import { type AreaGlow, type Glows, missingKinds } from '../initiatives/glow.rules.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import { formatsOf } from '../initiatives/list.view.ts'
import { type AreaNamed, barsOf, glowName, glowSentence, levelOf, sayLights } from './areas.view.ts'

export interface AreaParts {
  area: AreaNamed
  /** The district a neighbourhood lies in; none for a district. */
  district: AreaNamed | undefined
  neighbourhoods: readonly AreaNamed[]
  /** Areas of the same level that it touches. */
  neighbours: readonly AreaNamed[]
  /** The other districts; or the other neighbourhoods of its district. */
  others: readonly AreaNamed[]
  glows: Glows
  kinds: readonly { slug: string; name: string; plural: string; icon: string }[]
  listed: readonly Listed[]
  total: number
  outside: readonly { listed: Listed; journey: Journey }[]
  /** What to type to search from here; '' when no name means only this place. */
  near: string
  /** The night map of the area; `href` is where the large map of the same ground is. */
  picture: { href: string }
  now: LocalTime
}

const MOST_MISSING = 6

export function areaHead({ area, district, glows }: AreaParts): Head {
  const { name, path } = area
  const where = district ? `${name}, ${district.name}` : name
  return {
    title: where,
    description: `${glowName(glows.area(area.id))}: ${sayLights(glows.area(area.id))} in ${where}. Food, advice, gardens, repair and more, run by neighbours.`,
    canonical: `/areas/${path}`,
    section: '/areas',
    alternates: formatsOf(inArea(area)).map(({ type, href }) => ({ type, href, title: where })),
    night: true,
  }
}

export function areaPage(parts: AreaParts) {
  const { area, district, glows, listed, total, outside, now } = parts
  return {
    hero: heroOf(parts),
    lights: {
      heading: {
        id: 'lights',
        heading: `Points of light in ${area.name}`,
        link: total > listed.length ? { href: listAddress(inArea(area)), label: sayAll(total) } : null,
      },
      cards: listed.map(one => cardOf(one, now)),
      all: total > listed.length && { href: listAddress(inArea(area)), label: sayAll(total) },
    },
    empty: total === 0 && emptyOf(parts),
    missing: missingOf(parts),
    brightness: brightnessOf(parts),
    kinds: kindsOf(parts),
    neighbourhoods: barsOf(parts.neighbourhoods, glows, 'neighbourhoods'),
    neighbours: parts.neighbours.map(one => ({
      href: `/areas/${one.path}`,
      name: one.name,
      ...counted(glows.area(one.id).lights),
    })),
    next_door: district ? 'Next door' : 'Districts next door',
    // Where there is nothing, what is nearest takes the place of a list.
    instead: total === 0 ? outside.map(({ listed: one, journey }) => cardOf(one, now, '', journey)) : [],
    outside: total === 0 ? [] : outside.map(({ listed: one, journey }) => lightRow(one, journey, now)),
    take: { heading: 'Take this list with you', links: formatsOf(inArea(area)) },
  }
}

function heroOf({ area, district, glows, picture }: AreaParts) {
  const own = glows.area(area.id)
  const up = district ? [{ href: `/areas/${district.path}`, label: district.name }] : []
  return {
    crumbs: [{ href: '/areas', label: 'Areas' }, ...up, { href: '', label: area.name }],
    title: area.name,
    lead: glowSentence(own),
    kind: null,
    light: {
      level: levelOf(own.glow),
      strong: `${glowName(own)}.`,
      words: own.lights > 0 ? `${sayLights(own)}, ${sayConfirmed(own)}` : '',
    },
    picture,
    onward: { href: picture.href, label: 'Explore the map' },
  }
}

function sayConfirmed({ lights, confirmed }: AreaGlow): string {
  if (confirmed === lights) return `${lights === 1 ? '' : 'all '}confirmed in the last ${FULL_DAYS} days`
  return `${confirmed === 0 ? 'none' : sayNumber(confirmed)} confirmed in the last ${FULL_DAYS} days`
}

function sayAll(total: number): string {
  return `All ${count(total, 'point of light', 'points of light')}`
}

function inArea({ path }: AreaNamed): Filters {
  return { ...noFilters(), area: [path] }
}

/** Its bar beside that of the brightest other of its like. */
function brightnessOf({ area, others, glows }: AreaParts) {
  const own = glows.area(area.id).glow
  const [next] = [...others].sort((a, b) => glows.area(b.id).glow - glows.area(a.id).glow)
  const other = next && glows.area(next.id).glow > 0 ? [next] : []
  const place = own > (next ? glows.area(next.id).glow : 0) ? 'next brightest' : 'brightest'
  const bars = barsOf([area, ...other], glows, 'brightness')
  return {
    ...bars,
    // Its own name leads to all of its lights; this page is where it would lead otherwise.
    rows: bars.rows.map(row => (row.label === area.name ? { ...row, href: listAddress(inArea(area)) } : row)),
    note:
      other.length > 0
        ? `Beside ${next?.name}, the ${place}. Numbers count lights.`
        : 'The number counts lights.',
  }
}

function kindsOf({ area, glows, kinds }: AreaParts) {
  const own = glows.area(area.id).kinds
  return kinds
    .filter(({ slug }) => own.has(slug))
    .map(({ slug, plural, icon }) => ({
      href: listAddress({ ...inArea(area), category: [slug] }),
      icon,
      name: plural,
      ...counted(own.get(slug) ?? 0),
    }))
}

/** A number, and what it counts for those who cannot see the heading beside it. */
function counted(lights: number) {
  return { count: sayNumber(lights), unit: lights === 1 ? 'light' : 'lights' }
}

function missingOf({ area, district, others, glows, kinds, near }: AreaParts) {
  const missing = missingKinds(
    glows.area(area.id),
    others.map(({ id }) => glows.area(id)),
  )
  const like = district ? `other neighbourhoods of ${district.name}` : 'other districts'
  const items = missing.slice(0, MOST_MISSING).flatMap(({ slug, have }) => {
    const kind = kinds.find(one => one.slug === slug)
    if (!kind) return []
    const from = near ? { near, within: 10, sort: 'nearest' as const } : {}
    return [
      {
        icon: kind.icon,
        name: kind.plural,
        have: others.length === 1 ? `in ${others[0]?.name}` : `in ${have} of the ${others.length} ${like}`,
        action: {
          href: listAddress({ ...noFilters(), ...from, category: [slug] }),
          label: near ? 'The nearest' : 'Elsewhere',
        },
      },
    ]
  })
  return items.length > 0 && { heading: `What ${area.name} could have next`, items }
}

function emptyOf({ area, district, near }: AreaParts) {
  const ways = [
    ...(near
      ? [
          {
            href: listAddress({ ...noFilters(), near, within: 5, sort: 'nearest' }),
            label: `Within 5 miles of ${area.name}`,
            note: '',
          },
        ]
      : []),
    ...(district ? [{ href: `/areas/${district.path}`, label: `All of ${district.name}`, note: '' }] : []),
    { href: '/submit', label: 'Tell us about one', note: 'If you know of something we should list' },
  ]
  return {
    heading: 'No points of light here yet',
    text: `Nobody has told us about anything in ${area.name}. That does not mean there is nothing.`,
    suggestions: ways,
  }
}
