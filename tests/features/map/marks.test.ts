import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { overlaps, type Rect } from '../../../src/features/map/labels.rules.ts'
import { PUBLIC } from '../../../src/platform/web/assets.ts'

type Spot = [x: number, y: number]
interface Wanted {
  text: string
  kind: string
  light: { x: number; y: number }
}
interface Module {
  placeLabels(
    wanted: Wanted[],
    view: { pen: object; at: (light: Wanted['light']) => Spot; inside: Rect; taken: Rect[]; hearts: Spot[] },
  ): { text: string; box: Rect }[]
  spread(points: Spot[], room: { width: number; height: number; apart: number }): Spot[]
}

const load = async (name: string) => (await import(join(PUBLIC, 'js', name))) as Module
const { placeLabels } = await load('labels.js')
const { spread } = await load('apart.js')

const PHONE = { left: 0, top: 0, right: 350, bottom: 350 }
const KINDS = ['count', 'town', 'village', 'water', 'station', 'name', 'numbered']
// A pen whose letters are all as wide as one another.
const pen = { font: '', measureText: (text: string) => ({ width: text.length * 7 }) }
const at = ({ x, y }: Wanted['light']): Spot => [x, y]
const along = fc.integer({ min: -40, max: 390 })
const wanted = fc.record({
  text: fc.string({ minLength: 1, maxLength: 45 }),
  kind: fc.constantFrom(...KINDS),
  light: fc.record({ x: along, y: along }),
})
const discs = fc
  .array(fc.tuple(along, along), { maxLength: 20 })
  .map(spots => spots.map(([x, y]): Rect => ({ left: x - 11, right: x + 11, top: y - 11, bottom: y + 11 })))

describe('words on the map one can move', () => {
  it('stand near what they name, clear of numbers and of one another, or nowhere', () => {
    fc.assert(
      fc.property(
        fc.array(wanted, { maxLength: 40 }),
        discs,
        fc.array(fc.tuple(along, along), { maxLength: 30 }),
        (all, taken, hearts) => {
          const labels = placeLabels(all, { pen, at, inside: PHONE, taken, hearts })
          const boxes = labels.map(({ box }) => box)
          for (const [index, box] of boxes.entries()) {
            const others = [...boxes.slice(index + 1), ...taken]
            expect(others.filter(other => overlaps(box, other))).toEqual([])
            const isNear = all.some(({ light }) => offOf(at(light), box) <= 28)
            expect(isNear).toBe(true)
            expect(Math.min(box.left, box.top, 350 - box.right, 350 - box.bottom)).toBeGreaterThanOrEqual(0)
          }
        },
      ),
    )
  })

  it('leave every light to be seen where they name a town, and give way to a count', () => {
    const town = { text: 'Saltmere', kind: 'town', light: { x: 100, y: 100 } }
    const hearts: Spot[] = [
      [100, 116],
      [100, 84],
    ]
    const [beside] = placeLabels([town], { pen, at, inside: PHONE, taken: [], hearts })
    expect(hearts.filter(heart => offOf(heart, beside?.box as Rect) < 4)).toEqual([])
    const count = { text: '12', kind: 'count', light: { x: 100, y: 100 } }
    const both = placeLabels([count, town], { pen, at, inside: PHONE, taken: [], hearts: [] })
    expect(both.map(({ text }) => text)).toEqual(['12', 'Saltmere'])
  })
})

it('places are named no more thickly than on the drawing, and lights as thickly as they can be', () => {
  const grid = (kind: string, side: number) =>
    Array.from({ length: 144 }, (_, n) => ({
      text: `${kind} ${n}`,
      kind,
      light: { x: ((n % 12) + 0.5) * (side / 12), y: (Math.floor(n / 12) + 0.5) * (side / 12) },
    }))
  const many = (kind: string, side: number) => {
    const inside = { left: 0, top: 0, right: side, bottom: side }
    return placeLabels(grid(kind, side), { pen, at, inside, taken: [], hearts: [] }).length
  }
  expect([many('village', 350), many('village', 720), many('village', 1200)]).toEqual([6, 21, 60])
  expect(many('name', 1200)).toBe(144)
})

describe('numbers on the map one can move', () => {
  it('keep apart and wholly in view, as near to their lights as they can', () => {
    const inView = fc.integer({ min: 0, max: 350 })
    fc.assert(
      fc.property(fc.array(fc.tuple(inView, inView), { maxLength: 20 }), spots => {
        const stands = spread(spots, { width: 350, height: 350, apart: 23 })
        for (const [index, [x, y]] of stands.entries()) {
          for (const [toX, toY] of stands.slice(index + 1))
            expect(Math.hypot(toX - x, toY - y)).toBeGreaterThan(20)
          expect(Math.min(x, y, 350 - x, 350 - y)).toBeGreaterThan(11)
        }
      }),
    )
    expect(
      spread(
        [
          [100, 100],
          [300, 200],
        ],
        { width: 350, height: 350, apart: 23 },
      )[1],
    ).toEqual([expect.closeTo(300, 0), expect.closeTo(200, 0)])
  })
})

/** How far a point is from a box. */
function offOf([x, y]: Spot, { left, right, top, bottom }: Rect): number {
  return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom))
}
