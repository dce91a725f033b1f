// The circles round lights whose place is not shown: somewhere in one of them it is.
import { nightColours } from './halos.js'

// How many metres a pixel takes at level 0, on the equator.
const METRES_A_PIXEL = 156_543
const LEAST = 18
// From farther off than this the soft halo is all there is to see of it.
const SMALLEST = 9
const FAINT = 0.5

const colour = nightColours()

/** Draws the circles that are large enough to see, and those of what has a number. */
export function drawPatches({ pen, at, zoom }, lights, numbered) {
  Object.assign(pen, { strokeStyle: colour('core'), lineWidth: 1.5 })
  pen.setLineDash([4, 3.5])
  for (const light of lights.filter(({ soft }) => soft > 0)) {
    const radius = light.soft / metresAPixel(light, zoom)
    if (radius < SMALLEST && !numbered.has(light.slug)) continue
    const [x, y] = at(light)
    pen.globalAlpha = numbered.has(light.slug) ? 1 : FAINT
    pen.beginPath()
    pen.arc(x, y, Math.max(LEAST, radius), 0, 2 * Math.PI)
    pen.stroke()
  }
  pen.setLineDash([])
  pen.globalAlpha = 1
}

/** Towards the poles the map is drawn larger and larger. */
function metresAPixel({ y }, zoom) {
  return METRES_A_PIXEL / Math.cosh(Math.PI * (1 - 2 * y)) / 2 ** zoom
}
