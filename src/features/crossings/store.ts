// The land and the ways over water, as the database holds them, and the travelling that is worked out from them.
import type { Polygon } from 'geojson'
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Crossing } from './fields.ts'
import { makeTravel, type Travel } from './travel.rules.ts'

type Nothing = Record<string, never>
type CrossingColumns = Omit<Crossing, 'is_open'> & { is_open: 0 | 1 }

export type CrossingsStore = ReturnType<typeof makeCrossingsStore>

export function makeCrossingsStore(db: Db) {
  const land = query<Nothing, { boundary: string }>(db, 'select boundary from land order by id')
  const clearLand = command<Nothing>(db, 'delete from land')
  const addLand = command<{ boundary: string }>(db, 'insert into land (boundary) values (:boundary)')
  const crossings = query<Nothing, CrossingColumns & { id: number }>(
    db,
    `select id, name, mode, is_open, a_name, a_lat, a_lon, b_name, b_lat, b_lon, note
     from crossing order by name collate nocase, id`,
  )
  const clearCrossings = command<Nothing>(db, 'delete from crossing')
  const addCrossing = command<CrossingColumns>(
    db,
    `insert into crossing (name, mode, is_open, a_name, a_lat, a_lon, b_name, b_lat, b_lon, note)
     values (:name, :mode, :is_open, :a_name, :a_lat, :a_lon, :b_name, :b_lat, :b_lon, :note)`,
  )
  const version = query<Nothing, { version: number }>(db, 'select version from shore_version')

  return {
    /** Every piece of land, as it was imported. */
    land: () => land.all({}).map(({ boundary }) => JSON.parse(boundary) as Polygon),
    replaceLand(pieces: readonly Polygon[]): void {
      inTransaction(db, () => {
        clearLand.run({})
        for (const piece of pieces) addLand.run({ boundary: JSON.stringify(piece) })
      })
    },
    /** Every crossing, open or not, by name. */
    listCrossings: () => crossings.all({}).map(row => ({ ...row, is_open: row.is_open === 1 })),
    replaceCrossings(rows: readonly Crossing[]): void {
      inTransaction(db, () => {
        clearCrossings.run({})
        for (const row of rows) addCrossing.run({ ...row, is_open: row.is_open ? 1 : 0 })
      })
    },
    /** Differs after any change to land or crossings, by this process or another. */
    version: () => version.get({})?.version ?? 0,
  }
}

/** Gives the travelling of the moment: made when first asked for, and again when land or crossings have changed. */
export function loadTravel(store: CrossingsStore): () => Travel {
  let made: { version: number; travel: Travel } | undefined
  return () => {
    const version = store.version()
    if (made?.version !== version) {
      made = { version, travel: makeTravel(store.land(), store.listCrossings()) }
    }
    return made.travel
  }
}
