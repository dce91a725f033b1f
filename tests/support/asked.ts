// Every statement that a site asks of its database, noted while it answers.
import Database from 'better-sqlite3'
import type { Params } from '../../src/platform/database/statement.ts'

export interface Question {
  sql: string
  params: Params
}

type Run = (...args: unknown[]) => unknown

/**
 * From now on, notes each statement that is run, of every database opened in this process; `stop` ends it.
 * @returns the questions since the last call of `taken`, in order
 */
export function noteQuestions(): { taken(): Question[]; stop(): void } {
  let noted: Question[] = []
  const { prepare } = Database.prototype
  Database.prototype.prepare = function (this: Database.Database, sql: string) {
    const statement = prepare.call(this, sql)
    for (const name of ['all', 'get', 'run', 'iterate'] as const) {
      const run = statement[name].bind(statement) as Run
      Object.defineProperty(statement, name, {
        value: (...args: unknown[]) => {
          noted.push({ sql, params: (args[0] ?? {}) as Params })
          return run(...args)
        },
      })
    }
    return statement
  } as typeof prepare
  return {
    taken() {
      const taken = noted
      noted = []
      return taken
    },
    stop() {
      Database.prototype.prepare = prepare
    },
  }
}
