import { join } from 'node:path'
import { expect, it } from 'vitest'
import { glyphOf } from '../../../src/features/map/picture.rules.ts'
import { PUBLIC } from '../../../src/platform/web/assets.ts'

interface Halo {
  r: number
  hot: number
  strength: number
  heart: number
}

it('a light looks alike on the drawing and on the map one can move, however much it glows', async () => {
  const { haloOf } = (await import(join(PUBLIC, 'js/halos.js'))) as { haloOf(glow: number): Halo }
  const glows = [0, 0.02, 0.1, 0.15, 0.3, 0.45, 0.7, 0.8, 1, 1.6, 2.5, 3, 6, 13.9, 14, 40, 1000]
  const looks = ({ r, hot, strength, heart }: Halo) => ({ r, hot, strength, heart })
  expect(glows.map(glow => looks(haloOf(glow)))).toEqual(glows.map(glow => looks(glyphOf(glow, 'core'))))
})
