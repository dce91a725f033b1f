// Reads postcodes from outside: ONSPD and NSPL, Code-Point Open, or our own file; millions of rows, one at a time.
import { cleanLine } from '../../platform/text/clean.ts'
import type { PostcodeRow } from './fields.ts'
import { gridToDegrees } from './grid.rules.ts'
import { columnsOf, type Format, type Read, readPoint, readRows, type Tally, type Telling } from './import.ts'
import { tidyPostcode } from './postcode.rules.ts'

const NOWHERE = 'without a position'

/** Hands every postcode of the files to `take`. Throws FileUnreadable. */
export function readPostcodeFiles(
  files: string[],
  take: (row: PostcodeRow) => void,
  tell: Telling,
): Promise<Tally> {
  const expected =
    'ONSPD or NSPL (pcds, lat, long), Code-Point Open, or a CSV with the columns postcode,lat,lon,ward,district'
  return readRows(files, { formatOf, expected, take }, tell)
}

function formatOf(first: string[]): Format<PostcodeRow> | undefined {
  return headed(first) ?? codePoint(first)
}

function headed(header: string[]): Format<PostcodeRow> | undefined {
  const column = columnsOf(header)
  const postcode = column(/^pcds$/, /^postcode$/, /^pcd\d?$/)
  const [lat, lon] = [column(/^lat(itude)?$/), column(/^(lon|long|lng|longitude)$/)]
  const [easting, northing] = [column(/^eastings?$/), column(/^northings?$/)]
  const ward = column(/^ward$/, /^osward$/, /^wd\d\dcd$/, /^admin_ward_code$/)
  const district = column(/^district$/, /^oslaua$/, /^laua$/, /^lad\d\dcd$/, /^admin_district_code$/)
  const inDegrees = Math.min(lat, lon) !== -1
  if (postcode === -1 || !(inDegrees || Math.min(easting, northing) !== -1)) return undefined
  const pointOf = (cells: string[]) =>
    inDegrees ? readPosition(cells[lat], cells[lon]) : readGrid(cells[easting], cells[northing])
  return {
    hasHeader: true,
    read: cells => rowOf(cells[postcode], () => pointOf(cells), cells[ward], cells[district]),
  }
}

/** Code-Point Open has no header: postcode, quality, easting, northing, four or five codes, district, ward. */
function codePoint(first: string[]): Format<PostcodeRow> | undefined {
  const isRow = first.length === 10 && tidyPostcode(first[0] ?? '') && first.slice(1, 4).every(isWhole)
  if (!isRow) return undefined
  return {
    hasHeader: false,
    read: cells => rowOf(cells[0], () => readGrid(cells[2], cells[3]), cells[9], cells[8]),
  }
}

type Position = Read<{ lat: number; lon: number }>

function rowOf(text = '', position: () => Position, ward = '', district = ''): Read<PostcodeRow> {
  const postcode = tidyPostcode(text)
  if (!postcode) return { why: `“${text.slice(0, 40)}” is not a postcode` }
  const read = position()
  if (!('row' in read)) return read
  return { row: { postcode, ...read.row, ward: cleanLine(ward), district: cleanLine(district) } }
}

function readPosition(lat = '', lon = ''): Position {
  // How the ONS says that a postcode has no position.
  if (/^99\.9+$/.test(lat.trim())) return { pass: NOWHERE }
  const point = readPoint(lat, lon)
  return 'why' in point ? point : { row: point }
}

function readGrid(easting = '', northing = ''): Position {
  if (!isWhole(easting) || !isWhole(northing)) {
    return { why: `has no easting and northing: “${easting.slice(0, 20)}”, “${northing.slice(0, 20)}”` }
  }
  if (Number(easting) === 0 || Number(northing) === 0) return { pass: NOWHERE }
  const point = gridToDegrees(Number(easting), Number(northing))
  return point ? { row: point } : { why: `lies off the National Grid: ${easting}, ${northing}` }
}

function isWhole(text: string): boolean {
  return /^\s*\d{1,7}(\.\d+)?\s*$/.test(text)
}
