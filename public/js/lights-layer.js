// The layer of lights: one canvas over what is in view, on which halos add up; gone over whenever the map rests.
import { drawLights } from './drawing.js'
import { gather } from './gathering.js'
import { makeLightTiles, squaresIn } from './light-tiles.js'

const SIDE = 256
const FARTHEST = 18
// Halos reach into view from beyond its edges; fetched is only what lies this near.
const MARGIN = 40
// As many halos to the area as in the drawing.
const AREA_A_HALO = 3240

/**
 * Makes the layer. `numbered()` gives the addresses of what has a number, `onLights` hears of every new drawing: its
 * groups, and whether all of the lights could be had.
 */
export function makeLightsLayer(leaflet, { query, numbered, onLights }) {
  const tiles = makeLightTiles(query)
  const { Renderer } = leaflet
  let shown = { lights: [], z: 0 }
  let asking = 0

  const Lights = Renderer.extend({
    options: { padding: 0.2 },
    _initContainer() {
      this._container = document.createElement('canvas')
      this._container.className = 'map-lights'
    },
    _destroyContainer() {
      this._container.remove()
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return
      Renderer.prototype._update.call(this)
      const size = this._bounds.getSize()
      const ratio = window.devicePixelRatio
      Object.assign(this._container, { width: size.x * ratio, height: size.y * ratio })
      Object.assign(this._container.style, { width: `${size.x}px`, height: `${size.y}px` })
      leaflet.DomUtil.setPosition(this._container, this._bounds.min)
      this.draw()
      this.fetch()
    },
    /** Draws what is known, at the zoom there is now: after a zoom that is the former level, until the new one is here. */
    draw() {
      const map = this._map
      const world = SIDE * 2 ** map.getZoom()
      const from = map.getPixelOrigin().add(this._bounds.min)
      const at = ({ x, y }) => [x * world - from.x, y * world - from.y]
      const { x: width, y: height } = this._bounds.getSize()
      const near = shown.lights.filter(light => {
        const [x, y] = at(light)
        return x > -MARGIN && y > -MARGIN && x < width + MARGIN && y < height + MARGIN
      })
      const groups = gather(near, shown.z, (width * height) / AREA_A_HALO)
      drawLights(this._container, { groups, at, width, height, zoom: map.getZoom(), numbered: numbered() })
      onLights(groups, shown.isWhole ?? true)
    },
    async fetch() {
      const map = this._map
      const z = Math.min(FARTHEST, Math.round(map.getZoom()))
      const { min, max } = map.getPixelBounds()
      const scale = 2 ** (z - map.getZoom())
      const edge = MARGIN * scale
      const squares = squaresIn(
        { min: min.multiplyBy(scale).subtract([edge, edge]), max: max.multiplyBy(scale).add([edge, edge]) },
        z,
      )
      const turn = ++asking
      const found = await tiles(squares)
      if (turn !== asking || !this._map) return
      shown = { ...found, z }
      this.draw()
    },
  })
  return new Lights()
}
