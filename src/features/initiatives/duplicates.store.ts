// Finds listings that stand near a point, for those who decide whether two are one.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { boxAround, crowMetres, type Point } from '../../platform/geo/point.ts'
import { ALIKE_METRES, areNamesAlike } from './duplicates.rules.ts'

export interface Suspect {
  id: number
  slug: string
  name: string
  metres: number
}

export type DuplicatesStore = ReturnType<typeof makeDuplicatesStore>

// How far from its true place a listing may be shown: a step and a half of the coarsest grid, or the middle of a
// neighbourhood too small for the grid.
const MOST_SHIFT = 1_500

export function makeDuplicatesStore(db: Db) {
  // The index holds shown points, so it is asked for a wider box, and the small private rows for the true places.
  const near = query<Record<string, number>, Omit<Suspect, 'metres'> & Point>(
    db,
    `select i.id, i.slug, i.name, coalesce(p.lat, i.shown_lat) as lat, coalesce(p.lon, i.shown_lon) as lon
     from initiative_point r cross join initiative_private p on p.initiative_id = r.id
     cross join initiative i on i.id = r.id
     where r.max_lat >= :wide_min_lat and r.min_lat <= :wide_max_lat
       and r.max_lon >= :wide_min_lon and r.min_lon <= :wide_max_lon
       and r.id <> :id
       and coalesce(p.lat, r.min_lat) between :min_lat and :max_lat
       and coalesce(p.lon, r.min_lon) between :min_lon and :max_lon`,
  )
  return {
    /** Listings with a name like this one within 250 m of it, nearest first. */
    suspects({ id, name, lat, lon }: { id: number; name: string } & Point): Suspect[] {
      const wide = boxAround({ lat, lon }, ALIKE_METRES + MOST_SHIFT)
      return near
        .all({
          id,
          ...boxAround({ lat, lon }, ALIKE_METRES),
          wide_min_lat: wide.min_lat,
          wide_max_lat: wide.max_lat,
          wide_min_lon: wide.min_lon,
          wide_max_lon: wide.max_lon,
        })
        .map(found => ({
          id: found.id,
          slug: found.slug,
          name: found.name,
          metres: Math.round(crowMetres({ lat, lon }, found)),
        }))
        .filter(suspect => suspect.metres <= ALIKE_METRES && areNamesAlike(name, suspect.name))
        .sort((a, b) => a.metres - b.metres || a.id - b.id)
    },
  }
}
