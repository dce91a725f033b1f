// The ground as the site draws it, taken into the page in its colours, and what there is to name on it.

const SIDE = 256

/**
 * Adds the land below the lights of a map. Gives a way to ask what is known to lie on it, the most important first: as
 * `{ kind, text, light: { x, y } }`, in shares of the world.
 */
export function addDrawnGround(leaflet, map, address) {
  /** What lies on each square there is, by its numbers. */
  const known = new Map()
  const Ground = leaflet.GridLayer.extend({
    createTile(coords, done) {
      const room = document.createElement('div')
      fetchDrawing(leaflet.Util.template(address, coords)).then(({ svg, names }) => {
        if (room.isConnected) known.set(keyOf(coords), { z: coords.z, places: placesOf(names, coords) })
        room.append(svg)
        done(null, room)
      }, done)
      return room
    },
  })
  const ground = new Ground()
  ground.on('tileunload', ({ coords }) => known.delete(keyOf(coords)))
  map.addLayer(ground)
  return () => {
    // Until the squares of another level are here, those of the last one say what lies where.
    const all = [...known.values()]
    const here = all.filter(({ z }) => z === Math.round(map.getZoom()))
    return inTurn((here.length > 0 ? here : all).map(({ places }) => places))
  }
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
  const names = svg.querySelector('metadata')
  names.remove()
  return { svg: document.importNode(svg, true), names: JSON.parse(names.textContent) }
}

function placesOf(names, { x, y, z }) {
  const world = 2 ** z * SIDE
  return names.map(([kind, text, px, py]) => ({
    ...{ kind, text },
    light: { x: (x * SIDE + px) / world, y: (y * SIDE + py) / world },
  }))
}

/** The first of each square, then the second of each; what two of them name is named once. */
function inTurn(lists) {
  const most = Math.max(0, ...lists.map(list => list.length))
  const all = Array.from({ length: most }, (_, turn) =>
    lists.flatMap(list => list.slice(turn, turn + 1)),
  ).flat()
  return [...new Map(all.map(one => [one.text, one])).values()]
}

const keyOf = ({ x, y, z }) => `${z} ${x} ${y}`
