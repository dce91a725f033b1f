// Boundaries as they come from elsewhere, and what is said of those that cannot be used.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readAreaNames, readAreas } from '../../../src/features/areas/import.ts'
import type { Refusal } from '../../../src/platform/text/files.ts'

const folder = mkdtempSync(join(tmpdir(), 'boundaries-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, body: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, body)
  return path
}

async function read(body: unknown, name = 'areas.geojson') {
  const refused: Refusal[] = []
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const areas = await readAreas(file(name, text), one => refused.push(one))
  return { areas, refused: refused.map(({ line, why }) => `${line} ${why}`) }
}

const ring = [
  [0.5, 51.5],
  [0.6, 51.5],
  [0.6, 51.6],
  [0.5, 51.6],
  [0.5, 51.5],
]
const shape = { type: 'Polygon', coordinates: [ring] }
const feature = (properties: object, geometry: unknown = shape) => ({ type: 'Feature', properties, geometry })
const file_of = (...features: unknown[]) => ({ type: 'FeatureCollection', features })

describe('an admin with a file of boundaries', () => {
  it('can use wards as the ONS names their columns, in whatever year', async () => {
    const { areas } = await read(
      file_of(
        feature({ WD25CD: 'E05000001', WD25NM: 'Quay', LAD25CD: 'E07000001', LAD25NM: 'Saltmere' }),
        feature({ WD31CD: 'E05000002', WD31NM: 'Green', LAT: 51.5 }),
      ),
    )
    expect(areas).toMatchObject([
      { code: 'E05000001', official_name: 'Quay', level: 'neighbourhood', parent: 'E07000001' },
      { code: 'E05000002', official_name: 'Green', level: 'neighbourhood', parent: '' },
    ])
    expect(areas[0]).toMatchObject({ min_lat: 51.5, max_lon: 0.6 })
  })

  it('can use districts as the ONS names theirs, and either level under our own names', async () => {
    const { areas } = await read(
      file_of(
        feature({ LAD25CD: 'E07000001', LAD25NM: 'Saltmere' }),
        feature({ code: 'E07000002', name: 'Farness' }),
        feature({
          code: 'E05000003',
          name: 'Hill',
          parent: 'E07000001',
          level: 'ward',
          label: [0.55, 51.52],
        }),
      ),
    )
    expect(areas.map(({ level, parent }) => [level, parent])).toEqual([
      ['district', ''],
      ['district', ''],
      ['neighbourhood', 'E07000001'],
    ])
    expect(areas[2]).toMatchObject({ lat: 51.52, lon: 0.55 })
  })

  it('can use TopoJSON, and a file that is packed or begins with a mark', async () => {
    const topology = {
      type: 'Topology',
      arcs: [ring],
      objects: {
        lad: {
          type: 'GeometryCollection',
          geometries: [
            { type: 'Polygon', arcs: [[0]], properties: { LAD25CD: 'E07000001', LAD25NM: 'Saltmere' } },
          ],
        },
      },
    }
    const [area] = (await read(gzipSync(`\ufeff${JSON.stringify(topology)}`), 'lad.topojson.gz')).areas
    expect(area).toMatchObject({ code: 'E07000001', polygons: [[ring]] })
  })

  it('is told which features cannot be read and why, and keeps the rest', async () => {
    const named = { LAD25CD: 'E07000001', LAD25NM: 'Saltmere' }
    const { areas, refused } = await read(
      file_of(
        feature(named),
        feature({ ...named, LAD25CD: 'E07000002' }, null),
        feature({ OBJECTID: 3 }),
        feature({ ...named, LAD25CD: 'E07000003' }, { type: 'Polygon', coordinates: [[[0.5, 51.5]]] }),
        feature(named),
        feature(
          { ...named, LAD25CD: 'E07000004' },
          { type: 'Polygon', coordinates: [ring.map(([lon = 0, lat = 0]) => [lon * 1e6, lat * 1e4])] },
        ),
        'nonsense',
      ),
    )
    expect(areas.map(({ code }) => code)).toEqual(['E07000001'])
    expect(refused).toEqual([
      '2 has no shape',
      '3 has no code and name that we know, such as WD25CD and WD25NM',
      '4 is not an area: has a ring of fewer than four points',
      '5 repeats the code E07000001',
      '6 lies outside Britain, or is not in degrees of longitude and latitude',
      '7 has no shape',
    ])
  })

  it.each([
    ['code,name\nE1,Quay\n', 'is not JSON'],
    ['{"type":"FeatureCollection"}', 'neither GeoJSON features nor'],
    ['{"type":"Topology","objects":{"a":{"type":"Polygon","arcs":[[7]]}},"arcs":[]}', 'neither GeoJSON'],
    ['{"type":"FeatureCollection","features":[{}]}', 'None of the 1 features'],
  ])('is told when the file is something else: %s', async (body, complaint) => {
    await expect(read(body)).rejects.toThrow(complaint)
  })
})

describe('an admin with a list of what people say', () => {
  const names = async (body: string) => {
    const refused: Refusal[] = []
    const namings = await readAreaNames(file('names.csv', body), one => refused.push(one))
    return { namings, refused: refused.map(({ line, why }) => `${line} ${why}`) }
  }

  it('gives each area a name and as many others as it has', async () => {
    const { namings, refused } = await names(
      'code,name,aliases\nW1,The Quay,Staithe;The  Hard\nW2,,\nW3,Green\n',
    )
    expect(namings).toEqual([
      { code: 'W1', name: 'The Quay', aliases: ['Staithe', 'The Hard'] },
      { code: 'W3', name: 'Green', aliases: [] },
    ])
    expect(refused).toEqual(['3 has no name'])
  })

  it('is told when it is some other list', async () => {
    await expect(names('postcode,lat,lon\nZZ1 1AA,51,1\n')).rejects.toThrow(
      'neither a file of boundaries nor',
    )
  })
})
