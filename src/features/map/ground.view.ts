// One tile of the ground as its view draws it: no lights, and its names as data, for whoever knows what stands on it.
import { type Frame, type Spot, TILE } from './frame.rules.ts'
import { type Names, namesFor } from './naming.rules.ts'
import { dotted, rounded } from './picture.rules.ts'

const MOST_NAMES = 12

interface Ground extends Names {
  land: string
  builtUp: string
  districts: string
  wards: string
}

/** The names are `[kind, text, x, y]` of what lies in the tile, the most important first. */
export function groundTile(frame: Frame, ground: Ground) {
  const { land, builtUp, districts, wards, places, waters, stations } = ground
  const isHere = ([x, y]: Spot) => x >= 0 && x < TILE && y >= 0 && y < TILE
  const stops = stations.map(station => rounded(frame.at(station))).filter(isHere)
  const names = namesFor({ places, waters, stations }, frame).filter(({ at }) => isHere(at))
  return {
    size: TILE,
    ...{ land, built_up: builtUp, districts, wards },
    stations: dotted(stops),
    names: JSON.stringify(
      names.slice(0, MOST_NAMES).map(({ kind, text, at }) => [kind, text, ...rounded(at)]),
    ),
  }
}
