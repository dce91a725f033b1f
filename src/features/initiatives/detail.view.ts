// One initiative’s page: what it is, whether one can just turn up, how to reach it, how bright it is and why.

import { dateOf, daysBetween, type LocalTime } from '../../platform/text/clock.ts'
import { markdownToHtml } from '../../platform/text/markdown.ts'
import { sayAgo, sayDate } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import type { Journey } from '../crossings/travel.rules.ts'
import { FULL_DAYS, type LightLevel, lightLevel, sayLight } from './brightness.rules.ts'
import { lightRow, sayConfirmed, sayWhere } from './card.view.ts'
import { CONFIRMERS, labelOf, ORGANISATION_KINDS } from './choices.fields.ts'
import type { Listed, NamedArea, PublicInitiative } from './kept.fields.ts'
import { pictureOf } from './photo.rules.ts'
import { telephone, turnUpPanel } from './turn-up.view.ts'

export interface DetailParts {
  one: PublicInitiative
  nearby: { listed: Listed; journey: Journey }[]
  /** The night map of where it is; null when it is nowhere in particular. */
  picture: object | null
  now: LocalTime
}

export function detailHead({ one }: DetailParts): Head {
  const where = whereOf(one)
  return {
    title: where ? `${one.name}, ${where}` : one.name,
    description: one.summary,
    canonical: `/initiatives/${one.slug}`,
    section: '/initiatives',
    night: true,
    ...((one.status === 'ended' || one.source === 'examples') && { robots: 'noindex' }),
  }
}

export function detailPage({ one, nearby, picture, now }: DetailParts) {
  return {
    hero: heroOf(one, picture, now),
    example: one.source === 'examples' && EXAMPLE,
    turn_up: turnUpPanel(one, now),
    about: one.description ? { body: markdownToHtml(one.description) } : null,
    photos: one.photos.map(pictureOf),
    details: detailsOf(one),
    needs: needsOf(one, now),
    contact: one.status === 'ended' ? null : contactOf(one),
    brightness: brightnessOf(one, now),
    nearby: nearby.map(({ listed, journey }) => lightRow(listed, journey, now)),
    ways: waysOf(one),
  }
}

/** What anybody may do about it; of an invented one there is nothing to be said. */
function waysOf({ slug, source }: PublicInitiative) {
  if (source === 'examples') return []
  const path = `/initiatives/${slug}`
  return [
    { icon: 'heart-handshake', href: `${path}/claim`, label: 'Is this yours? Keep it right' },
    { icon: 'pencil', href: `${path}/edit`, label: 'Suggest a change' },
    { icon: 'flag', href: `${path}/report`, label: 'Report a problem' },
  ]
}

const EXAMPLE = {
  icon: 'info',
  tone: 'plain',
  heading: '',
  text: 'This is an example, invented to show how the site works. It does not exist.',
  link: { href: '/about#examples', label: 'Why it is here' },
}

function heroOf(one: PublicInitiative, picture: object | null, now: LocalTime) {
  const level = lightLevel(one, now.date)
  const [main] = one.categories
  return {
    crumbs: crumbsOf(one),
    title: one.name,
    lead: one.summary,
    kind: main ? { href: `/categories/${main.slug}`, icon: main.icon, label: main.name } : null,
    light: { level, ...levelFirst(sayLight(level), sayConfirmed(one, now.date)) },
    picture,
    onward: null,
  }
}

/** The level in bold before what is said of it, once: also where that begins with it, as “Paused until 1 May 2027” does. */
function levelFirst(level: string, said: string): { strong: string; words: string } {
  if (!said.startsWith(level)) return { strong: `${level}.`, words: said }
  const end = said.indexOf(' ', level.length)
  return { strong: said.slice(0, end), words: said.slice(end + 1) }
}

function needsOf(one: PublicInitiative, now: LocalTime) {
  if (one.status === 'ended') return []
  const needs = one.needs.filter(({ until }) => until === null || until >= now.date)
  return needs.map(need => ({
    icon: NEED_ICON[need.kind],
    title: need.title,
    text: need.detail,
    note: need.until ? `Until ${sayDate(need.until)}` : '',
    action: null,
  }))
}

