// An admin replaces parts of the geography from files, and is told what comes of it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { town } from '../support/town.ts'
import { openDesk, table } from './geography-desk.ts'

const NONE = 'Nothing has been changed. Add --commit to do it.'

describe('an admin who types it wrongly', () => {
  it.each([
    [[], 'Say which part to replace: areas, places, postcodes, sectors, districts, land, crossings'],
    [['moons', 'x.csv'], 'Say which part to replace'],
    [['toString', 'x.csv'], 'Say which part to replace'],
    [['areas'], 'Say which file to read the areas from.'],
    [['places', 'x.csv', '--only', 'E1'], '--only is for areas.'],
    [['places', 'x.csv', '--comit'], '--comit'],
  ])('is told how to: %s', async (args, words) => {
    const { type } = await openDesk({ cast: {} })
    const { code, said } = await type(...args)
    expect([code, said.length]).toEqual([2, 1])
    expect(said[0]).toContain(words)
  })

  it('is told when there is no such file', async () => {
    const { type } = await openDesk({ cast: {} })
    expect(await type('areas', 'nowhere.geojson')).toEqual({
      code: 1,
      said: ['There is no file nowhere.geojson.'],
    })
  })
})

describe('an admin who brings postcodes', () => {
  const ours = table([...town.postcodes, { ...town.postcodes[0], postcode: 'ZZ1 1ZZ' }])

  it('hears first what would happen, and nothing has', async () => {
    const { put, type, rows } = await openDesk({ cast: {} })
    const { code, said } = await type('postcodes', put('p.csv', ours))
    expect([code, said]).toEqual([0, ['postcodes: 62 postcodes', NONE]])
    expect(rows('postcode')).toBe(61)
  })

  it('replaces them all when they say so', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const { code, said } = await type('postcodes', put('p.csv.gz', gzipSync(ours)), '--commit')
    expect([code, said]).toEqual([0, ['postcodes: 62 postcodes', 'Done.']])
    expect(context.places.postcode('zz11zz')).toMatchObject({ lat: 51.4555, ward: town.codes.oldTown })
    const one = put('one.csv', 'postcode,lat,lon,ward,district\nZZ9 9ZZ,51.5,0.5,,\n')
    await type('postcodes', one, '--commit')
    expect(context.places.postcode('zz11zz')).toBeUndefined()
    expect(context.places.postcode('zz99zz')).toMatchObject({ lat: 51.5 })
  })

  it('hears what their patch still lacks', async () => {
    const { put, type, db } = await openDesk({ cast: {} })
    db.exec("delete from land; update geography set source = '' where part = 'places'")
    const { said } = await type('postcodes', put('p.csv', ours), '--commit')
    expect(said.slice(1)).toEqual([
      'Your patch has no places or land yet; “npm run cli -- geography places FILE --commit” brings its places, and so on.',
      'Done.',
    ])
  })

  it('can bring ONSPD or NSPL, of whatever year', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const nspl = put(
      'nspl.csv',
      '"pcd","pcds","doterm","oslaua","osward","lat","long"\n' +
        '"ZZ1 1AA","ZZ1 1AA","","E07999901","E05999901",51.4,1.04\n' +
        '"ZZ1 9ZZ","ZZ1 9ZZ","201203","E07999901","E05999901",99.999999,0.000000\n',
    )
    const onspd = put(
      'onspd.csv',
      'PCD7,PCDS,LAD25CD,WD25CD,LAT,LONG\nZZ11AB,ZZ1 1AB,E07999901,E05999902,51.41,1.05\n',
    )
    const { said } = await type('postcodes', nspl, onspd, '--commit')
    expect(said).toEqual(['postcodes: 2 postcodes; 1 without a position passed over', 'Done.'])
    expect(context.places.postcode('ZZ1 1AA')).toMatchObject({ lon: 1.04, ward: 'E05999901' })
    expect(context.places.postcode('ZZ1 1AB')).toMatchObject({ lon: 1.05, ward: 'E05999902' })
  })

  it('can bring the many files of Code-Point Open as a folder', async () => {
    const { put, type, folder, context } = await openDesk({ cast: {} })
    mkdirSync(join(folder, 'codepo'))
    put(
      'codepo/ss.csv',
      '"SS9 2AB",10,584027,187049,"E92000001","E19000003","E18000007","","E06000033","E05002212"\n',
    )
    put(
      'codepo/zz.csv',
      '"ZZ1 1AA",10,651409,313177,"E92000001","","","","E07999901","E05999901"\n' +
        '"ZZ1 1AB",90,0,0,"E92000001","","","","",""\n',
    )
    const { said } = await type('postcodes', join(folder, 'codepo'), '--commit')
    expect(said[0]).toBe('postcodes: 2 postcodes; 1 without a position passed over')
    const there = context.places.postcode('ZZ1 1AA')
    expect(there?.lat).toBeCloseTo(52.65798, 3)
    expect(there).toMatchObject({ district: 'E07999901', ward: 'E05999901' })
  })

  it('is told of each line that cannot be read, by its number, and keeps the rest', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const file = put(
      'p.csv',
      [
        'postcode,lat,lon,ward,district',
        'ZZ1 1AA,51.4555,1.036,E05999901,E07999901',
        'NOT A CODE,51.4,1.0,,',
        '"ZZ1 1AB,51.4555,1.039,,',
        'ZZ1 1AD,,1.042,,',
        'ZZ1 1AE,1.036,51.4555,,',
        'ZZ1 1AF,"51.4575"x,1.036,,',
        'ZZ1 1AG,51.4575,1.039',
        '',
      ].join('\n'),
    )
    const { code, said } = await type('postcodes', file, '--commit')
    expect(code).toBe(0)
    expect(said).toEqual([
      '5 lines refused:',
      '  p.csv, line 3 “NOT A CODE” is not a postcode',
      '  p.csv, line 4 has a quotation mark that is never closed',
      '  p.csv, line 5 has no latitude: “”',
      '  p.csv, line 6 lies outside Britain: 1.036, 51.4555',
      '  p.csv, line 7 has a quotation mark in the wrong place',
      'postcodes: 2 postcodes',
      'Done.',
    ])
    expect(context.places.postcode('ZZ1 1AG')).toMatchObject({ lat: 51.4575, ward: '' })
  })

  it('may have saved the file on Windows, marks, quotation marks and all', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const lines = [
      '\ufeff"postcode","lat","lon"',
      '"ZZ1 1AA","51.5","1.0"',
      '"ZZ1 1AB,51.5,1.0',
      '"ZZ1 1AD","51.5","1.0"',
      '',
    ]
    const { said } = await type('postcodes', put('p.csv', lines.join('\r\n')), '--commit')
    expect(said).toEqual([
      '1 line refused:',
      '  p.csv, line 3 has a quotation mark that is never closed',
      'postcodes: 2 postcodes',
      'Done.',
    ])
    expect(context.places.postcode('ZZ1 1AD')).toMatchObject({ lat: 51.5 })
  })

  it.each([
    ['nothing', ''],
    ['only a header', 'postcode,lat,lon\n'],
    ['columns we do not know', 'name,colour\nA,red\n'],
    ['no line that can be read', 'postcode,lat,lon\nx,1,2\ny,3,4\n'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255, 254, 10, 200])],
    ['a damaged gzip', Buffer.concat([gzipSync('postcode,lat,lon\nZZ1 1AA,51,1\n').subarray(0, 20)])],
    ['one endless line', 'x'.repeat(300_000)],
  ])('changes nothing with a file of %s', async (_, body) => {
    const { put, type, rows } = await openDesk({ cast: {} })
    const { code, said } = await type('postcodes', put('p.csv', body), '--commit')
    expect(code).toBe(1)
    expect(said.at(-1)).toContain('p.csv')
    expect(rows('postcode')).toBe(61)
  })
})

