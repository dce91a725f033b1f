// Whether the database answers.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'

export function makeHealthSearch(db: Db) {
  const one = query<Record<string, never>, { answer: number }>(db, 'select 1 as answer')
  return { answers: () => one.get({})?.answer === 1 }
}
