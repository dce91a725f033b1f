// Reads the files of what the map draws: built-up areas (GeoJSON polygons) and the names of waters (CSV).
import type { Polygon } from 'geojson'
import { readDegrees } from '../../platform/geo/point.ts'
import { cleanLine } from '../../platform/text/clean.ts'
import { type Refusal, readCsv } from '../../platform/text/files.ts'
import { type Read, readLand } from '../crossings/import.ts'
import type { Water } from './ground.store.ts'

const COLUMNS = ['name', 'lat', 'lon', 'size'] as const

/** Built-up areas from the text of a GeoJSON FeatureCollection; read as land is. */
export const readBuiltUp: (text: string) => Read<Polygon> = readLand

/** Names of waters from a CSV of name,lat,lon,size, in that order. */
export async function readWaters(file: string, refuse: (refusal: Refusal) => void): Promise<Water[]> {
  const waters: Water[] = []
  for await (const { line, cells } of readCsv(file, refuse)) {
    if (line === 1 && COLUMNS.every((column, at) => cells[at] === column)) continue
    const [name = '', lat = '', lon = '', size = ''] = cells
    const water = {
      name: cleanLine(name),
      lat: readDegrees(lat, 90),
      lon: readDegrees(lon, 180),
      size: /^\d{1,4}(\.\d+)?$/.test(size) ? Number(size) : 0,
    }
    if (water.name && water.lat !== undefined && water.lon !== undefined && water.size > 0) {
      waters.push({ ...water, lat: water.lat, lon: water.lon })
    } else refuse({ file, line, why: 'is not a name, a latitude, a longitude and a size in kilometres' })
  }
  return waters
}