describe('an admin who brings places', () => {
  it('can bring OS Open Names: only what people live in, sized by the postcodes around', async () => {
    const { put, type, context, db } = await openDesk({ cast: {} })
    const names = put(
      'TR04.csv',
      [
        osName('Saltmere', 'populatedPlace', 'Town', 611_700, 168_900, 'Saltmere'),
        osName('Mere Lane', 'transportNetwork', 'Named Road', 611_700, 168_900, 'Saltmere'),
        osName('Farhaven', 'populatedPlace', 'Hamlet', 400_000, 400_000, 'Elsewhere'),
      ].join('\n'),
    )
    const { said } = await type('places', names, '--commit')
    expect(said).toEqual(['places: 2 places; 1 not populated places passed over', 'Done.'])
    const places = db.prepare('select name, kind, district, outcode, size from place order by id').all()
    expect(places).toEqual([
      { name: 'Saltmere', kind: 'town', district: 'E07999901', outcode: 'ZZ1', size: expect.any(Number) },
      { name: 'Farhaven', kind: 'hamlet', district: '', outcode: 'ZZ1', size: 5 },
    ])
    expect((places[0] as { size: number }).size).toBeGreaterThan(5)
    expect(context.resolver.resolve('farhaven').found).toBe('one')
    expect(context.resolver.resolve('Hale Island').found).toBe('none')
  })

  it('keeps the other names people use when places are replaced', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const label = (typed: string) => {
      const resolution = context.resolver.resolve(typed)
      return resolution.found === 'one' ? resolution.origin.label : resolution.found
    }
    expect(label('The Hard')).toBe('none')
    const aliases = put('aliases.csv', 'alias,name\nThe Hard,The Staithe\n')
    expect((await type('places', aliases, '--commit')).said).toEqual(['places: 1 other name', 'Done.'])
    expect(label('the hard')).toBe('The Staithe')
    await type('places', put('places.csv', table(town.places)), '--commit')
    expect(label('the hard')).toBe('The Staithe')
    await type('places', put('aliases.csv', 'alias,name\nThe Wharf,The Staithe\n'), '--commit')
    expect([label('the wharf'), label('the hard')]).toEqual(['The Staithe', 'none'])
  })

  it('can correct sectors, outcodes and what districts are called', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const detail = (typed: string) => {
      const resolution = context.resolver.resolve(typed)
      return resolution.found === 'one' ? resolution.origin.detail : resolution.found
    }
    await type(
      'sectors',
      put('o.csv', 'outcode,lat,lon,district,district_name\nQQ1,55,-2,E09,Farland\n'),
      '--commit',
    )
    expect(detail('QQ1')).toBe('in Farland')
    expect(detail('ZZ1')).toBe('none')
    expect(detail('ZZ1 1')).toBe('in Saltmere')
    await type('districts', put('d.csv', 'code,name,county\nE09,Farland,Northshire\n'), '--commit')
    expect(detail('QQ1')).toBe('in Farland, Northshire')
  })
})

