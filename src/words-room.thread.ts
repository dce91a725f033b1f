// The thread in which words that take long are looked for, on a connection of its own that only reads.
import { workerData } from 'node:worker_threads'
import { makeHolding } from './features/initiatives/holders.search.ts'
import { answerInThread } from './platform/back-room.ts'
import { openToRead } from './platform/database/open.ts'

answerInThread(makeHolding(openToRead((workerData as { DATA_DIR: string }).DATA_DIR)))
