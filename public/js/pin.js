// A small map with a light on it that can be dragged or moved by the arrow keys; it writes where it is into two boxes.
const SIZE = { width: 560, height: 320 }
const METRES_ACROSS = 1400
const METRES_A_DEGREE = 111_320
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

/** Shows the map round `middle`, with the pin where the boxes say, or in the middle. */
export function showPin(figure, middle, boxes) {
  const frame = frameRound(middle)
  const map = new Image(SIZE.width, SIZE.height)
  map.src = `/map.svg?${new URLSearchParams({ bbox: frame.bbox, w: SIZE.width, h: SIZE.height })}`
  map.alt = 'A map of the lights round the postcode'
  map.draggable = false
  const pin = document.createElement('button')
  pin.type = 'button'
  pin.setAttribute('aria-label', 'The light. Drag it, or move it with the arrow keys')
  figure.replaceChildren(map, pin)
  const has = boxes.lat.value.trim() !== '' && boxes.lon.value.trim() !== ''
  let at = has ? { lat: Number(boxes.lat.value), lon: Number(boxes.lon.value) } : middle
  place()

  pin.addEventListener('keydown', event => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const by = event.shiftKey ? 50 : 10
    move({ lat: at.lat + (step[1] * by) / METRES_A_DEGREE, lon: at.lon + (step[0] * by) / frame.metresEast })
  })
  pin.addEventListener('pointerdown', event => pin.setPointerCapture(event.pointerId))
  pin.addEventListener('pointermove', event => {
    if (!pin.hasPointerCapture(event.pointerId)) return
    const box = figure.getBoundingClientRect()
    move(frame.pointAt((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height))
  })

  function move(to) {
    at = frame.inside(to)
    boxes.lat.value = at.lat.toFixed(5)
    boxes.lon.value = at.lon.toFixed(5)
    place()
  }
  function place() {
    const [x, y] = frame.shareOf(frame.inside(at))
    pin.style.left = `${x * 100}%`
    pin.style.top = `${y * 100}%`
  }
}

/** A box of the shape of the map, and the ways between it and the map. */
function frameRound({ lat, lon }) {
  const metresEast = METRES_A_DEGREE * Math.cos((lat * Math.PI) / 180)
  const wide = METRES_ACROSS / metresEast
  const high = (METRES_ACROSS * SIZE.height) / SIZE.width / METRES_A_DEGREE
  const [west, south] = [lon - wide / 2, lat - high / 2]
  const within = (value, least, size) => Math.min(Math.max(value, least), least + size)
  return {
    metresEast,
    bbox: [west, south, west + wide, south + high].map(degrees => degrees.toFixed(6)).join(','),
    inside: point => ({ lat: within(point.lat, south, high), lon: within(point.lon, west, wide) }),
    pointAt: (x, y) => ({ lat: south + (1 - y) * high, lon: west + x * wide }),
    shareOf: point => [(point.lon - west) / wide, 1 - (point.lat - south) / high],
  }
}
