import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  listAddress,
  noFilters,
  readFilters,
  writeFilters,
} from '../../../src/features/initiatives/filters.fields.ts'

const known = {
  areas: new Set(['saltmere', 'saltmere/old-town', 'farness']),
  categories: new Set(['uniform-bank', 'clean-up', 'community-garden']),
}
const parse = (query: string) => {
  const raw: Record<string, string | string[]> = {}
  for (const [name, value] of new URLSearchParams(query)) {
    const before = raw[name]
    raw[name] = before === undefined ? value : [before, value].flat()
  }
  return raw
}

describe('the filters in an address', () => {
  it('are read, and written back in one order with nothing superfluous', () => {
    const query =
      'page=1&sort=nearest&category=community-garden&category=clean-up&within=3&near=ZZ1+1AA&cost=free&q='
    const { filters, dropped } = readFilters(parse(query), known)
    expect(dropped).toEqual([])
    expect(filters).toMatchObject({ near: 'ZZ1 1AA', within: 3, sort: 'nearest', page: 1 })
    expect(writeFilters(filters)).toBe('near=ZZ1+1AA&category=clean-up&category=community-garden&cost=free')
  })

  it('keep a slash in an area readable', () => {
    expect(listAddress({ ...noFilters(), area: ['saltmere/old-town'] })).toBe(
      '/initiatives?area=saltmere/old-town',
    )
  })

  it('drop a value nobody here knows, and say which', () => {
    const { filters, dropped } = readFilters(
      parse('category=unicorns&category=clean-up&within=4&open=never&page=-1'),
      known,
    )
    expect(filters.category).toEqual(['clean-up'])
    expect(filters.within).toBe(3)
    expect(dropped).toEqual([
      { name: 'within', value: '4' },
      { name: 'category', value: 'unicorns' },
      { name: 'open', value: 'never' },
      { name: 'page', value: '-1' },
    ])
  })

  it('lose what turns text round on the page', () => {
    expect(readFilters({ q: '\u202eknab\u2066 \u200bbank' }, known).filters.q).toBe('knab bank')
  })

  it('do not ask for the nearest of nowhere, nor the best match of no words', () => {
    expect(readFilters(parse('sort=nearest'), known).filters.sort).toBe('newest')
    expect(readFilters(parse('sort=best'), known).filters.sort).toBe('newest')
    expect(readFilters(parse('q=x&sort=best'), known).filters.sort).toBe('best')
  })

  it('come back the same from their own address, whatever was typed', () => {
    const names = fc.constantFrom(
      'q',
      'near',
      'within',
      'area',
      'category',
      'open',
      'cost',
      'access',
      'need',
      'sort',
      'page',
      '__proto__',
      'x',
    )
    const values = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 120 }),
      fc.constantFrom(
        'saltmere',
        'clean-up',
        'today',
        'tue',
        'free',
        'step-free',
        'any',
        'a-z',
        '5',
        '2',
        '\u0000',
        '\ud800',
      ),
    )
    const shape = fc.oneof(
      values,
      fc.array(values, { maxLength: 4 }),
      fc.constant(undefined),
      fc.constant({ a: 1 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(names, shape)), pairs => {
        const { filters } = readFilters(Object.fromEntries(pairs), known)
        const again = readFilters(parse(writeFilters(filters)), known)
        expect(again.dropped).toEqual([])
        expect(again.filters).toEqual(filters.near ? filters : { ...filters, within: again.filters.within })
      }),
      { numRuns: 500 },
    )
  })
})
