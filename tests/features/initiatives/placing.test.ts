import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shownAddress, shownPoint } from '../../../src/features/initiatives/placing.rules.ts'
import { crowMetres } from '../../../src/platform/geo/point.ts'
import { textOf } from '../../support/page.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const streetOf = (street: string) =>
  shownAddress({ venue: 'Rose Cottage', street, postcode: 'ZZ1 1AA', precision: 'street' })

describe('a listing that shows only its street', () => {
  it('never shows the door, however the address was written', () => {
    const doors = [
      'Flat 3, 12 High Street',
      '12A, High Street',
      '12a-14b High Street',
      'No. 12 High Street',
      '12–14 High Street',
      '12 & 14 High Street',
      '10B/2 High Street',
      'Rose Cottage, High Street',
      'Flat 2B, The Old Mill, High Street',
      '12 High Street',
      'High Street',
    ]
    for (const street of doors) expect(streetOf(street), street).toBe('High Street')
    const others = [
      '47 b High Street',
      'High Street c/o Jane Doe 4',
      '４７ High Street',
      'Rose Cottage; High Street',
      'Rose Cottage - High Street',
      'High Street, Mrs Jane Doe',
      'High Street, Rose Cottage',
      '٤٧ High Street',
    ]
    for (const street of others) expect(streetOf(street), street).toBe('High Street')
    for (const street of [
      'Rose Cottage High Street',
      'Flat B High Street',
      'High Street 47 blue door',
      'Mrs Jane Doe',
      '',
      '12',
      'Unit 7',
      'High Street 12',
      'Flat 3, 12',
    ])
      expect(streetOf(street), street).toBe('')
  })

  it('never shows a figure at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), street => {
        expect(streetOf(street)).not.toMatch(/\p{N}/u)
      }),
    )
  })
})

describe('a point that may not be shown', () => {
  const square = { id: 1, code: 'one', lat: 51.45, lon: 1.05 }
  const inSquare = {
    areaAt: ({ lat, lon }: { lat: number; lon: number }) =>
      lat >= 51.4 && lat <= 51.5 && lon >= 1 && lon <= 1.1 ? square : undefined,
    postcodesIn: () => [],
  }
  const points = fc.record({
    lat: fc.double({ min: 51.4, max: 51.5, noNaN: true }),
    lon: fc.double({ min: 1, max: 1.1, noNaN: true }),
  })

  it('shows the same crossing of the grid for all near it, within its own neighbourhood, and never itself', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(points, point => {
        const shown = shownPoint(point, 'street', square, inSquare)
        expect(inSquare.areaAt(shown)).toBe(square)
        expect(shownPoint(point, 'street', square, inSquare)).toEqual(shown)
        expect(crowMetres(point, shown)).toBeLessThan(shown.metres)
        seen.add(`${shown.lat},${shown.lon}`)
      }),
      { numRuns: 2000 },
    )
    // A square of 11 by 7 km has some seventeen hundred crossings.
    expect(seen.size).toBeLessThan(1_800)
  })

  it('is in the middle of its neighbourhood when no crossing lies there', () => {
    const nowhere = { areaAt: () => undefined, postcodesIn: () => [] }
    expect(shownPoint({ lat: 51.41, lon: 1.01 }, 'street', square, nowhere)).toMatchObject({
      lat: 51.45,
      lon: 1.05,
    })
  })

  it('is where the postcodes of its neighbourhood are, and not across the water', () => {
    const postcodes = [
      { lat: 51.42, lon: 1.02 },
      { lat: 51.44, lon: 1.04 },
    ]
    const ground = { ...inSquare, postcodesIn: (code: string) => (code === 'one' ? postcodes : []) }
    const shown = shownPoint({ lat: 51.42, lon: 1.02 }, 'neighbourhood', square, ground)
    expect(shown).toMatchObject({ lat: 51.43, lon: 1.03 })
    const afloat = { ...ground, areaAt: () => undefined }
    expect(shownPoint({ lat: 51.42, lon: 1.02 }, 'neighbourhood', square, afloat)).toMatchObject({
      lat: 51.45,
      lon: 1.05,
    })
  })
})

describe('a listing whose rules of showing have changed', () => {
  it('is put right the next time it is saved, though nobody said anything new of it', async () => {
    const site = await openSite({
      cast: { bank: { ...town.cast.uniformBank, precision: 'street', street: '12 Quay Lane' } },
    })
    site.db.prepare("update initiative set shown_address = '12 Quay Lane', shown_lat = 51.4501").run()
    const { fields } = site.context.reader.entered(1) ?? {}
    const saved = site.context.saver.save(fields, { id: 1 })
    expect(saved.outcome).toBe('changed')
    expect(textOf((await site.get('/initiatives/old-town-uniform-bank')).text)).not.toContain('12 Quay Lane')
    expect(site.context.saver.save(fields, { id: 1 }).outcome).toBe('unchanged')
  })
})
