// Who works out what takes long to find: a thread of its own, or nobody where the database is in memory and cannot be shared.
import { Worker } from 'node:worker_threads'
import type { Config } from './config.ts'
import type { Others } from './features/initiatives/ahead.search.ts'
import type { AnswerOf, SearchTask } from './features/initiatives/work.search.ts'
import { makeBackRoom } from './platform/back-room.ts'
import type { Db } from './platform/database/open.ts'

const THREAD = new URL('./search-room.thread.ts', import.meta.url)
const RESOURCES = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 }
/** Most take some hundredths of a second: whoever is the last of so many still gets a page. */
const MOST_WAITING = 64
/** Some take a second: whoever asks for as many as they may, the next from elsewhere still gets a page. */
const MOST_FROM_ONE = 12

export function askSearchRoom(db: Db, { DATA_DIR }: Config): Others | undefined {
  if (db.memory) return undefined
  const start = () => new Worker(THREAD, { workerData: { DATA_DIR }, resourceLimits: RESOURCES })
  const { ask } = makeBackRoom<SearchTask, unknown>({
    ...{ start, most: MOST_WAITING, mostFromOne: MOST_FROM_ONE },
  })
  const asking = <Task extends SearchTask>(task: Task, from: string) =>
    ask(task, from) as Promise<AnswerOf<Task>>
  return {
    holders: (match, from) => asking({ match }, from),
    lists: (asked, from) => asking({ asked }, from),
  }
}
