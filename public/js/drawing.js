// Draws the lights on a canvas: halos that add up, hearts, soft patches, and the names and counts there is room for.
import { haloOf, makeSprites, nightColours } from './halos.js'
import { placeLabels } from './labels.js'

// The wider of the two ways in which a place is hidden; how wide a pixel is, is reckoned in the middle of the country.
const HIDDEN_METRES = 640
const METRES_A_PIXEL = 97_000
const LEAST_PATCH = 18
const NAMES_FROM = 12.5

const colour = nightColours()
const spriteFor = makeSprites(colour)

/** @param {HTMLCanvasElement} canvas */
export function drawLights(canvas, { groups, at, width, zoom, numbered, ...view }) {
  const ratio = canvas.width / width
  const pen = canvas.getContext('2d')
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, width, view.height)
  pen.globalCompositeOperation = 'screen'
  for (const group of groups) stampHalo(pen, at(group), haloOf(group.glow), ratio)
  for (const { members, glow } of groups) {
    const heart = members.length > 1 ? 2 : haloOf(glow).heart
    for (const member of members) if (!member.soft) drawHeart(pen, at(member), member, heart)
  }
  pen.globalCompositeOperation = 'source-over'
  const patch = Math.max(LEAST_PATCH, (HIDDEN_METRES * 2 ** zoom) / METRES_A_PIXEL)
  const soft = groups.flatMap(({ members }) => members.filter(member => member.soft))
  for (const light of soft) drawPatch(pen, at(light), patch)
  drawLabels(pen, placeLabels(wantedOf(groups, numbered, zoom), { at, width, ...view }))
}

function stampHalo(pen, [x, y], halo, ratio) {
  if (halo.r > 0) pen.drawImage(spriteFor(halo, ratio), x - halo.r, y - halo.r, halo.r * 2, halo.r * 2)
}

function drawHeart(pen, [x, y], { lights, level, glow }, radius) {
  const isOut = level === 'out' || level === 'paused' || glow === 0
  pen.fillStyle = colour(isOut ? 'ash' : 'core')
  pen.beginPath()
  pen.arc(x, y, lights > 1 ? 2.7 : radius, 0, 2 * Math.PI)
  pen.fill()
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

/** Counts for lights that stand together and have no number, the largest first; then, near enough, names. */
function wantedOf(groups, numbered, zoom) {
  const counts = groups.flatMap(group => {
    const rest = group.lights - group.members.filter(({ slug }) => numbered.has(slug)).length
    return rest > 1 ? [{ text: rest.toLocaleString('en-GB'), light: group, isCount: true }] : []
  })
  if (zoom < NAMES_FROM) return counts.reverse()
  const alone = groups.flatMap(({ members }) => members.filter(({ name }) => name))
  return [
    ...counts.reverse(),
    ...alone.map(light => ({ text: light.name, light, isNumbered: numbered.has(light.slug) })),
  ]
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
