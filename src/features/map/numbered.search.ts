// Maps that repeat a list: a number for each listing on the page, the other lights faint, and how far one gets.
import type { Keep } from '../../platform/database/kept.ts'
import { type Box, boxAround, METRES_PER_MILE, type Point } from '../../platform/geo/point.ts'
import type { Liveness } from '../initiatives/kept.fields.ts'
import { spread } from './discs.rules.ts'
import {
  type Disc,
  type Draw,
  type Extras,
  lettering,
  type Picture,
  type Scene,
  type Which,
} from './drawing.search.ts'
import { type Frame, frameOf, type Spot } from './frame.rules.ts'
import type { GroundStore } from './ground.store.ts'
import { type Rect, rectRound } from './labels.rules.ts'
import { pathOf } from './outline.rules.ts'
import { ringPath, rounded, sayMark } from './picture.rules.ts'
import { reachOf } from './reach.rules.ts'

/** A listing that may have a number on the map. */
export interface Numbered extends Liveness {
  id: number
  slug: string
  name: string
  where_kind: string
  shown_lat: number | null
  shown_lon: number | null
  /** How far from there the place may be; 0 where it is the place. */
  shown_metres: number
}

export interface ListAsked extends Which {
  title: string
  listed: readonly Numbered[]
  /** The number of the first. */
  first: number
  near?: Point & { label: string; miles: number }
}

export interface NumberedDeps {
  ground: Pick<GroundStore, 'isLand'>
  keep: Keep
  travel(): { from(origin: Point): { to(target: Point): { metres: number } | undefined } }
}

const LIST = { width: 352, height: 540 }
const MOST_REACHES = 100
const DISCS_APART = 27
// The large map is drawn at half its size on a phone, and its numbers larger to make up for it.
const FAR_APART = 40

export function makeNumbered({ ground, travel, keep }: NumberedDeps, draw: Draw) {
  /** A page of a list: its numbers, the others faint, and how far the place that was asked about reaches. */
  function list(asked: ListAsked, today: string): Picture | null {
    const { title, listed, first, near } = asked
    const ids = listed.map(({ id }) => id)
    // Moving the numbers apart takes as long as drawing what is round them.
    return keep(JSON.stringify(['list', title, first, ids, near, today]), () => drawList(asked, today))
  }

  function drawList({ title, listed, first, near }: ListAsked, today: string): Picture | null {
    const { width, height } = LIST
    const placed = placedOf(listed, first)
    if (placed.length === 0 && !near) return null
    const points = near ? corners(boxAround(near, near.miles * METRES_PER_MILE)) : placed
    const frame = frameOf(roomy(points), width, height, near ? { x: 12, y: 12 } : { x: 36, y: 40 })
    return numbered({ id: 'list-map', title, frame, placed, near, isLarge: false }, today)
  }

  /** Any box, with the numbers of the listings beside it. */
  function view(box: Box, width: number, height: number, asked: ListAsked, today: string) {
    const { listed, first, ...rest } = asked
    const frame = frameOf(box, width, height)
    return numbered({ ...rest, id: 'map', frame, placed: placedOf(listed, first), isLarge: true }, today)
  }

  function numbered(map: NumberedMap, today: string): Picture {
    const { id, title, frame, placed, near, isLarge, asked, query = '' } = map
    const ring = near && rounded(frame.at(near))
    const spots = placed.map(one => frame.at(one))
    const apart = isLarge ? FAR_APART : DISCS_APART
    const fixed = [...(ring ? [ring] : []), ...(isLarge ? buttonsOf(frame) : [])]
    const stands = spread(spots, { ...frame, apart, fixed })
    const extras: Partial<Extras> = {
      discs: placed.map((one, index) => discOf(one, stands[index] as Spot, today)),
      leaders: leadersOf(spots, stands),
      patches: patchesOf(placed, frame),
      ring: ring ? { x: ring[0], y: ring[1] } : null,
      reach: near ? ringPath(reachFrom(near), frame) : '',
      own: near && ring ? [{ text: near.label, at: ring, reach: 110 }] : [],
    }
    const scene: Scene = {
      ...{
        id,
        title,
        frame,
        extras,
        fit: 'meet',
        linked: isLarge,
        faint: !isLarge,
        most: isLarge ? 160 : 120,
      },
      letterings: isLarge
        ? [lettering('wide', 13, frame), lettering('narrow', 25, frame)]
        : [lettering('all', 13, frame)],
      ...{ asked, query },
      without: placed.map(({ light }) => light.id),
      taken: [...(ring ? [rectRound(ring, 12)] : []), ...(isLarge ? [compassOf(frame)] : [])],
    }
    return draw(scene, today)
  }

  // Reckoning a reach takes longer than drawing it, and the same places are asked about again and again.
  const reaches = new WeakMap<object, Map<string, Point[]>>()
  function reachFrom(near: NonNullable<ListAsked['near']>): Point[] {
    const now = travel()
    const known = reaches.get(now) ?? new Map<string, Point[]>()
    reaches.set(now, known)
    const key = `${near.lat} ${near.lon} ${near.miles}`
    const found = known.get(key) ?? reckoned(near, now)
    known.set(key, found)
    if (known.size > MOST_REACHES) known.delete(known.keys().next().value as string)
    return found
  }

  function reckoned(near: NonNullable<ListAsked['near']>, { from }: ReturnType<typeof travel>): Point[] {
    const way = from(near)
    const metresTo = (point: Point) => way.to(point)?.metres
    return reachOf(near, near.miles * METRES_PER_MILE, { metresTo, isLand: ground.isLand })
  }

  return { list, view }
}

