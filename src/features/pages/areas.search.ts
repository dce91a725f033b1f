// What lies just outside an area.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Point } from '../../platform/geo/point.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import type { Travel } from '../crossings/travel.rules.ts'
import { bind } from '../initiatives/clauses.search.ts'
import { noFilters } from '../initiatives/filters.fields.ts'
import { type Close, makeNearSearch } from '../initiatives/near.search.ts'

const OUTSIDE_MILES = 10
const MOST_OUTSIDE = 3

export function makeAreaSearch(db: Db, travel: () => Travel) {
  const near = makeNearSearch(db, travel)
  const leftOut = query<{ area_id: number; district_id: number | null }, { id: number }>(
    db,
    'select initiative_id as id from initiative_area where area_id in (:area_id, :district_id)',
  )
  return {
    /** The nearest few lights that neither stand in an area nor serve it, from its middle. */
    outside(area: Point & { id: number; parent_id: number | null }, now: LocalTime): Close[] {
      const rows = leftOut.all({ area_id: area.id, district_id: area.parent_id })
      const out = new Set(rows.map(({ id }) => id))
      const bound = bind(noFilters(), now)
      return near.nearest(
        area,
        OUTSIDE_MILES,
        MOST_OUTSIDE,
        bound,
        ({ id, is_out }) => !is_out && !out.has(id),
      )
    },
  }
}
