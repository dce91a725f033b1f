// How each kind of word on the map is written, and how far from its point: the same as in the drawing.

const FAMILY = '"Atkinson Next", system-ui, sans-serif'
// A name that is farther off than this from its place, in pixels, would be taken for another's.
const GAPS = [6, 13, 20, 27]

/**
 * `gaps` lie between a point and the edge of what is said of it, the best first; `isOver` may also lie over its point,
 * and `isPlace` keeps off every light.
 */
export const LOOKS = {
  count: look('700 14px', 'night-amber', { gaps: [6] }),
  name: look('600 13px', 'night-ink-2', { gaps: [6] }),
  numbered: look('600 13px', 'night-ink-2', { gaps: [15] }),
  town: look('600 13px', 'night-ink-2', { gaps: GAPS, isPlace: true }),
  village: look('500 13px', 'night-ink-3', { gaps: GAPS, isPlace: true }),
  water: look('italic 400 13px', 'night-line', { gaps: GAPS, isPlace: true, isOver: true }),
  station: look('450 13px', 'night-line', { gaps: [6, 13], isPlace: true }),
}

function look(font, colour, more) {
  return { font: `${font} ${FAMILY}`, colour, tall: 17, isPlace: false, isOver: false, ...more }
}
