// Reads the standard files of land (GeoJSON) and crossings (CSV); what is wrong comes back as sentences.
import { CsvError, parse } from 'csv-parse/sync'
import type { Polygon } from 'geojson'
import { z } from 'zod'
import { type Crossing, crossingRow } from './fields.ts'

/** What a file held, and a sentence for each thing in it that could not be read. */
export interface Read<T> {
  rows: T[]
  errors: string[]
}

const position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)], z.number())
const ring = z.array(position).min(4)
const polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) })
const multiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)) })
const feature = z.object({ type: z.literal('Feature'), geometry: z.union([polygon, multiPolygon]) })
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })

/** Land from the text of a GeoJSON FeatureCollection of areas that do not overlap. */
export function readLand(text: string): Read<Polygon> {
  const file = collection.safeParse(parseJson(text))
  if (!file.success) return { rows: [], errors: ['The land file is not a GeoJSON FeatureCollection.'] }
  const rows: Polygon[] = []
  const errors: string[] = []
  file.data.features.forEach((raw, index) => {
    const read = feature.safeParse(raw)
    if (read.success) rows.push(...polygonsOf(read.data.geometry))
    else errors.push(`Feature ${index + 1} is not a polygon in degrees of longitude and latitude.`)
  })
  return { rows, errors }
}

/** Crossings from CSV text; the columns may stand in any order, and others are passed over. */
export function readCrossings(text: string): Read<Crossing> {
  const table = readTable(text)
  if (typeof table === 'string') return { rows: [], errors: [table] }
  const rows = new Map<string, Crossing>()
  const errors: string[] = []
  for (const { line, cells } of table) {
    const read = crossingRow.safeParse(cells)
    if (!read.success) {
      errors.push(
        ...read.error.issues.map(({ path, message }) => `Line ${line}: ${path.join('.')} ${message}.`),
      )
    } else if (rows.has(read.data.name)) {
      errors.push(`Line ${line}: there is already a crossing called “${read.data.name}”.`)
    } else rows.set(read.data.name, read.data)
  }
  return { rows: [...rows.values()], errors }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

function polygonsOf(geometry: z.output<typeof feature>['geometry']): Polygon[] {
  const pieces = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return pieces.map(coordinates => ({ type: 'Polygon', coordinates }))
}

interface Line {
  line: number
  cells: Record<string, string>
}

/** The lines below the header, by column; or what is wrong with the file as a whole. */
function readTable(text: string): Line[] | string {
  const lines = readLines(text)
  if (typeof lines === 'string') return lines
  const [header, ...rest] = lines
  const columns = header?.cells.map(cell => cell.trim()) ?? []
  const missing = Object.keys(crossingRow.in.shape).filter(column => !columns.includes(column))
  if (missing.length > 0) return `The header of the crossings file lacks ${missing.join(', ')}.`
  return rest.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])),
  }))
}

function readLines(text: string): { line: number; cells: string[] }[] | string {
  try {
    const read = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    })
    return (read as unknown as { info: { lines: number }; record: string[] }[]).map(({ info, record }) => ({
      // The parser counts to the end of a record, which may hold line breaks of its own.
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record,
    }))
  } catch (error) {
    if (error instanceof CsvError) return `The crossings file cannot be read as CSV (${error.message}).`
    throw error
  }
}
