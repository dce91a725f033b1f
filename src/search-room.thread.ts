// The thread in which what takes long is found, on a connection of its own that only reads.
import { workerData } from 'node:worker_threads'
import { loadTravel, makeCrossingsStore } from './features/crossings/store.ts'
import { makeWork } from './features/initiatives/work.search.ts'
import { answerInThread } from './platform/back-room.ts'
import { openToRead } from './platform/database/open.ts'

const db = openToRead((workerData as { DATA_DIR: string }).DATA_DIR)

answerInThread(makeWork(db, loadTravel(makeCrossingsStore(db))))
