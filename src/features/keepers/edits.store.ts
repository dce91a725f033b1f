// Edits as they come in: waiting for an editor, or live at once where an editor has come to trust whoever keeps the listing.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import { type Clock, later, localTime } from '../../platform/text/clock.ts'
import { type FieldName, type InitiativeFields, wordsFor } from '../initiatives/fields.ts'
import type { KeepersStore } from '../initiatives/keepers.store.ts'
import type { Placing } from '../initiatives/placing.rules.ts'
import type { FieldIssue } from '../initiatives/reading.fields.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { Saver } from '../initiatives/saving.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import type { AskedFields, Proposal } from '../proposals/fields.ts'
import { areasOf, fieldsAsked, withTaken } from '../proposals/rules.ts'
import { signsOfSpam } from '../proposals/spam.rules.ts'
import type { ProposalsStore } from '../proposals/store.ts'
import { editedLetter } from './letters.rules.ts'

export interface EditsParts {
  db: Db
  clock: Clock
  outbox: Pick<Outbox, 'put'>
  reader: InitiativeReader
  saver: Saver
  keepers: KeepersStore
  proposals: ProposalsStore
  audit: AuditStore
}

export interface NewEdit {
  initiative_id: number
  asked: AskedFields
  base: AskedFields
  note: string
  email: string
  /** Whose address is known already; null for whoever has still to confirm theirs. */
  person_id: number | null
  /** Where it would be. */
  placing: Pick<Placing, 'home_area' | 'serves_areas'>
}

export type Sent = { ok: true; proposal: Proposal } | { ok: false; issues: FieldIssue[] }
export type Edits = ReturnType<typeof makeEdits>

/** Those who keep it hear of what was accepted for so long after. */
const TOLD_FOR_MS = 7 * 24 * 60 * 60_000

export function makeEdits({ db, clock, outbox, reader, saver, keepers, proposals, audit }: EditsParts) {
  const now = () => clock().toISOString()
  const accepted = query<{ since: string; now: string }, { id: number }>(
    db,
    `select p.id from proposal p
     where p.status = 'approved' and p.updated_at >= :since and p.kind = 'edit' and coalesce(p.undo_until, '') <= :now
       and p.taken <> '[]' and exists (select 1 from keeper k join person q on q.id = k.person_id
         where k.initiative_id = p.initiative_id and k.since <= p.decided_at and q.email <> p.email
           and not exists (select 1 from outbox where key = 'edited:' || p.id || ':' || k.person_id))
     order by p.id`,
  )

  function add({ placing, note, ...edit }: NewEdit): Proposal {
    const twin = proposals.sentJustNow({ kind: 'edit', ...edit, note })
    if (twin) return twin
    const isKnown = edit.person_id !== null
    const held_for = signsOfSpam({ ...edit.asked, description: `${edit.asked.description ?? ''}\n${note}` })
    const status = isKnown ? (held_for.length > 0 ? 'held' : 'waiting') : 'unconfirmed'
    const moments = { sent_at: now(), ...(isKnown && { confirmed_at: now() }) }
    const proposal = proposals.add({ kind: 'edit', ...edit, ...moments, note, status, held_for })
    const live = reader.entered(edit.initiative_id)
    proposals.setAreas(proposal.id, [...areasOf(placing), ...(live ? areasOf(live.placing) : [])])
    audit.note({
      ...{
        person_id: edit.person_id,
        made_as: 'visitor',
        action: 'edit asked for',
        subject_kind: 'initiative',
      },
      ...{ subject_id: edit.initiative_id, detail: { fields: fieldsAsked(proposal) } },
    })
    return proposal
  }

  /** Those who keep it, but for whoever asked, and none of them twice. */
  function tellKeepers(
    { id, initiative_id, email, decided_at }: Proposal,
    names: readonly FieldName[],
  ): void {
    const live = initiative_id === null ? undefined : reader.entered(initiative_id)
    if (!live || initiative_id === null) return
    const labels = names.map(name => wordsFor(name).label)
    const letter = editedLetter(live.fields.name, live.slug, labels)
    for (const keeper of keepers.of(initiative_id)) {
      // Whoever keeps it since then has seen it as it is.
      if (keeper.email === email || keeper.since > (decided_at ?? now())) continue
      outbox.put({ key: `edited:${id}:${keeper.person_id}`, kind: 'keeping', to: keeper.email, letter })
    }
  }

  return {
    /** In the caller's transaction: it waits for an editor, or for its sender to confirm their address. */
    add,
    /** What somebody who is trusted changed is live at once, and an editor looks at it afterwards. */
    addLive(edit: NewEdit & { person_id: number }): Sent {
      return inTransaction(db, () => {
        const live = reader.entered(edit.initiative_id) as { fields: InitiativeFields }
        const proposal = add(edit)
        if (proposal.revision_id !== null) return { ok: true, proposal }
        const fresh = { confirmed_on: localTime(clock()).date, confirmed_by: 'organiser' }
        const fields = { ...withTaken(live.fields, proposal.asked, fieldsAsked(proposal)), ...fresh }
        const made = {
          person_id: edit.person_id,
          made_as: 'keeper' as const,
          why: edit.note,
          proposal_id: proposal.id,
        }
        const saved = saver.save(fields, { id: edit.initiative_id, made })
        if (saved.outcome === 'refused') {
          proposals.remove(proposal.id)
          return { ok: false, issues: saved.issues }
        }
        tellKeepers(proposal, fieldsAsked(proposal))
        return { ok: true, proposal: proposals.change(proposal.id, { revision_id: saved.revision_id }) }
      })
    },
    /** Every minute: tells those who keep a listing what was changed in it, once it can no longer be taken back. */
    tell(): void {
      const since = later(clock(), -TOLD_FOR_MS)
      for (const { id } of accepted.all({ since, now: now() })) {
        const proposal = proposals.find(id)
        if (proposal) inTransaction(db, () => tellKeepers(proposal, proposal.taken))
      }
    },
  }
}
