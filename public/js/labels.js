// Finds room for names and counts beside lights, so that none covers another; what finds no room is left out.

const FAMILY = '"Atkinson Next", system-ui, sans-serif'
const NAME = { font: `600 13px ${FAMILY}`, height: 17 }
const COUNT = { font: `700 14px ${FAMILY}`, height: 18 }
const LONGEST = 34

const measure = document.createElement('canvas').getContext('2d')

/**
 * @param {{ text: string, light: object, isCount?: boolean, isNumbered?: boolean }[]} wanted the first has the first choice
 * @param {{ at: Function, inside: object, taken: object[] }} view boxes to stay inside of and to keep off; what is taken grows
 * @returns {{ text: string, x: number, y: number, font: string, isCount?: boolean }[]}
 */
export function placeLabels(wanted, { at, inside, taken }) {
  return wanted.flatMap(one => {
    const { font, height: tall } = one.isCount ? COUNT : NAME
    measure.font = font
    const text = one.text.length > LONGEST ? `${one.text.slice(0, LONGEST - 1).trimEnd()}…` : one.text
    const wide = measure.measureText(text).width + 6
    const spot = spotsRound(at(one.light), one, wide).find(([x, y]) => {
      const box = boxAt([x, y], wide, tall)
      const isInside =
        box.left > inside.left &&
        box.top > inside.top &&
        box.right < inside.right &&
        box.bottom < inside.bottom
      return isInside && !taken.some(other => overlap(box, other))
    })
    if (!spot) return []
    taken.push(boxAt(spot, wide, tall))
    return [{ ...one, text, font, x: spot[0], y: spot[1] }]
  })
}

/** Where nothing may be written: over names of places and numbers. */
export function takenOn(map, { inside }) {
  const { x, y } = map.getContainer().getBoundingClientRect()
  const offset = { x: inside.left - x, y: inside.top - y }
  const words = map.getContainer().querySelectorAll('.leaflet-names-pane text, .map-disc > a')
  return [...words].map(word => {
    const { left, right, top, bottom } = word.getBoundingClientRect()
    // The target of a number is wider than it looks.
    const edge = word.matches('a') ? 9 : 0
    return {
      left: left + offset.x + edge,
      right: right + offset.x - edge,
      top: top + offset.y + edge,
      bottom: bottom + offset.y - edge,
    }
  })
}

/** Where the middle of a label may stand: below its light, above it, or to either side. */
function spotsRound([x, y], { isNumbered }, wide) {
  const off = isNumbered ? 24 : 15
  return [
    [x, y + off],
    [x, y - off],
    [x + wide / 2 + off - 6, y],
    [x - wide / 2 - off + 6, y],
  ]
}

function boxAt([x, y], wide, tall) {
  return { left: x - wide / 2, right: x + wide / 2, top: y - tall / 2, bottom: y + tall / 2 }
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
