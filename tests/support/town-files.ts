// The fictional town written out in the files that geography comes in, so that tests load it as an operator would.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { stringify } from 'csv-stringify/sync'
import { town } from './town.ts'

/** Writes the files under the names the shipped ones have; returns their folder, which the caller removes. */
export function writeTown(): string {
  const folder = mkdtempSync(join(tmpdir(), 'town-'))
  const put = (name: string, body: string | Buffer) => writeFileSync(join(folder, name), body)
  const table = (rows: readonly object[]) => stringify(rows as object[], { header: true })
  put('essex-areas.geojson', JSON.stringify(town.areas))
  put(
    'neighbourhoods.csv',
    'code,name,aliases\n' +
      town.areas.features.map(({ properties: { code, name } }) => `${code},${name},\n`).join(''),
  )
  put('estuary-land.geojson', JSON.stringify(town.land))
  put('estuary-urban.geojson', JSON.stringify(town.builtUp))
  put('waters.csv', table(town.waters))
  put('stations.csv', table(town.stations))
  put('crossings.csv', table(town.crossings))
  put('essex-postcodes.csv.gz', gzipSync(table(town.postcodes)))
  put('gb-sectors.csv.gz', gzipSync(table(town.sectors)))
  put('gb-outcodes.csv', table(town.outcodes))
  put('places.csv', table(town.places))
  put('gb-places.csv.gz', gzipSync(table(town.places)))
  put('aliases.csv', 'alias,name\nSaltmere Old Town,Old Town\n')
  put('districts.csv', `code,name,county\n${town.codes.saltmere},Saltmere,\n${town.codes.farness},Farness,\n`)
  return folder
}
