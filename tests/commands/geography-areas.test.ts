// Wards change every few years; listings must not get lost when they do.
import { describe, expect, it } from 'vitest'
import { town } from '../support/town.ts'
import { openDesk } from './geography-desk.ts'

const wards = (codes: readonly string[]) =>
  town.areas.features.filter(({ properties }) => codes.includes(properties.code))
const { oldTown, staithe, hillcrest, marshside, ferryGreen, kilnfield, saltmere } = town.codes

/** Saltmere with Old Town and the Staithe made into one ward, Harbour, under a new code. */
function harbour() {
  const [old, quay] = wards([oldTown, staithe])
  const rings = [old, quay].map(feature => feature?.geometry.coordinates)
  const merged = {
    type: 'Feature',
    properties: { WD26CD: 'E05999999', WD26NM: 'Harbour', LAD26CD: saltmere },
    geometry: { type: 'MultiPolygon', coordinates: rings },
  }
  return { type: 'FeatureCollection', features: [...wards([hillcrest, marshside]), merged] }
}

/** Saltmere with Old Town in two: the true place of the baby swap on one side, where it was shown on the other. */
function oldTownInTwo() {
  const half = (code: string, name: string, west: number, east: number) => ({
    type: 'Feature',
    properties: { WD26CD: code, WD26NM: name, LAD26CD: saltmere },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 51.452],
          [east, 51.452],
          [east, 51.466],
          [west, 51.466],
          [west, 51.452],
        ],
      ],
    },
  })
  const halves = [half('E05999997', 'Ropewalk', 1.03, 1.043), half('E05999996', 'Market', 1.043, 1.055)]
  return { type: 'FeatureCollection', features: [...wards([staithe, hillcrest, marshside]), ...halves] }
}

