// The geometry of areas: what lies in one, where its label stands, and which of them touch.
import type { Position } from 'geojson'
import pointInPolygon from 'point-in-polygon-hao'
import { type Box, crowMetres, isInBox, type Point } from '../../platform/geo/point.ts'

/** The polygons of an area, each an outer ring and its holes, as GeoJSON writes them. */
export type Polygons = Position[][][]

export interface Shape extends Box {
  polygons: Polygons
}

type Edge = [from: Position, to: Position]

/** Whether a point lies in a shape or on its border. */
export function contains(shape: Shape, point: Point): boolean {
  if (!isInBox(point, shape)) return false
  return shape.polygons.some(rings => pointInPolygon([point.lon, point.lat], rings as Ring[]) !== false)
}

type Ring = [number, number][]

/** Metres from a point to the border of a shape. */
export function metresToBorder(shape: Shape, point: Point): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const edge of edgesOf(shape.polygons)) nearest = Math.min(nearest, metresToEdge(edge, point))
  return nearest
}

/** The box that holds all of it. */
export function boxOf(polygons: Polygons): Box {
  const box = { min_lat: 90, min_lon: 180, max_lat: -90, max_lon: -180 }
  for (const [lon = 0, lat = 0] of polygons.flat(2)) {
    box.min_lat = Math.min(box.min_lat, lat)
    box.max_lat = Math.max(box.max_lat, lat)
    box.min_lon = Math.min(box.min_lon, lon)
    box.max_lon = Math.max(box.max_lon, lon)
  }
  return box
}

const SWEEPS = 9

/** A point well inside: the middle of the widest of several sweeps from west to east. */
export function innerPoint(polygons: Polygons): Point {
  const { min_lat, max_lat } = boxOf(polygons)
  let widest = { width: -1, lat: min_lat, lon: polygons[0]?.[0]?.[0]?.[0] ?? 0 }
  for (let sweep = 1; sweep <= SWEEPS; sweep++) {
    // Off the round numbers that corners tend to have.
    const lat = min_lat + ((max_lat - min_lat) * (sweep + 0.0137)) / (SWEEPS + 1)
    const crossed = edgesOf(polygons)
      .flatMap(edge => lonAt(edge, lat))
      .sort((a, b) => a - b)
    for (let at = 0; at + 1 < crossed.length; at += 2) {
      const [west, east] = [crossed[at] as number, crossed[at + 1] as number]
      if (east - west > widest.width) widest = { width: east - west, lat, lon: (west + east) / 2 }
    }
  }
  return { lat: round(widest.lat), lon: round(widest.lon) }
}

/** Coordinates to about a metre, repeated ones dropped: finer than any map here, and a fraction of the size. */
export function simplified(polygons: Polygons): Polygons {
  return polygons.map(rings =>
    rings.map(ring =>
      ring
        .map(([lon = 0, lat = 0]) => [round(lon), round(lat)] as Position)
        .filter(([lon, lat], at, all) => at === 0 || lon !== all[at - 1]?.[0] || lat !== all[at - 1]?.[1]),
    ),
  )
}

/**
 * Pairs of shapes that share a stretch of border, each pair once, by their place in the list. Where it is known
 * what is land, a border that runs through water all the way does not count.
 */
export function touchingPairs(shapes: readonly Polygons[], isLand?: (point: Point) => boolean): number[][] {
  const owners = new Map<string, number[]>()
  const pairs = new Map<string, number[]>()
  shapes.forEach((polygons, index) => {
    for (const edge of edgesOf(polygons)) {
      const key = keyOf(edge)
      const others = owners.get(key)
      if (!others) owners.set(key, [index])
      else {
        for (const other of others) {
          const pair = `${other} ${index}`
          if (other !== index && !pairs.has(pair) && isDry(edge, isLand)) pairs.set(pair, [other, index])
        }
        others.push(index)
      }
    }
  })
  return [...pairs.values()]
}

/** Tells land from water by the pieces of land; beyond the box that holds them nothing is known, and all is land. */
export function landTest(pieces: readonly Polygons[]): (point: Point) => boolean {
  const known = boxOf(pieces.flat())
  const shapes = pieces.map(polygons => ({ ...boxOf(polygons), polygons }))
  return point => !isInBox(point, known) || shapes.some(shape => contains(shape, point))
}

function edgesOf(polygons: Polygons): Edge[] {
  return polygons.flat().flatMap(ring => ring.slice(1).map((to, at) => [ring[at] as Position, to] as Edge))
}

function keyOf([from, to]: Edge): string {
  const [a, b] = [from.join(), to.join()]
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

function isDry(
  [[lon = 0, lat = 0], [toLon = 0, toLat = 0]]: Edge,
  isLand?: (point: Point) => boolean,
): boolean {
  const along = (share: number) => ({ lat: lat + (toLat - lat) * share, lon: lon + (toLon - lon) * share })
  return !isLand || [0.5, 0.25, 0.75].some(share => isLand(along(share)))
}

function lonAt([[lon = 0, lat = 0], [toLon = 0, toLat = 0]]: Edge, at: number): number[] {
  return lat > at === toLat > at ? [] : [lon + ((at - lat) / (toLat - lat)) * (toLon - lon)]
}

function metresToEdge([[lon = 0, lat = 0], [toLon = 0, toLat = 0]]: Edge, point: Point): number {
  const squeeze = Math.cos((point.lat * Math.PI) / 180)
  const [x, y] = [(toLon - lon) * squeeze, toLat - lat]
  const along = ((point.lon - lon) * squeeze * x + (point.lat - lat) * y) / (x * x + y * y || 1)
  const share = Math.max(0, Math.min(1, along))
  return crowMetres(point, { lat: lat + (toLat - lat) * share, lon: lon + (toLon - lon) * share })
}

function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
