// Draws the map for every page that has one: the ground from memory, the lights of the moment, names where they fit.
import type { Keep } from '../../platform/database/kept.ts'
import type { Box, Point } from '../../platform/geo/point.ts'
import type { Asked } from '../initiatives/asked.fields.ts'
import { mapAddress } from './fields.ts'
import type { Frame, Margins, Spot } from './frame.rules.ts'
import { gather, middleOfCell } from './gathering.rules.ts'
import type { GroundStore } from './ground.store.ts'
import { type Label, placeLabels, type Rect, rectRound } from './labels.rules.ts'
import type { LightSearch } from './lights.search.ts'
import { namesFor } from './naming.rules.ts'
import {
  type Core,
  dotted,
  drawLights,
  type Glyph,
  type Lights,
  lowered,
  rounded,
  shareFor,
} from './picture.rules.ts'

/** A size in which names are drawn: on a phone the whole picture is smaller, so they must be larger in it. */
export interface Lettering {
  name: 'wide' | 'narrow' | 'tall' | 'all'
  size: 13 | 19 | 25
  most: number
  bounds: Rect
  /** What of it is seen in the narrowest window it is made for; all, when left out. */
  inner?: Rect
}

/** What the lights are filtered by, and the same as an address says it. */
export interface Which {
  asked?: Asked | undefined
  query?: string
}

export interface Scene extends Which {
  /** Once a page; the ids in the picture begin with it. */
  id: string
  title: string
  frame: Frame
  /** `meet` shows all of itself, `slice` fills its room and loses its edges, `crop` also keeps its scale on a phone. */
  fit: 'slice' | 'meet' | 'crop'
  /** Whether lights are links. */
  linked: boolean
  /** Where links open, when that is not here. */
  target?: '_blank'
  /** Whether the lights are only there for company. */
  faint?: boolean
  most: number
  letterings: Lettering[]
  /** Listings that are not among the lights. */
  without?: readonly number[]
  /** Where no other light is drawn. */
  clear?: { point: Point; metres: number }
  extras?: Partial<Extras>
  /** What no name may cover. */
  taken?: readonly Rect[]
}

/** A number on the map. */
export interface Disc {
  x: number
  y: number
  number: string
  /** Whether it stands for a neighbourhood and not a point. */
  soft: boolean
  href: string
  title: string
}

export interface Extras {
  /** An area that is shown as itself. */
  area: string
  areaLit: boolean
  reach: string
  /** Soft circles with no point in them. */
  patches: { x: number; y: number; r: number; halo: number; strength: 'strong' | 'middling' | 'weak' }[]
  /** Lines from numbers that had to stand aside. */
  leaders: string
  discs: Disc[]
  /** The place that was asked about. */
  ring: { x: number; y: number } | null
  /** The one light the page is about. */
  star: { x: number; y: number; core: Core } | null
  own: { text: string; at: Spot; reach: number }[]
}

const NOTHING: Extras = {
  area: '',
  areaLit: false,
  reach: '',
  patches: [],
  leaders: '',
  discs: [],
  ring: null,
  star: null,
  own: [],
}

// Halos reach into a picture from beyond its edges.
const HALO_MARGIN = 60

export type Draw = ReturnType<typeof makeDrawing>
export type Picture = ReturnType<Draw>

