// A listing as a card: the same finished words wherever a card is drawn.

import { daysBetween, type LocalTime } from '../../platform/text/clock.ts'
import { sayAgo, sayDate } from '../../platform/text/words.ts'
import { sayJourney } from '../crossings/nearest.rules.ts'
import type { Journey } from '../crossings/travel.rules.ts'
import { isPaused, type LightLevel, lightLevel, sayLight } from './brightness.rules.ts'
import { CONFIRMERS, COSTS, labelOf } from './choices.fields.ts'
import type { Listed } from './kept.fields.ts'
import { isAlwaysOpen, nextOpenings, sayOpening } from './sessions.rules.ts'
import { isUnsaid } from './turn-up.rules.ts'

export interface Fact {
  icon: string
  text: string
  /** Said quietly before the text, such as “Next”. */
  lead: string
  tone: 'yes' | 'plain'
}

export interface Card {
  /** Its place in the list, as the map repeats it; '' for none. */
  number: string
  href: string
  name: string
  kind: string
  kind_icon: string
  neighbourhood: string
  summary: string
  facts: Fact[]
  distance: { text: string; note: string } | null
  light: { level: LightLevel; words: string }
  needs_help: boolean
  example: boolean
  out: boolean
}

/** One card; `number` is its place in the list, `journey` how one gets there from the place asked about. */
export function cardOf(listed: Listed, now: LocalTime, number = '', journey?: Journey): Card {
  const level = lightLevel(listed, now.date)
  return {
    number,
    href: `/initiatives/${listed.slug}`,
    name: listed.name,
    kind: listed.kind,
    kind_icon: listed.icon,
    neighbourhood: sayWhere(listed),
    summary: listed.summary,
    facts: [turnUp(listed), cost(listed), access(listed), next(listed, now)].filter(
      fact => fact !== undefined,
    ),
    distance: sayDistance(listed, journey),
    light: { level, words: sayConfirmed(listed, now.date) },
    needs_help: listed.needs_help && level !== 'out',
    example: listed.source === 'examples',
    out: level === 'out',
  }
}

/** One line about a light and how one gets there, its level in words. */
export function lightRow(listed: Listed, journey: Journey, now: LocalTime) {
  const level = lightLevel(listed, now.date)
  return {
    level,
    href: `/initiatives/${listed.slug}`,
    name: listed.name,
    note: [listed.kind, sayJourney(journey), sayLight(level).toLowerCase()].join(', '),
  }
}

/** `Confirmed 3 weeks ago by the organiser`, or plainly that nobody has for long, or until when it is paused. */
export function sayConfirmed(
  light: Pick<Listed, 'status' | 'confirmed_on' | 'confirmed_by' | 'paused_until'>,
  today: string,
): string {
  const ago = sayAgo(daysBetween(light.confirmed_on, today))
  const level = lightLevel(light, today)
  if (light.status === 'ended') return 'Ended. Kept here as a record'
  if (level === 'out')
    return `${sayLight(level)}: nobody has confirmed it since ${sayDate(light.confirmed_on)}`
  if (isPaused(light, today)) return `Paused until ${sayDate(light.paused_until as string)}`
  const quiet = light.status === 'quiet' ? 'Quiet for now. ' : ''
  return `${quiet}Confirmed ${ago} by ${labelOf(CONFIRMERS, light.confirmed_by)}`
}

/** `Leigh`, `All over Rochford`, `Online`. */
export function sayWhere({
  where_kind,
  neighbourhood,
  serves,
}: Pick<Listed, 'where_kind' | 'neighbourhood' | 'serves'>): string {
  if (where_kind === 'address') return neighbourhood
  if (where_kind === 'area') return `All over ${serves}`
  return serves ? `Online, for ${serves}` : 'Online, for anyone'
}

function turnUp({ booking, referral }: Listed): Fact {
  const icon = 'door-open'
  if (referral === 'agency') return { icon: 'file-text', text: 'Referral needed', lead: '', tone: 'plain' }
  if (booking === 'contact_first') return { icon, text: 'Contact first', lead: '', tone: 'plain' }
  if (booking === 'book') return { icon: 'calendar-check', text: 'Book a place', lead: '', tone: 'plain' }
  if (isUnsaid({ booking, referral })) return { icon, text: 'Ask first', lead: '', tone: 'plain' }
  return { icon, text: 'Drop in', lead: '', tone: 'yes' }
}

function cost({ cost }: Listed): Fact {
  const text = cost === '' ? 'Cost not stated' : labelOf(COSTS, cost)
  return { icon: 'ticket', text, lead: '', tone: cost === 'free' ? 'yes' : 'plain' }
}

function access({ where_kind, access_step_free }: Listed): Fact | undefined {
  if (where_kind !== 'address') return undefined
  const icon = 'accessibility'
  if (access_step_free === 'yes') return { icon, text: 'Step-free', lead: '', tone: 'yes' }
  return {
    icon,
    text: access_step_free === 'no' ? 'Some steps' : 'Steps not stated',
    lead: '',
    tone: 'plain',
  }
}

function next(listed: Listed, now: LocalTime): Fact | undefined {
  const icon = 'clock'
  if (listed.status === 'ended') return undefined
  if (isAlwaysOpen(listed, now.date)) return { icon, text: 'Always open', lead: '', tone: 'yes' }
  const [opening] = nextOpenings(listed, now, 1)
  if (opening) return { icon, text: sayOpening(opening, now), lead: 'Next', tone: 'plain' }
  if (listed.by_appointment) return { icon, text: 'By appointment', lead: '', tone: 'plain' }
  return {
    icon,
    text: listed.sessions.length > 0 ? 'No session soon' : 'Times not stated',
    lead: '',
    tone: 'plain',
  }
}

function sayDistance(listed: Listed, journey: Journey | undefined): Card['distance'] {
  if (!journey || listed.where_kind !== 'address') return null
  const [text = '', ...rest] = sayJourney(journey).split(', ')
  const note = rest.join(', ')
  return { text: note ? `${text},` : text, note }
}
