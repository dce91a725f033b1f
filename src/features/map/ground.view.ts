// One tile of the ground as its view draws it: no lights, and every name wholly in the tile of what it names.
import { type Frame, type Spot, TILE } from './frame.rules.ts'
import { placeLabels } from './labels.rules.ts'
import { type Names, namesFor } from './naming.rules.ts'
import { dotted, rounded } from './picture.rules.ts'

const INSET = 4
const MOST_NAMES = 7
const LETTERS = 13

interface Ground extends Names {
  land: string
  builtUp: string
  districts: string
  wards: string
}

export function groundTile(frame: Frame, ground: Ground) {
  const { land, builtUp, districts, wards, places, waters, stations } = ground
  const isHere = ([x, y]: Spot) => x >= 0 && x < TILE && y >= 0 && y < TILE
  const stops = stations.map(station => rounded(frame.at(station))).filter(isHere)
  const names = namesFor({ places, waters, stations }, frame).filter(({ at }) => isHere(at))
  const bounds = { left: INSET, top: INSET, right: TILE - INSET, bottom: TILE - INSET }
  const labels = placeLabels(names, { bounds, size: LETTERS, most: MOST_NAMES, cores: stops, taken: [] })
  return {
    size: TILE,
    ...{ land, built_up: builtUp, districts, wards },
    stations: dotted(stops),
    labels: labels.map(({ text, kind, x, y }) => ({ text, kind, x, y })),
  }
}
