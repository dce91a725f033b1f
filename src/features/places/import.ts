// Reads files of places' particulars from outside: sectors, outcodes, districts, aliases; and what all readers share.

import { isInBox, readDegrees } from '../../platform/geo/point.ts'
import { cleanLine } from '../../platform/text/clean.ts'
import { type CsvRow, FileUnreadable, type Refusal, readCsv } from '../../platform/text/files.ts'
import { sayNumber } from '../../platform/text/words.ts'
import type { DistrictRow, PostcodeAreaRow } from './fields.ts'

/** What came of a row: something to keep, a sentence on why not, or a reason to pass over it in silence. */
export type Read<T> = { row: T } | { why: string } | { pass: string }

export interface Format<T> {
  /** Whether the first line is a header and not a row. */
  hasHeader: boolean
  read(cells: string[]): Read<T>
}

export interface Reading<T> {
  /** The format that a file's first line shows it to be in, or nothing. */
  formatOf(first: string[]): Format<T> | undefined
  /** What the file should have been, for the person at the terminal. */
  expected: string
  take(row: T): void
}

export interface Telling {
  refuse(refusal: Refusal): void
  progress(line: string): void
}

export interface Tally {
  kept: number
  refused: number
  /** How many were passed over, by the reason. */
  passed: Map<string, number>
}

const EVERY = 200_000

/** Goes through files row by row, telling what is refused. Throws FileUnreadable when nothing can be made of one. */
export async function readRows<T>(files: string[], reading: Reading<T>, tell: Telling): Promise<Tally> {
  const tally: Tally = { kept: 0, refused: 0, passed: new Map() }
  const refuse = (refusal: Refusal) => {
    tally.refused++
    tell.refuse(refusal)
  }
  let rows = 0
  for (const file of files) {
    for await (const row of withoutHeader(file, reading, refuse)) {
      if ('row' in row.read) {
        reading.take(row.read.row)
        tally.kept++
      } else if ('why' in row.read) refuse({ file, line: row.line, why: row.read.why })
      else tally.passed.set(row.read.pass, (tally.passed.get(row.read.pass) ?? 0) + 1)
      if (++rows % EVERY === 0) tell.progress(`${sayNumber(rows)} rows read`)
    }
  }
  if (tally.kept === 0 && tally.passed.size === 0) {
    throw new FileUnreadable(`Nothing in ${files.join(', ')} could be read. Expected: ${reading.expected}.`)
  }
  return tally
}

async function* withoutHeader<T>(file: string, reading: Reading<T>, refuse: (refusal: Refusal) => void) {
  let format: Format<T> | undefined
  for await (const { line, cells } of readCsv(file, refuse) as AsyncIterable<CsvRow>) {
    if (!format) {
      format = reading.formatOf(cells)
      if (!format) throw new FileUnreadable(`${file} is not what was expected: ${reading.expected}.`)
      if (format.hasHeader) continue
    }
    yield { line, read: format.read(cells) }
  }
}

/** Finds columns by their names, whatever their case; -1 for one that is not there. */
export function columnsOf(header: string[]): (...names: RegExp[]) => number {
  const known = header.map(name => cleanLine(name).toLowerCase())
  return (...names) => {
    for (const name of names) {
      const at = known.findIndex(column => name.test(column))
      if (at !== -1) return at
    }
    return -1
  }
}

const BRITAIN = { min_lat: 49, min_lon: -9, max_lat: 62, max_lon: 3 }

/** A point from two cells, or why there is none. */
export function readPoint(lat = '', lon = ''): { lat: number; lon: number } | { why: string } {
  const point = { lat: readDegrees(lat.trim(), 90), lon: readDegrees(lon.trim(), 180) }
  if (point.lat === undefined) return { why: `has no latitude: “${lat.slice(0, 40)}”` }
  if (point.lon === undefined) return { why: `has no longitude: “${lon.slice(0, 40)}”` }
  const found = { lat: point.lat, lon: point.lon }
  return isInBox(found, BRITAIN) ? found : { why: `lies outside Britain: ${lat}, ${lon}` }
}

export interface PartsFile {
  kind: PostcodeAreaRow['kind']
  rows: PostcodeAreaRow[]
  districts: DistrictRow[]
}

/** A CSV of sectors or of outcodes, whichever its header says. */
export async function readParts(files: string[], tell: Telling): Promise<PartsFile & { tally: Tally }> {
  const found: PartsFile = { kind: 'sector', rows: [], districts: [] }
  const tally = await readRows(
    files,
    {
      expected: 'a CSV with the columns sector,lat,lon or outcode,lat,lon,district,district_name',
      formatOf(header) {
        const column = columnsOf(header)
        const [lat, lon] = [column(/^lat/), column(/^lon/)]
        const code = column(/^sector$/, /^outcode$/)
        if (Math.min(code, lat, lon) === -1) return undefined
        found.kind = column(/^sector$/) === code ? 'sector' : 'outcode'
        const [district, name] = [column(/^district$/), column(/^district_name$/)]
        return {
          hasHeader: true,
          read: cells =>
            readPart(found.kind, cells[code], cells[lat], cells[lon], cells[district], cells[name]),
        }
      },
      take({ name, ...row }: PostcodeAreaRow & { name: string }) {
        found.rows.push(row)
        if (row.district && name) found.districts.push({ code: row.district, name, county: '' })
      },
    },
    tell,
  )
  return { ...found, tally }
}

const PART = { sector: /^[A-Z]{1,2}\d[A-Z\d]? \d$/, outcode: /^[A-Z]{1,2}\d[A-Z\d]?$/ }

function readPart(
  kind: PostcodeAreaRow['kind'],
  code = '',
  lat = '',
  lon = '',
  district = '',
  name = '',
): Read<PostcodeAreaRow & { name: string }> {
  const tidy = cleanLine(code).toUpperCase()
  if (!PART[kind].test(tidy)) return { why: `“${code.slice(0, 40)}” is not a postcode ${kind}` }
  const point = readPoint(lat, lon)
  if ('why' in point) return point
  return { row: { code: tidy, kind, ...point, district: cleanLine(district), name: cleanLine(name) } }
}

/** A CSV of `code,name,county`. */
export async function readDistricts(files: string[], tell: Telling): Promise<DistrictRow[]> {
  const rows: DistrictRow[] = []
  await readRows(files, { ...columnsNamed('code', 'name', 'county'), take: keep }, tell)
  return rows
  function keep([code = '', name = '', county = '']: string[]) {
    rows.push({ code, name, county })
  }
}

/** A CSV of `alias,name`. */
export async function readAliases(
  files: string[],
  tell: Telling,
): Promise<{ alias: string; name: string }[]> {
  const rows: { alias: string; name: string }[] = []
  await readRows(files, { ...columnsNamed('alias', 'name'), take: keep }, tell)
  return rows
  function keep([alias = '', name = '']: string[]) {
    rows.push({ alias, name })
  }
}

/** Rows of a few columns of plain words, the first two of which may not be empty. */
function columnsNamed(...names: string[]): Pick<Reading<string[]>, 'formatOf' | 'expected'> {
  return {
    expected: `a CSV with the columns ${names.join(',')}`,
    formatOf(header) {
      const column = columnsOf(header)
      const at = names.map(name => column(new RegExp(`^${name}$`)))
      if (at.includes(-1)) return undefined
      return {
        hasHeader: true,
        read(cells) {
          const row = at.map(index => cleanLine(cells[index] ?? ''))
          const missing = row.slice(0, 2).indexOf('')
          return missing === -1 ? { row } : { why: `has no ${names[missing]}` }
        },
      }
    },
  }
}
