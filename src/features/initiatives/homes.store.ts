// Which areas listings belong to and where that shows them, for when the areas themselves change.
import type { Db } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Placing, Where } from './placing.rules.ts'

/** Where a listing stands by the areas of a moment. */
export type Stand = Pick<Placing, 'home_area' | 'shown_lat' | 'shown_lon' | 'shown_metres'>

/** A listing that stands or serves somewhere: what decides where, and where that was when it was last worked out. */
export interface Standing extends Where, Stand {
  id: number
}

export type HomesStore = ReturnType<typeof makeHomesStore>

export function makeHomesStore(db: Db) {
  const standing = query<Record<string, never>, Omit<Standing, 'serves'> & { serves: string }>(
    db,
    `select i.id, i.where_kind, i.precision, i.shown_lat, i.shown_lon, i.shown_metres, home.area_id as home_area,
       p.venue, p.street, p.postcode, p.lat, p.lon,
       (select json_group_array(a.code) from initiative_area s join area a on a.id = s.area_id
        where s.initiative_id = i.id and s.role = 'serves') as serves
     from initiative i join initiative_private p on p.initiative_id = i.id
     left join initiative_area home on home.initiative_id = i.id and home.role = 'home'
     where i.where_kind <> 'online'
     order by i.id`,
  )
  const show = command<{
    id: number
    shown_lat: number | null
    shown_lon: number | null
    shown_metres: number
  }>(
    db,
    'update initiative set shown_lat = :shown_lat, shown_lon = :shown_lon, shown_metres = :shown_metres where id = :id',
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
  const stopServingHomes = command<Record<string, never>>(
    db,
    `delete from initiative_area where role = 'serves' and exists (
       select 1 from initiative_area home where home.role = 'home'
         and home.initiative_id = initiative_area.initiative_id and home.area_id = initiative_area.area_id)`,
  )
  const stopServing = command<{ from: number }>(
    db,
    "delete from initiative_area where area_id = :from and role = 'serves'",
  )
  return {
    /** Every listing but those that are only online. */
    standing: (): Standing[] =>
      standing.all({}).map(({ serves, ...rest }) => ({ ...rest, serves: JSON.parse(serves) })),
    /** Gives listings another home neighbourhood, or none, and another point to be shown at. */
    settle(moves: readonly (Stand & { id: number })[]): void {
      for (const { id, home_area, shown_lat, shown_lon, shown_metres } of moves) {
        leave.run({ id })
        if (home_area !== null) settle.run({ id, area_id: home_area })
        show.run({ id, shown_lat, shown_lon, shown_metres })
      }
      stopServingHomes.run({})
    },
    /** Whoever served one area serves another instead, or none; returns how many listings that concerned. */
    moveServed(from: number, to: number | null): number {
      if (to !== null) serve.run({ from, to })
      return stopServing.run({ from }).changes
    },
  }
}
