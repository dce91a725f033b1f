import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openRows } from '../../../src/features/initiatives/file.import.ts'
import { openDesk } from './import-desk.ts'

const read = (file: string | Buffer) => {
  const source = openRows(typeof file === 'string' ? Buffer.from(file) : file)
  const rows: string[] = []
  source.each(row => rows.push(`${row.label}: ${row.fault ?? source.columns.map(row.cell).join('|')}`))
  return rows
}
const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))))

describe('a spreadsheet saved as CSV', () => {
  it('is read row by row under the numbers an editor shows, also when a cell has lines of its own', () => {
    expect(read('\ufeffa,b\r\n1,"first\r\nsecond"\r\n\r\n,\r\n2,plain\r\n"3","say ""hi"""')).toEqual([
      'line 2: 1|first\r\nsecond',
      'line 6: 2|plain',
      'line 7: 3|say "hi"',
    ])
  })

  it.each([
    ['commas', 'a,b\n1,2'],
    ['semicolons', 'a;b\n1;2'],
    ['tabs', 'a\tb\n1\t2'],
    ['old line ends', 'a,b\r1,2\r'],
    ['lines above the header', '\n\n a , b \n1,2'],
    ['empty cells past the header', 'a,b\n1,2,,'],
    ['a mark before a quoted header', '\ufeff"a","b"\n1,2'],
    [
      'a mark before GeoJSON',
      '\ufeff{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1,"b":2}}]}',
    ],
  ])('is read with %s', (_, file) => {
    expect(read(file).map(row => row.replace(/^(line|feature) \d: /, ''))).toEqual(['1|2'])
  })

  it('is read when it was packed, or saved as what spreadsheets call Unicode', () => {
    expect(read(gzipSync('a,b\n1,ż'))).toEqual(['line 2: 1|ż'])
    expect(read(Buffer.from('\ufeffa\tb\n1\tż', 'utf16le'))).toEqual(['line 2: 1|ż'])
  })

  it('costs the line whose letters are not UTF-8, and no other', () => {
    expect(read(bytes('a,b\n1,Caf', 0xe9, '\n2,Café\n'))).toEqual([
      'line 2: is not UTF-8 text; save the file as “CSV UTF-8” and try again',
      'line 3: 2|Café',
    ])
  })

  it('costs the line whose quotation marks go wrong, and no other', () => {
    expect(read('a,b\n1,"open\n2,fine\n3,"clo"sed"\n4,5" nails\n6,"fine"\n7,"open')).toEqual([
      'line 2: has a quotation mark in the wrong place',
      'line 3: 2|fine',
      'line 4: has a quotation mark in the wrong place',
      'line 5: has a quotation mark in the wrong place',
      'line 6: 6|fine',
      'line 7: has a quotation mark that is never closed',
    ])
  })

  it('costs the line that goes on for ever, and no other', () => {
    expect(read(`a,b\n1,${'x'.repeat(1_100_000)}\n2,fine`)).toEqual([
      'line 2: is longer than a row may be, or has a quotation mark that is never closed',
      'line 3: 2|fine',
    ])
  })

  it.each([
    ['an empty file', '', 'The file is empty.'],
    ['a blank file', '\ufeff \n\n', 'The file is empty.'],
    [
      'a header without an end',
      '"a,b\n1,2',
      'The header on line 1 has a quotation mark that is never closed.',
    ],
    [
      'a workbook',
      'PK\x03\x04…',
      'The file is a spreadsheet or a zip archive; save it as CSV and try again.',
    ],
    [
      'a broken packing',
      bytes(0x1f, 0x8b, 'junk'),
      'The file is packed with gzip, and the packing is damaged.',
    ],
    [
      'a file of broken lines',
      `a,b\n${'1,"x"y\n'.repeat(1_002)}`,
      'More than 1000 lines cannot be read as CSV.',
    ],
  ])('is refused whole when it is %s', (_, file, message) => {
    expect(() => read(file)).toThrow(message)
  })
})

