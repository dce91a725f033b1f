// Sending a project in: handed over once, confirmed once, and only then seen by an editor. All in the caller's transaction.
import type { Config } from '../../config.ts'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import { type Clock, later, localTime } from '../../platform/text/clock.ts'
import type { Placing } from '../initiatives/placing.rules.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { Person } from '../people/fields.ts'
import type { PeopleStore } from '../people/store.ts'
import type { Draft } from './drafts.fields.ts'
import type { DraftsStore } from './drafts.store.ts'
import type { Proposal } from './fields.ts'
import { areasOf } from './rules.ts'
import { receivedLetter, sayUsualWait } from './sending.rules.ts'
import { HELD, hashSaid, signsOfSpam } from './spam.rules.ts'
import type { SpamWords } from './spam-words.store.ts'
import type { ProposalsStore } from './store.ts'

export interface SendingParts {
  db: Db
  clock: Clock
  config: Pick<Config, 'SITE_NAME'>
  outbox: Pick<Outbox, 'put'>
  people: Pick<PeopleStore, 'meet'>
  audit: AuditStore
  proposals: ProposalsStore
  drafts: DraftsStore
  spamWords: Pick<SpamWords, 'signs'>
}

/** The sort of subject of a link that confirms the address of a new project: `new:12`. */
export const SENT = 'new'

const MINUTE = 60_000

export type Sending = ReturnType<typeof makeSending>

export function makeSending(parts: SendingParts) {
  const { db, clock, config, outbox, people, audit, proposals, drafts, spamWords } = parts
  const now = () => clock().toISOString()
  // What an editor added themselves never waited.
  const decided = query<{ most: number }, { ms: number }>(
    db,
    `select cast(round((julianday(decided_at) - julianday(confirmed_at)) * 86400000) as integer) as ms from proposal
     where kind = 'new' and decided_at > confirmed_at order by decided_at desc limit :most`,
  )
  const lately = query<{ person_id: number; since: string }, { uuid: string }>(
    db,
    `select uuid from proposal where kind = 'new' and person_id = :person_id and confirmed_at >= :since
     order by id desc limit 1`,
  )
  const wait = () => sayUsualWait(decided.all({ most: 50 }).map(({ ms }) => ms))

  return {
    /** How long a decision has lately taken, in words; '' for not known. */
    wait,
    /** Hands a draft over; false when that was done before. What it looks like is kept for whoever decides. */
    send(id: number, placing: Pick<Placing, 'home_area' | 'serves_areas'>): boolean {
      const draft = drafts.find(id) as Draft
      const { asked, status } = draft.proposal
      if (status !== 'draft') return false
      const said_hash = hashSaid(asked)
      const repeated = drafts.isRepeated(draft, said_hash) ? [HELD.repeated] : []
      const held_for = [
        ...new Set([...draft.signs, ...signsOfSpam(asked), ...spamWords.signs(asked), ...repeated]),
      ]
      const today = localTime(clock()).date
      const sent = { ...asked, confirmed_on: today, confirmed_by: 'organiser' as const }
      drafts.keep(id, { status: 'unconfirmed', sent_at: now(), held_for, asked: sent }, { said_hash })
      proposals.setAreas(id, areasOf(placing))
      return true
    },
    /** Their address is theirs: it goes to the editors, or is held. Nothing happens twice, nor for another address. */
    confirm(id: number, email: string, person?: Person): Proposal | undefined {
      const draft = drafts.find(id)
      if (!draft || draft.proposal.email !== email || draft.is_trapped) return undefined
      const { proposal } = draft
      if (proposal.status !== 'unconfirmed') return proposal.status === 'draft' ? undefined : proposal
      const { id: person_id } = person ?? people.meet(email, clock())
      const status = proposal.held_for.length > 0 ? 'held' : 'waiting'
      const after = proposals.change(id, { status, person_id, confirmed_at: now() })
      drafts.close(id)
      const letter = receivedLetter(after, config.SITE_NAME, wait())
      outbox.put({ key: `received-${id}`, kind: 'received', to: email, letter })
      audit.note({
        ...{ person_id, made_as: 'visitor', action: 'submission', subject_kind: 'proposal' },
        ...{ subject_id: id, detail: { status } },
      })
      return after
    },
    /** What somebody sent in the last minute. */
    lately: (person_id: number): string | undefined =>
      lately.get({ person_id, since: later(clock(), -MINUTE) })?.uuid,
    /** They answer what an editor asked, and it waits again; false when nothing was asked. */
    answer(proposal: Proposal, text: string): boolean {
      if (proposals.find(proposal.id)?.status !== 'asked') return false
      proposals.say(proposal.id, { person_id: proposal.person_id, is_from_editor: false, text })
      proposals.change(proposal.id, { status: 'waiting', undo_until: null })
      return true
    },
    /** They take it back before it was decided; false when it is too late. */
    withdraw(proposal: Proposal): boolean {
      const status = proposals.find(proposal.id)?.status ?? ''
      if (!['held', 'waiting', 'asked'].includes(status) || proposal.revision_id !== null) return false
      proposals.change(proposal.id, { status: 'withdrawn', locked_by: null, locked_until: null })
      audit.note({
        ...{
          person_id: proposal.person_id,
          made_as: 'visitor',
          action: 'withdrawal',
          subject_kind: 'proposal',
        },
        subject_id: proposal.id,
      })
      return true
    },
  }
}
