// The ground as the map draws it: land, built-up areas, borders, stations and names, laid flat once, outlined once a frame.
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { type Db, inTransaction } from '../../platform/database/open.ts'
import { command, query } from '../../platform/database/statement.ts'
import type { Box, Point } from '../../platform/geo/point.ts'
import type { Polygons } from '../areas/shape.rules.ts'
import { polygonsOf } from '../areas/store.ts'
import { bordersOf } from './borders.rules.ts'
import { makeDryTest } from './dry.rules.ts'
import { pastEdges } from './edges.rules.ts'
import type { Frame } from './frame.rules.ts'
import { type Flat, flatten, outline } from './outline.rules.ts'

type Nothing = Record<string, never>

export interface Water extends Point {
  name: string
  /** How far off, in kilometres, it is still called by its name. */
  size: number
}

/** A railway station. */
export interface Station extends Point {
  name: string
}

export interface NamedPlace extends Point {
  name: string
  kind: string
  size: number
  /** Whether it lies in a district of this site. */
  ours: 0 | 1
}

/** The ground of one frame, as paths and names. */
export interface Ground {
  land: string
  builtUp: string
  districts: string
  wards: string
  places: NamedPlace[]
  waters: Water[]
  /** None from far off. */
  stations: Station[]
}

export type GroundStore = ReturnType<typeof makeGroundStore>

const LAND = { margin: 40, tolerance: 0.55, least: 6, parts: 10 } as const
const BUILT_UP = { margin: 4, tolerance: 1.1, least: 18, parts: 1 } as const
const BORDER = { margin: 8, tolerance: 0.8, least: 0, parts: 1 } as const
// Wards are drawn where a kilometre takes at least this many pixels.
const WARDS_FROM = 30
const STATIONS_FROM = 40
const MOST_KEPT = 60
// About twenty screens of them, 10 KB each.
const MOST_TILES = 400
const MOST_STATIONS = 60
const MOST_PLACES = 150
// The largest places there are, and how many degrees from south to north are likely to hold enough of them.
const LARGE_PLACES = 2000
const WIDE = 0.8

