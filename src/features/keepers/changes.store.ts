// Changes of keeper: at once where nobody else has a say, else told to those who have one, who can object for three days.
import type { Db } from '../../platform/database/open.ts'
import { inTransaction } from '../../platform/database/open.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import { type Clock, later, localTime } from '../../platform/text/clock.ts'
import { sayDate } from '../../platform/text/words.ts'
import type { Handover, KeepersStore } from '../initiatives/keepers.store.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { Saver } from '../initiatives/saving.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import { hashToken, makeToken } from '../people/secrets.rules.ts'
import type { PeopleStore } from '../people/store.ts'
import { areasOf, OBJECTION_MS } from '../proposals/rules.ts'
import type { ProposalsStore } from '../proposals/store.ts'
import { changeLetter, farewellLetter, lapsedLetter, welcomeLetter } from './letters.rules.ts'
import { makeObjections } from './objections.store.ts'

export interface ChangesParts {
  db: Db
  clock: Clock
  outbox: Pick<Outbox, 'put'>
  people: Pick<PeopleStore, 'find'>
  keepers: KeepersStore
  reader: InitiativeReader
  saver: Saver
  proposals: ProposalsStore
  audit: AuditStore
}

export interface Wish {
  initiative_id: number
  to_id: number
  /** Who keeps it no longer; nobody when somebody joins those who do. */
  from_id: number | null
  /** The keeper who asked for it and so has no need to be asked. */
  asker_id: number | null
}

export type Settled = 'now' | 'later' | 'already'
export type Changes = ReturnType<typeof makeChanges>

export function makeChanges(parts: ChangesParts) {
  const { db, clock, outbox, people, keepers, reader, saver, proposals, audit } = parts
  const objections = makeObjections(db)
  const now = () => clock().toISOString()
  const nameOf = (id: number) => reader.entered(id)?.fields.name ?? 'A listing'

  function note(action: string, initiative_id: number, person_id: number | null, detail = {}): void {
    const made_as = person_id === null ? 'system' : 'keeper'
    audit.note({ person_id, made_as, action, subject_kind: 'initiative', subject_id: initiative_id, detail })
  }

  function welcome(initiativeId: number, toId: number, key: string): void {
    const to = people.find(toId)
    if (to) outbox.put({ key, kind: 'keeping', to: to.email, letter: welcomeLetter(nameOf(initiativeId)) })
  }

  /** Whoever handed it over is told, and their address is an organiser's no longer. */
  function dismiss(initiativeId: number, fromId: number, key: string): void {
    const from = people.find(fromId)
    const live = reader.entered(initiativeId)
    if (!from || !live) return
    const organiser_emails = live.fields.organiser_emails.filter(one => one.toLowerCase() !== from.email)
    const made = { person_id: null, made_as: 'system' as const, why: 'Change of keeper' }
    saver.save({ ...live.fields, organiser_emails }, { id: initiativeId, made })
    outbox.put({ key, kind: 'keeping', to: from.email, letter: farewellLetter(live.fields.name) })
  }

  /** Tells those who keep it and did not ask for it, each with a link of their own. */
  function tell(change: Handover, askerId: number | null = null): void {
    const isDecided = objections.wasObjected(change)
    const when = sayDate(localTime(new Date(change.takes_effect_at)).date)
    for (const { person_id, email } of keepers.of(change.initiative_id)) {
      if ([change.to_id, change.from_id, askerId].includes(person_id)) continue
      const token = makeToken()
      objections.addLink(hashToken(token), change.id, person_id)
      const letter = changeLetter(
        nameOf(change.initiative_id),
        when,
        isDecided ? '' : `/keep/objection/${token}`,
      )
      outbox.put({ key: `handover:${change.id}:${person_id}`, kind: 'keeping', to: email, letter })
    }
  }

  function carryOut(change: Handover): void {
    const { id, initiative_id, from_id, to_id } = change
    // Who asked for it may have lost the listing meanwhile, and has nothing to hand over then.
    if (from_id !== null && !keepers.isKeeper(from_id, initiative_id)) {
      if (!keepers.object(id, now())) return
      const to = people.find(to_id)
      const letter = lapsedLetter(nameOf(initiative_id))
      if (to) outbox.put({ key: `handover:${id}:lapsed`, kind: 'keeping', to: to.email, letter })
      note('change of keeper lapsed', initiative_id, null, { handover: id })
      return
    }
    if (!keepers.finish(change, now())) return
    welcome(initiative_id, to_id, `handover:${id}:welcome`)
    if (from_id !== null) dismiss(initiative_id, from_id, `handover:${id}:farewell`)
    note('change of keeper', initiative_id, null, { handover: id })
  }

  return {
    /** In the caller's transaction: carries a wish out, or begins the three days. */
    settle({ initiative_id, to_id, from_id, asker_id }: Wish): Settled {
      if (keepers.isKeeper(to_id, initiative_id)) return 'already'
      const open = keepers.openHandovers(initiative_id)
      if (open.some(change => change.to_id === to_id && change.from_id === from_id)) return 'later'
      const others = keepers.of(initiative_id).filter(({ person_id }) => person_id !== asker_id)
      const wait = others.length === 0 ? 0 : OBJECTION_MS
      const takes_effect_at = later(clock(), wait)
      const proposal_id = null
      const id = keepers.begin({
        initiative_id,
        from_id,
        to_id,
        proposal_id,
        asked_at: now(),
        takes_effect_at,
      })
      const change = keepers.handover(id) as Handover
      if (wait === 0) carryOut(change)
      else tell(change, asker_id)
      return wait === 0 ? 'now' : 'later'
    },
    /** What a link to object is about; undefined when it was never given out. */
    look: (token: string) => objections.find(hashToken(token)),
    /** Stops a change of keeper and gives it to the editors; false when it is too late. */
    object: (token: string): boolean =>
      inTransaction(db, () => {
        const link = objections.find(hashToken(token))
        const change = link && keepers.handover(link.handover_id)
        if (!change || !keepers.isKeeper(link.person_id, change.initiative_id)) return false
        if (change.takes_effect_at <= now() || !keepers.object(change.id, now())) return false
        objections.use(hashToken(token), now())
        giveBack(change)
        note('objection', change.initiative_id, link.person_id, { handover: change.id })
        return true
      }),
    /** Every minute: tells of what an editor began, and carries out what nobody objected to. */
    work(): void {
      for (const change of objections.untold(now())) inTransaction(db, () => tell(change))
      for (const change of keepers.dueHandovers(now())) inTransaction(db, () => carryOut(change))
    },
  }

  /** The editors decide: on the claim it came from, or on a new one. */
  function giveBack({ initiative_id, to_id, proposal_id }: Handover): void {
    const claim = proposal_id === null ? undefined : proposals.find(proposal_id)
    const open = { status: 'waiting', decided_at: null, decided_by: null, undo_until: null } as const
    if (claim)
      proposals.change(claim.id, { ...open, note: [claim.note, OBJECTED].filter(Boolean).join('\n\n') })
    else {
      const email = people.find(to_id)?.email ?? ''
      const sent = { sent_at: now(), confirmed_at: now() }
      const added = proposals.add({
        ...{
          kind: 'claim',
          status: 'waiting',
          initiative_id,
          email,
          person_id: to_id,
          note: OBJECTED,
          ...sent,
        },
      })
      const live = reader.entered(initiative_id)
      if (live) proposals.setAreas(added.id, areasOf(live.placing))
    }
  }
}

const OBJECTED = 'Somebody who keeps the listing objects to this change of keeper.'
