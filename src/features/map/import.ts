// Reads the files of what the map draws: built-up areas (GeoJSON polygons), names of waters and stations (CSV).
import type { Polygon } from 'geojson'
import { readDegrees } from '../../platform/geo/point.ts'
import { cleanLine } from '../../platform/text/clean.ts'
import { type Refusal, readCsv } from '../../platform/text/files.ts'
import { type Read, readLand } from '../crossings/import.ts'
import type { Station, Water } from './ground.store.ts'

const COLUMNS = ['name', 'lat', 'lon', 'size'] as const

/** Built-up areas from the text of a GeoJSON FeatureCollection; read as land is. */
export const readBuiltUp: (text: string) => Read<Polygon> = readLand

/** Railway stations from a CSV of name,lat,lon and whatever else, in that order. */
export async function readStations(file: string, refuse: (refusal: Refusal) => void): Promise<Station[]> {
  const stations: Station[] = []
  for await (const { line, cells } of readCsv(file, refuse)) {
    if (line === 1 && COLUMNS.slice(0, 3).every((column, at) => cells[at] === column)) continue
    const [name = '', lat = '', lon = ''] = cells
    const station = { name: cleanLine(name), lat: readDegrees(lat, 90), lon: readDegrees(lon, 180) }
    if (station.name && station.lat !== undefined && station.lon !== undefined) {
      stations.push({ name: station.name, lat: station.lat, lon: station.lon })
    } else refuse({ file, line, why: 'is not a name, a latitude and a longitude' })
  }
  return stations
}

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
