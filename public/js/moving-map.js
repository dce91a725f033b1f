// The map one can move, in the place of the drawing and as large as it was: begun only when somebody asks for it.
import leaflet from 'asset:leaflet.js'
import { keepStill, obeyCompass } from './compass.js'
import { makeDiscs } from './discs.js'
import { boundsFrom, followMap } from './following.js'
import { addGround } from './ground.js'
import { makeInView } from './in-view.js'
import { addLights } from './lights-layer.js'
import { makePointing } from './pointing.js'
import { addSheet } from './sheet.js'

const LABEL = 'Map of lights. The arrow keys move it, plus and minus zoom. '
const BESIDE = 'The lights in view are in the list after it, those nearest the middle first.'
const SAID = 'Drag, pinch or scroll the map to move it, or use its buttons, the arrow keys, plus and minus.'
const DIM = 'Some of the lights could not be fetched. Move the map to try again.'

// Any zoom will do, so that the map begins with the very box of the drawing.
const OPTIONS = { zoomSnap: 0, minZoom: 5, maxZoom: 18 }
const STILL = { zoomAnimation: false, fadeAnimation: false, inertia: false }

/** Puts the map in the place of the drawing in a figure, and gives a sentence about how to move it. */
export async function explore(figure) {
  await addSheet('asset:moving-map.css')
  const drawing = figure.querySelector('.night-map')
  const room = document.createElement('div')
  const { width, height } = drawing.viewBox.baseVal
  room.className = 'moving-map'
  room.style.aspectRatio = `${width} / ${height}`
  drawing.replaceWith(room)
  try {
    await begin(figure, room)
  } catch (problem) {
    room.replaceWith(drawing)
    throw problem
  }
  room.focus({ preventScroll: true })
  return SAID
}

async function begin(figure, room) {
  const { bbox, query, streets } = figure.dataset
  const say = words => {
    figure.querySelector('.map-hint').textContent = words
  }
  const compass = figure.parentElement.querySelector('.compass')
  const list = document.querySelector('[data-in-view]')
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  const map = leaflet.map(room, { ...OPTIONS, ...(isStill && STILL), zoomControl: !compass })
  if (isStill) keepStill(map)
  map.getPane('markerPane').ariaHidden = 'true'
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>')
  map.fitBounds(boundsFrom(bbox), { animate: false })
  Object.assign(room, { role: 'application', ariaLabel: LABEL + (list ? BESIDE : '') })

  const places = await addGround(leaflet, map, streets)
  const point = makePointing(leaflet, map)
  let inView
  const redraw = addLights(leaflet, map, {
    ...{ query, places },
    numbered: () => inView?.numbered() ?? new Set(),
    onLights(groups, isWhole) {
      point(groups)
      if (!isWhole) say(DIM)
    },
  })
  if (compass) obeyCompass(map, compass)
  // In somebody else's frame words would lie on the map for good.
  if (!list) return map.once('movestart', () => say(''))
  const turn = page => follow(page)
  inView = makeInView({ discs: makeDiscs(leaflet, map), onPage: turn, onList: redraw })
  const follow = followMap(map, { query, start: bbox, show: inView.show, say })
}
