// A canvas over what is in view that moves and zooms with the map, and is drawn anew whenever that rests.

/** Makes one in a pane; `draw` hears of every rest, and may be asked for again with `redraw`. */
export function makeCanvasLayer(leaflet, { pane, draw }) {
  const { Renderer } = leaflet
  const Canvas = Renderer.extend({
    options: { padding: 0.2, pane },
    _initContainer() {
      this._container = document.createElement('canvas')
      this._container.className = 'map-canvas'
    },
    _destroyContainer() {
      this._container.remove()
    },
    _update() {
      if (this._map._animatingZoom && this._bounds) return
      Renderer.prototype._update.call(this)
      const { x, y } = this._bounds.getSize()
      const ratio = window.devicePixelRatio
      Object.assign(this._container, { width: x * ratio, height: y * ratio })
      Object.assign(this._container.style, { width: `${x}px`, height: `${y}px` })
      leaflet.DomUtil.setPosition(this._container, this._bounds.min)
      this.redraw()
    },
    redraw() {
      const { x: width, y: height } = this._bounds.getSize()
      const ratio = this._container.width / width
      const pen = this._container.getContext('2d')
      pen.setTransform(ratio, 0, 0, ratio, 0, 0)
      pen.clearRect(0, 0, width, height)
      const zoom = this._map.getZoom()
      const world = 256 * 2 ** zoom
      const corner = this._map.getPixelOrigin().add(this._bounds.min)
      // Where a share of the world falls on the canvas.
      const at = ({ x, y }) => [x * world - corner.x, y * world - corner.y]
      const { x: left, y: top } = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min)
      const { x: wide, y: tall } = this._map.getSize()
      // The part that is in view while the map rests.
      const inside = { left, top, right: left + wide, bottom: top + tall }
      draw({ pen, at, width, height, ratio, zoom, inside })
    },
  })
  return new Canvas()
}
