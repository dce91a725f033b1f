// The ground as the site draws it, taken into the page: in its type and colours, and with its names above the lights.

// About half a dozen views.
const MOST = 100

/** Adds the land below the lights of a map, and the names of places above them, both from the same squares. */
export function addDrawnGround(leaflet, map, address) {
  /** @type {Map<string, Promise<SVGElement>>} */
  const kept = new Map()
  function drawing(coords) {
    const path = leaflet.Util.template(address, coords)
    const known = kept.get(path) ?? fetchDrawing(path)
    kept.delete(path)
    kept.set(path, known)
    known.catch(() => kept.delete(path))
    if (kept.size > MOST) kept.delete(kept.keys().next().value)
    return known
  }
  const layerOf = (pane, part) => {
    const Layer = leaflet.GridLayer.extend({
      createTile(coords, done) {
        const room = document.createElement('div')
        drawing(coords).then(svg => {
          room.append(part(svg.cloneNode(true)))
          done(null, room)
        }, done)
        return room
      },
    })
    return new Layer({ pane })
  }
  map.createPane('names')
  map.addLayer(layerOf('tilePane', withoutNames))
  map.addLayer(layerOf('names', onlyNames))
}

let squares = 0

async function fetchDrawing(path) {
  const answer = await fetch(path)
  if (!answer.ok) throw new Error('This square of the ground could not be fetched.')
  // The page has these styles already, and a policy against any that stand inside it.
  const text = (await answer.text()).replace(/<style>.*?<\/style>/s, '')
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  const land = `ground-${++squares}`
  svg.querySelector('#land').id = land
  for (const use of svg.querySelectorAll('use')) use.setAttribute('href', `#${land}`)
  return document.importNode(svg, true)
}

function withoutNames(svg) {
  svg.querySelector('.labels').remove()
  return svg
}

function onlyNames(svg) {
  svg.replaceChildren(svg.querySelector('.labels'))
  return svg
}
