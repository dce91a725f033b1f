// What is asked of whoever searches beside the main thread, and the one who does it.
import type { Db } from '../../platform/database/open.ts'
import type { Travel } from '../crossings/travel.rules.ts'
import type { Worked } from './ahead.search.ts'
import type { Asked } from './asked.fields.ts'
import type { Held } from './clauses.search.ts'
import { makeHolding } from './holders.search.ts'
import { makeInitiativeSearch } from './search.ts'

/** Who holds some words, or all that there is to say of a list. */
export type SearchTask = { match: string } | { asked: Asked }
export type AnswerOf<Task extends SearchTask> = Task extends { match: string } ? Held : Worked

/** Does it here and now, for whoever has the time. */
export function makeWork(db: Db, travel: () => Travel): (task: SearchTask) => Held | Worked {
  const holding = makeHolding(db)
  const { work } = makeInitiativeSearch(db, travel)
  return task => ('match' in task ? holding(task.match) : work(task.asked))
}
