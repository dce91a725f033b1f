// The SQL of looking up names of places and areas: exactly as typed, or spelt much like it.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { trigramsOf } from './rules.ts'

/** A place under one of its names; or, with `area_id`, an area, about which the areas store knows the rest. */
export interface Named {
  key: string
  area_id: number | null
  place_id: number | null
  name: string
  lat: number
  lon: number
  district: string
  district_name: string
  county: string
  outcode: string
  size: number
}

const NAMED = `select n.key, n.area_id, n.place_id, p.name, p.lat, p.lon, p.district,
    coalesce(d.name, '') as district_name, coalesce(d.county, '') as county, p.outcode, p.size
  from place_name n
  left join place p on p.id = n.place_id
  left join district_name d on d.code = p.district`

export function makeNameSearch(db: Db) {
  const exactly = query<{ keys: string }, Named>(
    db,
    `${NAMED} where n.key in (select value from json_each(:keys))`,
  )
  const rarest = query<{ trigrams: string }, { term: string; doc: number }>(
    db,
    `select term, doc from place_name_trigram
     where term in (select value from json_each(:trigrams)) order by doc, term`,
  )
  const alike = query<{ match: string }, { key: string }>(
    db,
    `select distinct key from place_name where rowid in (
       select rowid from place_name_fts where place_name_fts match :match order by rank limit 80
     )`,
  )
  const counties = query<Record<string, never>, { county: string }>(
    db,
    'select distinct county from district_name',
  )
  const district = query<{ code: string }, { name: string; county: string }>(
    db,
    'select name, county from district_name where code = :code',
  )
  return {
    /** Everything that goes by one of these names. */
    exactly: (keys: readonly string[]) => exactly.all({ keys: JSON.stringify(keys) }),
    /** Names that have letters in common with this one, those with most and rarest first in line. */
    alike(key: string): string[] {
      const match = matchOf(rarest.all({ trigrams: JSON.stringify(trigramsOf(key)) }))
      return match === '' ? [] : alike.all({ match }).map(row => row.key)
    },
    counties: () => counties.all({}).map(row => row.county),
    /** What a district is called and the county it is in, by its code. */
    district: (code: string) => district.get({ code }),
  }
}

export type NameSearch = ReturnType<typeof makeNameSearch>

const MOST_NAMES = 1500

/** The rarest trigrams, as many as can be looked through in a moment. */
function matchOf(trigrams: readonly { term: string; doc: number }[]): string {
  let names = 0
  const some = trigrams.filter(({ doc }, at) => {
    names += doc
    return at < 3 || names <= MOST_NAMES
  })
  return some.map(({ term }) => `"${term}"`).join(' OR ')
}
