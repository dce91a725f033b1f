// The admins' pages of mail: what waits, what went, what did not, and one mail by itself.
import type { MailRow, MailStatus, MailWithBody } from '../../platform/mail/desk.store.ts'
import { type LocalTime, localTime } from '../../platform/text/clock.ts'
import { capitalise, count, joinWords, sayDate, sayNumber, sayTime } from '../../platform/text/words.ts'
import type { Head } from '../../platform/web/page.ts'
import { pagination } from '../../platform/web/pages.ts'
import { notice } from '../people/boxes.view.ts'
import type { FormPage } from '../people/sign-in.view.ts'

export const PAGE_SIZE = 50
export const MAIL_PATH = '/admin/mail'
export const SENDING_PATH = `${MAIL_PATH}/sending`

interface Telling {
  now: LocalTime
  /** The moment it is, ISO 8601. */
  moment: string
  /** Whether there is a mail server. */
  isDelivered: boolean
}

export interface MailListParts extends Telling {
  rows: MailRow[]
  counts: Record<MailStatus, number>
  status: MailStatus
  page: number
  /** How many were just sent again; undefined when none were asked for. */
  again?: number | undefined
  /** Whether somebody would send several again and ticked none. */
  isUnticked?: boolean
}

/** The kinds that have a list, in the order they want looking at. What is being handed over waits still. */
export const LISTS: { status: MailStatus; label: string; empty: string }[] = [
  { status: 'waiting', label: 'Waiting', empty: 'Nothing waits.' },
  { status: 'uncertain', label: 'May have gone', empty: 'There is no mail that may have gone.' },
  { status: 'failed', label: 'Failed', empty: 'No mail has failed.' },
  { status: 'sent', label: 'Went', empty: 'No mail has gone yet.' },
]

export function mailHead(title = 'Mail'): Head {
  return { title, section: MAIL_PATH, robots: 'noindex, nofollow' }
}

export function mailListPage(parts: MailListParts) {
  const { rows, counts, status, page } = parts
  const canSend = (row: MailRow) =>
    row.status === 'failed' && row.has_body === 1 && (row.ends_at === null || row.ends_at > parts.moment)
  const sums = { ...counts, waiting: counts.waiting + counts['handing-over'] }
  const list = LISTS.find(one => one.status === status) as (typeof LISTS)[number]
  const address = (number: number) => `${MAIL_PATH}?show=${status}${number > 1 ? `&page=${number}` : ''}`
  const pages = Math.ceil(sums[status] / PAGE_SIZE)
  return {
    lead: `${count(sums.waiting, 'mail waits', 'mails wait')}, ${sums.uncertain} may have gone, ${count(sums.failed, 'has failed', 'have failed')}.`,
    notice: noticeOf(parts),
    again: rows.some(canSend) ? SENDING_PATH : '',
    lists: {
      heading: sums[status] ? `${list.label}: ${sayNumber(sums[status])}` : list.empty,
      label: 'Show:',
      options: LISTS.map(one => ({
        href: `${MAIL_PATH}?show=${one.status}`,
        label: `${one.label.toLowerCase()} (${sayNumber(sums[one.status])})`,
        current: one.status === status,
      })),
    },
    rows: rows.map(row => ({
      id: row.id,
      can_tick: canSend(row),
      icon: ICONS[row.status],
      href: `${MAIL_PATH}/${row.id}`,
      subject: row.subject,
      under: `To ${row.recipient}. ${fateOf(row, parts)}${row.status === 'failed' ? ` ${row.last_answer}` : ''}`,
    })),
    pagination: pages > 1 ? pagination(page, pages, address) : null,
  }
}

export interface MailParts extends Telling {
  mail: MailWithBody
  /** Whether it can be sent again at this moment. */
  isSendable: boolean
}

