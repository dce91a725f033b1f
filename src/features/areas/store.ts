// Areas as the rest of the site asks for them: read once into memory, dropped when anybody changes them.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { type Box, isInBox, type Point } from '../../platform/geo/point.ts'
import { contains, metresToBorder, type Polygons, type Shape } from './shape.rules.ts'

export interface Area extends Point, Box {
  id: number
  code: string
  level: 'district' | 'neighbourhood'
  parent_id: number | null
  /** What people say. */
  name: string
  official_name: string
  slug: string
  /** Of its address, such as `southend-on-sea/leigh`. */
  path: string
}

export type AreasStore = ReturnType<typeof makeAreasStore>
type Nothing = Record<string, never>

// Shores are drawn coarsely; a quay or a beach hut this far outside every border still belongs to the nearest.
const SHORE_METRES = 250

const COLUMNS = `id, code, level, parent_id, name, official_name, slug, lat, lon,
  min_lat, min_lon, max_lat, max_lon`

export function makeAreasStore(db: Db) {
  const mark = query<Nothing, { mark: string }>(db, "select mark from geography where part = 'areas'")
  const rows = query<Nothing, Omit<Area, 'path'>>(
    db,
    `select ${COLUMNS} from area order by position, name, id`,
  )
  const boundaries = query<Nothing, { id: number; boundary: string }>(db, 'select id, boundary from area')
  const boundary = query<{ id: number }, { boundary: string }>(db, 'select boundary from area where id = :id')
  const neighbours = query<{ id: number }, { neighbour_id: number }>(
    db,
    'select neighbour_id from area_neighbour where area_id = :id',
  )

  let kept: Kept | undefined
  function areas(): Kept {
    // The mark is a row, so another process's change shows as surely as this one's.
    const now = mark.get({})?.mark ?? ''
    if (kept?.mark !== now) kept = arrange(now, rows.all({}))
    return kept
  }
  function shapes(): Located[] {
    const held = areas()
    held.shapes ??= boundaries.all({}).flatMap(row => {
      const area = held.byId.get(row.id)
      return area ? [{ area, shape: { ...area, polygons: polygonsOf(JSON.parse(row.boundary)) } }] : []
    })
    return held.shapes
  }
  function at(point: Point, level: Area['level']): Area | undefined {
    return shapes().find(({ area, shape }) => area.level === level && contains(shape, point))?.area
  }
  const byPath = (path: string) => areas().byPath.get(path)

  return {
    /** Every area, in the order admins chose, else by name. */
    all: (): Area[] => areas().all,
    districts: (): Area[] => areas().children.get(0) ?? [],
    neighbourhoodsOf: (districtId: number): Area[] => areas().children.get(districtId) ?? [],
    byId: (id: number) => areas().byId.get(id),
    /** All of them by id, for whoever asks for many at once. */
    known: (): ReadonlyMap<number, Area> => areas().byId,
    byCode: (code: string) => areas().byCode.get(code),
    /** By the path of its address, such as `southend-on-sea/leigh`. */
    byPath,
    bySlug: (district: string, neighbourhood?: string) =>
      byPath(neighbourhood === undefined ? district : `${district}/${neighbourhood}`),
    /** Every path there is, in the order of the areas. */
    paths: (): ReadonlySet<string> => areas().known,
    /** Those of the same level that it touches on land, by name. */
    neighboursOf(id: number): Area[] {
      const ids = new Set(neighbours.all({ id }).map(row => row.neighbour_id))
      return areas().all.filter(area => ids.has(area.id))
    },
    boundaryOf(id: number): Polygon | MultiPolygon | undefined {
      const found = boundary.get({ id })
      return found && JSON.parse(found.boundary)
    },
    /** The box that holds every district; nothing where there are none. */
    patch: (): Box | undefined => areas().patch,
    /** The neighbourhood that holds a point. */
    areaAt: (point: Point) => at(point, 'neighbourhood'),
    /** The neighbourhood that holds a point, or has it on its shore. */
    areaNear: (point: Point) =>
      at(point, 'neighbourhood') ?? nearest(shapes(), point, 'neighbourhood', SHORE_METRES),
    /** The district that holds a point, or has it on its shore. */
    districtAt: (point: Point) => at(point, 'district') ?? nearest(shapes(), point, 'district', SHORE_METRES),
  }
}

export function polygonsOf(geometry: Polygon | MultiPolygon): Polygons {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

interface Located {
  area: Area
  shape: Shape
}

interface Kept {
  mark: string
  all: Area[]
  byId: Map<number, Area>
  byCode: Map<string, Area>
  byPath: Map<string, Area>
  known: ReadonlySet<string>
  /** By the id of the district; the districts themselves under 0. */
  children: Map<number, Area[]>
  patch: Box | undefined
  shapes?: Located[]
}

function arrange(mark: string, rows: Omit<Area, 'path'>[]): Kept {
  const slugs = new Map(rows.map(({ id, slug }) => [id, slug]))
  const all = rows.map(row => ({
    ...row,
    path: [slugs.get(row.parent_id ?? 0) ?? [], row.slug].flat().join('/'),
  }))
  const byId = new Map(all.map(area => [area.id, area]))
  return {
    mark,
    all,
    byId,
    byCode: new Map(all.map(area => [area.code, area])),
    byPath: new Map(all.map(area => [area.path, area])),
    known: new Set(all.map(({ path }) => path)),
    children: Map.groupBy(all, ({ parent_id }) => parent_id ?? 0),
    patch: boxRound(all),
  }
}

function boxRound(all: Area[]): Box | undefined {
  if (all.length === 0) return undefined
  return {
    min_lat: Math.min(...all.map(({ min_lat }) => min_lat)),
    min_lon: Math.min(...all.map(({ min_lon }) => min_lon)),
    max_lat: Math.max(...all.map(({ max_lat }) => max_lat)),
    max_lon: Math.max(...all.map(({ max_lon }) => max_lon)),
  }
}

function nearest(shapes: Located[], point: Point, level: Area['level'], within: number): Area | undefined {
  let best: { area: Area; metres: number } | undefined
  for (const { area, shape } of shapes) {
    if (area.level !== level || !isInBox(point, grown(shape))) continue
    const metres = metresToBorder(shape, point)
    if (metres <= (best?.metres ?? within)) best = { area, metres }
  }
  return best?.area
}

function grown({ min_lat, min_lon, max_lat, max_lon }: Box): Box {
  const by = 0.005
  return { min_lat: min_lat - by, min_lon: min_lon - by, max_lat: max_lat + by, max_lon: max_lon + by }
}
