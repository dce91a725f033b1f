import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { readCrossings, readLand } from '../../../src/features/crossings/import.ts'
import { FileUnreadable, type Refusal } from '../../../src/platform/text/files.ts'
import { crossingsFile, landText } from './estuary.ts'

const HEADER = 'name,mode,open,a_name,a_lat,a_lon,b_name,b_lat,b_lon,note'
const BRIDGE = 'Mere Bridge,road,yes,Hillcrest,51.4537,0.975,Kilnfield,51.4505,0.975,'

const folder = mkdtempSync(join(tmpdir(), 'crossings-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(text: string) {
  const file = join(folder, 'crossings.csv')
  writeFileSync(file, text)
  return readFrom(file)
}

async function readFrom(file: string) {
  const refused: Refusal[] = []
  const rows = await readCrossings(file, one => refused.push(one))
  return { rows, refused: refused.map(({ line, why }) => `${line} ${why}`) }
}

describe('the file of crossings', () => {
  it('is read as it ships, with its closed ferry', async () => {
    const { rows, refused } = await readFrom(crossingsFile)
    expect(refused).toEqual([])
    expect(rows).toHaveLength(12)
    expect(rows.filter(({ is_open }) => !is_open).map(({ name }) => name)).toEqual([
      'Tilbury to Gravesend ferry',
    ])
    expect(rows.find(({ name }) => name.startsWith('Benfleet'))).toEqual({
      name: 'Benfleet Bridge (B1014)',
      mode: 'road',
      is_open: true,
      a_name: 'South Benfleet',
      a_lat: 51.545,
      a_lon: 0.5615,
      b_name: 'Canvey Road',
      b_lat: 51.54,
      b_lon: 0.565,
      note: '',
    })
  })

  it('is told what is wrong by the line it stands on, and the rest is read', async () => {
    const { rows, refused } = await read(
      [
        `\ufeff${HEADER}`,
        BRIDGE,
        '',
        'Old Ford,foot,yes,Staithe,51.458,1.0765,Marshside,51.458,1.0815,"waist, deep"',
        'New Ford,foot,yes,Staithe,51.458,1.0765,Marshside,91.458,1.0815,over the head',
        'Rope,swing,maybe,Staithe,,1.0765,Marshside,51.458,1.0815,',
        '"Net,foot,yes,Staithe,51.458,1.0765,Marshside,51.458,1.0815,',
        BRIDGE,
        'Half a bridge,road,yes,Hillcrest,51.4537',
      ].join('\r\n'),
    )
    expect(rows.map(({ name, note }) => [name, note])).toEqual([
      ['Mere Bridge', ''],
      ['Old Ford', 'waist, deep'],
    ])
    expect(refused.toSorted()).toEqual([
      '5 is no crossing: b_lat must be degrees, such as 51.5450, not “91.458”',
      '6 is no crossing: mode must be road, foot, rail or ferry; open must be yes or no; a_lat must be degrees, such as 51.5450, not “”',
      '7 has a quotation mark that is never closed',
      '8 repeats the crossing “Mere Bridge”',
      expect.stringMatching(/^9 is no crossing: a_lon /),
    ])
  })

  it('may have its columns in any order, but must have them all', async () => {
    const turned = 'note,open,mode,name,b_lon,b_lat,b_name,a_lon,a_lat,a_name,colour'
    const row = 'low,no,foot,Stones,1.0815,51.458,Marshside,1.0765,51.458,Staithe,grey'
    expect((await read(`${turned}\n${row}\n`)).rows[0]).toMatchObject({ name: 'Stones', a_lon: 1.0765 })
    await expect(read(`name,mode\n${BRIDGE}\n`)).rejects.toThrow(
      /^The header of .*crossings.csv lacks open, a_name, a_lat, a_lon, b_name, b_lat, b_lon, note\.$/,
    )
  })

  it('may be anything at all without harm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async text => {
        await expect(read(text)).rejects.toThrow(FileUnreadable)
        await expect(read(`${HEADER}\n${text}`)).rejects.toThrow(FileUnreadable)
      }),
    )
    await expect(read(`${HEADER}\n"never closed`)).rejects.toThrow('There is no crossing in ')
  })
})

describe('the file of land', () => {
  it('is read as it ships', () => {
    const { rows, errors } = readLand(landText)
    expect([rows.length, errors]).toEqual([115, []])
    expect(rows.every(({ type }) => type === 'Polygon')).toBe(true)
  })

  it('is told which features are no land, and the rest is read', () => {
    const ring = [
      [1, 52],
      [1.1, 52],
      [1.1, 52.1],
      [1, 52],
    ]
    const feature = (geometry: unknown) => ({ type: 'Feature', properties: {}, geometry })
    const features = [
      feature({ type: 'Polygon', coordinates: [ring] }),
      feature({ type: 'Point', coordinates: [1, 52] }),
      feature({ type: 'MultiPolygon', coordinates: [[ring], [ring]] }),
      feature({ type: 'Polygon', coordinates: [[[530000, 180000]]] }),
    ]
    const { rows, errors } = readLand(JSON.stringify({ type: 'FeatureCollection', features }))
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ type: 'Polygon', coordinates: [ring] })))
    expect(errors).toEqual([
      'Feature 2 is not a polygon in degrees of longitude and latitude.',
      'Feature 4 is not a polygon in degrees of longitude and latitude.',
    ])
  })

  it('may be anything at all without harm', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), text => {
        expect(readLand(text)).toEqual({
          rows: [],
          errors: ['The land file is not a GeoJSON FeatureCollection.'],
        })
      }),
    )
  })
})
