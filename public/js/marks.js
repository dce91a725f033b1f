// What is written over the lights: where one is hidden, how many stand together, and the names there is room for.
import { gather } from './gathering.js'
import { nightColours } from './halos.js'
import { placeLabels } from './labels.js'

// The wider of the two ways in which a place is hidden, and how many metres a pixel takes here at level 0.
const HIDDEN_METRES = 640
const METRES_A_PIXEL = 97_000
const LEAST_PATCH = 18
// From farther off than this the soft halo is all there is to see of a patch.
const SMALLEST_PATCH = 9
const NAMES_FROM = 12.5
// Counts are for squares of 64 pixels, or so much larger that there are not too many.
const COUNT_LEVEL = 2
const MOST_COUNTS = 80

const colour = nightColours()

/**
 * `numbered` holds, by the names in their addresses, how far what has a number may be from its point; `taken` is where
 * nothing may be written.
 */
export function drawMarks(view, groups, { numbered, taken }) {
  const { pen, zoom } = view
  const lights = groups.flatMap(({ members }) => members)
  for (const light of lights.filter(({ soft }) => soft)) {
    const patch = ((numbered.get(light.slug) ?? HIDDEN_METRES) * 2 ** zoom) / METRES_A_PIXEL
    const isShown = patch > SMALLEST_PATCH || numbered.has(light.slug)
    if (isShown) drawPatch(pen, view.at(light), Math.max(LEAST_PATCH, patch))
  }
  const names = zoom < NAMES_FROM ? [] : namesOf(lights, numbered)
  drawLabels(
    pen,
    placeLabels([...countsOf(lights, numbered, view), ...names], { ...view, taken: [...taken] }),
  )
}

function drawPatch(pen, [x, y], radius) {
  pen.strokeStyle = colour('core')
  pen.lineWidth = 1.5
  pen.setLineDash([4, 3.5])
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  pen.stroke()
  pen.setLineDash([])
}

/** How many stand together and have no number, the most first; once lights have names, only those nobody can part. */
function countsOf(lights, numbered, { zoom }) {
  const rest = lights.filter(({ slug }) => !numbered.has(slug))
  const together =
    zoom < NAMES_FROM
      ? gather(rest, Math.round(zoom), MOST_COUNTS, COUNT_LEVEL)
      : rest.filter(light => light.lights > 1)
  return together
    .filter(group => group.lights > 1)
    .sort((a, b) => b.lights - a.lights)
    .map(group => ({ text: group.lights.toLocaleString('en-GB'), light: brightestOf(group), isCount: true }))
}

// A count stands where there is light, and not in the dark between two.
function brightestOf({ members, ...light }) {
  return members ? members.reduce((one, other) => (other.glow > one.glow ? other : one)) : light
}

function namesOf(lights, numbered) {
  const alone = lights.filter(({ name }) => name)
  return alone.map(light => ({ text: light.name, light, isNumbered: numbered.has(light.slug) }))
}

function drawLabels(pen, labels) {
  Object.assign(pen, { textAlign: 'center', textBaseline: 'middle', lineJoin: 'round', lineWidth: 4 })
  pen.strokeStyle = colour('water')
  for (const { text, x, y, font, isCount } of labels) {
    pen.font = font
    pen.fillStyle = colour(isCount ? 'night-amber' : 'night-ink-2')
    pen.strokeText(text, x, y)
    pen.fillText(text, x, y)
  }
}
