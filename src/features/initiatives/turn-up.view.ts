// “Can I just turn up?”: answered in a sentence first, then the facts it rests on.
import { addDays, type LocalTime, weekday } from '../../platform/text/clock.ts'
import { capitalise, dayName, joinWords, monthName, sayDate } from '../../platform/text/words.ts'
import { ACCESS_FACTS, COSTS, labelOf, NOT_STATED } from './choices.fields.ts'
import type { PublicInitiative } from './kept.fields.ts'
import { isAlwaysOpen, nextOpenings, sayBreak, sayHours, sayRegular } from './sessions.rules.ts'
import { type Turnout, turnout } from './turn-up.rules.ts'

type Answer = { answer: string; tone: 'yes' | 'maybe' | 'no'; detail: string }

/** The panel that answers it. */
export function turnUpPanel(one: PublicInitiative, now: LocalTime) {
  const { answer, tone, detail } = answerOf(one, now)
  const ended = one.status === 'ended'
  return {
    question: 'Can I just turn up?',
    answer,
    tone,
    detail,
    facts: factsOf(one),
    sessions: ended ? null : sessionsOf(one, now),
    actions: ended ? [] : actionsOf(one),
  }
}

function answerOf(one: PublicInitiative, now: LocalTime): Answer {
  const found = turnout(one, now)
  const no = (answer: string, detail: string): Answer => ({ answer, tone: 'no', detail })
  const maybe = (answer: string, detail = whereDetail(one)): Answer => ({ answer, tone: 'maybe', detail })
  const yes = (answer: string): Answer => ({ answer, tone: 'yes', detail: whereDetail(one) })
  switch (found.is) {
    case 'ended':
      return no('No. This has ended.', 'We keep it here because it happened.')
    case 'paused':
      return no('Not just now.', `It is paused until ${sayDate(found.until)}.`)
    case 'out_of_season':
      return no('Not just now.', `It is open from ${monthName(found.from)} to ${monthName(found.to)}.`)
    case 'later':
      return no('Not just now.', `The next session is on ${sayDate(found.date)}.`)
    case 'nothing_soon':
      return no('Not just now.', 'No session is coming up. Get in touch to hear when there is one.')
    case 'gone_out':
      return maybe(
        'Perhaps. Check first.',
        `Nobody has confirmed it since ${sayDate(one.confirmed_on)}. ${BEFORE_YOU_GO}`,
      )
    case 'quiet':
      return maybe('Perhaps. It is quiet for now.', BEFORE_YOU_GO)
    case 'no_times':
      return maybe('Perhaps. No times are given.', BEFORE_YOU_GO)
    case 'by_appointment':
      return maybe('By appointment.')
    case 'referred':
      return maybe('You need a referral first.')
    case 'unsaid':
      return maybe(...askFirst(one, found))
    case 'booked':
      return maybe('Yes, once you have booked.')
    default:
      return yes(WELCOME[found.is])
  }
}

const BEFORE_YOU_GO = 'Get in touch before you set out.'
const WELCOME = {
  contacted: 'Yes. Get in touch first, then come along.',
  remote: 'Yes, from wherever you are.',
  any_time: 'Yes, any time.',
  welcome: 'Yes. Just come along.',
}

function askFirst(
  one: PublicInitiative,
  { booking, referral }: Extract<Turnout, { is: 'unsaid' }>,
): [answer: string, detail: string] {
  const unsaid = [booking ? 'have to book' : '', referral ? 'need a referral' : ''].filter(Boolean)
  const said = `Nobody has told us whether you ${unsaid.join(', or ')}`
  const canAsk = actionsOf(one).length > 0 || one.social_links.length > 0
  const [answer, end] = canAsk ? ['Ask first.', '.'] : ['Perhaps. Nobody has said.', ', or how to ask.']
  return [answer, [said + end, whereDetail(one)].filter(Boolean).join(' ')]
}

function whereDetail({ where_kind, precision, booking }: PublicInitiative): string {
  if (where_kind !== 'address' || precision === 'exact') return ''
  const shown = precision === 'street' ? 'the street' : 'the neighbourhood'
  const how =
    booking === 'drop_in' ? 'Ask them for the rest.' : 'They tell you the rest when you get in touch.'
  return `It is somewhere private, so we show ${shown} and not the door. ${how}`
}

