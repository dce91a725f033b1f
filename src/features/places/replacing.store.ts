// Writing places, postcodes and their names: one set replaced by another, in the caller's transaction.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Point } from '../../platform/geo/point.ts'
import type { DistrictRow, PlaceRow, PostcodeAreaRow } from './fields.ts'
import { keyOf } from './rules.ts'

/** What an area goes by. */
export interface NamedArea {
  id: number
  code: string
  name: string
  official_name: string
}

export type PlacesReplacer = ReturnType<typeof makePlacesReplacer>
type Nothing = Record<string, never>

const PAGE = 20_000

export function makePlacesReplacer(db: Db) {
  const noteSource = command<{ part: string; source: string }>(
    db,
    'update geography set source = :source, mark = hex(randomblob(8)) where part = :part',
  )
  const removePlaces = command<Nothing>(db, 'delete from place')
  const addPlace = command<{ [field in keyof PlaceRow]: PlaceRow[field] }>(
    db,
    `insert into place (name, kind, lat, lon, district, outcode, size)
     values (:name, :kind, :lat, :lon, :district, :outcode, :size)`,
  )
  const removeParts = command<{ kind: string }>(db, 'delete from postcode_area where kind = :kind')
  const addPart = command<{ [field in keyof PostcodeAreaRow]: PostcodeAreaRow[field] }>(
    db,
    `insert or replace into postcode_area (code, kind, lat, lon, district)
     values (:code, :kind, :lat, :lon, :district)`,
  )
  const learnDistrict = command<{ code: string; name: string; county: string }>(
    db,
    `insert into district_name (code, name, county) values (:code, :name, :county)
     on conflict (code) do update
     set name = excluded.name, county = iif(excluded.county = '', county, excluded.county)`,
  )
  const districts = query<Nothing, DistrictRow>(db, 'select code, name, county from district_name')
  const addAlias = command<{ alias: string; name: string }>(
    db,
    'insert or ignore into place_alias (alias, name) values (:alias, :name)',
  )
  const dropAliases = command<Nothing>(
    db,
    'delete from place_alias where name not in (select code from area)',
  )
  const dropAliasesOf = command<{ name: string }>(db, 'delete from place_alias where name = :name')
  const somePostcodes = query<{ after: string; limit: number }, Point & { postcode: string }>(
    db,
    'select postcode, lat, lon from postcode where postcode > :after order by postcode limit :limit',
  )
  const names = makeNameIndex(db)

  return {
    /** Replaces every place; call `indexNames` afterwards. */
    replacePlaces(rows: readonly PlaceRow[], source: string): void {
      names.clear()
      removePlaces.run({})
      for (const { name, kind, lat, lon, district, outcode, size } of rows) {
        addPlace.run({ name, kind, lat, lon, district, outcode, size })
      }
      noteSource.run({ part: 'places', source })
    },
    /** Replaces all sectors, or all outcodes. */
    replaceParts(kind: PostcodeAreaRow['kind'], rows: readonly PostcodeAreaRow[], source: string): void {
      removeParts.run({ kind })
      for (const { code, lat, lon, district } of rows) addPart.run({ code, kind, lat, lon, district })
      noteSource.run({ part: 'sectors', source })
    },
    /** Adds what districts are called, and corrects what is known of them. */
    learnDistricts(rows: readonly DistrictRow[], source?: string): void {
      for (const { code, name, county } of rows) learnDistrict.run({ code, name, county })
      if (source !== undefined) noteSource.run({ part: 'districts', source })
    },
    districts: () => districts.all({}),
    /** Replaces what else places and areas are called, by their names. Call `indexNames` afterwards. */
    replaceAliases(rows: readonly { alias: string; name: string }[]): void {
      dropAliases.run({})
      for (const { alias, name } of rows) addAlias.run({ alias, name })
    },
    /** Replaces what else an area is called, by its code. Call `indexNames` afterwards. */
    replaceAliasesOf(code: string, aliases: readonly string[]): void {
      dropAliasesOf.run({ name: code })
      for (const alias of aliases) addAlias.run({ alias, name: code })
    },
    /** Makes the list of names anew, of places and areas with all their aliases. */
    indexNames: names.rebuild,
    noteSource: (part: string, source: string) => noteSource.run({ part, source }),
    /** Visits every postcode without holding them all. */
    eachPostcode(visit: (point: Point) => void): void {
      let page = somePostcodes.all({ after: '', limit: PAGE })
      while (page.length > 0) {
        for (const row of page) visit(row)
        page = somePostcodes.all({ after: page.at(-1)?.postcode ?? '', limit: PAGE })
      }
    },
  }
}

function makeNameIndex(db: Db) {
  const clear = command<Nothing>(db, 'delete from place_name')
  const add = command<{ key: string; place_id: number | null; area_id: number | null }>(
    db,
    'insert into place_name (key, place_id, area_id) values (:key, :place_id, :area_id)',
  )
  const reindex = command<Nothing>(db, "insert into place_name_fts (place_name_fts) values ('rebuild')")
  const places = query<Nothing, { id: number; name: string }>(db, 'select id, name from place order by id')
  const aliases = query<Nothing, { alias: string; name: string }>(db, 'select alias, name from place_alias')

  function addAll(names: readonly string[], place_id: number | null, area_id: number | null): void {
    for (const key of new Set(names.map(keyOf))) if (key) add.run({ key, place_id, area_id })
  }
  return {
    clear: () => clear.run({}),
    rebuild(areas: readonly NamedArea[]): void {
      clear.run({})
      const others = Map.groupBy(aliases.all({}), ({ name }) => keyOf(name))
      const aliasesOf = (name: string) => (others.get(keyOf(name)) ?? []).map(({ alias }) => alias)
      for (const { id, name } of places.all({})) addAll([name, ...aliasesOf(name)], id, null)
      for (const { id, code, name, official_name } of areas) {
        addAll([name, official_name, ...aliasesOf(code), ...aliasesOf(name)], null, id)
      }
      reindex.run({})
    },
  }
}
