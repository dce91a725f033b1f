// Finds room for names and counts on the map, each beside what it is of and on nothing else; what finds none is left out.
import { LOOKS } from './looks.js'

const LONGEST = 34
const EDGE = 3
const HEART = 4
// Places are named as sparsely as in the drawing: more would hide the lights, and which of them matters.
const AREA_A_PLACE = 24_000
const LEAST_PLACES = 6

/**
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 * @typedef {{ text: string, kind: keyof typeof LOOKS, light: { x: number, y: number } }} Wanted
 * @param {Wanted[]} wanted the first has the first choice
 * @param {{ pen: object, at: Function, inside: Box, taken: Box[], hearts: [number, number][] }} view what is written with, and
 *   where nothing may be written: outside of the view, on other words and numbers, and for names of places on the lights
 * @returns {{ text: string, x: number, y: number, font: string, colour: string, box: Box }[]}
 */
export function placeLabels(wanted, { pen, at, inside, taken, hearts }) {
  const boxes = [...taken]
  let places = Math.max(LEAST_PLACES, areaOf(inside) / AREA_A_PLACE)
  return wanted.flatMap(({ text: whole, kind, light }) => {
    const { font, colour, isPlace, ...look } = LOOKS[kind]
    if (isPlace && places < 1) return []
    pen.font = font
    const text = whole.length > LONGEST ? `${whole.slice(0, LONGEST - 1).trimEnd()}…` : whole
    const wide = pen.measureText(text).width + 2 * EDGE
    const isFree = box =>
      isWithin(box, inside) &&
      !boxes.some(other => overlap(box, other)) &&
      !(isPlace && hearts.some(heart => isOn(heart, box)))
    for (const [x, y] of spotsRound(at(light), wide, look)) {
      const box = boxRound([x, y], wide, look.tall)
      if (!isFree(box)) continue
      boxes.push(box)
      if (isPlace) places--
      return [{ text, font, colour, x, y, box }]
    }
    return []
  })
}

/** Where the middle of a label may stand: below its point, above it, or to either side; then farther off. */
function* spotsRound([x, y], wide, { tall, gaps, isOver }) {
  if (isOver) yield [x, y]
  for (const gap of gaps) {
    const [along, down] = [wide / 2 + gap - EDGE, tall / 2 + gap]
    yield [x, y + down]
    yield [x, y - down]
    yield [x + along, y]
    yield [x - along, y]
  }
}

function boxRound([x, y], wide, tall) {
  return { left: x - wide / 2, right: x + wide / 2, top: y - tall / 2, bottom: y + tall / 2 }
}

function areaOf({ left, top, right, bottom }) {
  return (right - left) * (bottom - top)
}

function isWithin(box, { left, right, top, bottom }) {
  return box.left > left && box.top > top && box.right < right && box.bottom < bottom
}

function isOn([x, y], { left, right, top, bottom }) {
  return x > left - HEART && x < right + HEART && y > top - HEART && y < bottom + HEART
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
