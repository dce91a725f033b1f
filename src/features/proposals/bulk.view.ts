// Deciding on several at once: the page that names the number and asks once more.
import { count } from '../../platform/text/words.ts'
import { type FormField, type FormValues, formOf, type Issue } from '../../platform/web/forms.ts'
import { LONGEST_REPLY } from './decision.rules.ts'
import { KIND_WORDS, type Proposal } from './fields.ts'
import { type Mail, markOf } from './letters.rules.ts'
import { QUEUE_PATH } from './queue.rules.ts'
import { REASONS } from './replies.rules.ts'

export const BULK_ACTIONS = ['approval', 'rejection', 'spam'] as const
export type BulkAction = (typeof BULK_ACTIONS)[number]
export const MOST_AT_ONCE = 20

export interface BulkParts {
  action: BulkAction
  items: { proposal: Proposal; name: string; revision: number }[]
  values: FormValues
  issues: Issue[]
  /** Why nothing was decided. */
  problem: string
  /** As they would go, one for each item; none as long as words are missing. */
  mails: readonly (Mail | null)[]
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
    read: mails.flatMap(mail => (mail ? [markOf(mail)] : [])).join(','),
    seen: items.map(({ proposal, revision }) => `${proposal.id}.${proposal.version}.${revision}`).join(','),
    back: QUEUE_PATH,
    rows: items.map(({ proposal, name }, at) => ({
      href: `${QUEUE_PATH}/${proposal.id}`,
      name,
      kind: { ...KIND_WORDS[proposal.kind], tone: proposal.kind },
      note: proposal.email || 'No address',
      mail: mailOf(action, proposal, mails[at], at),
    })),
    button: `${VERBS[action]} ${number}`,
  }
}

function mailOf(action: BulkAction, { id, email }: Proposal, mail: Mail | null | undefined, at: number) {
  if (action === 'spam' || email === '') return null
  const note = mail ? '' : 'Write the reply, and the mail stands here.'
  const said = { to: mail?.to ?? '', subject: mail?.subject ?? '', text: mail?.text ?? '' }
  return { id: `mail-${id}`, note, open: at === 0, ...said }
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
