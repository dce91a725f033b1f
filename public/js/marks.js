// What is drawn over the lights: where one is hidden, how many stand together, and the names there is room for.
import { gather } from './gathering.js'
import { nightColours } from './halos.js'
import { placeLabels } from './labels.js'
import { drawPatches } from './patches.js'

const NAMES_FROM = 12.5
// Counts are for squares of 64 pixels, or so much larger that there are not too many.
const COUNT_LEVEL = 2
const MOST_COUNTS = 80

const colour = nightColours()

/**
 * `numbered` holds the names in the addresses of what has a number, `places` what there is to name on the ground, and
 * `taken` where nothing may be written.
 */
export function drawMarks(view, groups, { numbered, places, taken }) {
  const { pen, zoom, at } = view
  const lights = groups.flatMap(({ members }) => members)
  drawPatches(view, lights, numbered)
  const named = zoom < NAMES_FROM ? [] : namesOf(lights, numbered)
  const hearts = lights.filter(({ soft }) => !soft).map(at)
  drawLabels(
    pen,
    placeLabels([...countsOf(lights, numbered, view), ...places, ...named], { ...view, taken, hearts }),
  )
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
    .map(group => ({ kind: 'count', text: group.lights.toLocaleString('en-GB'), light: brightestOf(group) }))
}

// A count stands where there is light, and not in the dark between two.
function brightestOf({ members, ...light }) {
  return members ? members.reduce((one, other) => (other.glow > one.glow ? other : one)) : light
}

function namesOf(lights, numbered) {
  const kindOf = ({ slug }) => (numbered.has(slug) ? 'numbered' : 'name')
  return lights.filter(({ name }) => name).map(light => ({ text: light.name, kind: kindOf(light), light }))
}

function drawLabels(pen, labels) {
  Object.assign(pen, { textAlign: 'center', textBaseline: 'middle', lineJoin: 'round', lineWidth: 4 })
  pen.strokeStyle = colour('water')
  for (const label of labels) {
    pen.font = label.font
    pen.fillStyle = colour(label.colour)
    pen.strokeText(label.text, label.x, label.y)
    pen.fillText(label.text, label.x, label.y)
  }
}
