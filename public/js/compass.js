// The links that move the drawing, made to move the map: no drag, pinch or wheel is needed for anything.

const STEP = 0.4
const WAYS = { north: [0, -STEP], south: [0, STEP], west: [-STEP, 0], east: [STEP, 0] }

/** Lets the links of a compass move a map; those opened somewhere else stay links. */
export function obeyCompass(map, compass) {
  compass.addEventListener('click', event => {
    const link = event.target.closest('[data-move]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const { move } = link.dataset
    if (move === 'in') map.zoomIn()
    else if (move === 'out') map.zoomOut()
    else map.panBy(stepTo(move, map.getSize()))
  })
}

/** Leaves out every movement between two views, for those who have asked for less of it. */
export function keepStill(map) {
  const pan = map.panBy
  map.panBy = (way, options) => pan.call(map, way, { ...options, animate: false })
}

function stepTo(move, { x, y }) {
  const [along, down] = WAYS[move]
  return [along * x, down * y]
}
