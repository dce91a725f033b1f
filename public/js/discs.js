// The numbers of the list on the map, moved apart where they would lie on one another; links for those who point.
import { spread } from './apart.js'

/** Shows the numbers of a list; call what it gives with the next list. */
export function makeDiscs(leaflet, map) {
  const layer = leaflet.layerGroup().addTo(map)
  let listed = []

  function place() {
    layer.clearLayers()
    const { x: width, y: height } = map.getSize()
    const spots = listed.map(({ at }) => map.latLngToContainerPoint(at))
    const stands = spread(spots.map(({ x, y }) => [x, y]))
    for (const [index, one] of listed.entries()) {
      const { x, y } = spots[index]
      const isInView = x > 0 && y > 0 && x < width && y < height
      one.marker = isInView ? discOf(one, stands[index], [x, y]) : undefined
    }
  }

  function discOf(one, stand, [x, y]) {
    if (Math.hypot(stand[0] - x, stand[1] - y) > 13) {
      const line = [one.at, map.containerPointToLatLng(stand)]
      leaflet.polyline(line, { className: 'map-leader', interactive: false }).addTo(layer)
    }
    const link = document.createElement('a')
    Object.assign(link, { href: one.href, tabIndex: -1, textContent: one.number, draggable: false })
    for (const [kind, isOn] of [
      ['pointerenter', true],
      ['pointerleave', false],
    ])
      link.addEventListener(kind, () => one.card.classList.toggle('card-named', isOn))
    // The end of a drag that began here is no press.
    link.addEventListener('click', event => map.dragging.moved() && event.preventDefault())
    const icon = leaflet.divIcon({
      className: `map-disc${one.metres > 0 ? ' map-disc-soft' : ''}`,
      html: link,
      iconSize: [44, 44],
    })
    const words = document.createTextNode(one.name)
    return leaflet
      .marker(map.containerPointToLatLng(stand), { icon, keyboard: false, alt: '' })
      .bindTooltip(words, { direction: 'top', offset: [0, -12], className: 'map-name' })
      .addTo(layer)
  }

  map.on('zoomend resize', place)
  return {
    show(list) {
      listed = list
      place()
    },
    /** Names one of them, or none. */
    name(chosen) {
      for (const one of listed) {
        one.marker?.getElement()?.classList.toggle('map-disc-named', one === chosen)
        if (one === chosen) one.marker?.openTooltip()
        else one.marker?.closeTooltip()
      }
    },
  }
}
