// What somebody who keeps a listing says of it with one press: it is right, it rests until a day, it has ended, it is back.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { type Clock, localTime } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import type { InitiativeFields } from '../initiatives/fields.ts'
import type { InitiativeReader } from '../initiatives/reading.store.ts'
import type { Saver } from '../initiatives/saving.store.ts'
import type { AuditStore } from '../people/audit.store.ts'
import { sayRefused } from './rules.ts'

export interface SayingParts {
  db: Db
  clock: Clock
  reader: InitiativeReader
  saver: Saver
  audit: AuditStore
}

export type Saying = ReturnType<typeof makeSaying>

/** Each in a transaction of its own, live at once, and a revision like any other. */
export function makeSaying({ db, clock, reader, saver, audit }: SayingParts) {
  /** Whatever a keeper says of it shows that it is alive. */
  function say(initiativeId: number, personId: number, said: Partial<InitiativeFields>, why: string): void {
    inTransaction(db, () => {
      const live = reader.entered(initiativeId)
      if (!live) throw new Problem('gone', 'This point of light was taken down.')
      const fresh = { confirmed_on: localTime(clock()).date, confirmed_by: 'organiser' as const }
      const made = { person_id: personId, made_as: 'keeper' as const, why }
      const saved = saver.save({ ...live.fields, ...fresh, ...said }, { id: initiativeId, made })
      if (saved.outcome === 'refused') throw new Problem('conflict', sayRefused(saved.issues))
      audit.note({
        ...{ person_id: personId, made_as: 'keeper', action: 'keeping', subject_kind: 'initiative' },
        ...{ subject_id: initiativeId, detail: { fields: saved.changes } },
      })
    })
  }
  return {
    allCorrect: (id: number, personId: number) => say(id, personId, {}, 'All correct'),
    pause: (id: number, personId: number, until: string) =>
      say(id, personId, { status: 'paused', paused_until: until }, 'Paused'),
    end: (id: number, personId: number) =>
      say(id, personId, { status: 'ended', paused_until: null }, 'Finished'),
    comeBack: (id: number, personId: number) =>
      say(id, personId, { status: 'active', paused_until: null }, 'Back again'),
  }
}
