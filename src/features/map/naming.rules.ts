// Which names a picture wants, the most important first: towns from afar, suburbs and creeks from nearby.
import { crowMetres, type Point } from '../../platform/geo/point.ts'
import type { Frame } from './frame.rules.ts'
import type { Wanted } from './labels.rules.ts'

interface Named extends Point {
  name: string
  size: number
}
interface Place extends Named {
  kind: string
  ours: 0 | 1
}

const WEIGHT: Record<string, number> = {
  city: 4,
  town: 4,
  village: 1.3,
  suburb: 1,
  hamlet: 0.4,
  settlement: 1,
}
// Suburbs are named where a kilometre takes so many pixels; from farther off their town is.
const SUBURBS_FROM = 25
const SUBURBS_ALL = 55
// A suburb this near the middle of its town is spoken of as the town.
const TOWN_METRES = 2200
const MOST_WATERS = 4
// Stations are named from nearer still; from farther off they are marks alone.
const STATIONS_FROM = 55
// The largest may stand farther off, for it is often in its own glow.
const LARGEST = 8
// A name that stands farther off than this from its place, in kilometres, is taken for another's.
const FARTHEST = 4
const NEAREST = 24

export interface Names {
  places: readonly Place[]
  waters: readonly Named[]
  stations: readonly (Point & { name: string })[]
}

/** Names in the order in which they should have their place. */
export function namesFor({ places, waters, stations }: Names, frame: Frame): Wanted[] {
  const pixels = frame.pixels(1000)
  const across = frame.width / pixels
  const towns = places.filter(({ kind }) => kind === 'city' || kind === 'town')
  const weigh = (place: Place) => weightOf(place, towns, pixels)
  const named = places
    .map(place => ({ place, weight: weigh(place) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ place }, index): Wanted => {
      const isTown = place.kind === 'city' || place.kind === 'town'
      const reach = Math.min(index < LARGEST ? 84 : 46, Math.max(NEAREST, FARTHEST * pixels))
      return { text: place.name, kind: isTown ? 'town' : 'village', at: frame.at(place), reach }
    })
  const wet = waters
    .filter(({ size }) => across <= size)
    .slice(0, MOST_WATERS)
    .map((water): Wanted => ({ text: water.name, kind: 'water', at: frame.at(water), reach: 60 }))
  const known = new Set(named.map(({ text }) => text))
  const stops = (pixels < STATIONS_FROM ? [] : stations)
    .filter(({ name }) => !known.has(name))
    .map((stop): Wanted => ({ text: `${stop.name} station`, kind: 'station', at: frame.at(stop), reach: 16 }))
  return [...named.slice(0, 4), ...wet, ...named.slice(4), ...stops]
}

function weightOf(place: Place, towns: readonly Place[], pixels: number): number {
  const weight = place.size * (WEIGHT[place.kind] ?? 0.2) * (place.ours ? 1 : 0.35)
  if (place.kind === 'city' || place.kind === 'town') return weight
  const nearest = Math.min(...towns.map(town => crowMetres(town, place)))
  const apart = Math.min(1, (nearest / TOWN_METRES) ** 2)
  if (place.kind === 'village' || place.kind === 'settlement') return weight * apart
  const shown = Math.max(0, Math.min(1, (pixels - SUBURBS_FROM) / (SUBURBS_ALL - SUBURBS_FROM)))
  return weight * apart * shown
}
