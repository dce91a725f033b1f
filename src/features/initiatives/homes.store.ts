// Which areas listings belong to, for when the areas themselves change.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'

/** A listing at an address: its true point, and the neighbourhood it stands in now. */
export interface Home {
  id: number
  name: string
  lat: number
  lon: number
  postcode: string
  area_id: number | null
}

export type HomesStore = ReturnType<typeof makeHomesStore>

export function makeHomesStore(db: Db) {
  const points = query<Record<string, never>, Home>(
    db,
    `select i.id, i.name, p.lat, p.lon, p.postcode, ia.area_id
     from initiative i join initiative_private p on p.initiative_id = i.id
     left join initiative_area ia on ia.initiative_id = i.id and ia.role = 'home'
     where i.where_kind = 'address' and p.lat is not null
     order by i.id`,
  )
  const leave = command<{ id: number }>(
    db,
    "delete from initiative_area where initiative_id = :id and role = 'home'",
  )
  const settle = command<{ id: number; area_id: number }>(
    db,
    "insert into initiative_area (initiative_id, area_id, role) values (:id, :area_id, 'home')",
  )
  const serve = command<{ from: number; to: number }>(
    db,
    `insert or ignore into initiative_area (initiative_id, area_id, role)
     select initiative_id, :to, 'serves' from initiative_area where area_id = :from and role = 'serves'`,
  )
  const stopServing = command<{ from: number }>(
    db,
    "delete from initiative_area where area_id = :from and role = 'serves'",
  )
  return {
    /** Every listing at an address, with its true point and postcode. */
    pointsWithPostcodes: () => points.all({}),
    /** Gives listings a new home neighbourhood, or none. */
    setHomes(homes: readonly { id: number; area_id: number | null }[]): void {
      for (const { id, area_id } of homes) {
        leave.run({ id })
        if (area_id !== null) settle.run({ id, area_id })
      }
    },
    /** Whoever served one area serves another instead, or none; returns how many listings that concerned. */
    moveServed(from: number, to: number | null): number {
      if (to !== null) serve.run({ from, to })
      return stopServing.run({ from }).changes
    },
  }
}
