// What version the database is at: another after every change, by this process or another; what was undone again is none.
import type Database from 'better-sqlite3'

type Db = Database.Database

interface Changes {
  version(): string
  /** Rows that this connection ever wrote, those included that were undone again. */
  written(): number
  /** Of those, the ones that change nothing. */
  leaveOut(rows: number): void
  /** Something was undone: what was found meanwhile is so no longer, not even for the rest of a transaction. */
  undone(): void
}

const known = new WeakMap<Db, Changes>()

/** The same as long as nothing changes. */
export function versionOf(db: Db): string {
  return changesOf(db).version()
}

/** Runs a transaction: what it wrote is a change only when it stays. */
export function countIfKept<T>(db: Db, work: () => T): T {
  const { written, leaveOut, undone } = changesOf(db)
  // Inside another it is for the outermost to say what stays.
  const isOutermost = !db.inTransaction
  const before = written()
  try {
    return work()
  } catch (error) {
    if (isOutermost) leaveOut(written() - before)
    undone()
    throw error
  }
}

/** Writes what nothing is kept of: who looks at what, which no page but their own shows. */
export function writeUnseen<T>(db: Db, work: () => T): T {
  if (db.inTransaction) return work()
  const { written, leaveOut } = changesOf(db)
  const before = written()
  const result = work()
  leaveOut(written() - before)
  return result
}

function changesOf(db: Db): Changes {
  const changes = known.get(db) ?? makeChanges(db)
  known.set(db, changes)
  return changes
}

function makeChanges(db: Db): Changes {
  const now = db.prepare('select data_version as theirs, total_changes() as ours from pragma_data_version')
  const read = () => now.get() as { theirs: number; ours: number }
  const written = () => read().ours
  let left = 0
  let undone = 0
  return {
    written,
    leaveOut(rows) {
      left += rows
    },
    undone() {
      undone++
    },
    // Nothing found in a transaction under way is taken for what is there after it.
    version() {
      const { theirs, ours } = read()
      return `${theirs}.${db.inTransaction ? `${ours} under way, ${undone} undone` : ours - left}`
    },
  }
}
