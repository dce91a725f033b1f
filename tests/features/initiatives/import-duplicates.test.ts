import { describe, expect, it } from 'vitest'
import { areNamesAlike } from '../../../src/features/initiatives/duplicates.rules.ts'
import { openDesk } from './import-desk.ts'

const mapping = {
  source: 'fridges',
  source_id: 'Ref',
  fields: { name: 'Name', lat: 'Lat', lon: 'Lon', precision: 'How' },
  defaults: { summary: 'Good food.', categories: ['community-fridge'] },
}
const file = (...rows: string[]) => ['Ref,Name,Lat,Lon,How', ...rows].join('\n')
const fridge = {
  name: 'The Staithe Street Fridge',
  summary: 'Take what you will eat.',
  categories: ['community-fridge'],
  lat: 51.4545,
  lon: 1.058,
  confirmed_on: '2026-06-01',
}

describe('two names', () => {
  it.each([
    ['Southend Foodbank', 'The Southend Food Bank'],
    ['Quay Beans Community Interest Group Ltd', 'quay beans – interest'],
    ['Growers of Marshside', 'Marshide Growers CIC'],
    ['Café Żółta Łódź', 'Cafe Zółta Łódź'],
    ['Rope Walk Football Club Limited', 'Rope Walk FC, Football'],
    ['The Community Group', 'Community Group (the)'],
  ])('%s and %s may be one', (one, other) => {
    expect(areNamesAlike(one, other)).toBe(true)
    expect(areNamesAlike(other, one)).toBe(true)
  })

  it.each([
    ['Old Town Uniform Bank', 'Old Town Food Bank'],
    ['8th Saltmere Scouts', '9th Saltmere Scouts'],
    ['Saltmere', 'Saltmere Tool Shed'],
    ['Bread', 'Broad'.repeat(2)],
    ['Co-op', 'Community Group'],
    ['Warm Bank', 'Farm Bank'],
    ['Hut 20261 Makers', 'Hut 20262 Makers'],
    ['Beans Beans', 'Beans Peas'],
  ])('%s and %s are two', (one, other) => {
    expect(areNamesAlike(one, other)).toBe(false)
    expect(areNamesAlike(other, one)).toBe(false)
  })
})

describe('an admin whose file holds what may be here already', () => {
  it('is told which listing it looks like and how far away that is, and it is added all the same', async () => {
    const desk = await openDesk()
    desk.add(fridge)
    const said = desk.hand(file('1,Staithe Street Community Fridge,51.45485,1.058,'), mapping, {
      commit: true,
    })
    expect(said[0]).toBe(
      'line 2: add  Staithe Street Community Fridge · looks like The Staithe Street Fridge (the-staithe-street-fridge), 39 m away',
    )
    expect(desk.slugs()).toHaveLength(2)
  })

  it('hears nothing of the same name further off, or of another name next door', async () => {
    const desk = await openDesk()
    desk.add(fridge)
    const said = desk.hand(
      file(
        '1,Staithe Street Fridge,51.4571,1.058,',
        '2,Staithe Street Tool Shed,51.4545,1.058,',
        '3,Staithe Street Fridge,51.4563,1.0609,',
      ),
      mapping,
    )
    expect(said).toEqual([
      'line 2: add  Staithe Street Fridge',
      'line 3: add  Staithe Street Tool Shed',
      'line 4: add  Staithe Street Fridge · looks like Staithe Street Fridge (line 2 of this file), 220 m away',
      '3 rows: 3 to add.',
    ])
  })

  it('finds one that is shown only roughly by where it really is', async () => {
    const desk = await openDesk()
    desk.add({ ...fridge, precision: 'neighbourhood', lat: 51.4595, lon: 1.061 })
    const said = desk.hand(file('1,Staithe Street Fridge,51.4597,1.0612,neighbourhood'), mapping)
    expect(said[0]).toMatch(/looks like The Staithe Street Fridge \(the-staithe-street-fridge\), 26 m away$/)
    const shown = desk.shown('the-staithe-street-fridge')
    expect((shown?.shown_lat ?? 0) - 51.4595).toBeLessThan(-0.003)
  })

  it('is told of two that look alike in the file itself', async () => {
    const said = (await openDesk()).hand(
      file('1,Staithe Street Fridge,51.4545,1.058,', '2,Fridge in Staithe Street,51.4545,1.058,'),
      mapping,
    )
    expect(said[1]).toBe(
      'line 3: add  Fridge in Staithe Street · looks like Staithe Street Fridge (line 2 of this file), 0 m away',
    )
  })

  it('hears of it again only when the name or the place changes', async () => {
    const desk = await openDesk()
    desk.add(fridge)
    desk.hand(file('1,Staithe Street Fridge,51.4545,1.058,'), mapping, { commit: true })
    const { precision: _, ...fields } = mapping.fields
    const later = { ...mapping, fields: { ...fields, cost_note: 'How' } }
    expect(desk.hand(file('1,Staithe Street Fridge,51.4545,1.058,Free'), later)[0]).toBe(
      'line 2: change  Staithe Street Fridge · new: About the cost',
    )
    expect(desk.hand(file('1,Staithe Street Fridges,51.4545,1.058,'), later)[0]).toContain('looks like')
  })
})
