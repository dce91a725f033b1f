// Reads pieces of land as outlines in metres, and decides which islets are no land of their own.
import type { Polygon, Position } from 'geojson'
import pointInPolygon from 'point-in-polygon-hao'
import type { Point } from '../../platform/geo/point.ts'
import { areaOf, type Plane, type Spot } from './plane.rules.ts'
import type { Walls } from './walls.rules.ts'

export interface Island {
  boundary: Polygon
  /** Its outer edge and then its lakes, each run with the land on its left. */
  outlines: Spot[][]
  /** Square metres. */
  area: number
}

/** An island smaller than this many square metres … */
const ISLET = 5_000_000
/** … and no further than this many metres from larger land … */
const STEP = 250
/** … or any smaller than this, is taken for a part of the nearest land unless a crossing is known to reach it. */
const ROCK = 50_000

/** The pieces of land, largest first. */
export function readIslands(land: readonly Polygon[], plane: Plane): Island[] {
  const islands = land.map(boundary => {
    const outlines = boundary.coordinates.map((ring, index) => outlineOf(ring, index > 0, plane))
    return { boundary, outlines, area: areaOf(outlines[0] ?? []) }
  })
  return islands.filter(({ area }) => area > 0).sort((a, b) => b.area - a.area)
}

/** Whether an island is an islet whose own bridge would be too small to be listed; `walls` are those of larger land. */
export function isPartOfAnother(island: Island, walls: Walls, ends: readonly Point[]): boolean {
  const { boundary, outlines, area } = island
  const rings = boundary.coordinates as [number, number][][]
  if (area >= ISLET || ends.some(({ lat, lon }) => pointInPolygon([lon, lat], rings) !== false)) return false
  return area < ROCK || (outlines[0] ?? []).some(spot => walls.nearest(spot, STEP) !== undefined)
}

function outlineOf(ring: readonly Position[], isLake: boolean, plane: Plane): Spot[] {
  const spots = ring
    .filter(([lon, lat], index) => {
      const [nextLon, nextLat] = ring[(index + 1) % ring.length] as Position
      return lon !== nextLon || lat !== nextLat
    })
    .map(([lon, lat]) => plane.spot({ lat: lat as number, lon: lon as number }))
  return areaOf(spots) < 0 === isLake ? spots : spots.reverse()
}
