// Everything the site has of people, made once: stores, cookies, guards, and what they are asked.
import type { Config } from '../../config.ts'
import type { Db } from '../../platform/database/open.ts'
import { makeSeal } from '../../platform/database/seal.ts'
import type { Outbox } from '../../platform/mail/outbox.store.ts'
import type { Clock } from '../../platform/text/clock.ts'
import { makeCookie } from '../../platform/web/cookies.ts'
import { makeLimits } from '../../platform/web/limits.ts'
import { makeFactorsStore } from './factors.store.ts'
import type { Person } from './fields.ts'
import { makePasskeys } from './passkeys.rules.ts'
import { canEdit } from './rules.ts'
import { makeSessionsStore } from './sessions.store.ts'
import { makeSignIns } from './sign-ins.store.ts'
import { makePeopleStore } from './store.ts'
import { makeWelcomes } from './welcomes.store.ts'

export interface PeopleDeps {
  db: Db
  clock: Clock
  config: Config
  outbox: Pick<Outbox, 'put' | 'pretend'>
  areas: { byId(id: number): { parent_id: number | null } | undefined }
}

export type People = ReturnType<typeof makePeople>

export function makePeople({ db, clock, config, outbox, areas }: PeopleDeps) {
  const parentOf = (id: number) => areas.byId(id)?.parent_id
  const people = makePeopleStore(db)
  return {
    people,
    welcomes: makeWelcomes(people),
    sessions: makeSessionsStore(db),
    factors: makeFactorsStore(db, makeSeal(db, config.SECRETS_KEY)),
    passkeys: makePasskeys({
      baseUrl: config.BASE_URL,
      get siteName() {
        return config.SITE_NAME
      },
    }),
    signIns: makeSignIns({ db, clock, outbox }),
    limits: makeLimits(db),
    cookies: { session: makeCookie('session', config.BASE_URL), login: makeCookie('login', config.BASE_URL) },
    /** Whether somebody may look after what lies in all of these areas. */
    canEdit: (person: Person | undefined, areaIds: readonly number[]) => canEdit(person, areaIds, parentOf),
  }
}
