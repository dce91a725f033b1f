// The picture that other sites show: lettered for frames that are much smaller than a page, or as wide as one.
import type { Box } from '../../platform/geo/point.ts'
import { type Draw, type Lettering, type Picture, roomIn, type Scene } from './drawing.search.ts'
import { type Frame, frameOf } from './frame.rules.ts'

// Drawn small, so that a light keeps its size in a small frame; it fills a frame of any shape, and loses its edges there.
const SIZE = { width: 600, height: 410 }
const MARGINS = { x: 16, y: 40 }
const LETTERINGS: Lettering[] = [
  { name: 'wide', size: 13, most: 10, bounds: roomIn(SIZE.width, SIZE.height, { x: 76, y: 20 }) },
  {
    name: 'narrow',
    size: 19,
    most: 6,
    bounds: { ...roomIn(SIZE.width, SIZE.height, { x: 115, y: 20 }), bottom: 336 },
  },
  // What is left of it where it stands upright, as wide as a telephone.
  { name: 'tall', size: 13, most: 6, bounds: roomIn(SIZE.width, SIZE.height, { x: 200, y: 20 }) },
]
// The buttons that move it stand there.
const TAKEN = [{ left: 0, right: 262, top: 350, bottom: SIZE.height }]
// Links in a picture do not follow what the page says of links: they have to be told to open beside it.
const LOOK: Pick<Scene, 'id' | 'fit' | 'linked' | 'target' | 'most' | 'letterings' | 'taken'> = {
  id: 'map',
  fit: 'slice',
  linked: true,
  target: '_blank',
  most: 200,
  letterings: LETTERINGS,
  taken: TAKEN,
}

/** What a frame shows of a box: all of it, and whatever lies beside it. */
export function embedFrame(box: Box): Frame {
  return frameOf(box, SIZE.width, SIZE.height, MARGINS)
}

export type DrawEmbed = ReturnType<typeof makeEmbedded>

export function makeEmbedded(draw: Draw) {
  return (frame: Frame, wanted: Pick<Scene, 'title' | 'asked' | 'query'>, today: string): Picture => {
    return draw({ ...LOOK, ...wanted, frame }, today)
  }
}
