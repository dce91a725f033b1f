// Reads GeoJSON feature by feature: properties are the cells, a point is the place.
import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import type { Point } from '../../platform/geo/point.ts'
import { FileUnreadable, parseJson } from '../../platform/text/files.ts'
import type { RowSource, SourceRow } from './rows.import.ts'

const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })
const feature = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.looseObject({}).nullish(),
  geometry: z.looseObject({ type: z.string() }).nullish(),
})
const named = z.object({ id: z.unknown(), properties: z.looseObject({}).nullish() }).partial()
// What is nested more deeply is no property of a group, and could not be written out again.
const DEEPEST = 20
const pointGeometry = z.object({
  type: z.literal('Point'),
  coordinates: z.tuple([z.number(), z.number()], z.number()),
})

/** A GeoJSON file in UTF-8. Throws FileUnreadable when it is anything else. */
export function readGeojson(bytes: Buffer): RowSource {
  const { features } = parseCollection(bytes)
  return {
    columns: namesOf(features),
    repeated: new Set(),
    isTable: false,
    each(visit) {
      for (const [index, raw] of features.entries()) visit(readFeature(raw, `feature ${index + 1}`))
    },
  }
}

function parseCollection(bytes: Buffer): z.output<typeof collection> {
  if (!isUtf8(bytes)) throw new FileUnreadable('The file is not UTF-8 text, as GeoJSON has to be.')
  const read = collection.safeParse(parseJson(bytes.toString(), 'The file'))
  if (!read.success) {
    throw new FileUnreadable(
      'The file is JSON, but not a GeoJSON FeatureCollection with its features in a list.',
    )
  }
  return read.data
}

/** The names of all properties there are, and `id` where a feature has one of its own. */
function namesOf(features: unknown[]): string[] {
  const names = new Set<string>()
  for (const raw of features) {
    const read = named.safeParse(raw)
    if (read.data?.id !== undefined) names.add('id')
    for (const name of Object.keys(read.data?.properties ?? {})) names.add(name)
  }
  return [...names]
}

function readFeature(raw: unknown, label: string): SourceRow {
  const read = feature.safeParse(raw)
  if (!read.success) return faulty(label, 'is not a GeoJSON feature')
  const { id, properties, geometry } = read.data
  const cells = new Map<string, unknown>(Object.entries(properties ?? {}))
  if (id !== undefined && !cells.has('id')) cells.set('id', id)
  if ([...cells.values()].some(value => isDeeper(value, DEEPEST)))
    return faulty(label, 'has lists within lists without end')
  const row: SourceRow = { label, cell: column => cellText(cells.get(column)) }
  if (!geometry) return row
  const point = readPoint(geometry)
  return typeof point === 'string' ? faulty(label, point) : { ...row, point }
}

function readPoint(geometry: { type: string }): Point | string {
  if (geometry.type !== 'Point') return `is a ${geometry.type}; only points can be imported`
  const read = pointGeometry.safeParse(geometry)
  if (!read.success) return 'has a point without two numbers'
  const [lon, lat] = read.data.coordinates
  return { lat, lon }
}

function faulty(label: string, fault: string): SourceRow {
  return { label, cell: () => '', fault }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some(part => isDeeper(part, levels - 1))
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