const NEED_ICON = {
  people: 'users',
  skills: 'wrench',
  things: 'package',
  space: 'house',
  money: 'hand-coins',
}

function crumbsOf(one: PublicInitiative) {
  const home = homeOf(one)
  if (!home)
    return [
      { href: '/initiatives', label: 'Browse' },
      { href: '', label: one.name },
    ]
  return [
    { href: '/areas', label: 'Areas' },
    { href: `/areas/${home.district_slug}`, label: home.district_name },
    { href: `/areas/${home.district_slug}/${home.slug}`, label: home.name },
  ]
}

function detailsOf(one: PublicInitiative) {
  const row = (label: string, text: string, href = '') => (text ? [{ label, text, href }] : [])
  const serves = one.areas.filter(({ role }) => role === 'serves').map(({ name }) => name)
  return [
    ...row('Where', one.shown_address || whereOf(one)),
    ...row(one.where_kind === 'address' ? 'Also serves' : 'Serves', serves.join(', ')),
    ...row('Run by', one.organisation_name),
    ...row('Kind of organisation', labelOf(ORGANISATION_KINDS, one.organisation_kind)),
    ...row('Charity or company number', one.organisation_number),
    ...one.categories.slice(1).flatMap(({ name, slug }) => row('Also', name, `/categories/${slug}`)),
    ...row('Taken from', one.source === 'examples' ? '' : one.source),
  ]
}

function contactOf(one: PublicInitiative) {
  const items = [
    one.phone && { icon: 'phone', href: telephone(one.phone), label: one.phone, note: '' },
    one.public_email && {
      icon: 'mail',
      href: `mailto:${one.public_email}`,
      label: one.public_email,
      note: '',
    },
    one.website && { icon: 'link', href: one.website, label: hostOf(one.website), note: '' },
    ...one.social_links.map(href => ({ icon: 'link', href, label: hostOf(href), note: '' })),
  ].filter(item => item !== '')
  return items.length > 0 ? { heading: 'Get in touch', items } : null
}

const STATUS_NOTE: Partial<Record<PublicInitiative['status'], string>> = {
  ended: 'It has ended, so it gives no light. We keep its page because it happened.',
  quiet: 'Its people say it is quiet for now, so it gives half its light.',
}
const LEVEL_NOTE: Record<LightLevel, string> = {
  shining: `It shines for ${FULL_DAYS} days after somebody confirms it, then slowly dims.`,
  fading: 'Nobody has confirmed it for a while, so it is dimming.',
  glimmer: 'Nobody has confirmed it for most of a year. Check before you set out.',
  paused: 'It will shine again when it is back.',
  out: 'A light nobody confirms for 18 months goes out.',
}

function brightnessOf(one: PublicInitiative, now: LocalTime) {
  const days = daysBetween(one.confirmed_on, now.date)
  const level = lightLevel(one, now.date)
  const note = STATUS_NOTE[one.status] ?? LEVEL_NOTE[level]
  return {
    heading: 'How bright, and why',
    items: [
      {
        level,
        strong: sayDate(one.confirmed_on),
        text: `confirmed by ${labelOf(CONFIRMERS, one.confirmed_by)}, ${sayAgo(days)}`,
      },
      {
        level: 'shining',
        strong: sayDate(dateOf(one.created_at)),
        text: 'lit on this map',
      },
    ],
    note,
  }
}

function whereOf(one: PublicInitiative): string {
  const serves = one.areas
    .filter(({ role }) => role === 'serves')
    .slice(0, 3)
    .map(({ name }) => name)
    .join(', ')
  const home = homeOf(one)
  return sayWhere({
    where_kind: one.where_kind,
    neighbourhood: home ? `${home.name}, ${home.district_name}` : '',
    serves,
  })
}

/** The neighbourhood it stands in. */
export function homeOf({ areas }: PublicInitiative): NamedArea | undefined {
  return areas.find(({ role }) => role === 'home')
}

// The address as browsers write it: a name that mixes scripts to look like another shows as what it is.
function hostOf(address: string): string {
  return new URL(address).host.replace(/^www\./, '')
}