describe('an admin with the new wards of a district', () => {
  it('hears what would move, and nothing has', async () => {
    const { put, type, homes, context } = await openDesk()
    const before = homes()
    const { code, said } = await type('areas', put('wards.geojson', harbour()))
    expect(code).toBe(0)
    expect(said[0]).toBe(
      `areas: 3 neighbourhoods; 1 of them new; no longer there: Old Town (${oldTown}) and Staithe (${staithe})`,
    )
    const inOldTown = Object.values(before).filter(home => home === 'Old Town').length
    expect(said).toContain(`  ${inOldTown} listings moved from Old Town to Harbour`)
    expect(said.at(-1)).toBe('Nothing has been changed. Add --commit to do it.')
    expect(homes()).toEqual(before)
    expect(context.areas.byPath('saltmere/harbour')).toBeUndefined()
    expect(context.areas.areaAt({ lat: 51.4558, lon: 1.066 })?.name).toBe('Staithe')
  })

  it('moves every listing to the ward it now stands in, and leaves the others where they are', async () => {
    const { put, type, homes, context, get } = await openDesk()
    const before = homes()
    await type('areas', put('wards.geojson', harbour()), '--commit')
    const expected = Object.fromEntries(
      Object.entries(before).map(([name, home]) => [name, /Old Town|Staithe/.test(home) ? 'Harbour' : home]),
    )
    expect(homes()).toEqual(expected)
    expect(context.areas.byCode(oldTown)).toBeUndefined()
    const next = context.areas.neighboursOf(context.areas.byPath('saltmere/harbour')?.id ?? 0)
    expect(next.map(({ name }) => name)).toEqual(['Hillcrest'])
    await get('/areas/saltmere/harbour').expect(200)
    await get('/areas/saltmere/old-town').expect(404)
    await get('/near?q=harbour').expect(303).expect('Location', '/areas/saltmere/harbour')
  })

  it('goes by the ward of a postcode where that is known, and by the point where it is not', async () => {
    const { put, type, homes, context, db } = await openDesk()
    const idOf = (name: string) =>
      db.prepare('select id from initiative where name = ?').pluck().get(name) as number
    // The postcode of the uniform bank belongs to Hillcrest on paper, though it stands in Old Town.
    const rows = town.postcodes.map(row => (row.postcode === 'ZZ1 1AA' ? { ...row, ward: hillcrest } : row))
    const lines = rows.map(row => [row.postcode, row.lat, row.lon, row.ward, row.district].join(','))
    const file = put('p.csv', ['postcode,lat,lon,ward,district', ...lines].join('\n'))
    const { said } = await type('postcodes', file, '--commit')
    expect(said).toContain('  3 listings moved from Old Town to Hillcrest')
    expect(homes()[town.cast.uniformBank.name as string]).toBe('Hillcrest')
    const { fields } = context.reader.entered(idOf(town.cast.uniformBank.name)) ?? {}
    const again = context.saver.save(fields, { id: idOf(town.cast.uniformBank.name) })
    expect(again.outcome).toBe('unchanged')
    const unknown = put('q.csv', ['postcode,lat,lon', ...lines].join('\n'))
    await type('postcodes', unknown, '--commit')
    expect(homes()[town.cast.uniformBank.name as string]).toBe('Old Town')
  })

  it('sees a listing that served a ward serve the one that took its place', async () => {
    const { put, type, db, context } = await openDesk()
    const serves = () =>
      db
        .prepare(
          `select a.name from initiative_area ia join area a on a.id = ia.area_id
           join initiative i on i.id = ia.initiative_id
           where ia.role = 'serves' and i.name = ? order by 1`,
        )
        .pluck()
        .all(town.cast.vergeSix.name)
    expect(serves()).toEqual(['Hillcrest', 'Marshside'])
    const [hill] = wards([hillcrest])
    const renamed = { ...hill, properties: { WD26CD: 'E05999998', WD26NM: 'Heights', LAD26CD: saltmere } }
    const file = { type: 'FeatureCollection', features: [...wards([oldTown, staithe, marshside]), renamed] }
    const { said } = await type('areas', put('w.geojson', file), '--commit')
    expect(said).toContain('  1 listing went from serving Hillcrest to Heights')
    expect(serves()).toEqual(['Heights', 'Marshside'])
    const { lat, lon } = context.areas.byPath('saltmere/heights') ?? {}
    expect(context.reader.bySlug('verge-six')).toMatchObject({ shown_lat: lat, shown_lon: lon })
    expect([lat, lon]).not.toEqual([hill?.properties.label[1], hill?.properties.label[0]])
  })

  it('shows a home only inside the ward it now stands in, as if it had been listed today', async () => {
    const { put, type, context, db } = await openDesk()
    const shown = () => context.reader.bySlug('marjoram-baby-swap')
    const before = shown()
    const { said } = await type('areas', put('wards.geojson', oldTownInTwo()), '--commit')
    expect(said).toContain('  1 listing now shown at another point')
    const after = shown()
    expect(after).not.toMatchObject({ shown_lat: before?.shown_lat, shown_lon: before?.shown_lon })
    const point = { lat: after?.shown_lat as number, lon: after?.shown_lon as number }
    expect(context.areas.areaAt(point)?.name).toBe('Ropewalk')
    expect(after?.areas).toMatchObject([{ name: 'Ropewalk', role: 'home' }])
    const ids = db.prepare('select id from initiative').pluck().all() as number[]
    const again = ids.map(id => context.saver.save(context.reader.entered(id)?.fields, { id }).outcome)
    expect(new Set(again)).toEqual(new Set(['unchanged']))
  })

  it('sees a listing that calls a ward home serve it no longer besides', async () => {
    const besides = { ...town.cast.homeSwap, name: 'Next Door', serves: ['saltmere/staithe'] }
    const { put, type, context } = await openDesk({ cast: { besides } })
    await type('areas', put('wards.geojson', harbour()), '--commit')
    expect(context.reader.bySlug('next-door')?.areas).toMatchObject([{ name: 'Harbour', role: 'home' }])
  })

  it('confuses nobody when every ward gets another code, in another order', async () => {
    const { put, type, homes, db } = await openDesk()
    const serves = () =>
      db
        .prepare(
          `select i.name, a.name from initiative_area ia join area a on a.id = ia.area_id
           join initiative i on i.id = ia.initiative_id where ia.role = 'serves' order by 1, 2`,
        )
        .raw()
        .all() as [string, string][]
    const before = { homes: homes(), serves: serves() }
    const recoded = wards([oldTown, staithe, hillcrest, marshside, ferryGreen, kilnfield])
      .toReversed()
      .map(({ properties, ...feature }, at) => ({
        ...feature,
        properties: {
          WD26CD: `E0590000${at}`,
          WD26NM: properties.name,
          LAD26CD: properties.parent,
          label: properties.label,
        },
      }))
    const file = put('w.geojson', { type: 'FeatureCollection', features: recoded })
    const { said } = await type('areas', file, '--commit')
    const ofWards = before.serves.filter(([, area]) => !['Saltmere', 'Farness'].includes(area)).length
    const all = Object.keys(before.homes).length + ofWards
    expect(said.slice(1)).toEqual([`  ${all} listings as before, under new codes`, 'Done.'])
    expect({ homes: homes(), serves: serves() }).toEqual(before)
  })

  it('finds the listings of a ward that changes district under the district it has now', async () => {
    const { put, type, get } = await openDesk()
    const named = async (q: string) => (await get(`/initiatives.csv?q=${q}`).expect(200)).text
    expect(await named('growers+farness')).toContain(town.cast.ferryGreenGrowers.name)
    const moved = wards([ferryGreen]).map(ward => ({
      ...ward,
      properties: { ...ward.properties, parent: saltmere },
    }))
    const file = [...wards([oldTown, staithe, hillcrest, marshside]), ...moved]
    await type('areas', put('w.geojson', { type: 'FeatureCollection', features: file }), '--commit')
    expect(await named('growers+saltmere')).toContain(town.cast.ferryGreenGrowers.name)
    expect(await named('growers+farness')).not.toContain(town.cast.ferryGreenGrowers.name)
  })

  it('keeps the addresses of wards that stay, and of the same ward under a new code', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const id = context.areas.byPath('saltmere/hillcrest')?.id
    const recoded = wards([oldTown, staithe, hillcrest, marshside]).map(feature => ({
      ...feature,
      properties: { ...feature.properties, code: feature.properties.code.replace(oldTown, 'E05999991') },
    }))
    await type('areas', put('w.geojson', { type: 'FeatureCollection', features: recoded }), '--commit')
    expect(context.areas.byPath('saltmere/hillcrest')?.id).toBe(id)
    expect(context.areas.byPath('saltmere/old-town')?.code).toBe('E05999991')
  })

  it('doing it twice changes nothing more', async () => {
    const { put, type, homes } = await openDesk()
    const file = put('wards.geojson', harbour())
    await type('areas', file, '--commit')
    const once = homes()
    expect((await type('areas', file, '--commit')).said).toEqual(['areas: 3 neighbourhoods', 'Done.'])
    expect(homes()).toEqual(once)
  })
})

