// A tile of lights as the map one can move reads it: whole numbers and short lists, so that a view weighs little.
import { lightLevel } from '../initiatives/brightness.rules.ts'
import type { Cell, Cells, Lone } from './gathering.rules.ts'
import { FINEST } from './mercator.rules.ts'

export interface LightTile extends Cells {
  capped: boolean
  /** What is said of lights that stand alone, by id. */
  said: ReadonlyMap<number, Lone>
}

const PIXELS = 256

/**
 * `cells` are `[px, py, lights, glow]` of two lights or more; `lights` are `[px, py, glow, slug, name, level, soft]` of
 * one alone. Pixels are whole, from 0 to 255; glow is in tenths; soft is how many metres from there the place may be.
 */
export function toTile(
  { cells, capped, said }: LightTile,
  { z, x, y }: { z: number; x: number; y: number },
  today: string,
): string {
  const size = 2 ** (FINEST - z)
  const pixel = (sum: number, lights: number, from: number) =>
    Math.floor(((sum / lights - from * size) / size) * PIXELS)
  const placed = ({ sum_x, sum_y, lights }: Cell) => [pixel(sum_x, lights, x), pixel(sum_y, lights, y)]
  const glowOf = ({ glow }: Cell) => Math.round(glow / 100)
  const alone = cells.flatMap(cell => {
    const light = cell.lights === 1 ? said.get(cell.ids) : undefined
    return light ? [{ cell, light }] : []
  })
  return JSON.stringify({
    total: cells.reduce((sum, { lights }) => sum + lights, 0),
    capped,
    cells: cells.filter(({ lights }) => lights > 1).map(cell => [...placed(cell), cell.lights, glowOf(cell)]),
    lights: alone.map(({ cell, light }) => [
      ...placed(cell),
      glowOf(cell),
      ...[light.slug, light.name, lightLevel(light, today)],
      light.shown_metres,
    ]),
  })
}
