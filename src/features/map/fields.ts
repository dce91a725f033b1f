// What the map is asked for: a box on the ground and the size of a picture, read from an address.
import { type Box, readDegrees } from '../../platform/geo/point.ts'

const LEAST_SIDE = 64
export const MOST_SIDE = 2000
// Mercator has no poles.
const FARTHEST_LAT = 85
// About 60 metres: nearer than that there is nothing more to see.
const LEAST_LAT = 0.0005
const LEAST_LON = 0.0008
const FINE = 1e4
// Numbers that are whole but for the last bit of a float are left as they are.
const SLACK = 1e-6

/** `west,south,east,north` in degrees; undefined when it is anything else, or inside out. Tiny boxes are grown. */
export function readBox(text: unknown): Box | undefined {
  if (typeof text !== 'string') return undefined
  const [west, south, east, north, ...more] = text.split(',')
  const min_lon = readDegrees(west ?? '', 180)
  const min_lat = readDegrees(south ?? '', 90)
  const max_lon = readDegrees(east ?? '', 180)
  const max_lat = readDegrees(north ?? '', 90)
  if (more.length > 0 || min_lon === undefined || min_lat === undefined) return undefined
  if (max_lon === undefined || max_lat === undefined) return undefined
  if (min_lon > max_lon || min_lat > max_lat) return undefined
  return tamed({ min_lat, min_lon, max_lat, max_lon })
}

/** A side of a picture in pixels, brought within bounds; undefined when it is no whole number. */
export function readSide(text: unknown, otherwise: number): number | undefined {
  if (text === undefined || text === '') return otherwise
  if (typeof text !== 'string' || !/^\d{1,6}$/.test(text)) return undefined
  return Math.max(LEAST_SIDE, Math.min(MOST_SIDE, Number(text)))
}

/** A box as an address says it: to about ten metres, and never smaller than it is. */
export function writeBox({ min_lon, min_lat, max_lon, max_lat }: Box): string {
  const down = (degrees: number) => Math.floor(degrees * FINE + SLACK) / FINE
  const up = (degrees: number) => Math.ceil(degrees * FINE - SLACK) / FINE
  return [down(min_lon), down(min_lat), up(max_lon), up(max_lat)].join(',')
}

/** The address of the map of a box, or of the whole; `query` is what it is filtered by. */
export function mapAddress(box: Box | undefined, query = ''): string {
  const asked = [box ? `bbox=${writeBox(box)}` : '', query].filter(Boolean).join('&')
  return `/map${asked ? `?${asked}` : ''}`
}

/** A box made large enough to see something in, and kept off the poles. */
export function tamed(box: Box): Box {
  const lat = (box.min_lat + box.max_lat) / 2
  const lon = (box.min_lon + box.max_lon) / 2
  const up = Math.max(LEAST_LAT, box.max_lat - box.min_lat) / 2
  const along = Math.max(LEAST_LON, box.max_lon - box.min_lon) / 2
  const middle = within(lat, FARTHEST_LAT - up)
  const centre = within(lon, 180 - along)
  return {
    min_lat: Math.max(-FARTHEST_LAT, middle - up),
    max_lat: Math.min(FARTHEST_LAT, middle + up),
    min_lon: Math.max(-180, centre - along),
    max_lon: Math.min(180, centre + along),
  }
}

function within(degrees: number, limit: number): number {
  const most = Math.max(0, limit)
  return Math.max(-most, Math.min(most, degrees))
}
