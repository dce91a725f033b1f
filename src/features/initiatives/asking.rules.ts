// From what a list is asked for to the areas and the point it means.
import type { AreaChoice } from './filters.fields.ts'

interface AskedArea {
  id: number
  parent_id: number | null
  name: string
  path: string
}

/** The part of the areas store that asking needs. */
export interface AreaLookup {
  byPath(path: string): AskedArea | undefined
  byId(id: number): AskedArea | undefined
  districts(): AskedArea[]
  neighbourhoodsOf(districtId: number): AskedArea[]
}

/** The areas that count for these paths: a district with all in it; a neighbourhood and whoever serves its district. */
export function searchedAreas(paths: readonly string[], areas: AreaLookup): number[] {
  const ids = paths.flatMap(path => {
    const area = areas.byPath(path)
    if (!area) return []
    return area.parent_id === null
      ? [area.id, ...areas.neighbourhoodsOf(area.id).map(({ id }) => id)]
      : [area.id, area.parent_id]
  })
  return [...new Set(ids)]
}

/** A place as somewhere to search from, with the areas it lies in. */
export function originOf(
  place: { lat: number; lon: number; query: string; area_id: number | null },
  areas: AreaLookup,
) {
  const area = place.area_id === null ? undefined : areas.byId(place.area_id)
  const own_areas = area ? [area.id, ...(area.parent_id === null ? [] : [area.parent_id])] : []
  return { lat: place.lat, lon: place.lon, label: place.query, own_areas }
}

/** All districts, and the neighbourhoods of those that are asked for. */
export function areaNames(
  paths: readonly string[],
  areas: AreaLookup,
): { districts: AreaChoice[]; neighbourhoods: AreaChoice[] } {
  const choice = ({ id, path, name }: AskedArea): AreaChoice => ({ id, path, name })
  const asked = new Set(paths.map(path => path.split('/')[0]))
  const districts = areas.districts().map(choice)
  const open = districts.filter(({ path }) => asked.has(path))
  return { districts, neighbourhoods: open.flatMap(({ id }) => areas.neighbourhoodsOf(id).map(choice)) }
}