/** One mail. What carries a link or code is for its reader alone, unless nobody brings it to them. */
export function mailPage({ mail, isSendable, ...telling }: MailParts) {
  const { now, isDelivered } = telling
  const isSecret = mail.ends_at !== null && isDelivered
  const text = isSecret ? '' : (mail.body_text ?? '')
  return {
    subject: mail.subject,
    back: { href: `${MAIL_PATH}?show=${listOf(mail.status)}`, label: 'Mail' },
    facts: [
      { label: 'To', text: mail.recipient, href: '' },
      { label: 'About', text: mail.kind.replaceAll('-', ' '), href: '' },
      { label: 'Written', text: capitalise(sayMoment(mail.created_at, now)), href: '' },
      { label: 'What became of it', text: fateOf(mail, telling), href: '' },
      ...(mail.last_answer ? [{ label: 'Last answer', text: mail.last_answer, href: '' }] : []),
    ],
    text,
    absence: text ? '' : isSecret && mail.has_body ? SECRET : GONE,
    sending: isSendable
      ? {
          action: `${MAIL_PATH}/${mail.id}/sending`,
          ...SENDING[mail.status === 'waiting' ? 'waiting' : 'settled'],
        }
      : null,
    warning: isSendable ? (WARNINGS[mail.status] ?? '') : '',
  }
}

/** Once more before several go again. */
export function sendingPage(mails: readonly { id: number; recipient: string; subject: string }[]): FormPage {
  const number = count(mails.length, 'mail')
  return {
    title: mails.length === 0 ? 'Nothing to send again' : `Send ${number} again?`,
    lead:
      mails.length === 0
        ? 'None of those can be sent again: their words are no longer kept, or their time is over.'
        : `To ${joinWords([...new Set(mails.map(({ recipient }) => recipient))])}.`,
    ...{ notice: null, errors: [], parts: [], also: [], action: SENDING_PATH },
    hidden: mails.map(({ id }) => ({ name: 'id', value: String(id) })),
    button: mails.length === 0 ? '' : `Send ${number} again`,
    foot: [{ text: '', href: `${MAIL_PATH}?show=failed`, label: 'Back to what failed' }],
  }
}

function noticeOf({ isDelivered, again, isUnticked }: MailListParts) {
  if (isUnticked) return notice('wrong', 'triangle-alert', 'Tick at least one mail first.')
  if (again === 0) return notice('plain', 'info', 'None of those could be sent again any more.')
  if (again !== undefined)
    return notice('done', 'check', `${capitalise(count(again, 'mail goes', 'mails go'))} again now.`)
  return isDelivered ? null : NO_SERVER
}

/** The list that a mail of a status stands in. */
export function listOf(status: MailStatus): MailStatus {
  return status === 'handing-over' ? 'waiting' : status
}

const NO_SERVER = {
  ...{ icon: 'mail', tone: 'plain', heading: 'No mail server is set' },
  text: 'Mail waits here until MAIL_URL names one. Read it, and tell people what it says.',
  link: null,
}
const SECRET = 'It carries a link or a code for its reader alone, so that its words are not shown.'
const GONE = 'Its words are no longer kept.'
const SENDING = { waiting: { button: 'Try now' }, settled: { button: 'Send it again' } }
const WARNINGS: Partial<Record<MailStatus, string>> = {
  uncertain: 'It may have arrived. Ask before you send it again; most mailboxes drop the second copy.',
  sent: 'The mail server took it. Sent again, it arrives twice.',
}
const ICONS: Record<MailStatus, string> = {
  waiting: 'clock',
  'handing-over': 'clock',
  sent: 'check',
  uncertain: 'circle-question-mark',
  failed: 'triangle-alert',
}

/** What became of a mail, or will, in a sentence. */
function fateOf(mail: MailRow, { now, moment, isDelivered }: Telling): string {
  const settled = sayMoment(mail.settled_at ?? mail.created_at, now)
  const written = `Written ${sayMoment(mail.created_at, now)}`
  const next = mail.due_at <= moment ? 'soon' : sayMoment(mail.due_at, now)
  if (mail.status === 'sent') return `Went ${settled}.`
  if (mail.status === 'uncertain')
    return mail.handed_at
      ? `May have gone ${sayMoment(mail.handed_at, now)}.`
      : `${written}; may have gone since.`
  if (mail.status === 'failed') return `Failed ${settled}.`
  if (mail.status === 'handing-over') return 'Is going now.'
  if (mail.held_at) return `Held: its address had enough for a day. Goes ${next}.`
  if (mail.tries > 0) return `Tried ${mail.tries === 1 ? 'once' : count(mail.tries, 'time')}; again ${next}.`
  if (!isDelivered) return `${written}; waits for a mail server.`
  return `Goes ${next}.`
}

/** `today at 10am`, or `on 10 June 2026 at 10am`. */
function sayMoment(moment: string, now: LocalTime): string {
  const { date, time } = localTime(new Date(moment))
  return `${date === now.date ? 'today' : `on ${sayDate(date)}`} at ${sayTime(time)}`
}
