// Who looks through and takes files of listings: a thread of its own, or nobody else where the database is in memory.
import { Worker } from 'node:worker_threads'
import type { Config } from './config.ts'
import { type ImportTask, lookThrough, takeUpload } from './features/admin/running.import.ts'
import type { UploadsStore } from './features/admin/uploads.store.ts'
import type { ImportParts } from './features/initiatives/import.ts'
import type { AuditStore } from './features/people/audit.store.ts'
import { makeBackRoom } from './platform/back-room.ts'
import type { Db } from './platform/database/open.ts'

const THREAD = new URL('./import-room.thread.ts', import.meta.url)
const RESOURCES = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 }
// Twenty thousand rows, and everybody else who writes meanwhile.
const PATIENCE = 20 * 60_000

export function makeImports(
  data: ImportParts & { db: Db; environment: Config; audit: Pick<AuditStore, 'note'> },
  { uploads }: { uploads: UploadsStore },
): (task: ImportTask) => Promise<void> {
  if (data.db.memory) {
    const parts = { uploads, audit: data.audit, data }
    return async ({ id, take }) => (take ? takeUpload(parts, id, () => {}) : lookThrough(parts, id))
  }
  const start = () => new Worker(THREAD, { workerData: { ...data.environment }, resourceLimits: RESOURCES })
  return makeBackRoom<ImportTask, void>({ start, patience: PATIENCE, most: 8 }).ask
}
