// What is said to somebody about what they sent, in the words of its kind: a project, a change, a claim, a report (all pure).
import type { Kind, Status } from './fields.ts'
import { whatHappensNext } from './sending.rules.ts'

export interface SenderWords {
  /** What it is called, by the name of what it is about. */
  title(name: string): string
  approved: string
  rejected: string
  /** What happens next; `wait` is how long a decision has lately taken, '' for not known. */
  steps(wait: string): string[]
  /** How to change or add something meanwhile. */
  change: string
  /** Above what they sent. */
  sent: string
}

export const HEADINGS: Record<Exclude<Status, 'approved' | 'rejected'>, string> = {
  draft: 'Not sent yet',
  unconfirmed: 'Your address is not confirmed yet',
  held: 'It is with the editors',
  waiting: 'It is with the editors',
  asked: 'An editor has a question',
  withdrawn: 'You took it back',
}

const AGAIN = 'To add something, answer our mail and name the reference.'
const REJECTED = 'An editor has decided against it'
const onPage = (name: string) => name || 'a listing that was taken down'
const steps = (first: string) => (wait: string) => [first, ...whatHappensNext(wait).slice(1)]

const REPORT: SenderWords = {
  title: name => `Your report about ${onPage(name)}`,
  approved: 'An editor has looked into it',
  rejected: 'An editor has looked into it',
  steps: steps(
    'An editor looks into it, what is dangerous first. The listing stays up until they have decided.',
  ),
  change: AGAIN,
  sent: 'What you told us',
}

export const SENDER_WORDS: Record<Kind, SenderWords> = {
  new: {
    title: name => name || 'Your project',
    approved: 'An editor has said yes',
    rejected: REJECTED,
    steps: whatHappensNext,
    change:
      'To change something before it is listed, answer our mail and name the reference; once it is listed, you can change it yourself.',
    sent: 'What you sent',
  },
  edit: {
    title: name => `Your change to ${onPage(name)}`,
    approved: 'An editor has said yes',
    rejected: REJECTED,
    steps: steps(
      'An editor reads it and holds it against what the listing says. The listing stays as it is until then.',
    ),
    change: AGAIN,
    sent: 'What you would change',
  },
  claim: {
    title: name => `Keeping ${onPage(name)}`,
    approved: 'An editor has said yes',
    rejected: REJECTED,
    steps: steps(
      'An editor checks that you belong to it. Whoever keeps it now hears of it, and can object for three days.',
    ),
    change: AGAIN,
    sent: 'What you told us',
  },
  report: REPORT,
  merge: REPORT,
}
