// The numbers of the list on the map, moved apart where they would lie on one another; links for those who point.
import { spread } from './apart.js'
import { buttonsOver } from './taken.js'

const TARGET = 44
const LEAST_TARGET = 24

/** Shows the numbers of a list; call what it gives with the next list. */
export function makeDiscs(leaflet, map) {
  const layer = leaflet.layerGroup().addTo(map)
  let listed = []

  function place() {
    layer.clearLayers()
    const { x: width, y: height } = map.getSize()
    const disc = Number.parseFloat(getComputedStyle(map.getContainer()).getPropertyValue('--disc'))
    for (const one of listed) one.marker = undefined
    const seen = listed
      .map(one => ({ one, spot: map.latLngToContainerPoint(one.at) }))
      .filter(({ spot: { x, y } }) => x > 0 && y > 0 && x < width && y < height)
    const spots = seen.map(({ spot: { x, y } }) => [x, y])
    const fixed = buttonsOver(map.getContainer())
    const stands = spread(spots, { width, height, apart: disc + 2, fixed, clear: disc / 2 + 24 })
    for (const [index, { one }] of seen.entries()) {
      if (apart(spots[index], stands[index]) > disc / 2) lead(one.at, stands[index])
      one.marker = discOf(one, stands[index], targetOf(index, stands))
    }
  }

  function lead(from, stand) {
    const line = [from, map.containerPointToLatLng(stand)]
    leaflet.polyline(line, { className: 'map-leader', interactive: false }).addTo(layer)
  }

  function discOf(one, stand, target) {
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
      iconSize: [target, target],
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

const apart = ([x, y], [toX, toY]) => Math.hypot(toX - x, toY - y)

/** How wide a number may be pressed: as far as half way to the next. */
function targetOf(index, stands) {
  const others = stands.filter((_, other) => other !== index).map(stand => apart(stand, stands[index]))
  return Math.max(LEAST_TARGET, Math.min(TARGET, ...others))
}
