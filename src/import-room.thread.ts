// The thread in which files of listings are looked through, on a copy of everything, and taken, a few rows at a time.
import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import type { Config } from './config.ts'
import { makeData } from './context.ts'
import { type ImportTask, lookThrough, takeUpload } from './features/admin/running.import.ts'
import { makeUploadsStore } from './features/admin/uploads.store.ts'
import { answerInThread } from './platform/back-room.ts'
import { DATABASE_FILE, openDatabase } from './platform/database/open.ts'
import { systemClock } from './platform/text/clock.ts'
import { makeLog } from './platform/web/log.ts'

// So long may others write between one handful of rows and the next.
const REST_MS = 25

const config = workerData as Config
const log = makeLog('silent')
const db = openDatabase(config.DATA_DIR)
const data = makeData({ config, db, clock: systemClock, log })
const parts = { uploads: makeUploadsStore(db, systemClock), audit: data.audit }
const bell = new Int32Array(new SharedArrayBuffer(4))

answerInThread<ImportTask, void>(({ id, take }) => {
  if (take) takeUpload({ ...parts, data }, id, () => void Atomics.wait(bell, 0, 0, REST_MS))
  else onCopy(copied => lookThrough({ ...parts, data: copied }, id))
})

/** Does something with a copy of the database, which nobody has to wait for, and throws it away. */
function onCopy(work: (copied: typeof data) => void): void {
  const folder = mkdtempSync(join(config.DATA_DIR, 'import-'))
  try {
    db.prepare('vacuum into ?').run(join(folder, DATABASE_FILE))
    const copy = openDatabase(folder)
    try {
      work(makeData({ config, db: copy, clock: systemClock, log }))
    } finally {
      copy.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
