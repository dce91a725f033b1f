// The real site on the fictional town: everything as it runs, but for the clock and where the database lives.
import { rmSync, writeFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import supertest from 'supertest'
import { makeSite } from '../../src/app.ts'
import { seedGeography } from '../../src/commands/geography-seed.ts'
import { readConfig } from '../../src/config.ts'
import { type Context, makeContext, makeData } from '../../src/context.ts'
import { DATABASE_FILE, type Db, inTransaction, openDatabase } from '../../src/platform/database/open.ts'
import { localTime } from '../../src/platform/text/clock.ts'
import type { Log } from '../../src/platform/web/log.ts'
import { copyOf, freshDatabase } from './database.ts'
import type { CastMember } from './town/north.ts'
import { town } from './town.ts'
import { writeTown } from './town-files.ts'

export interface SiteOptions {
  /** The moment it is; the town's own when left out. */
  now?: string
  /** Whether each look at the clock is a moment later than the one before, as outside of tests. */
  isTicking?: boolean
  /** Who is listed; the whole cast when left out. */
  cast?: Record<string, CastMember>
  /** Listings from the first on, for tests about many. */
  more?: CastMember[]
  env?: Record<string, string>
  /** A folder for the database, for what other threads and processes do with it; in memory when left out. */
  folder?: string
}

export interface Site {
  app: RequestListener
  /** Every route there is. */
  router: unknown
  db: Db
  context: Context
  /** Every line that was logged. */
  logged: unknown[]
  get(path: string): supertest.Test
  /** Sets the clock. */
  setNow(moment: string): void
}

/** Opens a site of its own for one test. */
export async function openSite({
  now = town.now,
  isTicking = false,
  cast = town.cast,
  more = [],
  env = {},
  folder,
}: SiteOptions = {}): Promise<Site> {
  const db = folder ? fileOf(await groundBytes(), folder) : copyOf(await groundBytes())
  let moment = new Date(now)
  const logged: unknown[] = []
  const note = (line: unknown) => {
    logged.push(line)
  }
  const log = { info: note, warn: note, error: note } as unknown as Log
  const config = readConfig({
    NODE_ENV: 'test',
    // What whoever works here keeps in their own folder is no part of a test.
    DATA_DIR: '/nowhere',
    BASE_URL: 'https://lights.example',
    MAIL_FROM: 'hello@lights.example',
    ...(folder && { DATA_DIR: folder }),
    ...env,
  })
  const clock = () => {
    if (isTicking) moment = new Date(moment.getTime() + 1)
    return moment
  }
  const context = makeContext({ config, db, clock, log })
  const dimAll = () => {
    while (context.dimming.dim(localTime(moment).date));
  }
  dimAll()
  list(context, [...Object.values(cast), ...more])
  const { answer, app } = makeSite(context)
  return {
    app: answer,
    router: app.router,
    db,
    context,
    logged,
    get: path => supertest(answer).get(path),
    setNow(other) {
      moment = new Date(other)
      dimAll()
    },
  }
}

/** Lists initiatives the way the site itself does. */
export function list({ db, saver }: Pick<Context, 'db' | 'saver'>, members: readonly CastMember[]): void {
  inTransaction(db, () => {
    for (const member of members) {
      const saved = saver.save(member)
      if (saved.outcome === 'refused')
        throw new Error(`${member.name}: ${saved.issues.map(({ message }) => message).join(' ')}`)
    }
  })
}

function fileOf(bytes: Buffer, folder: string): Db {
  writeFileSync(join(folder, DATABASE_FILE), bytes)
  return openDatabase(folder)
}

const silent = { info() {}, warn() {}, error() {} } as unknown as Log

let ground: Promise<Buffer> | undefined

/** The town without its people, read once a worker. */
function groundBytes(): Promise<Buffer> {
  ground ??= surveyTown()
  return ground
}

async function surveyTown(): Promise<Buffer> {
  const db = freshDatabase()
  const folder = writeTown()
  try {
    const data = makeData({ config: readConfig({}), db, clock: () => new Date(town.now), log: silent })
    await seedGeography(data, folder, () => {})
    return db.serialize()
  } finally {
    rmSync(folder, { recursive: true })
    db.close()
  }
}
