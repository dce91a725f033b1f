// Small squares of the night, for choosing how exactly a place may be shown: the point itself, or a soft circle without one.
import type { Point } from '../../platform/geo/point.ts'
import type { Draw, Picture } from './drawing.search.ts'
import { acrossFor, frameAround } from './frame.rules.ts'
import { rounded } from './picture.rules.ts'

const SQUARE = { width: 144, height: 144, metres: 4200, circle: 44 }
const HALO = 52

/** What is shown of a place: a point, and how far from there the place itself may be; 0 where that is the place. */
export interface ShownPlace extends Point {
  metres: number
}

export function makeSquare(draw: Draw) {
  return (
    { metres, ...point }: ShownPlace,
    { id, title }: Pick<Picture, 'id' | 'title'>,
    today: string,
  ): Picture => {
    const { width, height } = SQUARE
    const frame = frameAround(point, acrossFor(metres, SQUARE), width, height)
    const [x, y] = rounded(frame.at(point))
    const r = Math.max(12, Math.round(frame.pixels(metres)))
    const extras =
      metres > 0
        ? { patches: [{ x, y, r, halo: HALO, strength: 'strong' as const }] }
        : { star: { x, y, core: 'core' as const } }
    const picture = draw(
      {
        ...{ id, title, frame, extras, fit: 'slice', linked: false, faint: true, most: 12, letterings: [] },
        clear: { point, metres },
      },
      today,
    )
    const symbols = picture.symbols.map(symbol => ({ ...symbol, r: Math.min(symbol.r, HALO) }))
    return { ...picture, symbols }
  }
}
