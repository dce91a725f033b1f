// The page of somebody who sent something: how it stands, what was asked and answered, and what they sent.
import { sayMoment } from '../people/moments.rules.ts'
import { type Message, type Proposal, REPORT_WORDS, type Status } from './fields.ts'
import { canUndo } from './rules.ts'
import { HEADINGS, SENDER_WORDS } from './sender-words.rules.ts'
import { referenceOf } from './sending.rules.ts'
import type { Group, Row } from './submit-check.view.ts'

export interface SenderParts {
  proposal: Proposal
  messages: readonly Message[]
  groups: Group[]
  kept: Row[]
  /** How long a decision has lately taken, in words; '' for not known. */
  wait: string
  /** Where it is listed, and what it is called there; '' for nowhere. */
  path: string
  name: string
  now: Date
  typed: string
  error: string
}

export function senderPage(parts: SenderParts) {
  const { proposal, messages, groups, kept, wait, path, name, now, typed, error } = parts
  const words = SENDER_WORDS[proposal.kind]
  const status = statusTold(proposal, now)
  // Whoever reports something has asked for nothing that could be refused.
  const isReport = proposal.kind === 'report' || proposal.kind === 'merge'
  const look = isReport && status === 'rejected' ? 'approved' : status
  const isOpen = status === 'waiting' || status === 'asked'
  return {
    title: words.title(name),
    status: {
      tone: TONES[look] ?? 'plain',
      icon: ICONS[look] ?? 'clock',
      heading: status === 'approved' || status === 'rejected' ? words[status] : HEADINGS[status],
      text: '',
      link: null,
    },
    steps: status === 'waiting' ? words.steps(wait) : [],
    change: status === 'waiting' ? words.change : '',
    listing: status === 'approved' && path !== '' ? path : '',
    reference: referenceOf(proposal),
    sent: sayMoment(proposal.confirmed_at ?? proposal.updated_at, now),
    said_title: isReport ? 'What they say' : 'Why',
    said: status === 'rejected' || (isReport && status === 'approved') ? proposal.reply : '',
    messages: messagesTold(proposal, messages, now).map(one => ({
      who: one.is_from_editor ? 'An editor asked' : 'You answered',
      when: sayMoment(one.made_at, now),
      lines: one.text.split('\n').filter(Boolean),
    })),
    answer: status === 'asked' ? answerField(proposal, typed, error) : null,
    errors: error === '' ? [] : [{ href: '#text', text: error }],
    withdrawal: isOpen && proposal.revision_id === null ? `/proposals/${proposal.uuid}/withdrawal` : '',
    sent_title: words.sent,
    groups: groups
      .map(group => ({ ...group, href: '', rows: [...reasonOf(proposal), ...group.rows] }))
      .filter(({ rows, photos }) => rows.length + photos.length > 0),
    kept,
  }
}

function reasonOf({ kind, report_reason, reported_for }: Proposal): Row[] {
  const reason = kind === 'merge' ? reported_for || 'duplicate' : report_reason
  if (reason === '') return []
  return [{ label: 'What the problem is', text: REPORT_WORDS[reason], href: '', prose: null }]
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

const TONES: Partial<Record<Status, string>> = { waiting: 'done', approved: 'done', rejected: 'wrong' }
const ICONS: Partial<Record<Status, string>> = {
  approved: 'check',
  asked: 'message-circle-question-mark',
  rejected: 'x',
}
