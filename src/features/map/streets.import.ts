// Finds the streets when the site starts: a file of tiles beside the database, or an address in the settings.
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bytesToHeader, TileType } from 'pmtiles'
import { STREETS_ADDRESS, STREETS_CREDIT, STREETS_FILE, type Streets } from './streets.fields.ts'

export interface StreetSettings {
  DATA_DIR: string
  MAP_TILES?: string | undefined
  MAP_TILES_CREDIT?: string | undefined
}

const HEADER_BYTES = 127
const VERSION = 3

/** The streets there are. Of a file and an address the file wins; one that cannot be used is told of and left alone. */
export function findStreets(
  { DATA_DIR, MAP_TILES, MAP_TILES_CREDIT = '' }: StreetSettings,
  log: { warn(line: object): void },
): Streets | undefined {
  const path = join(DATA_DIR, STREETS_FILE)
  if (statSync(path, { throwIfNoEntry: false })) {
    const zoom = closestLevel(path)
    if (zoom !== undefined) return { kind: 'pmtiles', url: STREETS_ADDRESS, zoom, credit: STREETS_CREDIT }
    log.warn({ file: path, why: 'It is not a PMTiles archive of version 3 with vector tiles.' })
  }
  return MAP_TILES ? { kind: 'raster', url: MAP_TILES, credit: MAP_TILES_CREDIT } : undefined
}

/** The closest level of a PMTiles archive of vector tiles; undefined for anything else. */
function closestLevel(path: string): number | undefined {
  try {
    const bytes = beginningOf(path)
    if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, 7) !== 'PMTiles') return undefined
    const { specVersion, tileType, maxZoom } = bytesToHeader(Uint8Array.from(bytes).buffer)
    return specVersion === VERSION && tileType === TileType.Mvt ? maxZoom : undefined
  } catch {
    return undefined
  }
}

function beginningOf(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(HEADER_BYTES)
    return bytes.subarray(0, readSync(file, bytes, 0, HEADER_BYTES, 0))
  } finally {
    closeSync(file)
  }
}