describe('an admin with what people call the wards', () => {
  it('renames them, and their other names are understood', async () => {
    const { put, type, context, get } = await openDesk()
    const names = put(
      'names.csv',
      `code,name,aliases\n${oldTown},The Old Town,Ropewalk;Top o’ Town\nE0,Gone,\n`,
    )
    const { said } = await type('areas', names, '--commit')
    expect(said).toEqual(['areas: 2 names', '  there is no area E0 to call Gone', 'Done.'])
    expect(context.areas.byPath('saltmere/old-town')).toMatchObject({
      name: 'The Old Town',
      official_name: 'Old Town',
    })
    for (const typed of ['top+o+town', 'ropewalk', 'old+town']) {
      await get(`/near?q=${typed}`).expect(303).expect('Location', '/areas/saltmere/old-town')
    }
    await type('places', put('aliases.csv', 'alias,name\nThe Hard,The Staithe\n'), '--commit')
    await get('/near?q=ropewalk').expect(303).expect('Location', '/areas/saltmere/old-town')
    await type('areas', put('names.csv', `code,name\n${oldTown},The Old Town\n`), '--commit')
    await get('/near?q=ropewalk').expect(200)
  })
})

describe('an admin who moves the site somewhere else', () => {
  it('takes districts from a larger file, and their wards by where they are', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const [farness] = town.areas.features.filter(({ properties }) => properties.code === town.codes.farness)
    const ward = wards([town.codes.kilnfield]).map(feature => ({
      ...feature,
      properties: { WD25CD: 'E05000001', WD25NM: 'Kilns' },
    }))
    const districts = put('lad.geojson', {
      type: 'FeatureCollection',
      features: [
        { ...farness, properties: { LAD25CD: 'E07000001', LAD25NM: 'South Bank' } },
        ...wards([hillcrest]).map(one => ({
          ...one,
          properties: { LAD25CD: 'E07000002', LAD25NM: 'North' },
        })),
      ],
    })
    await type('areas', districts, '--only', 'E07000001', '--commit')
    expect(context.areas.all().map(({ name }) => name)).toEqual(['South Bank'])
    const wardFile = put('wd.geojson', {
      type: 'FeatureCollection',
      features: [...ward, ...wards([marshside])],
    })
    const { said } = await type('areas', wardFile, '--commit')
    expect(said[0]).toBe('areas: 1 neighbourhood; 1 of them new; 1 in other districts left out')
    expect(context.areas.byPath('south-bank/kilns')?.level).toBe('neighbourhood')
  })

  it('is told when none of it lies here, and nothing changes', async () => {
    const { put, type, context } = await openDesk({ cast: {} })
    const far = wards([hillcrest]).map(one => ({
      ...one,
      properties: { WD25CD: 'E05000001', WD25NM: 'Far', LAD25CD: 'E07000009' },
    }))
    const { code, said } = await type(
      'areas',
      put('f.geojson', { type: 'FeatureCollection', features: far }),
      '--commit',
    )
    expect(code).toBe(1)
    expect(said).toEqual(['1 area was read, and none lies in a district of this site.'])
    expect(context.areas.all()).toHaveLength(8)
  })
})
