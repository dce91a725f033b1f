// Where an initiative stands and what of that may be shown: worked out once, when it is written.
import { crowMetres, type Point } from '../../platform/geo/point.ts'
import type { InitiativeFields } from './fields.ts'
import { hide } from './hiding.rules.ts'
import type { FieldIssue } from './reading.fields.ts'

/** What is known about the ground; the caller looks it up. */
export interface Ground {
  postcode(postcode: string): (Point & { ward: string }) | undefined
  areaAt(point: Point): GroundArea | undefined
  /** The neighbourhood that holds a point, or has it on its shore. */
  areaNear(point: Point): GroundArea | undefined
  areaByCode(code: string): GroundArea | undefined
  areaByPath(path: string): GroundArea | undefined
  /** Where every postcode of a neighbourhood is, by its code. */
  postcodesIn(code: string): Point[]
}
export interface GroundArea extends Point {
  id: number
  code: string
}

export interface Placing {
  lat: number | null
  lon: number | null
  shown_lat: number | null
  shown_lon: number | null
  /** How far from there the place itself may be; 0 where that is the place. */
  shown_metres: number
  shown_address: string
  home_area: number | null
  serves_areas: number[]
}

/** What decides where an initiative stands. */
export type Where = Pick<
  InitiativeFields,
  'where_kind' | 'precision' | 'venue' | 'street' | 'postcode' | 'lat' | 'lon' | 'serves'
>
export type PlacingResult = { ok: true; placing: Placing } | { ok: false; issues: FieldIssue[] }

/** Finds the point, its neighbourhood, the areas served, and what may be shown; or says what is wrong. */
export function placeInitiative(where: Where, ground: Ground): PlacingResult {
  const served = servedAreas(where.serves, ground)
  if ('issues' in served) return { ok: false, issues: served.issues }
  if (where.where_kind === 'online') return placed({ serves_areas: served.ids })
  if (where.where_kind === 'area') {
    const [first] = served.areas
    return placed({ shown_lat: first?.lat ?? null, shown_lon: first?.lon ?? null, serves_areas: served.ids })
  }
  return placeAddress(where, served.ids, ground)
}

/** The point that may be shown, and how far from it the place may be. */
export interface Shown extends Point {
  metres: number
}

// Steps of the fixed grid, in degrees: about 220 by 210 m; no street is farther from its crossing than this.
const GRID = { lat: 0.002, lon: 0.003 }
const STREET_METRES = 180
// As far as a neighbourhood reaches from its middle, more or less, where nothing is known about its postcodes.
const NEIGHBOURHOOD_METRES = 1500

/**
 * The point that may be shown: as it is, a crossing of a fixed grid, or one that many postcodes of the neighbourhood
 * share. It never lies in another neighbourhood, which may be across the water.
 */
