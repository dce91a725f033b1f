// Reads areas from outside: boundaries as GeoJSON or TopoJSON under the names the ONS or we give things.
import type { Feature } from 'geojson'
import { feature as featureOf } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import { z } from 'zod'
import { cleanLine } from '../../platform/text/clean.ts'
import { FileUnreadable, type Refusal, readCsv, readJson } from '../../platform/text/files.ts'
import type { IncomingArea } from './rules.ts'
import { boxOf, innerPoint, simplified } from './shape.rules.ts'

const position = z.array(z.number()).min(2)
const polygon = z.array(z.array(position).min(4, 'has a ring of fewer than four points')).min(1)
const shape = z.object({
  properties: z.record(z.string(), z.unknown()),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: polygon }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1) }),
  ]),
})

/** Every area of a file; what cannot be read goes to `refuse` by its number. Throws FileUnreadable. */
export async function readAreas(file: string, refuse: (refusal: Refusal) => void): Promise<IncomingArea[]> {
  const features = featuresOf(await readJson(file))
  if (!features) throw new FileUnreadable(`${file} holds neither GeoJSON features nor a TopoJSON topology.`)
  const seen = new Set<string>()
  const areas = features.flatMap((one, index) => {
    const read = readArea(one)
    const why = 'why' in read ? read.why : seen.has(read.code) ? `repeats the code ${read.code}` : undefined
    if (why !== undefined) refuse({ file, line: index + 1, why })
    if (why !== undefined || 'why' in read) return []
    seen.add(read.code)
    return [read]
  })
  if (areas.length === 0) {
    throw new FileUnreadable(
      `None of the ${features.length} features of ${file} could be read as an area: ` +
        'each needs a shape, a code (WD25CD, LAD25CD or code) and a name (WD25NM, LAD25NM or name).',
    )
  }
  return areas
}

/** What people call an area, and what else. */
export interface AreaNaming {
  code: string
  name: string
  aliases: string[]
}

/** A CSV of `code,name,aliases`, the aliases parted by semicolons. Throws FileUnreadable. */
export async function readAreaNames(file: string, refuse: (refusal: Refusal) => void): Promise<AreaNaming[]> {
  const namings: AreaNaming[] = []
  let isHeader = true
  for await (const { line, cells } of readCsv(file, refuse)) {
    const [code = '', name = '', aliases = ''] = cells.map(cleanLine)
    if (isHeader) {
      if (code.toLowerCase() !== 'code' || name.toLowerCase() !== 'name') throw notNames(file)
      isHeader = false
    } else if (!code || !name) refuse({ file, line, why: `has no ${code ? 'name' : 'code'}` })
    else namings.push({ code, name, aliases: aliases.split(';').map(cleanLine).filter(Boolean) })
  }
  if (namings.length === 0) throw notNames(file)
  return namings
}

function notNames(file: string): FileUnreadable {
  return new FileUnreadable(
    `${file} is neither a file of boundaries nor a CSV with the columns code,name,aliases.`,
  )
}

function featuresOf(json: unknown): unknown[] | undefined {
  if (typeof json !== 'object' || json === null) return undefined
  if ('features' in json && Array.isArray(json.features)) return json.features
  if (!('type' in json) || json.type !== 'Topology' || !('objects' in json)) return undefined
  const topology = json as Topology
  try {
    return Object.values(topology.objects).flatMap((object): Feature[] => {
      const found = featureOf(topology, object)
      return 'features' in found ? found.features : [found]
    })
  } catch {
    return undefined
  }
}

function readArea(feature: unknown): IncomingArea | { why: string } {
  const read = shape.safeParse(feature)
  if (!read.success) return { why: sayShape(feature, read.error.issues[0]?.message) }
  const { properties, geometry } = read.data
  const polygons = simplified(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates)
  const identity = identityOf(properties)
  if (!identity) return { why: 'has no code and name that we know, such as WD25CD and WD25NM' }
  const box = boxOf(polygons)
  if (!isInBritain(box))
    return { why: 'lies outside Britain, or is not in degrees of longitude and latitude' }
  return { ...identity, ...box, ...(labelOf(properties) ?? innerPoint(polygons)), polygons }
}

function sayShape(feature: unknown, message?: string): string {
  const isShapeless = typeof feature !== 'object' || feature === null || !('geometry' in feature)
  return isShapeless || !feature.geometry
    ? 'has no shape'
    : `is not an area: ${message ?? 'its shape is not one'}`
}

// How the codes of wards begin in England, Wales, Scotland and Northern Ireland.
const WARD = /^(E05|W05|S13|N08)/

type Identity = Pick<IncomingArea, 'code' | 'level' | 'parent' | 'official_name'>

/** By our own names for things, or the ONS's: WD25CD is a ward of the year 2025, LAD25CD a local authority. */
function identityOf(properties: Record<string, unknown>): Identity | undefined {
  const text = (pattern: RegExp) => {
    const key = Object.keys(properties).find(name => pattern.test(name))
    const value = key === undefined ? '' : properties[key]
    return typeof value === 'string' ? cleanLine(value) : ''
  }
  const given = (level: Identity['level'], code: string, official_name: string, parent: string) =>
    code && official_name ? { level, code, official_name, parent } : undefined
  if (text(/^code$/i)) {
    const code = text(/^code$/i)
    const isWard = /^ward|^neighbourhood/.test(text(/^level$/i)) || (!text(/^level$/i) && WARD.test(code))
    if (!isWard) return given('district', code, text(/^name$/i), '')
    return given('neighbourhood', code, text(/^name$/i), text(/^parent$/i))
  }
  const district = text(/^lad\d\dcd$/i)
  const ward = text(/^wd\d\dcd$/i)
  return ward
    ? given('neighbourhood', ward, text(/^wd\d\dnm$/i), district)
    : given('district', district, text(/^lad\d\dnm$/i), '')
}

function labelOf({ label }: Record<string, unknown>): { lon: number; lat: number } | undefined {
  const read = z.tuple([z.number(), z.number()]).safeParse(label)
  return read.success ? { lon: read.data[0], lat: read.data[1] } : undefined
}

function isInBritain(box: ReturnType<typeof boxOf>): boolean {
  return box.min_lat > 49 && box.max_lat < 62 && box.min_lon > -15 && box.max_lon < 3
}