function factsOf(one: PublicInitiative) {
  const languages = joinWords(one.languages)
  return [
    fact('users', 'Who it is for', one.audience, ''),
    fact('ticket', 'Cost', sayCost(one), 'Ask what it costs'),
    fact('file-text', 'Referral', REFERRAL[one.referral], 'Ask whether you need one'),
    fact('calendar-check', 'Booking', BOOKING[one.booking], 'Ask before you go'),
    ...(one.where_kind === 'address'
      ? [fact('accessibility', 'Getting in', sayAccess(one), 'Ask before you go')]
      : []),
    ...(one.bring ? [fact('backpack', 'What to bring', one.bring, '')] : []),
    ...(languages ? [fact('globe', 'Languages', languages, '')] : []),
  ]
}

/** What is known; or that it is not stated, and what to do about that. */
function fact(icon: string, label: string, known: string, ask: string) {
  const [, notStated] = NOT_STATED
  return { icon, label, text: known || withNote(notStated, ask), is_stated: known !== '' }
}

function sayCost({ cost, cost_note }: PublicInitiative): string {
  return cost === '' ? capitalise(cost_note) : withNote(labelOf(COSTS, cost), cost_note)
}

const REFERRAL = {
  '': '',
  none: 'Not needed',
  self: 'You ask for a place yourself',
  agency: 'Needed, from an agency',
}
const BOOKING = {
  '': '',
  drop_in: 'Not needed',
  contact_first: 'No, but get in touch first',
  book: 'Book a place',
}

function sayAccess(one: PublicInitiative): string {
  const yes = ACCESS_FACTS.filter(({ column }) => one[column] === 'yes').map(fact => fact.yes)
  const no = ACCESS_FACTS.filter(({ column }) => one[column] === 'no').map(fact => fact.no)
  const unstated = ACCESS_FACTS.filter(({ column }) => one[column] === '').length
  const sentences = [sayFacts(yes), sayFacts(no), one.access_note].filter(Boolean)
  if (sentences.length === 0) return ''
  return unstated > 4 ? `${sentences.join(' ')} The rest is not stated.` : sentences.join(' ')
}

function sayFacts(facts: string[]): string {
  return facts.length > 0
    ? `${joinWords(facts.map((fact, at) => (at === 0 ? fact : lowerFirst(fact))))}.`
    : ''
}

function sessionsOf(one: PublicInitiative, now: LocalTime) {
  const openings = isAlwaysOpen(one, now.date) ? [] : nextOpenings(one, now, 3)
  const items = openings.map(({ date, opens, closes }) => ({
    day: sayDay(date, now.date),
    time: sayHours(opens, closes),
  }))
  const regular = one.sessions.map(sayRegular)
  const breaks = one.breaks
    .filter(({ ends_on }) => ends_on >= now.date)
    .map(pause => `Closed ${sayBreak(pause)}${pause.note ? `, ${pause.note}` : ''}`)
  const season =
    one.season_from !== null && one.season_to !== null
      ? [`${monthName(one.season_from)} to ${monthName(one.season_to)} only`]
      : []
  const lines = [...regular, ...season, ...breaks]
  if (lines.length === 0) return null
  return {
    heading: items.length > 0 ? 'Next sessions' : 'When it is open',
    items,
    note: lines.map(line => `${line}.`).join(' '),
  }
}

function sayDay(date: string, today: string): string {
  if (date === today) return 'Today'
  if (date === addDays(today, 1)) return 'Tomorrow'
  const [, month, day] = date.split('-').map(Number) as [number, number, number]
  return `${dayName(weekday(date)).slice(0, 3)} ${day} ${monthName(month)}`
}

function actionsOf({ phone, website, public_email, booking, referral }: PublicInitiative) {
  const verb = booking === 'book' ? 'Book' : 'Get in touch'
  const ways = [
    phone && { href: telephone(phone), icon: 'phone', label: `Call ${phone}` },
    public_email && { href: `mailto:${public_email}`, icon: 'mail', label: 'Write to them' },
    website && {
      href: website,
      icon: 'globe',
      label: booking === 'book' ? `${verb} on their website` : 'Their website',
    },
  ].filter(way => way !== '')
  const needsContact = booking !== 'drop_in' || referral === ''
  return ways.slice(0, 2).map((way, index) => ({ ...way, main: index === 0 && needsContact }))
}

/** A telephone number as a link. */
export function telephone(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, '')}`
}

function withNote(text: string, note: string): string {
  return note ? `${text}. ${capitalise(note)}` : text
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) && !text.startsWith('British')
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text
}
