// Who looks for words that take long: a thread of its own, or nobody where the database is in memory and cannot be shared.
import { Worker } from 'node:worker_threads'
import type { Config } from './config.ts'
import type { Held } from './features/initiatives/clauses.search.ts'
import type { AskHolders } from './features/initiatives/holders.search.ts'
import { makeBackRoom } from './platform/back-room.ts'
import type { Db } from './platform/database/open.ts'

const THREAD = new URL('./words-room.thread.ts', import.meta.url)
const RESOURCES = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 4 }

export function askHolders(db: Db, { DATA_DIR }: Config): AskHolders | undefined {
  if (db.memory) return undefined
  const start = () => new Worker(THREAD, { workerData: { DATA_DIR }, resourceLimits: RESOURCES })
  return makeBackRoom<string, Held>({ start }).ask
}
