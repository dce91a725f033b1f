// The lights and their cells as they would be counted afresh, for tests and for making crowds.
import type { Db } from '../../src/platform/database/open.ts'

/** Counts all lights and cells anew from what is listed; much quicker than light after light. */
export function recount(db: Db): void {
  const levels = db.prepare('select level from cell_level order by level').pluck().all()
  const addLevel = db.prepare('insert into cell_level (level) values (?)')
  db.transaction(() => {
    db.exec('delete from cell_level; delete from light; insert into light select * from initiative_light')
    for (const level of levels) addLevel.run(level)
  })()
}

/** Every light and every cell, in order. */
export function countedLights(db: Db): { lights: unknown[]; cells: unknown[] } {
  return {
    lights: db.prepare('select * from light order by id').all(),
    cells: db.prepare('select * from light_cell order by level, x, y').all(),
  }
}
