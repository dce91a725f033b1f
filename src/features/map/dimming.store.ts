// Brightness as the days pass: moves the day on for which it is reckoned, and dims a few listings at a time, on the map and in the glow of their areas.
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'

type Nothing = Record<string, never>

export type Dimming = ReturnType<typeof makeDimming>

// A few hundredths of a second of work: whoever asks for a page meanwhile waits no longer than that.
const AT_ONCE = 100

export function makeDimming(db: Db) {
  const day = query<Nothing, { day: string }>(db, 'select day from light_day')
  const setDay = command<{ today: string }>(db, 'update light_day set day = :today')
  const waiting = query<{ today: string }, { is_any: 0 | 1 }>(
    db,
    `select exists (select 1 from light where changes_on <= :today)
       or exists (select 1 from initiative_glow where changes_on <= :today) as is_any`,
  )
  const dimLights = command<{ today: string; most: number }>(
    db,
    `update light set (brightness, core, changes_on) =
       (select l.brightness, l.core, l.changes_on from initiative_light l where l.id = light.id)
     where id in (select id from light where changes_on <= :today order by changes_on limit :most)`,
  )
  const dimGlow = command<{ today: string; most: number }>(
    db,
    `update initiative_glow set (brightness, confirmed, changes_on) =
       (select g.brightness, g.confirmed, g.changes_on from initiative_glow_now g where g.id = initiative_glow.id)
     where id in (select id from initiative_glow where changes_on <= :today order by changes_on limit :most)`,
  )
  const doubtLights = command<Nothing>(db, "update light set changes_on = ''")
  const doubtGlow = command<Nothing>(db, "update initiative_glow set changes_on = ''")

  function moveOn(today: string, most: number): void {
    const before = day.get({})?.day ?? today
    // The clock had been ahead, and what it dimmed since must be reckoned again.
    if (before > today) for (const doubt of [doubtLights, doubtGlow]) doubt.run({})
    if (before !== today) setDay.run({ today })
    for (const dim of [dimLights, dimGlow]) dim.run({ today, most })
  }

  return {
    /**
     * Reckons brightness for a day, for `most` lights and no more; answers whether any are left. Whoever is stopped in
     * between, or is not alone, loses nothing. While somebody else is writing it does nothing, and does not wait.
     */
    dim(today: string, most = AT_ONCE): boolean {
      const isLeft = () => day.get({})?.day !== today || waiting.get({ today })?.is_any === 1
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