describe('a file of GeoJSON', () => {
  const point = (lon: unknown, lat: unknown) => ({ type: 'Point', coordinates: [lon, lat] })
  const collection = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
  const feature = (properties: unknown, geometry: unknown, id?: unknown) => ({
    type: 'Feature',
    properties,
    geometry,
    id,
  })
  const mapping = {
    source: 'walkers',
    source_id: 'id',
    fields: { name: 'name', postcode: 'postcode', keywords: 'tags', by_appointment: 'ask' },
    defaults: { summary: 'On foot.', categories: ['peer-support'] },
  }

  it('puts each group at its point, and at its postcode when it has none', async () => {
    const desk = await openDesk()
    const said = desk.hand(
      collection(
        feature({ name: 'Walkers', tags: ['slow', 'a, b'], ask: true }, point(1.04, 51.456), 'node/1'),
        feature({ name: 'Talkers', postcode: 'ZZ1 2AB', tags: null }, null, 7),
      ),
      mapping,
      { commit: true },
    )
    expect(said.at(-1)).toBe('2 rows: 2 added.')
    expect(desk.entered('walkers')).toMatchObject({
      lat: 51.456,
      lon: 1.04,
      keywords: ['slow', 'a, b'],
      by_appointment: true,
      source_id: 'node/1',
    })
    expect(desk.entered('talkers')).toMatchObject({ lat: 51.4545, lon: 1.061, source_id: '7' })
  })

  it('changes nothing the second time, even where half a letter was lost', async () => {
    const desk = await openDesk()
    const file = collection(
      feature({ name: 'Walkers \ud83d', tags: ['\udc00'] }, point(1.04, 51.456), 'node/1'),
    )
    desk.hand(file, mapping, { commit: true })
    expect(desk.hand(file, mapping)).toEqual(['1 row: 1 unchanged.'])
  })

  it('is told which feature is no group at a point, and gets the rest', async () => {
    const said = (await openDesk()).hand(
      collection(
        feature({ name: 'Path', postcode: 'ZZ1 2AB' }, { type: 'LineString', coordinates: [] }, 1),
        'nonsense',
        feature({ name: 'Fake' }, { type: 'Path\u001b[2J\nfeature 9: add  Peas' }, 9),
        feature({ name: 'Text' }, point('1.04', '51.456'), 2),
        feature({ name: 'Swapped' }, point(51.456, 1.04), 3),
        feature({ name: 'Metres', tags: '', ask: '' }, point(581_000, 186_000), 4),
        feature({ name: 'Walkers', id: 'kept' }, point(1.04, 51.456), 5),
      ),
      mapping,
    )
    expect(said).toEqual([
      'feature 1: refuse  It is a LineString; only points can be imported.',
      'feature 2: refuse  It is not a GeoJSON feature.',
      'feature 3: refuse  It is a Path[2J feature 9: add Peas; only points can be imported.',
      'feature 4: refuse  It has a point without two numbers.',
      'feature 5: refuse  Swapped · Latitude: The point lies outside the area this site covers.',
      expect.stringMatching(/^feature 6: refuse {2}Metres · L/),
      'feature 7: add  Walkers',
      '7 rows: 1 to add and 6 refused.',
    ])
  })

  it('is told which feature holds lists within lists without end', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const text = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"Peas","a":${deep}}}]}`
    expect(read(text)).toEqual(['feature 1: has lists within lists without end'])
  })

  it.each([
    ['other JSON', '{"type":"Feature"}', 'not a GeoJSON FeatureCollection'],
    ['a list', '[1, 2]', 'not a GeoJSON FeatureCollection'],
    ['half a file', '{"type":"FeatureColl', 'is not JSON'],
    ['not UTF-8', bytes('{"type":"', 0xe9, '"}'), 'is not UTF-8'],
  ])('is refused whole when it is %s', (_, file, message) => {
    expect(() => read(file)).toThrow(message)
  })
})
