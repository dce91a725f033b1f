// Reads named places from outside: OS Open Names, or our own file.
import { cleanLine } from '../../platform/text/clean.ts'
import type { DistrictRow, PlaceRow } from './fields.ts'
import { gridToDegrees } from './grid.rules.ts'
import { columnsOf, type Format, type Read, readPoint, readRows, type Tally, type Telling } from './import.ts'
import { keyOf } from './rules.ts'

export interface PlacesFile {
  places: PlaceRow[]
  /** What the file calls the districts it names. */
  districts: DistrictRow[]
  /** Whether the file leaves it to us how large each place is. */
  isUnsized: boolean
  tally: Tally
}

type Row = PlaceRow & { district_name: string }

/** Every place of the files, once. `known` tells the codes of the districts that OS Open Names only names. */
export async function readPlaces(
  files: string[],
  known: readonly DistrictRow[],
  tell: Telling,
): Promise<PlacesFile> {
  const places = new Map<string, PlaceRow>()
  const districts = new Map<string, DistrictRow>()
  const codes = new Map(known.map(({ code, name }) => [keyOf(name), code]))
  let isUnsized = false
  const tally = await readRows<Row>(
    files,
    {
      expected: 'OS Open Names, or a CSV with the columns name,type,lat,lon,district,outcode,postcodes_1km',
      formatOf(first) {
        if (!/^(osgb\d+|id)$/i.test(first[0] ?? '')) return headed(first)
        isUnsized = true
        return openNames(first, codes)
      },
      take({ district_name, ...place }) {
        places.set(`${place.name} ${place.lat.toFixed(3)} ${place.lon.toFixed(3)}`, place)
        const code = place.district
        if (code && district_name) districts.set(code, { code, name: district_name, county: '' })
      },
    },
    tell,
  )
  return { places: [...places.values()], districts: [...districts.values()], isUnsized, tally }
}

function headed(header: string[]): Format<Row> | undefined {
  const column = columnsOf(header)
  const [name, lat, lon] = [column(/^name$/), column(/^lat/), column(/^lon/)]
  if (Math.min(name, lat, lon) === -1) return undefined
  const kind = column(/^type$/, /^kind$/)
  const [district, districtName] = [column(/^district$/), column(/^district_name$/)]
  const [outcode, size] = [column(/^outcode$/), column(/^postcodes_1km$/, /^size$/)]
  return {
    hasHeader: true,
    read(cells) {
      const cell = (at: number) => cells[at]?.trim() ?? ''
      if (!keyOf(cell(name))) return { why: 'has no name' }
      const point = readPoint(cells[lat], cells[lon])
      if ('why' in point) return point
      if (!/^\d{0,6}$/.test(cell(size))) return { why: `has a size that is not a number: “${cell(size)}”` }
      const words = {
        name: cleanLine(cell(name)),
        kind: cell(kind),
        district: cell(district),
        outcode: cell(outcode),
      }
      return {
        row: { ...words, ...point, size: Number(cell(size)), district_name: cleanLine(cell(districtName)) },
      }
    },
  }
}

const KINDS: Record<string, string> = {
  City: 'city',
  Town: 'town',
  Village: 'village',
  Hamlet: 'hamlet',
  'Suburban Area': 'suburb',
  'Other Settlement': 'settlement',
}
// Where its columns stand: OS Open Names says so in a file of its own, and puts no header into the others.
const OS = { name: 2, type: 6, kind: 7, easting: 8, northing: 9, outcode: 16, district: 21, county: 24 }

function openNames(first: string[], codes: ReadonlyMap<string, string>): Format<Row> {
  return {
    hasHeader: first[0]?.toLowerCase() === 'id',
    read(cells): Read<Row> {
      const cell = (at: number) => cleanLine(cells[at] ?? '')
      if (cells.length < OS.county + 1) return { why: `has ${cells.length} cells, too few` }
      if (cell(OS.type) !== 'populatedPlace') return { pass: 'not populated places' }
      const [name, kind] = [cell(OS.name), KINDS[cell(OS.kind)] ?? 'settlement']
      if (!keyOf(name)) return { why: 'has no name' }
      const point = gridToDegrees(Number(cell(OS.easting)), Number(cell(OS.northing)))
      if (!point) return { why: `lies off the National Grid: ${cell(OS.easting)}, ${cell(OS.northing)}` }
      const district = codes.get(keyOf(cell(OS.district))) ?? codes.get(keyOf(cell(OS.county))) ?? ''
      return {
        row: { name, kind, ...point, district, outcode: cell(OS.outcode), size: 0, district_name: '' },
      }
    },
  }
}
