// The page of somebody who sent something: how it stands, what was asked and answered, and what they sent.
import { sayMoment } from '../people/moments.rules.ts'
import type { Message, Proposal, Status } from './fields.ts'
import { canUndo } from './rules.ts'
import { nameOf, referenceOf, whatHappensNext } from './sending.rules.ts'
import type { Group, Row } from './submit-check.view.ts'

export interface SenderParts {
  proposal: Proposal
  messages: readonly Message[]
  groups: Group[]
  kept: Row[]
  /** How long a decision has lately taken, in words; '' for not known. */
  wait: string
  /** Where it is listed; '' for nowhere. */
  path: string
  now: Date
  typed: string
  error: string
}

export function senderPage(parts: SenderParts) {
  const { proposal, messages, groups, kept, wait, path, now, typed, error } = parts
  const status = statusTold(proposal, now)
  const isOpen = status === 'waiting' || status === 'asked'
  return {
    title: nameOf(proposal),
    status: {
      tone: TONES[status] ?? 'plain',
      icon: ICONS[status] ?? 'clock',
      heading: HEADINGS[status],
      text: '',
      link: null,
    },
    steps: status === 'waiting' ? whatHappensNext(wait) : [],
    change: status === 'waiting' ? CHANGE : '',
    listing: status === 'approved' && path !== '' ? path : '',
    reference: referenceOf(proposal),
    sent: sayMoment(proposal.confirmed_at ?? proposal.updated_at, now),
    said: status === 'rejected' ? proposal.reply : '',
    messages: messagesTold(proposal, messages, now).map(one => ({
      who: one.is_from_editor ? 'An editor asked' : 'You answered',
      when: sayMoment(one.made_at, now),
      lines: one.text.split('\n').filter(Boolean),
    })),
    answer: status === 'asked' ? answerField(proposal, typed, error) : null,
    errors: error === '' ? [] : [{ href: '#text', text: error }],
    withdrawal: isOpen && proposal.revision_id === null ? `/proposals/${proposal.uuid}/withdrawal` : '',
    groups: groups.map(group => ({ ...group, href: '' })),
    kept,
  }
}

/** What its sender may know of how it stands: a decision that can be undone was not told yet, and what is held just waits. */
export function statusTold(proposal: Proposal, now: Date): Status {
  const { status } = proposal
  if (status === 'held' || canUndo(proposal, now)) return 'waiting'
  return status
}

function messagesTold(proposal: Proposal, messages: readonly Message[], now: Date): readonly Message[] {
  return proposal.status === 'asked' && canUndo(proposal, now) ? messages.slice(0, -1) : messages
}

function answerField({ uuid }: Proposal, value: string, error: string) {
  const field = {
    ...{ control: 'textarea', id: 'text', name: 'text', label: 'Your answer', hint: '', optional: false },
    ...{ value, error, attributes: { rows: '5' } },
  }
  return { action: `/proposals/${uuid}/answer`, field }
}

const CHANGE =
  'To change something before it is listed, answer our mail and name the reference; once it is listed, you can change it yourself.'
const HEADINGS: Record<Status, string> = {
  draft: 'Not sent yet',
  unconfirmed: 'Your address is not confirmed yet',
  held: 'It is with the editors',
  waiting: 'It is with the editors',
  asked: 'An editor has a question',
  approved: 'An editor has said yes',
  rejected: 'An editor has decided against it',
  withdrawn: 'You took it back',
}
const TONES: Partial<Record<Status, string>> = { waiting: 'done', approved: 'done', rejected: 'wrong' }
const ICONS: Partial<Record<Status, string>> = {
  approved: 'check',
  asked: 'message-circle-question-mark',
  rejected: 'x',
}
