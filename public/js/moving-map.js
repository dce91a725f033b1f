// The map one can move, in the place of the drawing and as large as it was: begun only when somebody asks for it.
import leaflet from 'asset:leaflet.js'
import { keepStill, obeyCompass } from './compass.js'
import { makeDiscs } from './discs.js'
import { boundsFrom, followMap } from './following.js'
import { makeGround } from './ground.js'
import { makeInView } from './in-view.js'
import { makeLightsLayer } from './lights-layer.js'
import { makePointing } from './pointing.js'

const LABEL = 'Map of lights. The arrow keys move it, plus and minus zoom. '
const BESIDE = 'The lights in view are in the list after it, those nearest the middle first.'
const SAID = 'Drag, pinch or scroll the map to move it, or use its buttons, the arrow keys, plus and minus.'
const DIM = 'Some of the lights could not be fetched. Move the map to try again.'

// Any zoom will do, so that the map begins with the very box of the drawing.
const OPTIONS = { zoomSnap: 0, minZoom: 4, maxZoom: 18 }
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
  const { bbox, query } = figure.dataset
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

  makeGround(leaflet, '/map/ground/{z}/{x}/{y}.svg').addTo(map)
  const point = makePointing(leaflet, map)
  let inView
  const onLights = (groups, isWhole) => {
    point(groups)
    if (!isWhole) say(DIM)
  }
  makeLightsLayer(leaflet, { query, numbered: () => inView?.slugs() ?? new Set(), onLights }).addTo(map)
  if (compass) obeyCompass(map, compass)
  if (!list) return
  const count = document.querySelector('.page-count')
  inView = makeInView({ discs: makeDiscs(leaflet, map), count, onPage: page => turn(page) })
  const turn = followMap(map, { query, start: bbox, show: inView.show, say })
}

function addSheet(address) {
  const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address })
  return new Promise((resolve, reject) => {
    Object.assign(sheet, { onload: resolve, onerror: reject })
    document.head.append(sheet)
  })
}
