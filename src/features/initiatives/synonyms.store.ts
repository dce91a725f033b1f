// Words people use for what we call something else, as admins keep them.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'

export interface Synonym {
  phrase: string
  means: string
}

export type SynonymsStore = ReturnType<typeof makeSynonymsStore>

export function makeSynonymsStore(db: Db) {
  const all = query<Record<string, never>, Synonym>(
    db,
    'select phrase, means from synonym order by phrase, means',
  )
  const add = command<{ phrase: string; means: string }>(
    db,
    'insert or ignore into synonym (phrase, means) values (:phrase, :means)',
  )
  const remove = command<{ phrase: string; means: string }>(
    db,
    'delete from synonym where phrase = :phrase and means = :means',
  )
  return {
    all: () => all.all({}),
    /** False when it was there before. */
    add: ({ phrase, means }: Synonym): boolean => add.run({ phrase, means }).changes > 0,
    remove: ({ phrase, means }: Synonym): boolean => remove.run({ phrase, means }).changes > 0,
  }
}
