// Areas as people meet them: what they live in, what is next door, and where it is on the site.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { makeAreasStore } from '../../../src/features/areas/store.ts'
import { prepareConnection } from '../../../src/platform/database/open.ts'
import { openSite } from '../../support/site.ts'

const QUAY = { lat: 51.4558, lon: 1.066 }
const OFF_THE_QUAY = { lat: 51.451, lon: 1.066 }
const OPEN_WATER = { lat: 51.447, lon: 1.066 }

describe('somebody in the town', () => {
  it('finds their neighbourhood by its address, and the address by the neighbourhood', async () => {
    const { areas } = (await openSite()).context
    const staithe = areas.bySlug('saltmere', 'staithe')
    expect(staithe).toMatchObject({ name: 'Staithe', level: 'neighbourhood' })
    expect(staithe?.path).toBe('saltmere/staithe')
    expect(areas.byPath('saltmere/staithe')).toBe(staithe)
    expect(areas.byCode(staithe?.code ?? '')).toBe(staithe)
    expect(areas.bySlug('staithe')).toBeUndefined()
    expect(areas.byPath('farness/staithe')).toBeUndefined()
  })

  it('reads the districts and their neighbourhoods in order of name', async () => {
    const { areas } = (await openSite()).context
    expect(areas.districts().map(({ name }) => name)).toEqual(['Farness', 'Saltmere'])
    const saltmere = areas.bySlug('saltmere')?.id ?? 0
    expect(areas.neighbourhoodsOf(saltmere).map(({ name }) => name)).toEqual([
      'Hillcrest',
      'Marshside',
      'Old Town',
      'Staithe',
    ])
  })

  it('stands in Staithe on the quay, still counts to it on a mooring, and to nothing out on the water', async () => {
    const { areas } = (await openSite()).context
    expect(areas.areaAt(QUAY)?.name).toBe('Staithe')
    expect(areas.districtAt(QUAY)?.name).toBe('Saltmere')
    expect(areas.areaAt(OFF_THE_QUAY)).toBeUndefined()
    expect(areas.areaNear(OFF_THE_QUAY)?.name).toBe('Staithe')
    expect(areas.areaNear(OPEN_WATER)).toBeUndefined()
    expect(areas.districtAt(OPEN_WATER)).toBeUndefined()
  })

  it('has neighbours on land, and none across the creek or the Mere', async () => {
    const { areas } = (await openSite()).context
    const next = (path: string) => areas.neighboursOf(areas.byPath(path)?.id ?? 0).map(({ name }) => name)
    expect(next('saltmere/staithe')).toEqual(['Hillcrest', 'Old Town'])
    expect(next('saltmere/marshside')).toEqual(['Hillcrest'])
    expect(next('farness/ferry-green')).toEqual(['Kilnfield'])
    expect(next('saltmere')).toEqual([])
  })

  it('sees the shape of Ferry Green with its island, and the box of the whole patch', async () => {
    const { areas } = (await openSite()).context
    expect(areas.boundaryOf(areas.byPath('farness/ferry-green')?.id ?? 0)?.type).toBe('MultiPolygon')
    expect(areas.boundaryOf(999)).toBeUndefined()
    expect(areas.patch()).toEqual({ min_lat: 51.41, min_lon: 0.96, max_lat: 51.49, max_lon: 1.14 })
  })
})

describe('an editor who renames a neighbourhood in another process', () => {
  it('is believed at once by this one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'areas-'))
    const file = join(folder, 'town.db')
    const { db } = await openSite()
    db.prepare('vacuum into ?').run(file)
    const [ours, theirs] = [prepareConnection(new Database(file)), prepareConnection(new Database(file))]
    try {
      const areas = makeAreasStore(ours)
      expect(areas.areaAt(QUAY)?.name).toBe('Staithe')
      theirs.prepare("update area set name = 'The Staithe' where name = 'Staithe'").run()
      expect(areas.areaAt(QUAY)?.name).toBe('The Staithe')
    } finally {
      ours.close()
      theirs.close()
      rmSync(folder, { recursive: true })
    }
  })

  it('is not believed when the change was undone', async () => {
    const { db, context } = await openSite()
    const rename = db.prepare('update area set name = :name where code = :code')
    const { code = '' } = context.areas.bySlug('saltmere') ?? {}
    db.exec('begin')
    rename.run({ name: 'Sweetmere', code })
    expect(context.areas.bySlug('saltmere')?.name).toBe('Sweetmere')
    db.exec('rollback')
    expect(context.areas.bySlug('saltmere')?.name).toBe('Saltmere')
    rename.run({ name: 'Sourmere', code })
    expect(context.areas.bySlug('saltmere')?.name).toBe('Sourmere')
  })
})
