// From National Grid eastings and northings to degrees, good to about five metres anywhere in Great Britain.
import type { Point } from '../../platform/geo/point.ts'

// Airy 1830 and the National Grid's transverse Mercator projection, as Ordnance Survey publishes them.
const AIRY = { a: 6_377_563.396, b: 6_356_256.909 }
const WGS84 = { a: 6_378_137, b: 6_356_752.314245 }
const SCALE = 0.9996012717
const ORIGIN = { lat: radians(49), lon: radians(-2), easting: 400_000, northing: -100_000 }
// OSGB36 to WGS84: metres, seconds of arc, parts in a million.
const HELMERT = { x: 446.448, y: -125.157, z: 542.06, rx: 0.1502, ry: 0.247, rz: 0.8421, ppm: -20.4894 }

type Ellipsoid = typeof AIRY

/** A point of the National Grid in degrees of WGS84, to six decimals; undefined for what is off the grid. */
export function gridToDegrees(easting: number, northing: number): Point | undefined {
  const isOnGrid = easting > 0 && easting <= 700_000 && northing > 0 && northing <= 1_300_000
  if (!isOnGrid) return undefined
  const { lat, lon } = shifted(unprojected(easting, northing))
  return { lat: rounded(lat), lon: rounded(lon) }
}

/** Degrees, in radians, on the Airy ellipsoid. */
function unprojected(easting: number, northing: number): Point {
  const { a, b } = AIRY
  const e2 = 1 - (b * b) / (a * a)
  let lat = ORIGIN.lat
  let missing: number
  do {
    missing = northing - ORIGIN.northing - meridianArc(lat)
    lat += missing / (a * SCALE)
  } while (Math.abs(missing) >= 0.00001)
  const [sin, cos, tan] = [Math.sin(lat), Math.cos(lat), Math.tan(lat)]
  const nu = (a * SCALE) / Math.sqrt(1 - e2 * sin ** 2)
  const rho = (a * SCALE * (1 - e2)) / (1 - e2 * sin ** 2) ** 1.5
  const eta2 = nu / rho - 1
  const [t2, t4, t6] = [tan ** 2, tan ** 4, tan ** 6]
  const d = easting - ORIGIN.easting
  const vii = tan / (2 * rho * nu)
  const viii = (tan / (24 * rho * nu ** 3)) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
  const ix = (tan / (720 * rho * nu ** 5)) * (61 + 90 * t2 + 45 * t4)
  const x = 1 / (cos * nu)
  const xi = (nu / rho + 2 * t2) / (6 * cos * nu ** 3)
  const xii = (5 + 28 * t2 + 24 * t4) / (120 * cos * nu ** 5)
  const xiia = (61 + 662 * t2 + 1320 * t4 + 720 * t6) / (5040 * cos * nu ** 7)
  return {
    lat: lat - vii * d ** 2 + viii * d ** 4 - ix * d ** 6,
    lon: ORIGIN.lon + x * d - xi * d ** 3 + xii * d ** 5 - xiia * d ** 7,
  }
}

function meridianArc(lat: number): number {
  const n = (AIRY.a - AIRY.b) / (AIRY.a + AIRY.b)
  const [n2, n3] = [n ** 2, n ** 3]
  const [less, more] = [lat - ORIGIN.lat, lat + ORIGIN.lat]
  const parts =
    (1 + n + 1.25 * n2 + 1.25 * n3) * less -
    (3 * n + 3 * n2 + 2.625 * n3) * Math.sin(less) * Math.cos(more) +
    (1.875 * n2 + 1.875 * n3) * Math.sin(2 * less) * Math.cos(2 * more) -
    (35 / 24) * n3 * Math.sin(3 * less) * Math.cos(3 * more)
  return AIRY.b * SCALE * parts
}

/** The Helmert shift, by way of coordinates with their origin in the middle of the Earth. */
function shifted(airy: Point): Point {
  const [x, y, z] = toCartesian(airy, AIRY)
  const [rx, ry, rz] = [arc(HELMERT.rx), arc(HELMERT.ry), arc(HELMERT.rz)]
  const s = 1 + HELMERT.ppm / 1e6
  return fromCartesian(
    HELMERT.x + s * x - rz * y + ry * z,
    HELMERT.y + rz * x + s * y - rx * z,
    HELMERT.z - ry * x + rx * y + s * z,
    WGS84,
  )
}

function toCartesian({ lat, lon }: Point, { a, b }: Ellipsoid): [number, number, number] {
  const e2 = 1 - (b * b) / (a * a)
  const nu = a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2)
  return [
    nu * Math.cos(lat) * Math.cos(lon),
    nu * Math.cos(lat) * Math.sin(lon),
    nu * (1 - e2) * Math.sin(lat),
  ]
}

function fromCartesian(x: number, y: number, z: number, { a, b }: Ellipsoid): Point {
  const e2 = 1 - (b * b) / (a * a)
  const p = Math.hypot(x, y)
  let lat = Math.atan2(z, p * (1 - e2))
  for (let turn = 0; turn < 5; turn++) {
    const nu = a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2)
    lat = Math.atan2(z + e2 * nu * Math.sin(lat), p)
  }
  return { lat, lon: Math.atan2(y, x) }
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}

function arc(seconds: number): number {
  return radians(seconds / 3600)
}

function rounded(angle: number): number {
  return Math.round(((angle * 180) / Math.PI) * 1e6) / 1e6
}
