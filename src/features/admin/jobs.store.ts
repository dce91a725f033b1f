// What the site does about files on their way in by itself: forgets them after an hour.
import type { Job } from '../../platform/jobs/jobs.ts'
import type { UploadsStore } from './uploads.store.ts'

const FIVE_MINUTES = 5 * 60_000

export function uploadJobs({ uploads }: { uploads: Pick<UploadsStore, 'forgetOld'> }): Job[] {
  return [{ name: 'uploads', every: FIVE_MINUTES, run: () => void uploads.forgetOld() }]
}
