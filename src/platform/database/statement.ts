// Prepared statements with the types of their parameters and rows written once, where the SQL is.
import type { Db } from './open.ts'

export type Params = Record<string, string | number | bigint | null | Buffer>

export interface Query<P, Row> {
  all(params: P): Row[]
  get(params: P): Row | undefined
}

export interface Command<P> {
  run(params: P): { changes: number; lastInsertRowid: number | bigint }
}

/** A statement that reads; named parameters only, so that a stray array can never become positional. */
export function query<P extends Params, Row>(db: Db, sql: string): Query<P, Row> {
  const prepared = atFirst(() => db.prepare<[P], Row>(sql))
  return { all: params => prepared().all(params), get: params => prepared().get(params) }
}

/** A statement that writes. */
export function command<P extends Params>(db: Db, sql: string): Command<P> {
  const prepared = atFirst(() => db.prepare<[P]>(sql))
  return { run: params => prepared().run(params) }
}

/** Made when it is first needed: most of what editors and organisers do is not asked for on most days. */
function atFirst<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}

// A prepared statement takes some 20 KB, and there are thousands of ways to choose among filters.
const MOST_KEPT = 64

/** Keeps statements composed from literal clauses, so that each combination in use is prepared once. */
export function statementCache<P extends Params, Row>(
  db: Db,
  most = MOST_KEPT,
): (sql: string) => Query<P, Row> {
  const kept = new Map<string, Query<P, Row>>()
  return sql => {
    const statement = kept.get(sql) ?? query<P, Row>(db, sql)
    // The one used last goes to the end, so that the first is the one to let go.
    kept.delete(sql)
    kept.set(sql, statement)
    if (kept.size > most) kept.delete(kept.keys().next().value as string)
    return statement
  }
}