export function makeDrawing(ground: GroundStore, lights: LightSearch, keep: Keep) {
  function drawn(scene: Scene, today: string) {
    const { frame, extras } = scene
    const { width, height } = frame
    const { land, builtUp, districts, wards, places, waters, stations } = ground.of(frame)
    const shown = lightsOf(scene, today)
    const more = { ...NOTHING, ...extras }
    const stops = stations.map(station => rounded(frame.at(station)))
    const obstacles = [...shown.cores, ...stops, ...(more.star ? [[more.star.x, more.star.y] as Spot] : [])]
    const own = more.own.map(one => ({ ...one, kind: 'own' as const }))
    const names = namesFor({ places, waters, stations }, frame)
    const wanted = [...own, ...names.filter(({ text }) => !own.some(one => one.text === text))]
    const taken = [...(scene.taken ?? []), ...more.discs.map(({ x, y }) => rectRound([x, y], 17))]
    return {
      id: scene.id,
      title: scene.title,
      href: mapAddress(frame.box, scene.query),
      width,
      height,
      fit: scene.fit,
      target: scene.target ?? '',
      has_links: shown.marks.some(({ href }) => href !== '') || more.discs.length > 0,
      faint: scene.faint ?? false,
      ...{ land, built_up: builtUp, districts, wards, stations: dotted(stops) },
      symbols: [...haloed(shown.symbols, scene), ...(more.star ? [starOf(more.star.core)] : [])],
      marks: shown.marks,
      sparks: shown.sparks,
      total: shown.total,
      ...{ area: more.area, area_lit: more.areaLit, reach: more.reach, patches: more.patches },
      ...{ leaders: more.leaders, discs: more.discs, ring: more.ring },
      star: more.star && { x: more.star.x, y: more.star.y, symbol: 'star' },
      letterings: scene.letterings.map(({ name, size, most, bounds, inner = bounds }) => ({
        name,
        size,
        labels: placeLabels(wanted, { bounds, size, most, cores: obstacles, taken }).map(label =>
          labelOf(label, inner),
        ),
      })),
    }
  }

  function lightsOf(scene: Scene, today: string): Lights {
    const { frame, most, linked, without = [], clear, asked, query = '' } = scene
    const { level, cells } = lights.cells({ box: grown(frame), scale: frame.scale }, { without, asked })
    const kept = clear ? cells.filter(cell => !isNear(frame, middleOfCell(cell), clear)) : cells
    const fine = { level, cells: kept }
    const gathered = gather(fine, most)
    const said = lights.said(gathered.cells)
    return drawLights({ fine, gathered, said, frame, today, linked, query })
  }

  // The same pages are asked for again and again. A frame is known by its box and its size.
  return (scene: Scene, today: string) => keep(JSON.stringify([scene, today]), () => drawn(scene, today))
}

/** Names all over a picture, as many as there is room for. */
export function lettering(
  name: Lettering['name'],
  size: Lettering['size'],
  { width, height }: Frame,
): Lettering {
  const letters = (width * height * 169) / (size * size)
  const most = Math.max(4, Math.min(30, Math.round(letters / 34_000)))
  return { name, size, most, bounds: roomIn(width, height) }
}

/** Room for names a little inside the edges of a picture, or of what is left of it where it is cut. */
export function roomIn(width: number, height: number, cut: Margins = { x: 0, y: 0 }): Rect {
  return { left: cut.x + 10, right: width - cut.x - 10, top: cut.y + 8, bottom: height - cut.y - 8 }
}

/** Halos in the size for a picture: lights that are only there for company glow less. */
function haloed(glyphs: readonly Glyph[], { frame, faint = false }: Scene): Glyph[] {
  const share = shareFor(frame.pixels(1000)) * (faint ? 0.55 : 1)
  return glyphs.map(glyph => lowered(glyph, share))
}

/** The light a page is about: larger than its neighbours, as long as it shines. */
function starOf(core: Core): Glyph {
  const shines = core === 'core'
  return {
    name: 'star',
    from: 0,
    r: shines ? 84 : 18,
    hot: 0,
    strength: shines ? 1 : 0.5,
    heart: shines ? 4 : 3,
    core,
  }
}

function labelOf({ text, kind, x, y, rect }: Label, inner: Rect) {
  return { text, kind, x, y, is_outer: rect.left < inner.left || rect.right > inner.right }
}

function grown({ box, height, width }: Frame): Box {
  const lat = ((box.max_lat - box.min_lat) / height) * HALO_MARGIN
  const lon = ((box.max_lon - box.min_lon) / width) * HALO_MARGIN
  return {
    min_lat: box.min_lat - lat,
    max_lat: box.max_lat + lat,
    min_lon: box.min_lon - lon,
    max_lon: box.max_lon + lon,
  }
}

function isNear(
  frame: Frame,
  point: Point,
  { point: middle, metres }: { point: Point; metres: number },
): boolean {
  const [x, y] = frame.at(point)
  const [toX, toY] = frame.at(middle)
  return Math.hypot(x - toX, y - toY) < frame.pixels(metres) + 3
}
