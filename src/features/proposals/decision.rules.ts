// The form that decides on a proposal: what it holds, and what it must hold before anything is decided.
import { z } from 'zod'
import { cleanText } from '../../platform/text/clean.ts'
import type { Issue } from '../../platform/web/forms.ts'
import type { FieldName } from '../initiatives/fields.ts'
import type { Proposal } from './fields.ts'
import { REASONS } from './replies.rules.ts'
import { fieldsAsked } from './rules.ts'

export type Action = 'approval' | 'question' | 'rejection' | 'ending' | 'removal'

export const LONGEST_REPLY = 3000
/** Counted as its box counts it, whatever a browser sends at the end of a line. */
export const replyField = z
  .string()
  .transform(cleanText)
  .pipe(z.string().max(LONGEST_REPLY, 'Write a reply of at most 3,000 characters'))
  .default('')

export const decisionForm = z.strictObject({
  version: z.coerce.number().int().min(0).max(1e9),
  revision: z.coerce.number().int().min(0).max(1e9),
  reason: z.string().max(40).default(''),
  draft: z.string().max(40).optional(),
  fill: z.string().max(10).optional(),
  /** Marks of the mails that were shown. */
  read: z.string().max(400).default(''),
  reply: replyField,
  take: z.union([z.string(), z.array(z.string())]).optional(),
  /** Of two listings, the one that stays; '' where nobody was asked. */
  stays: z.string().max(15).default(''),
})

/** What an editor must still say. */
export function whatIsMissing(
  proposal: Proposal,
  action: Action,
  { reason, reply, take, stays }: { reason: string; reply: string; take: FieldName[]; stays: string },
): Issue[] {
  const issues: Issue[] = []
  const wrong = (name: string, message: string) => issues.push({ path: [name], message })
  const hasChoice = proposal.kind === 'edit' && proposal.revision_id === null
  const known = fieldsAsked(proposal)
  if (action === 'approval' && hasChoice && !take.some(name => known.includes(name)))
    wrong('reason', 'Tick at least one change, or reject them all')
  const ofTwo = [proposal.initiative_id, proposal.into_id].map(String)
  if (action === 'approval' && proposal.kind === 'merge' && stays !== '' && !ofTwo.includes(stays))
    wrong('stays', 'Choose which of the two stays')
  if (action === 'rejection' && !REASONS[reason]) wrong('reason', 'Choose why you reject it')
  if (action === 'removal' && !REASONS[reason]) wrong('reason', 'Choose why it is taken down')
  if (action === 'question' && proposal.email === '')
    wrong('reply', 'They left no address: nobody can be asked')
  if (
    (action === 'question' || (action === 'rejection' && reason !== 'spam')) &&
    reply === '' &&
    proposal.email !== ''
  )
    wrong(
      'reply',
      action === 'question' ? 'Write what you want to know' : 'Write why, so that they can put it right',
    )
  return issues
}
