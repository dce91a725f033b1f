// The lights of the map: fetched for what is in view, drawn as halos that add up, and named above them.
import { makeCanvasLayer } from './canvas-layer.js'
import { drawHalos } from './drawing.js'
import { gather } from './gathering.js'
import { makeLightTiles, squaresIn } from './light-tiles.js'
import { drawMarks } from './marks.js'
import { takenOn } from './taken.js'

const FARTHEST = 18
// Halos reach into view from beyond its edges; fetched is only what lies this near.
const MARGIN = 40
// As many halos to the area as in the drawing.
const AREA_A_HALO = 3240

/**
 * Adds the lights to a map. `numbered()` gives the names in addresses of what has a number, and `places()` what there is
 * to name on the ground; `onLights` hears of what was drawn, and whether all of it could be had. Call what it gives when
 * the numbers are others.
 */
export function addLights(leaflet, map, { query, numbered, places, onLights }) {
  const tiles = makeLightTiles(query)
  let known = { lights: [], isWhole: true, z: 0 }
  let groups = []
  let asking = 0

  // After a zoom what is known of the former level is drawn until the lights of the new one are here.
  const halos = makeCanvasLayer(leaflet, {
    pane: 'lights',
    draw(view) {
      const near = known.lights.filter(light => isNear(view, light))
      groups = gather(near, known.z, (view.width * view.height) / AREA_A_HALO)
      drawHalos(view, groups)
      onLights(groups, known.isWhole)
    },
  })
  const marks = makeCanvasLayer(leaflet, {
    pane: 'marks',
    draw: view =>
      drawMarks(view, groups, { numbered: numbered(), places: places(), taken: takenOn(map, view) }),
  })

  async function fetchLights() {
    const z = Math.min(FARTHEST, Math.round(map.getZoom()))
    const turn = ++asking
    const found = await tiles(squaresIn(pixelsOf(map, z), z))
    if (turn !== asking) return
    known = { ...found, z }
    halos.redraw()
    marks.redraw()
  }

  map.createPane('lights')
  map.createPane('marks')
  map.addLayer(halos)
  map.addLayer(marks)
  map.on('moveend', fetchLights)
  // Names of places come with the ground, and may come after the lights.
  map.eachLayer(layer => layer.on('load', () => marks.redraw()))
  fetchLights()
  return () => marks.redraw()
}

function isNear({ at, width, height }, light) {
  const [x, y] = at(light)
  return x > -MARGIN && y > -MARGIN && x < width + MARGIN && y < height + MARGIN
}

/** What is in view and a little more, in pixels of level `z`. */
function pixelsOf(map, z) {
  const { min, max } = map.getPixelBounds()
  const scale = 2 ** (z - map.getZoom())
  const edge = [MARGIN * scale, MARGIN * scale]
  return { min: min.multiplyBy(scale).subtract(edge), max: max.multiplyBy(scale).add(edge) }
}
