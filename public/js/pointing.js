// Lights under the pointer: their name when it rests on them, their page or a nearer look when they are pressed.

const REACH = 14
const FINGER = 22
const NEARER = 2
const LEVELS = {
  shining: 'shining',
  fading: 'fading',
  glimmer: 'a glimmer',
  paused: 'paused',
  out: 'gone out',
}

/** Makes the lights of a map answer to a pointer; call what it gives with the groups that were drawn. */
export function makePointing(leaflet, map) {
  const tip = leaflet.tooltip({ direction: 'top', offset: [0, -8], className: 'map-name' })
  let lights = []
  let named

  const place = ({ x, y }) => map.unproject([x, y].map(share => share * 256 * 2 ** map.getZoom()))
  function under(point, reach) {
    const apart = light => map.latLngToContainerPoint(place(light)).distanceTo(point)
    const near = lights
      .map(light => ({ ...light, apart: apart(light.member) }))
      .filter(one => one.apart < reach)
    return near.sort((a, b) => a.apart - b.apart)[0]
  }
  function name(light) {
    if (light?.member === named) return
    named = light?.member
    map.getContainer().classList.toggle('moving-map-pointed', Boolean(light))
    if (!light) return tip.remove()
    tip
      .setLatLng(place(light.group ?? light.member))
      .setContent(document.createTextNode(wordsFor(light)))
      .addTo(map)
  }

  map.on('mousemove', ({ containerPoint, originalEvent }) =>
    name(isOnNumber(originalEvent) ? undefined : under(containerPoint, REACH)),
  )
  map.on('mouseout movestart zoomstart', () => name(undefined))
  map.on('click', ({ containerPoint, originalEvent }) => {
    if (isOnNumber(originalEvent)) return
    const light = under(containerPoint, originalEvent.pointerType === 'touch' ? FINGER : REACH)
    if (light?.group) map.setView(place(light.group), Math.min(map.getMaxZoom(), map.getZoom() + NEARER))
    else if (light) visit(light.member, originalEvent)
  })

  return groups => {
    lights = groups.flatMap(group =>
      group.members.map(member => ({ member, group: group.lights > 1 ? group : undefined })),
    )
  }
}

const isOnNumber = ({ target }) => Boolean(target.closest?.('.map-disc'))

function wordsFor({ member, group }) {
  if (group) return `${group.lights.toLocaleString('en-GB')} points of light: come nearer`
  const { name, level, soft } = member
  return `${name}: ${LEVELS[level]}${soft ? ', somewhere round here' : ''}`
}

function visit({ slug }, { ctrlKey, metaKey }) {
  const address = `/initiatives/${encodeURIComponent(slug)}`
  // In somebody else's frame everything opens beside the page they are reading.
  const isFramed = document.querySelector('base[target]')
  if (ctrlKey || metaKey || isFramed) window.open(address, '_blank', 'noopener')
  else location.assign(address)
}
