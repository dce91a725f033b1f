// Brightness as the days pass: moves the day on for which it is reckoned, and dims a few lights at a time.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'

type Nothing = Record<string, never>

export type Dimming = ReturnType<typeof makeDimming>

// A few milliseconds of work: whoever asks for a page meanwhile waits no longer than that.
const AT_ONCE = 50

export function makeDimming(db: Db) {
  const day = query<Nothing, { day: string }>(db, 'select day from light_day')
  const setDay = command<{ today: string }>(db, 'update light_day set day = :today')
  const waiting = query<{ today: string }, { id: number }>(
    db,
    'select id from light where changes_on <= :today limit 1',
  )
  const dimSome = command<{ today: string; most: number }>(
    db,
    `update light set (brightness, core, changes_on) =
       (select l.brightness, l.core, l.changes_on from initiative_light l where l.id = light.id)
     where id in (select id from light where changes_on <= :today order by changes_on limit :most)`,
  )
  const doubtAll = command<Nothing>(db, "update light set changes_on = ''")

  function moveOn(today: string, most: number): void {
    const before = day.get({})?.day ?? today
    // The clock had been ahead, and what it dimmed since must be reckoned again.
    if (before > today) doubtAll.run({})
    if (before !== today) setDay.run({ today })
    dimSome.run({ today, most })
  }

  return {
    /**
     * Reckons brightness for a day, for `most` lights and no more; answers whether any are left. Whoever is stopped in
     * between, or is not alone, loses nothing. While somebody else is writing it does nothing, and does not wait.
     */
    dim(today: string, most = AT_ONCE): boolean {
      const isLeft = () => day.get({})?.day !== today || waiting.get({ today }) !== undefined
      if (!isLeft()) return false
      unlessBusy(db, () => inTransaction(db, () => moveOn(today, most)))
      return isLeft()
    },
  }
}

/** Does what writes at once, or not at all. */
function unlessBusy(db: Db, work: () => void): void {
  const patience = db.pragma('busy_timeout', { simple: true })
  db.pragma('busy_timeout = 0')
  try {
    work()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!code.startsWith('SQLITE_BUSY')) throw error
  } finally {
    db.pragma(`busy_timeout = ${patience}`)
  }
}
