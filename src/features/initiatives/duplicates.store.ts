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

export function makeDuplicatesStore(db: Db) {
  // By the true places; listings without one are shown where they are.
  const near = query<Record<string, number>, Omit<Suspect, 'metres'> & Point>(
    db,
    `select i.id, i.slug, i.name, p.lat, p.lon
     from initiative_private p cross join initiative i on i.id = p.initiative_id
     where p.lat between :min_lat and :max_lat and p.lon between :min_lon and :max_lon and i.id <> :id
     union all
     select i.id, i.slug, i.name, i.shown_lat as lat, i.shown_lon as lon
     from initiative_point r cross join initiative_private p on p.initiative_id = r.id and p.lat is null
     cross join initiative i on i.id = r.id
     where r.max_lat >= :min_lat and r.min_lat <= :max_lat
       and r.max_lon >= :min_lon and r.min_lon <= :max_lon and i.id <> :id`,
  )
  return {
    /** Listings with a name like this one within 250 m of it, nearest first. */
    suspects({ id, name, lat, lon }: { id: number; name: string } & Point): Suspect[] {
      return near
        .all({ id, ...boxAround({ lat, lon }, ALIKE_METRES) })
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
