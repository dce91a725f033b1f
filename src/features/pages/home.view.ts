// The first page: find box, kinds, what opens soon, what is asked for, what is newest, where it glows.
import { dateOf, daysBetween, type LocalTime } from '../../platform/text/clock.ts'
import { count, sayAgo, sayDate, sayNumber } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import { sayWhere } from '../initiatives/card.view.ts'
import type { Glows } from '../initiatives/glow.rules.ts'
import type { Listed } from '../initiatives/kept.fields.ts'
import type { Picture } from '../map/drawing.search.ts'
import { inPatch, type Settings } from '../settings/fields.ts'
import { barsOf } from './areas.view.ts'
import { agendaOf, type SoonSaid } from './soon.view.ts'
import { lightMeanings } from './words.view.ts'

export interface HomeParts {
  settings: Pick<Settings, 'site_name' | 'patch_name' | 'home_title' | 'home_lead' | 'contact'>
  glows: Glows
  /** What somebody might type, from the site's own patch; '' where nothing is known of it. */
  example: string
  kinds: readonly { slug: string; plural: string; icon: string }[]
  districts: readonly { id: number; name: string; path: string }[]
  soon: readonly SoonSaid[]
  asking: readonly AskingSaid[]
  newest: readonly { listed: Listed; picture: Picture | null }[]
  /** The night map of the whole patch. */
  picture: object
  now: LocalTime
}

/** What is asked for, as the database says it. */
export interface AskingSaid {
  kind: keyof typeof NEED_ICON
  title: string
  detail: string
  until: string | null
  slug: string
  name: string
  neighbourhood: string
}

export function homeHead({ settings }: HomeParts): Head {
  return {
    title: settings.site_name,
    description:
      'Find what neighbours have started near you: uniform banks, advice drop-ins, gardens, clean-ups and unions.',
    canonical: '/',
    night: true,
  }
}

/** What the map is called, for those who hear the page. */
export function titleOfMap({ lights }: Glows): string {
  return `Map: ${count(lights, 'point of light', 'points of light')}`
}

export function homePage(parts: HomeParts) {
  const { glows, soon, now } = parts
  return {
    hero: heroOf(parts),
    kinds: kindsOf(parts),
    dark: glows.lights === 0 && DARK,
    soon: soon.length > 0 && agendaOf(soon, now),
    asking: askingOf(parts),
    newest: newestOf(parts),
    lights: {
      heading: {
        id: 'lights',
        heading: 'What the lights mean',
        link: { href: '/about#brightness', label: 'How brightness works' },
      },
      levels: lightMeanings(),
    },
    glow: glowOf(parts),
    // Without an address to write to there is nobody to tell.
    invitation: parts.settings.contact !== '' && {
      id: 'invitation',
      heading: 'Doing something good near you?',
      text: 'Tell us, and put it on the map. No account, no password.',
      action: { href: '/submit', label: 'Add a project' },
    },
  }
}

const DARK = {
  heading: 'It is still dark here',
  text: 'No point of light is listed yet. Every one begins with somebody who tells us about it.',
  suggestions: [
    { href: '/submit', label: 'Add the first one', note: '' },
    { href: '/about', label: 'What this is', note: '' },
  ],
}

const LEGEND = [
  { level: 'shining', words: 'confirmed this season' },
  { level: 'fading', words: 'going dim' },
  { level: 'glimmer', words: 'not for a year' },
]

const NEED_ICON = {
  people: 'users',
  skills: 'wrench',
  things: 'shirt',
  space: 'house',
  money: 'hand-coins',
}

function heroOf({ glows: { lights, fresh }, picture, settings, example }: HomeParts) {
  const { home_title, home_lead } = settings
  const said = lights === 0 ? 'No points of light yet' : count(lights, 'point of light', 'points of light')
  return {
    title: home_title,
    lead: home_lead,
    count: inPatch(said, settings),
    fresh: fresh > 0 ? `${sayNumber(fresh)} newly lit this month` : '',
    legend: LEGEND,
    picture,
    find: {
      action: '/near',
      field: {
        control: 'search',
        id: 'find',
        name: 'q',
        label: 'Postcode, town or area',
        hint: '',
        error: '',
        value: '',
        optional: false,
        attributes: { placeholder: example || 'Postcode or place', maxlength: '100', enterkeyhint: 'search' },
      },
      button: 'Find',
      links: [
        { href: '/areas', label: 'Browse all areas', icon: 'map-pin' },
        { href: '/initiatives?open=today', label: 'Open today', icon: 'clock' },
        { href: '/map', label: 'Explore the map', icon: 'map' },
      ],
    },
  }
}

function kindsOf({ kinds, glows }: HomeParts) {
  return kinds.map(({ slug, plural, icon }) => {
    const lights = glows.kinds.get(slug) ?? 0
    const said = lights === 0 ? 'None yet' : count(lights, 'light')
    return { href: `/categories/${slug}`, icon, name: plural, count: said }
  })
}

function askingOf({ asking, glows }: HomeParts) {
  const label = `All ${sayNumber(glows.asking)} that ask`
  return (
    asking.length > 0 && {
      heading: { id: 'asking', heading: 'Help wanted', link: { href: '/initiatives?need=any', label } },
      items: asking.map(askOf),
    }
  )
}

function askOf({ kind, title, detail, until, slug, name, neighbourhood }: AskingSaid) {
  const by = until === null ? '' : `Until ${sayDate(until)}.`
  return {
    icon: NEED_ICON[kind],
    href: `/initiatives/${slug}#needs`,
    title,
    text: [detail, by].filter(Boolean).join(' '),
    note: [name, neighbourhood].filter(Boolean).join(', '),
  }
}

function newestOf({ newest, now }: HomeParts) {
  return (
    newest.length > 0 && {
      heading: {
        id: 'newest',
        heading: 'Just lit',
        link: { href: '/initiatives', label: 'All, newest first' },
      },
      teasers: newest.map(({ listed, picture }) => teaserOf(listed, picture, now.date)),
    }
  )
}

function teaserOf(listed: Listed, picture: Picture | null, today: string) {
  const ago = sayAgo(daysBetween(dateOf(listed.created_at), today))
  return {
    href: `/initiatives/${listed.slug}`,
    name: listed.name,
    kind: listed.kind,
    kind_icon: listed.icon,
    summary: listed.summary,
    note: `${sayWhere(listed)}, lit ${ago}`,
    example: listed.source === 'examples',
    picture,
  }
}

function glowOf({ glows, districts }: HomeParts) {
  if (districts.length === 0) return false
  const note = 'Numbers count lights. Bars show glow: how many, and how lately somebody confirmed them.'
  return {
    heading: { id: 'glows', heading: 'Where it glows', link: { href: '/areas', label: 'All areas' } },
    bars: barsOf(districts, glows, 'glow', note),
  }
}
