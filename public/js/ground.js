// What lies under the lights of the map one can move.
import { addDrawnGround } from './drawn-ground.js'

/** Streets where there are any, and the drawn land where there are none; gives what there is to name on it. */
export async function addGround(leaflet, map, streets) {
  const drawn = () => addDrawnGround(leaflet, map, '/map/ground/{z}/{x}/{y}.svg')
  if (!streets) return drawn()
  try {
    const { addStreets } = await import('./streets.js')
    await addStreets(map, leaflet, JSON.parse(streets))
    // They bring their own names.
    return () => []
  } catch {
    return drawn()
  }
}
