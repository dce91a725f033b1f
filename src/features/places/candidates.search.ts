// Places and areas as candidates for what somebody meant, each thing once, with how likely it is.
import { type Box, crowMetres, isInBox, type Point } from '../../platform/geo/point.ts'
import type { Area, AreasStore } from '../areas/store.ts'
import type { Named, NameSearch } from './names.search.ts'
import { isNamedBy, likelihood } from './rules.ts'

export interface Candidate extends Point {
  /** One for each thing: places below nought, areas above. */
  id: number
  /** The names it was found by. */
  keys: string[]
  name: string
  district_name: string
  county: string
  outcode: string
  size: number
  in_patch: boolean
  likelihood: number
  area: Area | undefined
}

type Areas = Pick<AreasStore, 'byId' | 'byCode' | 'districtAt' | 'patch'>

// An area counts as a town of this many postcodes, where no place goes by its name.
const DISTRICT_SIZE = 1000
const NEIGHBOURHOOD_SIZE = 200
const SAME_METRES = 3000
const NEARBY_METRES = 15_000

export type Candidates = ReturnType<typeof makeCandidates>

/** Answers about names for the length of one question; what has been looked up is not looked up again. */
export function makeCandidates(names: NameSearch, areas: Areas) {
  const patch = areas.patch()
  const named = remember((key: string) => namedAny([key]))
  const rows = remember((key: string) => names.exactly([key]))

  /** Everything that goes by one of these names, the same thing under several names or entries once. */
  function namedAny(keys: readonly string[]): Candidate[] {
    if (keys.length === 0) return []
    const found = names.exactly(keys).flatMap(row => {
      const known = row.area_id === null ? asPlace(row) : asArea(row, areas.byId(row.area_id))
      return known ? [{ ...known, likelihood: likelihood(known, patch) }] : []
    })
    const once = new Map<number, Candidate>()
    for (const one of found) {
      const other = once.get(one.id)
      if (other) other.keys.push(...one.keys)
      else once.set(one.id, one)
    }
    const apart: Candidate[] = []
    for (const one of [...once.values()].toSorted(placesThenLargest)) {
      if (!apart.some(other => isSame(one, other))) apart.push(one)
    }
    return apart
  }

  function asPlace(row: Named): Omit<Candidate, 'likelihood'> {
    const ours = areas.byCode(row.district) ?? (isWithin(row, patch) && areas.districtAt(row))
    const { key, name, lat, lon, county, outcode, size } = row
    return {
      ...{ id: -(row.place_id ?? 0), keys: [key], name, lat, lon, county, outcode, size, area: undefined },
      district_name: ours ? ours.name : row.district_name,
      in_patch: Boolean(ours),
    }
  }

  function asArea({ key }: Named, area: Area | undefined): Omit<Candidate, 'likelihood'> | undefined {
    if (!area) return undefined
    const district = area.parent_id === null ? area : areas.byId(area.parent_id)
    const { id, name, lat, lon } = area
    return {
      ...{ id, keys: [key], name, lat, lon, area, outcode: '', in_patch: true },
      district_name: district?.name ?? '',
      county: names.district(district?.code ?? '')?.county ?? '',
      size: area.parent_id === null ? DISTRICT_SIZE : NEIGHBOURHOOD_SIZE,
    }
  }

  /** Whether all of the words after a name say where that place is: its district, county or outcode, a town nearby. */
  function meets(one: Candidate, words: readonly string[]): boolean {
    if (words.length === 0) return true
    for (let length = words.length; length > 0; length--) {
      const key = words.slice(0, length).join('')
      const isSo = isNamedBy(key, one) || isBesides(one, key)
      if (isSo && meets(one, words.slice(length))) return true
    }
    return false
  }

  function isBesides(one: Candidate, key: string): boolean {
    return rows(key).some(({ area_id, ...place }) => {
      if (area_id === null) return crowMetres(place, one) < NEARBY_METRES
      const area = areas.byId(area_id)
      return area !== undefined && isInBox(one, area)
    })
  }

  return { named, namedAny, meets }
}

function remember<T>(find: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return key => {
    const found = known.get(key) ?? find(key)
    known.set(key, found)
    return found
  }
}

function placesThenLargest(a: Candidate, b: Candidate): number {
  return Number(a.area !== undefined) - Number(b.area !== undefined) || b.size - a.size || a.id - b.id
}

/** Two entries for one thing: a town and the area named after it, or a village that stands in the list twice. */
function isSame(one: Candidate, other: Candidate): boolean {
  if (!one.keys.some(key => other.keys.includes(key))) return false
  return crowMetres(one, other) < SAME_METRES || (one.area !== undefined && isInBox(other, one.area))
}

function isWithin(point: Point, box: Box | undefined): boolean {
  return box !== undefined && isInBox(point, box)
}
