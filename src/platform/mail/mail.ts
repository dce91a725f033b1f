// Mail as the settings have it: the outbox, its desk, and the jobs that deliver and tidy it.
import type { Config } from '../../config.ts'
import type { Db } from '../database/open.ts'
import type { Job } from '../jobs/jobs.ts'
import type { Clock } from '../text/clock.ts'
import type { Log } from '../web/log.ts'
import { makeDelivery } from './delivery.ts'
import { makeMailDesk } from './desk.store.ts'
import { makeLetterWriter } from './letters.ts'
import { makeOutbox, type Outbox } from './outbox.store.ts'
import { makePost } from './post.ts'
import { makeTidying } from './tidying.store.ts'

/** The name of the job that delivers: poke it and it looks at once. */
export const DELIVERY = 'mail'

/** The outbox and what admins see of it. */
export function makeMail({ config, db, clock }: { config: Config; db: Db; clock: Clock }) {
  const write = makeLetterWriter({
    baseUrl: config.BASE_URL,
    // An admin may give the site another name while it runs.
    get siteName() {
      return config.SITE_NAME
    },
  })
  const domain = addressOf(config).split('@')[1] as string
  return {
    outbox: makeOutbox({ db, clock, write, domain }),
    mailDesk: makeMailDesk({ db, clock, domain }),
  }
}

/** What the site does about its mail by itself. */
export function mailJobs(parts: { config: Config; db: Db; clock: Clock; log: Log; outbox: Outbox }): Job[] {
  const { config, db, clock, log, outbox } = parts
  const tidying = { name: 'mail-tidying', every: 10 * 60_000, run: makeTidying(db, clock) }
  if (config.MAIL_URL === undefined) return [tidying]
  const post = makePost({
    url: config.MAIL_URL,
    from: {
      get name() {
        return config.SITE_NAME
      },
      address: addressOf(config),
    },
    name: new URL(config.BASE_URL).hostname,
    clock,
  })
  return [{ name: DELIVERY, every: 5000, run: makeDelivery({ outbox, post, clock, log }) }, tidying]
}

/** Without MAIL_URL, says where to read what waits: once a start, however many processes answer. */
export function sayWhereMailWaits({ MAIL_URL, BASE_URL, NODE_ENV }: Config, log: Log): void {
  if (MAIL_URL !== undefined) return
  const words = `MAIL_URL is not set: mail waits in the outbox, and admins read it at ${BASE_URL}/admin/mail`
  if (NODE_ENV === 'production') log.warn(words)
  else log.info(words)
}

// At home nobody answers, and nobody minds.
function addressOf({ MAIL_FROM }: Config): string {
  return MAIL_FROM ?? 'points-of-light@localhost'
}
