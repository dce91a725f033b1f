import { join } from 'node:path'
import { expect, it } from 'vitest'
import { frameOfTile } from '../../../src/features/map/frame.rules.ts'
import { glyphOf, lowered, shareFor } from '../../../src/features/map/picture.rules.ts'
import { PUBLIC } from '../../../src/platform/web/assets.ts'

interface Halo {
  r: number
  hot: number
  strength: number
  heart: number
}

it('a light looks alike on the drawing and on the map one can move, however much it glows and from however far', async () => {
  const { haloOf } = (await import(join(PUBLIC, 'js/halos.js'))) as {
    haloOf(glow: number, zoom: number): Halo
  }
  const glows = [0, 0.02, 0.1, 0.15, 0.3, 0.45, 0.7, 0.8, 1, 1.6, 2.5, 3, 6, 13.9, 14, 40, 1000]
  const looks = ({ r, hot, strength, heart }: Halo) => ({ r, hot, strength, heart })
  for (const zoom of [5, 8, 10, 18]) {
    // Somewhere near the middle of the country.
    const frame = frameOfTile({ z: zoom, ...squareOf({ lat: 52.4, lon: -1.5 }, zoom) })
    const share = shareFor(frame.pixels(1000))
    for (const glow of glows) {
      const drawn = looks(lowered(glyphOf(glow, 'core'), share))
      const moved = looks(haloOf(glow, zoom))
      expect([moved.strength, moved.heart]).toEqual([drawn.strength, drawn.heart])
      for (const part of ['r', 'hot'] as const)
        expect(Math.abs(moved[part] - drawn[part]), `${part} of ${glow} at ${zoom}`).toBeLessThanOrEqual(3)
    }
  }
})

function squareOf(point: { lat: number; lon: number }, z: number): { x: number; y: number } {
  const [x, y] = frameOfTile({ z, x: 0, y: 0 }).at(point)
  return { x: Math.floor(x / 256), y: Math.floor(y / 256) }
}
