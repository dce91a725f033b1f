// Finds listings that stand near a point, for those who decide whether two are one.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { boxAround, crowMetres, type Point } from '../../platform/geo/point.ts'
import { ALIKE_METRES, areNamesAlike, tellingWords } from './duplicates.rules.ts'

export interface Suspect {
  id: number
  slug: string
  name: string
  metres: number
}

/** A listing by its name alone. */
export interface Called {
  id: number
  slug: string
  name: string
  where_kind: string
}

/** A listing by where it is shown, which may be so many metres from where it is. */
export interface Shown extends Suspect {
  within: number
}

const FARTHEST_SHOWN = 2500
const MOST_NEAR = 5000
const MOST_LOOKED_AT = 200
const MOST_WORDS = 5

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
  // Only where listings are shown: whoever asks this way may be anybody.
  const shown = query<Record<string, number>, Shown & { lat: number; lon: number }>(
    db,
    `select i.id, i.slug, i.name, i.shown_lat as lat, i.shown_lon as lon, i.shown_metres as within
     from initiative_point r cross join initiative i on i.id = r.id
     where r.max_lat >= :min_lat and r.min_lat <= :max_lat and r.max_lon >= :min_lon and r.min_lon <= :max_lon
     limit :most`,
  )
  // Unranked: of names made of common words alone there would be very many to weigh.
  const called = query<{ match: string; most: number }, Omit<Called, 'metres'>>(
    db,
    `select i.id, i.slug, i.name, i.where_kind from initiative_fts f cross join initiative i on i.id = f.rowid
     where initiative_fts match :match order by f.rowid desc limit :most`,
  )
  return {
    /** Listings with a name like this one wherever they are, the newest first. */
    called: (name: string): Called[] => {
      const match = matchFor(tellingWords(name))
      if (match === '') return []
      return called.all({ match, most: MOST_LOOKED_AT }).filter(one => areNamesAlike(name, one.name))
    },
    /** Listings with a name like this one that may be at this place, by where anybody sees them; nearest first. */
    shownNear({ name, lat, lon }: { name: string } & Point): Shown[] {
      return shown
        .all({ ...boxAround({ lat, lon }, FARTHEST_SHOWN), most: MOST_NEAR })
        .map(found => ({ ...found, metres: Math.round(crowMetres({ lat, lon }, found)) }))
        .filter(({ metres, within }) => metres <= ALIKE_METRES + within)
        .filter(other => areNamesAlike(name, other.name))
        .sort((a, b) => a.metres - b.metres || a.id - b.id)
        .map(({ id, slug, name, metres, within }) => ({ id, slug, name, metres, within }))
    },
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

/** Names with any two of these words, or with the only one. */
function matchFor(words: readonly string[]): string {
  const quoted = [...new Set(words)].slice(0, MOST_WORDS).map(word => `"${word}"`)
  const pairs = quoted.flatMap((one, at) => quoted.slice(at + 1).map(other => `(${one} AND ${other})`))
  const either = pairs.length > 0 ? pairs : quoted
  return either.length === 0 ? '' : `name : (${either.join(' OR ')})`
}
