// Points on the ground: how they are read from text, and how far apart they are as the crow flies.
export interface Point {
  lat: number
  lon: number
}

export interface Box {
  min_lat: number
  min_lon: number
  max_lat: number
  max_lon: number
}

const DEGREES = /^-?\d{1,3}(\.\d{1,15})?$/
export const METRES_PER_MILE = 1609.344
const METRES_PER_DEGREE = 111_195

/**
 * Reads a coordinate written as plain decimal degrees, at most `limit` either way; anything else is undefined.
 * Never coerces: an empty text is no coordinate, not zero.
 */
export function readDegrees(text: string, limit: 90 | 180): number | undefined {
  if (!DEGREES.test(text)) return undefined
  const degrees = Number(text)
  return Math.abs(degrees) <= limit ? degrees : undefined
}

/** Metres between two points on a sphere, good to a few parts in a thousand at the scale of a county. */
export function crowMetres(a: Point, b: Point): number {
  const east = (b.lon - a.lon) * Math.cos(((a.lat + b.lat) / 2) * (Math.PI / 180))
  return Math.hypot(b.lat - a.lat, east) * METRES_PER_DEGREE
}

/** The box that holds every point within `metres` of a point. */
export function boxAround({ lat, lon }: Point, metres: number): Box {
  const dLat = metres / METRES_PER_DEGREE
  const dLon = dLat / Math.cos((lat * Math.PI) / 180)
  return { min_lat: lat - dLat, min_lon: lon - dLon, max_lat: lat + dLat, max_lon: lon + dLon }
}

/** Whether a point lies in a box, edges included. */
export function isInBox({ lat, lon }: Point, box: Box): boolean {
  return lat >= box.min_lat && lat <= box.max_lat && lon >= box.min_lon && lon <= box.max_lon
}