interface NumberedMap extends Which {
  id: string
  title: string
  frame: Frame
  placed: Placed[]
  near?: ListAsked['near']
  /** Whether it is the map of a page of its own, and not the one beside a list. */
  isLarge: boolean
}

/** Where the ways to move the large map lie over it. */
function compassOf({ width }: Frame): Rect {
  return { left: width - 166, top: 0, right: width, bottom: 166 }
}

/** The middles of the buttons there, which a number must not lie under. */
function buttonsOf({ width }: Frame): Spot[] {
  return [
    [width - 84, 36],
    [width - 36, 36],
    [width - 132, 84],
    [width - 36, 84],
    [width - 84, 132],
    [width - 36, 132],
  ]
}

interface Placed extends Point {
  light: Numbered
  number: string
}

/** Those that stand somewhere, each with its place in the list. */
function placedOf(listed: readonly Numbered[], first: number): Placed[] {
  return listed.flatMap((light, index) =>
    light.where_kind === 'address' && light.shown_lat !== null && light.shown_lon !== null
      ? [{ light, number: String(first + index), lat: light.shown_lat, lon: light.shown_lon }]
      : [],
  )
}

function discOf({ light, number }: Placed, [x, y]: Spot, today: string): Disc {
  const title = `${number}: ${sayMark(light, today)}`
  return { x, y, number, soft: light.shown_metres > 0, href: `/initiatives/${light.slug}`, title }
}

function patchesOf(placed: readonly Placed[], frame: Frame): Extras['patches'] {
  return placed
    .filter(({ light }) => light.shown_metres > 0)
    .map(one => {
      const [x, y] = rounded(frame.at(one))
      const r = Math.max(18, Math.round(frame.pixels(one.light.shown_metres)))
      return { x, y, r, halo: Math.round(r * 1.3), strength: 'weak' as const }
    })
}

/** Lines from where things are to the numbers that had to move away from there. */
function leadersOf(spots: readonly Spot[], stands: readonly Spot[]): string {
  const lines = spots.map((spot, index): [Spot, Spot] => [spot, stands[index] as Spot])
  const moved = lines.filter(([[x, y], [toX, toY]]) => Math.hypot(toX - x, toY - y) > DISCS_APART / 2)
  return pathOf(moved, false)
}

function corners({ min_lat, min_lon, max_lat, max_lon }: Box): Point[] {
  return [
    { lat: min_lat, lon: min_lon },
    { lat: max_lat, lon: max_lon },
  ]
}

// About two miles: a list of two neighbours is shown in its town.
const LEAST_LAT = 0.03
const LEAST_LON = 0.045

/** The box that holds these points, and some ground round a few of them. */
function roomy(points: readonly Point[]): Box {
  const lats = points.map(({ lat }) => lat)
  const lons = points.map(({ lon }) => lon)
  const box = {
    min_lat: Math.min(...lats),
    max_lat: Math.max(...lats),
    min_lon: Math.min(...lons),
    max_lon: Math.max(...lons),
  }
  const up = Math.max(0, LEAST_LAT - (box.max_lat - box.min_lat)) / 2
  const along = Math.max(0, LEAST_LON - (box.max_lon - box.min_lon)) / 2
  return {
    min_lat: box.min_lat - up,
    max_lat: box.max_lat + up,
    min_lon: box.min_lon - along,
    max_lon: box.max_lon + along,
  }
}
