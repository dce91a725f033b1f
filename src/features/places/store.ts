// Postcodes, and how much geography is loaded.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Point } from '../../platform/geo/point.ts'
import { tidyPostcode } from './postcode.rules.ts'

export type PlacesStore = ReturnType<typeof makePlacesStore>

export interface LoadedPart {
  part: string
  /** The file it came from; '' while nothing has been loaded. */
  source: string
}

export function makePlacesStore(db: Db) {
  const postcode = query<{ postcode: string }, Point & { ward: string; district: string }>(
    db,
    'select lat, lon, ward, district from postcode where postcode = :postcode',
  )
  const loaded = query<Record<string, never>, LoadedPart>(
    db,
    'select part, source from geography order by part',
  )
  return {
    /** Where a whole postcode is, however it is written; undefined when it is not one we know. */
    postcode(text: string) {
      const tidy = tidyPostcode(text)
      return tidy === undefined ? undefined : postcode.get({ postcode: tidy })
    },
    /** The parts of the geography, and the file each came from. */
    loaded: () => loaded.all({}),
  }
}
