// Writing areas: one set of them replaced by another, in the caller's transaction.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Point } from '../../platform/geo/point.ts'
import type { AreaPlan, PlannedArea, StandingArea } from './rules.ts'
import { type Polygons, touchingPairs } from './shape.rules.ts'
import { polygonsOf } from './store.ts'

export type AreasReplacer = ReturnType<typeof makeAreasReplacer>

export function makeAreasReplacer(db: Db) {
  const remove = command<{ id: number }>(db, 'delete from area where id = :id')
  const insert = command<AreaValues>(
    db,
    `insert into area (code, level, parent_id, name, official_name, slug, lat, lon,
       min_lat, min_lon, max_lat, max_lon, boundary)
     values (:code, :level, :parent_id, :name, :official_name, :slug, :lat, :lon,
       :min_lat, :min_lon, :max_lat, :max_lon, :boundary)`,
  )
  const update = command<AreaValues>(
    db,
    `update area set level = :level, parent_id = :parent_id, name = :name, official_name = :official_name,
       slug = :slug, lat = :lat, lon = :lon, boundary = :boundary,
       min_lat = :min_lat, min_lon = :min_lon, max_lat = :max_lat, max_lon = :max_lon
     where code = :code`,
  )
  const rename = command<{ code: string; name: string }>(
    db,
    'update area set name = :name where code = :code and name <> :name',
  )
  const ids = query<{ code: string }, { id: number }>(db, 'select id from area where code = :code')
  const boundaries = query<{ level: string }, { id: number; boundary: string }>(
    db,
    'select id, boundary from area where level = :level order by id',
  )
  const parting = command<Record<string, never>>(db, 'delete from area_neighbour')
  const joining = command<{ a: number; b: number }>(
    db,
    'insert or ignore into area_neighbour (area_id, neighbour_id) values (:a, :b), (:b, :a)',
  )
  const noteSource = command<{ source: string }>(
    db,
    "update geography set source = :source, mark = hex(randomblob(8)) where part = 'areas'",
  )

  function put(area: PlannedArea): void {
    const { code, name, polygons, parent, ...rest } = area
    const { level, official_name, slug, lat, lon, min_lat, min_lon, max_lat, max_lon } = rest
    const values = {
      ...{ code, name, level, official_name, slug, lat, lon, min_lat, min_lon, max_lat, max_lon },
      parent_id: parent === '' ? null : (ids.get({ code: parent })?.id ?? null),
      boundary: JSON.stringify(geometryOf(polygons)),
    }
    if (update.run(values).changes === 0) insert.run(values)
  }

  return {
    /** Until the transaction ends, listings may point at areas that are gone: the caller moves them meanwhile. */
    replace({ areas, gone }: Pick<AreaPlan, 'areas' | 'gone'>, source: string): void {
      db.pragma('defer_foreign_keys = ON')
      for (const { id } of childrenFirst(gone)) remove.run({ id })
      for (const area of areas) put(area)
      noteSource.run({ source })
    },
    /** Works out afresh which areas touch. */
    joinNeighbours(isLand?: (point: Point) => boolean): void {
      parting.run({})
      for (const level of ['district', 'neighbourhood']) {
        const rows = boundaries.all({ level })
        const shapes = rows.map(({ boundary }) => polygonsOf(JSON.parse(boundary)))
        for (const [a = 0, b = 0] of touchingPairs(shapes, isLand)) {
          joining.run({ a: rows[a]?.id as number, b: rows[b]?.id as number })
        }
      }
    },
    /** Gives an area the name people use; answers whether there is one of that code. */
    rename(code: string, name: string): boolean {
      rename.run({ code, name })
      return ids.get({ code }) !== undefined
    },
  }
}

type AreaValues = Record<'code' | 'name' | 'level' | 'official_name' | 'slug' | 'boundary', string> & {
  parent_id: number | null
} & Record<'lat' | 'lon' | 'min_lat' | 'min_lon' | 'max_lat' | 'max_lon', number>

function childrenFirst(gone: StandingArea[]): StandingArea[] {
  return gone.toSorted((a, b) => Number(b.parent_id !== null) - Number(a.parent_id !== null))
}

function geometryOf(polygons: Polygons): Polygon | MultiPolygon {
  const [only = []] = polygons
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}