describe('an admin who brings land and crossings', () => {
  it('puts them to use, neighbours among them', async () => {
    const { put, type, context, rows } = await openDesk({ cast: {} })
    const next = () =>
      context.areas.neighboursOf(context.areas.byPath('saltmere/staithe')?.id ?? 0).map(({ name }) => name)
    expect(next()).not.toContain('Marshside')
    const filled = structuredClone(town.land)
    filled.features[0]?.geometry.coordinates[0]?.splice(-6, 0)
    const square = [
      [
        [0.9, 51.4],
        [1.2, 51.4],
        [1.2, 51.5],
        [0.9, 51.5],
        [0.9, 51.4],
      ],
    ]
    const land = {
      ...filled,
      features: [{ ...filled.features[0], geometry: { type: 'Polygon', coordinates: square } }],
    }
    expect((await type('land', put('land.geojson', land), '--commit')).said).toEqual([
      'land: 1 piece of land',
      'Done.',
    ])
    expect(next()).toContain('Marshside')
    const { said } = await type('crossings', put('c.csv', table(town.crossings.slice(0, 2))), '--commit')
    expect(said).toEqual(['crossings: 2 crossings', 'Done.'])
    expect(rows('crossing')).toBe(2)
    expect((await type('land', put('c.geojson', '{}'), '--commit')).code).toBe(1)
  })
})

function osName(
  name: string,
  type: string,
  kind: string,
  easting: number,
  northing: number,
  district: string,
) {
  const cells = Array.from({ length: 34 }, () => '')
  const known = {
    0: 'osgb4000000074544700',
    2: name,
    6: type,
    7: kind,
    8: easting,
    9: northing,
    16: 'ZZ1',
    21: district,
  }
  return Object.assign(cells, known).join(',')
}
