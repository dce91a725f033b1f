// What the site does about photos by itself: lets go of those that nothing speaks of.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import type { Job } from '../../platform/jobs/jobs.ts'
import type { PhotosStore } from './store.ts'

const HOUR = 60 * 60_000

interface Parts {
  db: Db
  photos: Pick<PhotosStore, 'tidy'>
  /** Changes of photos that were begun and never sent. */
  photoDrafts: { tidy(): number }
}

export function photoJobs({ db, photos, photoDrafts }: Parts): Job[] {
  const run = () =>
    inTransaction(db, () => {
      photoDrafts.tidy()
      photos.tidy()
    })
  return [{ name: 'photos', every: HOUR, run }]
}
