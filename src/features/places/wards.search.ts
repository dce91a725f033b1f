// The postcodes of one neighbourhood: by their own word, or by its border where they speak of wards that are gone.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Box, Point } from '../../platform/geo/point.ts'
import type { AreasStore } from '../areas/store.ts'

type BoxParams = { [side in keyof Box]: number }

export function makeWardSearch(db: Db, areas: Pick<AreasStore, 'areaAt' | 'byCode'>) {
  const listed = query<{ ward: string }, Point>(
    db,
    'select lat, lon from postcode where ward = :ward order by postcode',
  )
  const inBox = query<BoxParams, Point>(
    db,
    `select lat, lon from postcode
     where lat between :min_lat and :max_lat and lon between :min_lon and :max_lon order by postcode`,
  )
  return {
    /** Where every postcode of a neighbourhood is, by its code. */
    postcodesIn(code: string): Point[] {
      const known = listed.all({ ward: code })
      const area = areas.byCode(code)
      if (known.length > 0 || !area) return known
      const { min_lat, min_lon, max_lat, max_lon } = area
      return inBox
        .all({ min_lat, min_lon, max_lat, max_lon })
        .filter(point => areas.areaAt(point)?.code === code)
    },
  }
}