export function shownPoint(
  point: Point,
  precision: InitiativeFields['precision'],
  home: GroundArea,
  ground: Pick<Ground, 'areaAt' | 'postcodesIn'>,
): Shown {
  if (precision === 'exact') return { lat: point.lat, lon: point.lon, metres: 0 }
  const middle = { lat: home.lat, lon: home.lon, metres: NEIGHBOURHOOD_METRES }
  if (precision === 'neighbourhood') {
    const shared = hide(point, ground.postcodesIn(home.code)) ?? middle
    return ground.areaAt(shared)?.id === home.id ? shared : { ...shared, lat: home.lat, lon: home.lon }
  }
  const row = Math.round(point.lat / GRID.lat)
  const column = Math.round(point.lon / GRID.lon)
  const around = [
    [0, 0],
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const
  for (const [up, right] of around) {
    const node = { lat: onGrid(row + up, GRID.lat), lon: onGrid(column + right, GRID.lon) }
    if (ground.areaAt(node)?.id === home.id) return { ...node, metres: STREET_METRES }
  }
  return middle
}

/** What may be said of an address: all of it, the street and surely nothing of the door, or nothing. */
export function shownAddress({
  venue,
  street,
  postcode,
  precision,
}: Pick<Where, 'venue' | 'street' | 'postcode' | 'precision'>): string {
  if (precision === 'neighbourhood') return ''
  if (precision === 'street') return streetAlone(street)
  return [venue, street, postcode].filter(Boolean).join(', ')
}

const PARTS = /[,;:،、()/\n]|\s[-–—]\s|\bc\/o\b/i
const STREET_WORDS = `road|rd|street|st|lane|ln|avenue|ave|close|cl|way|drive|dr|terrace|place|row|gardens|grove|hill|crescent|parade|square
  |walk|rise|court|mews|broadway|esplanade|quay|wharf|view|end|green|chase|causeway|approach|path|alley|mead|park|vale|promenade`
const A_STREET = new RegExp(`^(?:the )?[\\p{L}'’. -]*\\b(?:${STREET_WORDS.replace(/\s/g, '')})$`, 'iu')
const A_DOOR = /\b(?:flat|unit|room|no|number|cottage|house|farm|lodge|villa|bungalow|barn|hall)\b/iu

// Shown only when it is surely a street and nothing more: no figure, no name of a house, nobody's name before it.
function streetAlone(street: string): string {
  const parts = street
    .normalize('NFKC')
    .split(PARTS)
    .map(part => part.trim())
  const bare = parts.map(part => part.replace(/^.*\p{N}\S*\s+/u, '').replace(/^\p{L}\s+/u, ''))
  return bare.find(part => A_STREET.test(part) && !A_DOOR.test(part) && !/\p{N}/u.test(part)) ?? ''
}

// A postcode's own ward is surer than a coarse border, for what stands where its postcode is.
const AT_ITS_POSTCODE = 150

function placeAddress(where: Where, serves: number[], ground: Ground): PlacingResult {
  const known = where.postcode === '' ? undefined : ground.postcode(where.postcode)
  const given = where.lat !== null && where.lon !== null ? { lat: where.lat, lon: where.lon } : undefined
  const point = given ?? known
  if (!point)
    return wrong('postcode', `We do not know the postcode ${where.postcode}. Check it, or give a point.`)
  const isThere = known !== undefined && crowMetres(known, point) <= AT_ITS_POSTCODE
  const home = (isThere ? ground.areaByCode(known.ward) : undefined) ?? ground.areaNear(point)
  if (!home) {
    return wrong(
      given ? 'lat' : 'postcode',
      `${given ? 'The point' : where.postcode} lies outside the area this site covers.`,
    )
  }
  const shown = shownPoint(point, where.precision, home, ground)
  return placed({
    lat: point.lat,
    lon: point.lon,
    shown_lat: shown.lat,
    shown_lon: shown.lon,
    shown_metres: shown.metres,
    shown_address: shownAddress(where),
    home_area: home.id,
    serves_areas: serves.filter(id => id !== home.id),
  })
}

function servedAreas(
  serves: string[],
  ground: Ground,
): { areas: GroundArea[]; ids: number[] } | { issues: FieldIssue[] } {
  const areas = serves.map(name => ground.areaByCode(name) ?? ground.areaByPath(name))
  const unknown = serves.filter((_, index) => areas[index] === undefined)
  if (unknown.length > 0) {
    return { issues: [{ field: 'serves', message: `There is no area called ${unknown.join(' or ')} here.` }] }
  }
  const found = areas as GroundArea[]
  return { areas: found, ids: [...new Set(found.map(({ id }) => id))] }
}

function placed(part: Partial<Placing>): PlacingResult {
  const nowhere: Placing = {
    lat: null,
    lon: null,
    shown_lat: null,
    shown_lon: null,
    shown_metres: 0,
    shown_address: '',
    home_area: null,
    serves_areas: [],
  }
  return { ok: true, placing: { ...nowhere, ...part } }
}

function wrong(field: string, message: string): PlacingResult {
  return { ok: false, issues: [{ field, message }] }
}

function onGrid(index: number, step: number): number {
  return Math.round(index * step * 1e6) / 1e6
}
