// The pictures of the site, one for each kind of page: the patch by night, a list, an area, one light, any box.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Box, Point } from '../../platform/geo/point.ts'
import { brightness } from '../initiatives/brightness.rules.ts'
import {
  type Draw,
  type Extras,
  type Lettering,
  lettering,
  type Picture,
  roomIn,
  type Which,
} from './drawing.search.ts'
import { acrossFor, frameAcross, frameAround, frameOf, middleOf } from './frame.rules.ts'
import type { GroundStore } from './ground.store.ts'
import { rectRound } from './labels.rules.ts'
import { makeNumbered, type Numbered, type NumberedDeps } from './numbered.search.ts'
import { flatten, outline } from './outline.rules.ts'
import { coreOf, rounded } from './picture.rules.ts'
import { makeSmall } from './small.search.ts'
import { makeSquare } from './square.search.ts'

export interface PictureDeps {
  draw: Draw
  ground: Pick<GroundStore, 'isLand'>
  travel: NumberedDeps['travel']
  keep: NumberedDeps['keep']
  areas: {
    patch(): Box | undefined
    boundaryOf(id: number): Polygon | MultiPolygon | undefined
  }
}

export type Pictures = ReturnType<typeof makePictures>

// Where the site knows no area, it shows the estuary it was made for.
const ESTUARY: Box = { min_lat: 51.42, min_lon: 0.2, max_lat: 51.83, max_lon: 0.97 }
// Of its sides so much is cut off on a desk, and so much where it begins to be drawn for one.
const HOME = { width: 1600, height: 552, sides: 160, cut: 352, rise: 0.46 }
const HERO = { width: 768, height: 400 }
// A circle larger than this would not leave room for what lies round it.
const ONE = { ...HERO, metres: 8200, circle: 118 }

export function makePictures({ draw, ground, travel, areas, keep }: PictureDeps) {
  /** Everything, by night, for the head of the first page. */
  function home(title: string, glows: readonly (Point & { weight: number })[], today: string): Picture {
    const { width, height, sides } = HOME
    const patch = areas.patch() ?? ESTUARY
    const middle = middleOf(glows) ?? centreOf(patch)
    const frame = frameAcross(patch, { middle, rise: HOME.rise }, HOME, { x: sides, y: 8 })
    const letterings: Lettering[] = [
      {
        name: 'wide',
        size: 13,
        most: 18,
        bounds: { ...roomIn(width, height, { x: sides, y: 0 }), top: 62, bottom: 430 },
        inner: roomIn(width, height, { x: HOME.cut, y: 0 }),
      },
      {
        name: 'narrow',
        size: 19,
        most: 8,
        bounds: { ...roomIn(width, height, { x: 525, y: 0 }), top: 92, bottom: 480 },
      },
    ]
    return draw({ id: 'lights-map', title, frame, fit: 'slice', linked: true, most: 200, letterings }, today)
  }

  /** Any box and nothing but its lights; whoever asks gives it a title. */
  function plain(box: Box, width: number, height: number, which: Which, today: string) {
    const frame = frameOf(box, width, height)
    const letterings = [lettering('all', 13, frame)]
    const scene = { ...which, id: 'map', title: '', frame, fit: 'meet' as const }
    return draw({ ...scene, linked: true, most: 200, letterings }, today)
  }

  /** One area and its lights. */
  function area({ id, name, lit, ...box }: Box & { id: number; name: string; lit: boolean }, today: string) {
    const { width, height } = HERO
    const frame = frameOf(box, width, height, { x: 200, y: 44 })
    const boundary = areas.boundaryOf(id)
    const rings = boundary?.type === 'Polygon' ? [boundary.coordinates] : (boundary?.coordinates ?? [])
    const shape = rings.map(polygon => flatten(polygon, true))
    const extras = {
      area: outline(shape, frame, { margin: 4, tolerance: 0.6, least: 4, parts: 1 }),
      areaLit: lit,
    }
    const title = `Map: the lights of ${name}`
    const letterings: Lettering[] = [
      { name: 'wide', size: 13, most: 8, bounds: { left: 330, right: width - 10, top: 112, bottom: 340 } },
      { name: 'narrow', size: 25, most: 3, bounds: roomIn(width, height) },
    ]
    return draw(
      { id: 'area-map', title, frame, fit: 'slice', linked: true, most: 60, letterings, extras },
      today,
    )
  }

  /** One light among its neighbours; where it may not be shown, a soft circle with nothing in it. */
  function one(light: Numbered & { label: string }, today: string): Picture | null {
    const { shown_lat: lat, shown_lon: lon, shown_metres: metres, label } = light
    if (lat === null || lon === null || light.where_kind !== 'address') return null
    const { width, height } = ONE
    const point = { lat, lon }
    const frame = frameAround(point, acrossFor(metres, ONE), width, height)
    const r = Math.max(metres > 0 ? 22 : 0, Math.round(frame.pixels(metres)))
    const [x, y] = rounded(frame.at(point))
    const extras: Partial<Extras> = {
      patches:
        metres > 0
          ? [{ x, y, r, halo: Math.round(r * 1.62), strength: strengthOf(brightness(light, today)) }]
          : [],
      star: metres > 0 ? null : { x, y, core: coreOf(light, today) },
      own: label ? [{ text: label, at: [x, y - r], reach: 70 }] : [],
    }
    const room = { ...roomIn(width, height, { x: 189, y: 96 }) }
    return draw(
      {
        ...{
          id: 'light-map',
          title: titleOf(light),
          frame,
          fit: 'crop',
          linked: false,
          faint: true,
          most: 80,
        },
        letterings: [
          { name: 'wide', size: 13, most: 6, bounds: { left: 250, right: width - 10, top: 66, bottom: 360 } },
          { name: 'narrow', size: 13, most: 3, bounds: room },
        ],
        without: [light.id],
        clear: { point, metres },
        taken: [rectRound([x, y], Math.max(r + 3, 16))],
        extras,
      },
      today,
    )
  }

  return {
    home,
    plain,
    area,
    one,
    small: makeSmall(draw),
    square: makeSquare(draw),
    ...makeNumbered({ ground, travel, keep }, draw),
    patch: () => areas.patch() ?? ESTUARY,
  }
}

/** A hidden light glows as brightly as it would in the open, in three steps. */
function strengthOf(bright: number): Extras['patches'][number]['strength'] {
  if (bright >= 0.7) return 'strong'
  return bright >= 0.2 ? 'middling' : 'weak'
}

function titleOf({ name, shown_metres }: Numbered): string {
  if (shown_metres === 0) return `Map: where ${name} is, and the lights round it`
  return `Map: the part of town where ${name} is. The exact place is not shown`
}

function centreOf({ min_lat, max_lat, min_lon, max_lon }: Box): Point {
  return { lat: (min_lat + max_lat) / 2, lon: (min_lon + max_lon) / 2 }
}
