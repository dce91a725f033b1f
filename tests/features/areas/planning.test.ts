// What becomes of the areas there are when a file of areas comes in.
import { describe, expect, it } from 'vitest'
import { type IncomingArea, planAreas, type StandingArea } from '../../../src/features/areas/rules.ts'
import {
  boxOf,
  contains,
  innerPoint,
  type Polygons,
  touchingPairs,
} from '../../../src/features/areas/shape.rules.ts'

const square = (lon: number, lat: number, side = 0.1): Polygons => [
  [
    [
      [lon, lat],
      [lon + side, lat],
      [lon + side, lat + side],
      [lon, lat + side],
      [lon, lat],
    ],
  ],
]

const incoming = (code: string, official_name: string, parent = ''): IncomingArea => {
  const polygons = square(0.5, 51.5)
  const level = parent ? 'neighbourhood' : 'district'
  return { code, official_name, parent, level, polygons, ...boxOf(polygons), lat: 51.55, lon: 0.55 }
}

const SALTMERE: StandingArea = standing(1, 'D1', 'Saltmere', null)
const FARNESS: StandingArea = standing(2, 'D2', 'Farness', null)
const QUAY: StandingArea = { ...standing(3, 'W1', 'Quay', 1), name: 'The Quay', slug: 'the-quay' }
const GREEN: StandingArea = standing(4, 'W2', 'Green', 2)
const THERE = [SALTMERE, FARNESS, QUAY, GREEN]

function standing(id: number, code: string, name: string, parent_id: number | null): StandingArea {
  const level = parent_id === null ? 'district' : 'neighbourhood'
  return {
    id,
    code,
    level,
    parent_id,
    name,
    official_name: name,
    slug: name.toLowerCase(),
    lat: 51.5,
    lon: 0.5,
  }
}

const nowhere = { districtAt: () => undefined }

describe('a new file of wards', () => {
  it('replaces those of the districts it has any for, and leaves the others alone', () => {
    const plan = planAreas([incoming('W9', 'Harbour', 'D1')], THERE, nowhere)
    expect(plan.gone.map(({ code }) => code)).toEqual(['W1'])
    expect(plan.areas.map(({ code }) => code)).toEqual(['W9'])
    expect(plan.added).toBe(1)
  })

  it('leaves out wards of districts that are not ours', () => {
    const plan = planAreas([incoming('W9', 'Far', 'D7'), incoming('W8', 'Harbour', 'D1')], THERE, nowhere)
    expect(plan.leftOut).toBe(1)
    expect(plan.areas.map(({ code }) => code)).toEqual(['W8'])
  })

  it('finds the district of a ward that names none by where it is', () => {
    const ward = { ...incoming('W9', 'Harbour', 'D1'), parent: '' }
    expect(planAreas([ward], THERE, { districtAt: () => 'D2' }).areas[0]?.parent).toBe('D2')
  })

  it('keeps the name people gave a ward, and its address, for the same code', () => {
    const [quay] = planAreas([incoming('W1', 'Quay Ward', 'D1')], THERE, nowhere).areas
    expect(quay).toMatchObject({ name: 'The Quay', slug: 'the-quay', official_name: 'Quay Ward' })
  })

  it('hands name and address on when the same ward comes back under a new code', () => {
    const [quay] = planAreas([incoming('W9', 'Quay', 'D1')], THERE, nowhere).areas
    expect(quay).toMatchObject({ code: 'W9', name: 'The Quay', slug: 'the-quay' })
  })

  it('takes a new official name where nobody had chosen another', () => {
    const [green] = planAreas([incoming('W2', 'The Green', 'D2')], THERE, nowhere).areas
    expect(green).toMatchObject({ name: 'The Green', slug: 'green' })
  })

  it('never gives two wards of a district one address', () => {
    const twins = [incoming('W8', 'Trinity', 'D1'), incoming('W9', 'Trinity', 'D1')]
    const slugs = planAreas(twins, THERE, nowhere).areas.map(({ slug }) => slug)
    expect(slugs).toEqual(['trinity', 'trinity-2'])
  })
})

describe('a new file of districts', () => {
  it('says which districts there are: the others go, and their wards with them', () => {
    const plan = planAreas([incoming('D1', 'Saltmere')], THERE, nowhere)
    expect(plan.gone.map(({ code }) => code)).toEqual(['D2', 'W2'])
    expect(plan.added).toBe(0)
  })

  it('can be narrowed to the districts that are wanted', () => {
    const file = [incoming('D1', 'Saltmere'), incoming('D2', 'Farness'), incoming('D3', 'Otherland')]
    const plan = planAreas(file, [], { ...nowhere, only: ['D3'] })
    expect(plan.areas.map(({ code }) => code)).toEqual(['D3'])
  })
})

describe('shapes', () => {
  it('touch along a border, and not at a corner', () => {
    expect(touchingPairs([square(0, 51), square(0.1, 51), square(0.2, 51.1)])).toEqual([[0, 1]])
  })

  it('do not touch where all of the border lies in water', () => {
    const shapes = [square(0, 51), square(0.1, 51)]
    expect(touchingPairs(shapes, () => false)).toEqual([])
    expect(touchingPairs(shapes, ({ lat }) => lat < 51.03)).toEqual([[0, 1]])
  })

  it('are labelled inside, however bent they are', () => {
    const bay: Polygons = [
      [
        [
          [0, 51],
          [1, 51],
          [1, 52],
          [0.95, 52],
          [0.95, 51.05],
          [0.05, 51.05],
          [0.05, 52],
          [0, 52],
          [0, 51],
        ],
      ],
    ]
    expect(contains({ ...boxOf(bay), polygons: bay }, innerPoint(bay))).toBe(true)
  })
})
