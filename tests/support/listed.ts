// What a list holds that has a place on the map, as a program reads it.
import type { Wire } from './wire.ts'

interface Feature {
  geometry: object | null
  properties: { name: string; where_kind: string }
}

/** The names of what a filter lists at an address of its own, from A to Z. */
export async function listedOnMap(wire: Wire, query: string): Promise<string[]> {
  const { features } = JSON.parse((await wire.ask(`/initiatives.geojson?${query}`)).text) as {
    features: Feature[]
  }
  return features
    .filter(({ geometry, properties }) => geometry !== null && properties.where_kind === 'address')
    .map(({ properties }) => properties.name)
    .toSorted()
}
