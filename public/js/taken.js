// Where nothing may be written on the map: over its numbers, its buttons and its credits.

// The target of a number is 44 pixels wide, and nothing but its disc is seen of it.
const DISCS = '.map-disc > a'

/** Boxes on the canvas of a view. */
export function takenOn(map, { inside }) {
  const room = map.getContainer()
  const { x, y } = room.getBoundingClientRect()
  const [right, down] = [inside.left - x, inside.top - y]
  const disc = Number.parseFloat(getComputedStyle(room).getPropertyValue('--disc'))
  const over = [...room.querySelectorAll(`${DISCS}, .leaflet-control`), ...buttonsBeside(room)]
  return over.map(one => {
    const box = one.getBoundingClientRect()
    const edge = one.matches(DISCS) ? (box.width - disc) / 2 - 1 : 0
    return {
      left: box.left + right + edge,
      right: box.right + right - edge,
      top: box.top + down + edge,
      bottom: box.bottom + down - edge,
    }
  })
}

/** The middles of the buttons beside a map, which may lie over it. */
export function buttonsOver(room) {
  const { left, top } = room.getBoundingClientRect()
  const boxes = [...buttonsBeside(room)].map(one => one.getBoundingClientRect())
  return boxes.map(({ x, y, width, height }) => [x + width / 2 - left, y + height / 2 - top])
}

function buttonsBeside(room) {
  return room.closest('figure').parentElement.querySelectorAll('.compass-move')
}
