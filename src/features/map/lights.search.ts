// The lights of a picture: gathered by cell of a fixed grid over the world, so that the cost follows the picture.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Box } from '../../platform/geo/point.ts'
import { FULL_DAYS, GLIMMER, GLIMMER_DAYS, OUT_DAYS } from '../initiatives/brightness.rules.ts'
import { type Cell, type Grid, gridFor } from './gathering.rules.ts'

export type LightSearch = ReturnType<typeof makeLightSearch>

type BoxParams = { [K in keyof Box]: number }
type CellParams = BoxParams & {
  full: number
  glimmer_from: number
  glimmer: number
  out_from: number
  today: string
  lat_step: number
  lon_step: number
  without: string
}
type ViewParams = BoxParams & {
  lat: number
  lon: number
  up: number
  along: number
  size: number
  skip: number
}

// A listing stands on the map by the point that may be shown, and only when it has an address to stand at.
const IN_BOX = `from initiative_point p join initiative i on i.id = p.id
  where p.max_lat >= :min_lat and p.min_lat <= :max_lat and p.max_lon >= :min_lon and p.min_lon <= :max_lon
    and i.shown_lat between :min_lat and :max_lat and i.shown_lon between :min_lon and :max_lon
    and i.where_kind = 'address' and i.status <> 'ended'`

// The rule of brightness, reckoned where the lights are added up: a test holds it to the rule itself.
const FADING = { full: FULL_DAYS, glimmer_from: GLIMMER_DAYS, glimmer: GLIMMER, out_from: OUT_DAYS }

export function makeLightSearch(db: Db) {
  const cells = query<CellParams, Cell>(
    db,
    `with seen as materialized (
       select i.id, i.slug, i.name, i.status, i.confirmed_on, i.paused_until, i.precision, i.shown_lat, i.shown_lon,
         julianday(:today) - julianday(i.confirmed_on) as days
       ${IN_BOX} and i.id not in (select value from json_each(:without))
     ), faded as (
       select *, case when days < :full then 1.0
         when days < :glimmer_from then 1 - (1 - :glimmer) * (days - :full) / (:glimmer_from - :full)
         when days < :out_from then :glimmer else 0.0 end as fade
       from seen
     ), light as (
       select *, case when status = 'paused' and paused_until > :today then min(fade, :glimmer)
         when status = 'quiet' then fade / 2 else fade end as brightness
       from faded
     )
     select min(id) as id, slug, name, status, confirmed_on, paused_until, precision, count(*) as lights,
       sum(brightness) as glow, avg(shown_lat) as lat, avg(shown_lon) as lon,
       sum(precision = 'exact' and brightness > 0) as cores,
       cast((shown_lat + 90) / :lat_step as integer) as row, cast((shown_lon + 180) / :lon_step as integer) as col
     from light group by row, col order by row, col`,
  )
  const total = query<BoxParams, { total: number }>(db, `select count(*) as total ${IN_BOX}`)
  // How far from the middle, as a share of the way to the edge it lies towards.
  const inView = query<ViewParams, { id: number }>(
    db,
    `select i.id ${IN_BOX}
     order by max(abs(i.shown_lat - :lat) / :up, abs(i.shown_lon - :lon) / :along), i.id limit :size offset :skip`,
  )

  return {
    /** Every light in a box, in cells of the grid for this scale, but the listings named. */
    cells(
      box: Box,
      scale: number,
      today: string,
      without: readonly number[] = [],
    ): { grid: Grid; cells: Cell[] } {
      const grid = gridFor(scale)
      const rows = cells.all({
        ...boxParams(box),
        ...FADING,
        today,
        lat_step: grid.lat,
        lon_step: grid.lon,
        without: JSON.stringify(without),
      })
      return { grid, cells: rows }
    },
    total: (box: Box): number => total.get(boxParams(box))?.total ?? 0,
    /** A page of the listings in a box, those nearest the middle first. */
    inView(box: Box, page: number, size: number): number[] {
      const up = (box.max_lat - box.min_lat) / 2 || 1
      const along = (box.max_lon - box.min_lon) / 2 || 1
      const middle = { lat: box.min_lat + up, lon: box.min_lon + along }
      const skip = (page - 1) * size
      const ask = (share: number) =>
        inView.all({
          ...boxParams({
            min_lat: middle.lat - up * share,
            max_lat: middle.lat + up * share,
            min_lon: middle.lon - along * share,
            max_lon: middle.lon + along * share,
          }),
          ...{ ...middle, up, along, size, skip },
        })
      // The nearest few lie in a smaller box: looking there first spares sorting all there are.
      for (const share of [1 / 16, 1 / 8, 1 / 4, 1 / 2]) {
        const rows = ask(share)
        if (rows.length === size) return rows.map(({ id }) => id)
      }
      return ask(1).map(({ id }) => id)
    },
  }
}

function boxParams({ min_lat, min_lon, max_lat, max_lon }: Box): BoxParams {
  return { min_lat, min_lon, max_lat, max_lon }
}
