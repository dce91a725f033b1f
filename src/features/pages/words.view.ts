// The pages of words: what this is, privacy, accessibility, how editors decide, open data; every number in them comes from the rules.
import { count } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import {
  FULL_DAYS,
  GLIMMER,
  GLIMMER_DAYS,
  GLOW_LEVELS,
  type LightLevel,
  OUT_DAYS,
  sayLight,
} from '../initiatives/brightness.rules.ts'
import { askedElsewhere, type Streets } from '../map/streets.fields.ts'
import { REASONS } from '../proposals/replies.rules.ts'
import { OBJECTION_MS, UNDO_MS } from '../proposals/rules.ts'
import type { Settings } from '../settings/fields.ts'

const TITLES = {
  about: 'About',
  privacy: 'Privacy',
  accessibility: 'Accessibility',
  'how-we-decide': 'How we decide',
  'open-data': 'Open data',
}

const DESCRIPTIONS = {
  about:
    'What a point of light is, how its brightness works, how near is reckoned, and how to tell us about one.',
  privacy:
    'No cookies, nothing from elsewhere, no postcodes kept: what this site knows of you, and what it does not.',
  accessibility: 'Who should be able to use this site, what we test, what we know is not right yet.',
  'how-we-decide':
    'Who reads what is sent in, what is listed and what is not, how to object, and how a mistake is undone.',
  'open-data': 'Take every listing as GeoJSON, CSV or a feed, free to reuse under CC BY 4.0.',
}

export type WordsName = keyof typeof TITLES

export function wordsHead(name: WordsName): Head {
  return {
    title: TITLES[name],
    description: DESCRIPTIONS[name],
    canonical: `/${name}`,
    ...(name === 'about' && { section: '/about' }),
  }
}

/** What every page of words begins with: the way here, what is on it, and an address to write to, if there is one. */
export function wordsTop(name: WordsName, mail: string) {
  return {
    crumbs: [
      { href: '/', label: 'Home' },
      { href: '', label: TITLES[name] },
    ],
    contents: CONTENTS[name].map(([id, label]) => ({ href: `#${id}`, label })),
    mail: mail !== '' && { href: `mailto:${mail}`, label: mail },
  }
}

const CONTENTS: Record<WordsName, [id: string, heading: string][]> = {
  about: [
    ['brightness', 'How brightness works'],
    ['glow', 'What a glow is'],
    ['near', 'How near is reckoned'],
    ['examples', 'Why there are examples'],
    ['tell-us', 'Tell us about one'],
  ],
  privacy: [
    ['visitors', 'When you visit'],
    ['log', 'What is logged'],
    ['organisers', 'If you run something that is listed'],
    ['sending', 'If you send us something'],
    ['signing-in', 'If you sign in'],
    ['remove', 'To have something removed'],
  ],
  accessibility: [
    ['can', 'What you can rely on'],
    ['getting-in', 'Getting into the places themselves'],
    ['tested', 'What we test'],
    ['limits', 'What is not right yet'],
    ['contact', 'Tell us what does not work'],
  ],
  'how-we-decide': [
    ['who', 'Who decides'],
    ['listed', 'What is listed'],
    ['not', 'Why we say no'],
    ['reports', 'When something is reported'],
    ['keepers', 'Who may change a listing'],
    ['undone', 'When we were wrong'],
  ],
  'open-data': [
    ['formats', 'The formats'],
    ['embed', 'The map on your own site'],
    ['licence', 'The licence'],
    ['credits', 'Whose data this stands on'],
    ['fields', 'Every field'],
  ],
}

type AboutSettings = Pick<Settings, 'contact' | 'patch_name'>

/** `about_us` is HTML about whoever runs the site; '' for nothing. Examples are spoken of while there are any. */
export function aboutPage({ contact, patch_name }: AboutSettings, about_us: string, hasExamples: boolean) {
  const top = wordsTop('about', contact)
  const contents = top.contents.filter(({ href }) => hasExamples || href !== '#examples')
  const us = about_us === '' ? [] : [{ href: '#us', label: 'Who runs this site' }]
  return {
    ...{ ...top, contents: [...us, ...contents] },
    where: patch_name,
    us: about_us !== '' && { body: about_us },
    examples: hasExamples,
    full_days: FULL_DAYS,
    glimmer_after: sayMonths(GLIMMER_DAYS),
    out_after: sayMonths(OUT_DAYS),
    glimmer: `${Math.round(GLIMMER * 100)} %`,
    lights: lightMeanings(),
    glows: GLOW_LEVELS.map(([below, name, sentence], index) => ({
      label: name,
      text: `${sayReach(index, below)}. ${sentence}`,
      href: '',
    })),
  }
}

/** Every level of a light, with its words and what they mean. */
export function lightMeanings() {
  return (Object.keys(MEANINGS) as LightLevel[]).map(level => ({
    level,
    words: sayLight(level),
    meaning: MEANINGS[level],
  }))
}

/** What a visitor may know about the map: whom it asks for its streets, if anybody else. */
export function privacyPage(mail: string, streets: Streets | undefined) {
  const server = askedElsewhere(streets)
  return { ...wordsTop('privacy', mail), streets_from: server === undefined ? '' : new URL(server).host }
}

/** How editors decide; every reason as it stands in their form. */
export function decidingPage(mail: string) {
  return {
    ...wordsTop('how-we-decide', mail),
    reasons: AGAINST.map(reason => REASONS[reason] as string),
    undo: count(UNDO_MS / MINUTE, 'minute'),
    objection: count(OBJECTION_MS / HOUR, 'hour'),
  }
}

// The others are reasons to say yes.
const AGAINST = ['missing', 'unsure', 'double', 'not-ours', 'wrong', 'harm', 'spam']
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const MEANINGS: Record<LightLevel, string> = {
  shining: `Somebody confirmed it in the last ${FULL_DAYS} days.`,
  fading: 'Nobody has confirmed it for a while, or it is quiet for now.',
  glimmer: `Nobody has confirmed it for ${sayMonths(GLIMMER_DAYS)}. Check before you set out.`,
  paused: 'Away until the date it gives, and then back.',
  out: `It has ended, or nobody has confirmed it for ${sayMonths(OUT_DAYS)}.`,
}

function sayReach(index: number, below: number): string {
  if (index === 0) return 'No glow'
  if (below === Number.POSITIVE_INFINITY) return `A glow of ${GLOW_LEVELS[index - 1]?.[0]} or more`
  return `A glow below ${below}`
}

function sayMonths(days: number): string {
  const months = Math.round(days / 30.44)
  return months === 12 ? 'a year' : `${months} months`
}
