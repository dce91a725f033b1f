// Small pictures, each of one light in its part of town, for the heads of cards.
import { brightness } from '../initiatives/brightness.rules.ts'
import type { Draw, Extras, Picture } from './drawing.search.ts'
import { acrossFor, frameAround } from './frame.rules.ts'
import type { Numbered } from './numbered.search.ts'
import { coreOf, rounded } from './picture.rules.ts'

const SMALL = { width: 384, height: 132, metres: 5600, circle: 48 }
const HALO = 56

export function makeSmall(draw: Draw) {
  /** One light from near by; where it may not be shown, a soft circle. Nothing for what stands nowhere. */
  return (light: Numbered, id: string, today: string): Picture | null => {
    const { shown_lat: lat, shown_lon: lon, shown_metres: metres } = light
    if (lat === null || lon === null || light.where_kind !== 'address') return null
    const point = { lat, lon }
    const frame = frameAround(point, acrossFor(metres, SMALL), SMALL.width, SMALL.height)
    const [x, y] = rounded(frame.at(point))
    const r = Math.max(14, Math.round(frame.pixels(metres)))
    const strength = brightness(light, today) >= 0.7 ? 'strong' : 'middling'
    const extras: Partial<Extras> =
      metres > 0
        ? { patches: [{ x, y, r, halo: HALO, strength }] }
        : { star: { x, y, core: coreOf(light, today) } }
    const picture = draw(
      {
        ...{ id, frame, extras, fit: 'slice', linked: false, faint: true, most: 24, letterings: [] },
        title: `Map: the part of town where ${light.name} is`,
        without: [light.id],
        clear: { point, metres },
      },
      today,
    )
    const symbols = picture.symbols.map(symbol => ({ ...symbol, r: Math.min(symbol.r, HALO) }))
    return { ...picture, symbols }
  }
}
