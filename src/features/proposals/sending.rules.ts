// What people are written when they send a project in, and what their part of it is called (all pure).
import type { Letter, Part } from '../../platform/mail/letters.ts'
import { count } from '../../platform/text/words.ts'
import type { Proposal } from './fields.ts'

const HOUR = 60 * 60_000
const DAY = 24 * HOUR
/** Fewer decisions than this say nothing about how long the next one takes. */
const FEWEST = 5

/** What somebody says to us when they mean what they sent: short enough for the telephone. */
export function referenceOf({ uuid }: Pick<Proposal, 'uuid'>): string {
  const short = uuid.replaceAll('-', '').slice(0, 8).toUpperCase()
  return `${short.slice(0, 4)}-${short.slice(4)}`
}

/** What it is called before anybody gave it a name. */
export function projectName({ asked }: Pick<Proposal, 'asked'>): string {
  return asked.name ?? 'Your project'
}

/** How long a decision usually takes, in words; '' while there were too few to tell. */
export function sayUsualWait(waits: readonly number[]): string {
  if (waits.length < FEWEST) return ''
  const typical = waits.toSorted((a, b) => a - b)[Math.floor(waits.length / 2)] as number
  if (typical < HOUR) return 'less than an hour'
  if (typical < DAY) return `about ${count(Math.round(typical / HOUR), 'hour')}`
  return `about ${count(Math.round(typical / DAY), 'day')}`
}

/** What happens next, sentence by sentence: on the page, and in the mail that says the same. */
export function whatHappensNext(wait: string): string[] {
  return [
    'An editor who knows the area reads it and checks it against what is listed already.',
    wait === ''
      ? 'We write to you as soon as they have decided.'
      : `That has lately taken ${wait}. We write to you as soon as they have decided.`,
    'If something is not clear they ask you, by e-mail and on this page.',
  ]
}

/** To go on with a project on any device; nothing in it was typed by whoever asked. */
export function resumeLetter(siteName: string, href: string, days: number): Letter {
  return {
    subject: `Go on with your project for ${siteName}`,
    parts: [
      text(
        `Somebody, we hope you, began to add a project to ${siteName} and wants to go on with it later. The link opens what was written so far, on any device, for ${count(days, 'day')}; it is then open there and no longer where it was before.`,
      ),
      { kind: 'link', label: 'Go on', href },
      text(
        'Whoever has the link can read and change it, so please do not pass it on. If it was not you, there is nothing you need to do.',
      ),
    ],
  }
}

/** Once an address is confirmed: that it is with the editors, and how to change it. */
export function receivedLetter(
  proposal: Pick<Proposal, 'uuid' | 'asked'>,
  siteName: string,
  wait: string,
): Letter {
  return {
    subject: `We have your project for ${siteName}`,
    parts: [
      text('Thank you. What you sent is with the editors now.'),
      {
        kind: 'facts',
        rows: [
          ['Project', projectName(proposal)],
          ['Reference', referenceOf(proposal)],
        ],
      },
      text(whatHappensNext(wait).join(' ')),
      { kind: 'link', label: 'See what you sent, or take it back', href: `/proposals/${proposal.uuid}` },
      text(
        'To change something before it is listed, answer this mail and name the reference; once it is listed, you can change it yourself.',
      ),
    ],
  }
}

function text(words: string): Part {
  return { kind: 'text', text: words }
}
