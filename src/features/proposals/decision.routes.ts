// Deciding as the form of an item asks: done when the mail of it was read beforehand, and rehearsed so that it can be.
import type { z } from 'zod'
import { type Db, inTransactionIf } from '../../platform/database/open.ts'
import { cleanText } from '../../platform/text/clean.ts'
import { type FormValues, firstOf } from '../../platform/web/forms.ts'
import { type FieldName, fieldNames } from '../initiatives/fields.ts'
import type { Person } from '../people/fields.ts'
import type { Decided, Deciding } from './deciding.store.ts'
import { type Action, type decisionForm, LONGEST_REPLY, whatIsMissing } from './decision.rules.ts'
import type { Rehearsed } from './decision.view.ts'
import type { Proposal } from './fields.ts'
import { areRead } from './letters.rules.ts'
import { REASONS } from './replies.rules.ts'
import { fieldsAsked } from './rules.ts'

/** What an editor says with a decision. */
export type Said = Pick<
  z.output<typeof decisionForm>,
  'version' | 'revision' | 'reason' | 'reply' | 'stays'
> & {
  take: FieldName[]
  /** Marks of the mails that they have read. */
  read: readonly string[]
}

/** Nothing was decided, for nobody has read the mail that would go. */
export interface Unread {
  outcome: 'unread'
}

export function makeDecisions({ db, deciding }: { db: Db; deciding: Deciding }) {
  function act(proposal: Proposal, action: Action, by: Person, { take, ...said }: Said): Decided {
    const usual = (proposal.kind === 'merge' ? REASONS.double : REASONS.checked) as string
    const reason = REASONS[said.reason] ?? (action === 'approval' ? usual : '')
    const seen = { version: said.version, revision: said.revision }
    const decision = { proposal_id: proposal.id, by, seen, reason, reply: said.reply }
    if (action === 'question') return deciding.ask(decision)
    if (action === 'rejection') return deciding.reject(decision)
    if (action !== 'approval') return deciding.approve({ ...decision, outcome: action })
    const isPartial = proposal.kind === 'edit' && proposal.revision_id === null
    return deciding.approve({
      ...{ ...decision, ...(isPartial && { take }) },
      stays: Number(said.stays) || undefined,
    })
  }

  function rehearse(proposal: Proposal, action: Action, by: Person, said: Said): Rehearsed {
    const missing = whatIsMissing(proposal, action, said).find(({ path }) => path[0] === 'reply')
    const none = { action, mail: null, told: null }
    if (missing) return { ...none, note: `${missing.message}. Then the mail stands here.` }
    const decided = inTransactionIf(
      db,
      () => act(proposal, action, by, said),
      () => false,
    )
    if (decided.outcome === 'refused')
      return { ...none, note: `That cannot be done as it is. ${decided.issues[0]?.message ?? ''}` }
    const { mail, told } = decided.outcome === 'done' ? decided : none
    return { action, mail, told, note: mail ? '' : told ? NO_ADDRESS : 'Nobody is written to.' }
  }

  return {
    /** Decides, unless a mail would go that the editor has not read. */
    decide(proposal: Proposal, action: Action, by: Person, said: Said): Decided | Unread {
      const decided = inTransactionIf(
        db,
        () => act(proposal, action, by, said),
        one => one.outcome === 'done' && areRead(one, said.read),
      )
      const isHeldBack = decided.outcome === 'done' && !areRead(decided, said.read)
      return isHeldBack ? { outcome: 'unread' } : decided
    },
    /** Each mail that may go, as it would go with these words; none of it stays. */
    rehearseAll: (proposal: Proposal, actions: readonly Action[], by: Person, said: Said): Rehearsed[] =>
      actions.map(action => rehearse(proposal, action, by, said)),
  }
}

const NO_ADDRESS = 'The sender left no address, and is not written to.'

/** What stands in the form, however little of it was filled in; all is ticked before anybody touched it. */
export function saidIn(proposal: Proposal, seen: { revision: number }, values: FormValues | undefined): Said {
  const ticked = values ? [values.take ?? []].flat() : fieldsAsked(proposal)
  const text = (name: string) => firstOf(values ?? {}, name)
  return {
    ...{ version: proposal.version, revision: seen.revision, reason: text('reason'), read: [] },
    reply: cleanText(text('reply')).slice(0, LONGEST_REPLY),
    ...{ take: takenIn(ticked), stays: text('stays') },
  }
}

/** The names of fields among what was ticked. */
export function takenIn(ticked: readonly string[]): FieldName[] {
  return ticked.filter((name): name is FieldName => fieldNames.includes(name as FieldName))
}
