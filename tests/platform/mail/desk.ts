// An outbox, a clock that a test sets, and a delivery to whatever mail server it names.
import type { Db } from '../../../src/platform/database/open.ts'
import { makeDelivery } from '../../../src/platform/mail/delivery.ts'
import { makeMailDesk } from '../../../src/platform/mail/desk.store.ts'
import { makeLetterWriter } from '../../../src/platform/mail/letters.ts'
import { makeOutbox, type NewMail } from '../../../src/platform/mail/outbox.store.ts'
import { makePost } from '../../../src/platform/mail/post.ts'
import { makeTidying } from '../../../src/platform/mail/tidying.store.ts'
import type { Log } from '../../../src/platform/web/log.ts'
import { freshDatabase } from '../../support/database.ts'

export const BASE_URL = 'https://lights.example'
export const FROM = { name: 'Points of Light', address: 'hello@lights.example' }
export const noSignal = new AbortController().signal

export function openDesk({ db = freshDatabase(), start = '2026-06-10T09:00:00.000Z' } = {}) {
  let moment = new Date(start)
  const clock = () => moment
  const logged: unknown[] = []
  const note = (line: unknown) => {
    logged.push(line)
  }
  const log = { info: note, warn: note, error: note } as unknown as Log
  const domain = 'lights.example'
  const write = makeLetterWriter({ baseUrl: BASE_URL, siteName: 'Points of Light' })
  const outbox = makeOutbox({ db, clock, write, domain })
  const desk = makeMailDesk({ db, clock, domain })
  return {
    ...{ db, clock, log, logged, outbox, desk, write },
    tidy: makeTidying(db, clock),
    setNow(other: string) {
      moment = new Date(other)
    },
    later(ms: number) {
      moment = new Date(moment.getTime() + ms)
    },
    put: (more: Partial<NewMail> = {}) => outbox.put({ ...aMail(), ...more }),
    deliverTo: (url: string) =>
      makeDelivery({
        outbox,
        clock,
        log,
        post: makePost({ url, from: FROM, name: 'lights.example', clock }),
      }),
    row: (key: string) => rowOf(db, key),
  }
}

let count = 0

/** A mail like any other, under a key of its own. */
export function aMail(): NewMail {
  count++
  return {
    key: `test-${count}`,
    kind: 'decision',
    to: 'sam@example.org',
    letter: {
      subject: 'Your light is on the map',
      parts: [
        { kind: 'text', text: 'Thank you. It is on the map now.' },
        { kind: 'link', label: 'See it', href: '/initiatives/leigh-uniform-swap' },
      ],
    },
  }
}

function rowOf(db: Db, key: string) {
  return db.prepare('select * from outbox where key = ?').get(key) as Record<string, unknown> | undefined
}
