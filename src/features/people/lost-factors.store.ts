// Lost second factors: taken away where the site runs, as the way back in for an admin whom no other admin can help.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import type { AuditStore } from './audit.store.ts'
import { isStaff } from './rules.ts'
import { makePeopleStore } from './store.ts'

export interface LostFactorsDeps {
  db: Db
  audit: Pick<AuditStore, 'note'>
}

export function makeLostFactors({ db, audit }: LostFactorsDeps) {
  const people = makePeopleStore(db)
  const idOf = (email: string) => {
    const person = people.byEmail(email)
    return person && isStaff(person) ? person.id : undefined
  }
  return {
    /** How many second factors an editor or admin has; undefined when nobody such has the address. */
    countOf(email: string): number | undefined {
      const id = idOf(email)
      return people.staff().find(one => one.id === id)?.factors
    },
    /** Takes them all away, with the recovery codes, and signs their person out everywhere. */
    remove(email: string): void {
      const id = idOf(email)
      if (id === undefined) return
      inTransaction(db, () => {
        people.dropProofs(id)
        audit.note({
          ...{ person_id: null, made_as: 'system', action: 'factors removal' },
          ...{ subject_kind: 'person', subject_id: id },
        })
      })
    },
  }
}
