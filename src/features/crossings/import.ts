// Reads the standard files of land (GeoJSON) and crossings (CSV); what is wrong with a part of one is said of that part.
import type { Polygon } from 'geojson'
import { z } from 'zod'
import { FileUnreadable, type Refusal, readCsv } from '../../platform/text/files.ts'
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

/** Crossings from a CSV; the columns may stand in any order, and others are passed over. Throws FileUnreadable. */
export async function readCrossings(file: string, refuse: (refusal: Refusal) => void): Promise<Crossing[]> {
  const rows = new Map<string, Crossing>()
  let columns: string[] | undefined
  for await (const { line, cells } of readCsv(file, refuse)) {
    if (columns === undefined) {
      columns = columnsOf(cells, file)
      continue
    }
    const named = columns.map((column, index) => [column, cells[index] ?? ''])
    const read = crossingRow.safeParse(Object.fromEntries(named))
    if (!read.success) refuse({ file, line, why: `is no crossing: ${sayIssues(read.error)}` })
    else if (rows.has(read.data.name)) refuse({ file, line, why: `repeats the crossing “${read.data.name}”` })
    else rows.set(read.data.name, read.data)
  }
  if (rows.size === 0) throw new FileUnreadable(`There is no crossing in ${file}.`)
  return [...rows.values()]
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

function columnsOf(header: string[], file: string): string[] {
  const columns = header.map(cell => cell.trim())
  const missing = Object.keys(crossingRow.in.shape).filter(column => !columns.includes(column))
  if (missing.length > 0) throw new FileUnreadable(`The header of ${file} lacks ${missing.join(', ')}.`)
  return columns
}

function sayIssues({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')
}