export function makeGroundStore(db: Db) {
  const mark = query<Nothing, { mark: string }>(
    db,
    `select (select version from shore_version) || ' ' || (select version from ground_version) || ' ' ||
       (select group_concat(mark) from geography where part in ('areas', 'places')) as mark`,
  )
  const land = query<Nothing, { boundary: string }>(db, 'select boundary from land order by id')
  const builtUp = query<Nothing, { boundary: string }>(db, 'select boundary from built_up order by id')
  const areas = query<{ level: string }, { boundary: string }>(
    db,
    'select boundary from area where level = :level order by id',
  )
  const waters = query<BoxParams, Water>(
    db,
    `select name, lat, lon, size from water
     where lat between :min_lat and :max_lat and lon between :min_lon and :max_lon order by size desc, id`,
  )
  const places = query<BoxParams & { least: number; most: number }, NamedPlace>(
    db,
    `select p.name, p.kind, p.lat, p.lon, max(p.size) as size, a.id is not null as ours
     from place p left join area a on a.code = p.district
     where p.size >= :least and p.lat between :min_lat and :max_lat and p.lon between :min_lon and :max_lon
     group by p.name order by max(p.size) desc, p.name limit :most`,
  )
  const sizes = query<{ rank: number }, { size: number }>(
    db,
    'select size from place order by size desc limit 1 offset :rank',
  )
  const stations = query<BoxParams & { most: number }, Station>(
    db,
    `select name, lat, lon from station
     where lat between :min_lat and :max_lat and lon between :min_lon and :max_lon order by lat, lon, name limit :most`,
  )
  const clearBuiltUp = command<Nothing>(db, 'delete from built_up')
  const addBuiltUp = command<{ boundary: string }>(db, 'insert into built_up (boundary) values (:boundary)')
  const clearWaters = command<Nothing>(db, 'delete from water')
  const addWater = command<Water & Record<string, string | number>>(
    db,
    'insert into water (name, lat, lon, size) values (:name, :lat, :lon, :size)',
  )

  const clearStations = command<Nothing>(db, 'delete from station')
  const addStation = command<Station & Record<string, string | number>>(
    db,
    'insert into station (name, lat, lon) values (:name, :lat, :lon)',
  )

  let kept: Kept | undefined
  function sheets() {
    const now = mark.get({})?.mark ?? ''
    if (kept?.mark !== now) kept = { mark: now, sheet: surveyed(), frames: new Map(), tiles: new Map() }
    return kept
  }

  function surveyed(): Sheet {
    const shore = onceAsked(() => {
      const pieces = land.all({}).flatMap(polygonsIn)
      return { isLand: makeDryTest(pieces), land: pastEdges(pieces).map(rings => flatten(rings, true)) }
    })
    const lines = (level: string, isLand?: (point: Point) => boolean) => {
      const shapes = areas.all({ level }).map(row => [...polygonsIn(row)])
      return bordersOf(shapes, isLand).map(line => flatten([line], false))
    }
    return {
      shore,
      builtUp: onceAsked(() =>
        builtUp
          .all({})
          .flatMap(polygonsIn)
          .map(rings => flatten(rings, true)),
      ),
      districts: onceAsked(() => lines('district', shore().isLand)),
      wards: onceAsked(() => lines('neighbourhood')),
      large: onceAsked(() => sizes.get({ rank: LARGE_PLACES })?.size ?? 0),
    }
  }

  // Sorting all the names of a country takes longer than drawing it, and only its towns are wanted.
  function placesIn({ large }: Sheet, box: Box): NamedPlace[] {
    const most = MOST_PLACES
    const towns = box.max_lat - box.min_lat > WIDE ? places.all({ ...box, least: large(), most }) : []
    return towns.length === most ? towns : places.all({ ...box, least: 0, most })
  }

  function drawn(sheet: Sheet, frame: Frame): Ground {
    const { box } = frame
    const kilometre = frame.pixels(1000)
    return {
      land: outline(sheet.shore().land, frame, LAND),
      builtUp: outline(sheet.builtUp(), frame, BUILT_UP),
      districts: outline(sheet.districts(), frame, BORDER),
      wards: kilometre >= WARDS_FROM ? outline(sheet.wards(), frame, BORDER) : '',
      places: placesIn(sheet, box),
      waters: waters.all({ ...box }),
      stations: kilometre >= STATIONS_FROM ? stations.all({ ...box, most: MOST_STATIONS }) : [],
    }
  }

  return {
    /** The ground of a frame; the same object for the same frame until the ground itself changes. */
    of(frame: Frame): Ground {
      const { sheet, frames } = sheets()
      return keepNewest(frames, MOST_KEPT, frame.key, () => drawn(sheet, frame))
    },
    /** What `make` makes of the ground of a frame, kept like the ground itself, whatever else changes. */
    tile<T>(frame: Frame, make: (ground: Ground) => T): T {
      const { sheet, tiles } = sheets()
      return keepNewest(tiles, MOST_TILES, frame.key, () => make(drawn(sheet, frame))) as T
    },
    isLand: (point: Point): boolean => sheets().sheet.shore().isLand(point),
    /** Surveys one part of the ground that was not yet asked for, and answers whether there may be more to survey. */
    learn(): boolean {
      const { sheet } = sheets()
      const next = Object.values(sheet).find(part => !part.isMade())
      next?.()
      return next !== undefined
    },
    replaceBuiltUp(pieces: readonly Polygon[]): void {
      inTransaction(db, () => {
        clearBuiltUp.run({})
        for (const piece of pieces) addBuiltUp.run({ boundary: JSON.stringify(piece) })
      })
    },
    replaceStations(some: readonly Station[]): void {
      inTransaction(db, () => {
        clearStations.run({})
        for (const { name, lat, lon } of some) addStation.run({ name, lat, lon })
      })
    },
    replaceWaters(names: readonly Water[]): void {
      inTransaction(db, () => {
        clearWaters.run({})
        for (const { name, lat, lon, size } of names) addWater.run({ name, lat, lon, size })
      })
    },
  }
}

type BoxParams = { [K in keyof Box]: number }

interface Kept {
  mark: string
  sheet: Sheet
  frames: Map<string, Ground>
  tiles: Map<string, unknown>
}

interface Sheet {
  shore: Once<{ isLand(point: Point): boolean; land: Flat[] }>
  builtUp: Once<Flat[]>
  districts: Once<Flat[]>
  wards: Once<Flat[]>
  /** No smaller than this is any of the largest places. */
  large: Once<number>
}

interface Once<T> {
  (): T
  isMade(): boolean
}

function polygonsIn({ boundary }: { boundary: string }): Polygons {
  return polygonsOf(JSON.parse(boundary) as Polygon | MultiPolygon) as Position[][][]
}

function onceAsked<T>(make: () => T): Once<T> {
  let made: { value: T } | undefined
  const once = () => {
    made ??= { value: make() }
    return made.value
  }
  return Object.assign(once, { isMade: () => made !== undefined })
}

/** What is kept under a key, made where it is not; of more than `most`, that asked for longest ago goes. */
function keepNewest<T>(kept: Map<string, T>, most: number, key: string, make: () => T): T {
  const known = kept.get(key) ?? make()
  kept.delete(key)
  kept.set(key, known)
  if (kept.size > most) kept.delete(kept.keys().next().value as string)
  return known
}
