// What the site does about keeping by itself: changes of keeper that are due, keepers who are told, what is kept no longer.
import type { Job } from '../../platform/jobs/jobs.ts'
import type { Changes } from './changes.store.ts'
import type { Edits } from './edits.store.ts'
import type { Erasure } from './erasure.store.ts'
import type { Retention } from './retention.store.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Parts {
  changes: Pick<Changes, 'work'>
  edits: Pick<Edits, 'tell'>
  retention: Retention
  erasure: Pick<Erasure, 'compact' | 'isDue'>
}

/** Each safe to run again after any stop, and in several processes: what was done once is not found again. */
export function keepingJobs({ changes, edits, retention, erasure }: Parts): Job[] {
  return [
    { name: 'changes-of-keeper', every: MINUTE, run: changes.work },
    { name: 'keepers-told', every: MINUTE, run: edits.tell },
    { name: 'retention', every: HOUR, run: retention.run },
    { name: 'erasure', every: HOUR, run: () => void (erasure.isDue() && erasure.compact()) },
  ]
}
