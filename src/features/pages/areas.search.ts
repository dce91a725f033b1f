// What lies just outside an area.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Point } from '../../platform/geo/point.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import type { Travel } from '../crossings/travel.rules.ts'
import { bind } from '../initiatives/clauses.search.ts'
import { noFilters } from '../initiatives/filters.fields.ts'
import { type Close, makeNearSearch } from '../initiatives/near.search.ts'

export const OUTSIDE_MILES = 10
const MOST_OUTSIDE = 3

export function makeAreaSearch(db: Db, travel: () => Travel) {
  const near = makeNearSearch(db, travel)
  const inside = query<{ area_id: number }, { initiative_id: number }>(
    db,
    'select initiative_id from initiative_area where area_id = :area_id',
  )
  return {
    /** The nearest few lights that neither stand in an area nor serve it, from its middle. */
    outside(area: Point & { id: number }, now: LocalTime): Close[] {
      const own = new Set(inside.all({ area_id: area.id }).map(row => row.initiative_id))
      const bound = bind(noFilters(), now, undefined, [])
      return near.nearest(area, OUTSIDE_MILES, MOST_OUTSIDE, bound, ({ id, is_out }) => !own.has(id) && !is_out)
    },
  }
}
