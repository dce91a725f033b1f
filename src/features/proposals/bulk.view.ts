// Deciding on several at once: the page that names the number and asks once more.
import { count } from '../../platform/text/words.ts'
import { type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { LONGEST_REPLY } from './decision.rules.ts'
import { marksOf, wordsOf } from './decision.view.ts'
import { type Half, KIND_WORDS, type Pair, type Proposal } from './fields.ts'
import type { Mails } from './letters.rules.ts'
import { QUEUE_PATH } from './queue.rules.ts'
import { REASONS } from './replies.rules.ts'

export const BULK_ACTIONS = ['approval', 'rejection', 'spam'] as const
export type BulkAction = (typeof BULK_ACTIONS)[number]
export const MOST_AT_ONCE = 20

export interface BulkParts {
  action: BulkAction
  items: { proposal: Proposal; name: string; revision: number; pair: Pair<Half> | undefined }[]
  values: FormValues
  issues: Issue[]
  /** Why nothing was decided. */
  problem: string
  /** As they would go, one for each item; none as long as words are missing. */
  mails: readonly Mails[]
  /** Whether somebody pressed before they were read. */
  asks: boolean
}

const VERBS: Record<BulkAction, string> = { approval: 'Approve', rejection: 'Reject', spam: 'Reject as spam' }
const NOTES: Record<BulkAction, string> = {
  approval: 'Everything they ask for is done, whole. Each sender is written to after ten minutes.',
  rejection: 'Each sender is written to after ten minutes.',
  spam: 'Nobody is written to.',
}

export function bulkPage({ action, items, values, issues, problem, mails, asks }: BulkParts) {
  const fields = action === 'spam' ? [] : action === 'approval' ? [REPLY] : [REASON, REPLY]
  const { parts, errors } = formOf(fields, values, issues)
  const number = count(items.length, 'item')
  return {
    title: `${VERBS[action]}: ${number}?`,
    lead: `${NOTES[action]} All of them are decided on, or none. It can be undone for ten minutes.`,
    ...{ problem, parts, errors, action, asks, preview: `${QUEUE_PATH}/decisions/preview` },
    read: marksOf(mails),
    seen: items.map(({ proposal, revision }) => `${proposal.id}.${proposal.version}.${revision}`).join(','),
    back: QUEUE_PATH,
    rows: items.map(({ proposal, name, pair }, at) => ({
      href: `${QUEUE_PATH}/${proposal.id}`,
      name,
      kind: { ...KIND_WORDS[proposal.kind], tone: proposal.kind },
      note: `${action === 'approval' ? sayPair(pair) : ''}${proposal.email || 'No address'}`,
      mails: mailsOf(action, proposal, mails[at], at),
    })),
    button: `${VERBS[action]} ${number}`,
  }
}

/** Of two that would be one, which goes and which stays. */
function sayPair(pair: Pair<Half> | undefined): string {
  return pair ? `${pair.goes.name} goes, and its address leads to ${pair.stays.name}. ` : ''
}

function mailsOf(
  action: BulkAction,
  { id, email }: Proposal,
  mails: BulkParts['mails'][number] | undefined,
  at: number,
) {
  if (action === 'spam') return []
  const note = mails?.mail ? '' : 'Write the reply, and the mail stands here.'
  const row = { id: `mail-${id}`, label: 'The mail, as it goes', note, open: at === 0 }
  const more = {
    id: `mail-${id}-told`,
    label: 'The mail to whoever keeps one of them',
    note: '',
    open: at === 0,
  }
  return [
    ...(email === '' ? [] : [{ ...row, ...wordsOf(mails?.mail ?? null) }]),
    ...(mails?.told ? [{ ...more, ...wordsOf(mails.told) }] : []),
  ]
}

const REASON: FormField = {
  ...{ control: 'select', name: 'reason', label: 'Reason, kept in the record' },
  options: [
    { value: '', label: 'Choose a reason' },
    ...Object.entries(REASONS).map(([value, label]) => ({ value, label })),
  ],
}
const REPLY: FormField = {
  ...{ control: 'textarea', name: 'reply', label: 'Reply to each sender' },
  attributes: { rows: '4', maxlength: String(LONGEST_REPLY) },
}
