import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadTravel, makeCrossingsStore } from '../../../src/features/crossings/store.ts'
import { migrate } from '../../../src/platform/database/migrate.ts'
import { type Db, openDatabase } from '../../../src/platform/database/open.ts'
import { crowMetres } from '../../../src/platform/geo/point.ts'
import { crossings, land, towns, withCrossing } from './estuary.ts'

let folder: string
let db: Db

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossings-'))
  db = openDatabase(folder)
  migrate(db)
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

describe('land and crossings', () => {
  it('come back as they were kept, and give way to those kept later', () => {
    const store = makeCrossingsStore(db)
    store.replaceLand(land)
    store.replaceCrossings(crossings)
    expect(store.land()).toEqual(land)
    const kept = store.listCrossings().map(({ id: _, ...row }) => row)
    expect(kept).toHaveLength(crossings.length)
    expect(kept).toEqual(expect.arrayContaining(crossings))
    store.replaceLand(land.slice(0, 3))
    store.replaceCrossings(crossings.slice(0, 2))
    expect([store.land().length, store.listCrossings().length]).toEqual([3, 2])
  })

  it('stay as they were when what should replace them is refused', () => {
    const store = makeCrossingsStore(db)
    store.replaceCrossings(crossings)
    expect(() => store.replaceCrossings([...crossings.slice(0, 1), ...crossings.slice(0, 1)])).toThrow()
    expect(store.listCrossings()).toHaveLength(crossings.length)
  })
})

describe('travelling', () => {
  it('is straight until there is land, then as the land and the crossings have it', () => {
    const store = makeCrossingsStore(db)
    const travel = loadTravel(store)
    const toCanvey = () => travel().from(towns.leigh).to(towns.canvey)
    expect(toCanvey()).toEqual({ metres: crowMetres(towns.leigh, towns.canvey), via: [] })
    store.replaceLand(land)
    expect(toCanvey()).toBeUndefined()
    store.replaceCrossings(crossings)
    expect(toCanvey()?.via).toEqual(['Benfleet Bridge (B1014)'])
    expect(travel()).toBe(travel())
  })

  it('notices what another process has changed', () => {
    const travel = loadTravel(makeCrossingsStore(db))
    const elsewhere = openDatabase(folder)
    const others = makeCrossingsStore(elsewhere)
    const overTheThames = () => travel().from(towns.tilbury).to(towns.gravesend)
    others.replaceLand(land)
    others.replaceCrossings(crossings)
    expect(overTheThames()?.via).toEqual(['Dartford Crossing'])
    others.replaceCrossings(withCrossing('Tilbury', true))
    expect(overTheThames()?.via).toEqual(['Tilbury to Gravesend ferry'])
    elsewhere.prepare(`update crossing set is_open = 0 where mode = 'ferry'`).run()
    expect(overTheThames()?.via).toEqual(['Dartford Crossing'])
    elsewhere.close()
  })
})
