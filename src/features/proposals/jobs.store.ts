// What the site does by itself about what people began to send: what nobody confirmed is let go after a week.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import type { Job } from '../../platform/jobs/jobs.ts'
import type { DraftsStore } from './drafts.store.ts'

export function proposalJobs({ db, drafts }: { db: Db; drafts: Pick<DraftsStore, 'tidy'> }): Job[] {
  const tidy = () => {
    inTransaction(db, () => drafts.tidy())
  }
  return [{ name: 'drafts', every: 60 * 60_000, run: tidy }]
}
