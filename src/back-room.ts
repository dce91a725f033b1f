// Who makes the files: a thread of its own, or nobody else where the database is in memory and cannot be shared.
import { Worker } from 'node:worker_threads'
import type { Config } from './config.ts'
import type { Filed, FileTask } from './features/initiatives/files.fields.ts'
import type { FileDeps } from './features/initiatives/filing.routes.ts'
import { makeBackRoom } from './platform/back-room.ts'
import type { Db } from './platform/database/open.ts'

const THREAD = new URL('./back-room.thread.ts', import.meta.url)
// Five thousand listings as objects and as text; a thread that needs more than this has lost its way.
const RESOURCES = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 }

export function makeFiles(db: Db, config: Config, deps: FileDeps): (task: FileTask) => Promise<Filed> {
  if (db.memory) {
    return async task => (await import('./features/initiatives/filing.routes.ts')).makeFiler(deps)(task)
  }
  const start = () => new Worker(THREAD, { workerData: { ...config }, resourceLimits: RESOURCES })
  return makeBackRoom<FileTask, Filed>({ start }).ask
}
