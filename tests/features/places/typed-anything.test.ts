// Whatever is typed is only text: it never breaks anything, is quick, and what is found can be found again.
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readPostcodes, tidyPostcode } from '../../../src/features/places/postcode.rules.ts'
import { keyOf, slipsAllowed, slipsBetween } from '../../../src/features/places/rules.ts'
import type { Resolver } from '../../../src/features/places/search.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

let resolver: Resolver
beforeAll(async () => {
  resolver = (await openSite({ cast: {} })).context.resolver
})

const HOSTILE = [
  '"', '*', 'a* OR b', 'NEAR(a b)', 'key:abc', '^abc', '(((', "'; drop table place; --", '%', '_', '\\',
  '\u0000', 'a\u0000b', '🍕🍕🍕', '\ud800', 'ﷺ', 'ا', '<script>', '../../etc/passwd', '-1', '1e999', 'NaN',
] // biome-ignore format: a list of oddities reads best in lines

const words = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(...HOSTILE),
  fc.constantFrom(...town.places.map(({ name }) => name), ...town.postcodes.map(({ postcode }) => postcode)),
)
const typed = fc.array(words, { maxLength: 6 }).map(parts => parts.join(' '))

describe('anything at all', () => {
  it('is understood, asked about or not found, and never an error', () => {
    fc.assert(
      fc.property(typed, text => {
        const resolution = resolver.resolve(text)
        expect(['one', 'many', 'none', 'nothing_typed']).toContain(resolution.found)
        if (resolution.found === 'many') expect(resolution.origins.length).toBeGreaterThan(1)
        if (resolution.found === 'none') expect(resolution.guesses.length).toBeLessThanOrEqual(3)
      }),
      { numRuns: 500 },
    )
  })

  it('that is found is found again by the words we give it', () => {
    fc.assert(
      fc.property(typed, text => {
        const resolution = resolver.resolve(text)
        if (resolution.found !== 'one') return
        const again = resolver.resolve(resolution.origin.query)
        expect(again).toEqual({ found: 'one', origin: resolution.origin })
      }),
      { numRuns: 500 },
    )
  })

  it('is read as far as anybody types, and no further', () => {
    const full = `Ferry Green ${'Farness '.repeat(11)}`
    expect(full).toHaveLength(100)
    expect(resolver.resolve(`${full}nonsense`).found).toBe('one')
    const long = `${'a'.repeat(10_000)} Staithe`
    expect(resolver.resolve(long).found).toBe('none')
    expect(resolver.resolve(`Staithe${' '.repeat(10_000)}x`).found).toBe('one')
    expect(resolver.resolve('( '.repeat(5_000)).found).toBe('none')
  })
})

describe('postcodes', () => {
  const letters = fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ')
  const digit = fc.constantFrom(...'0123456789')
  const postcode = fc
    .tuple(
      letters,
      fc.option(letters, { nil: '' }),
      digit,
      fc.option(digit, { nil: '' }),
      digit,
      letters,
      letters,
    )
    .map(([a, b, c, d, e, f, g]) => `${a}${b}${c}${d} ${e}${f}${g}`)

  it('have one normal form, however they are spaced and cased', () => {
    fc.assert(
      fc.property(
        postcode,
        fc.constantFrom('', ' ', '  ', '-', '\u00a0'),
        fc.boolean(),
        (code, space, isLower) => {
          const written = code.replace(' ', space)
          expect(tidyPostcode(isLower ? written.toLowerCase() : written)).toBe(code)
        },
      ),
    )
  })

  it('are read as they stand before any letter is taken for a digit', () => {
    fc.assert(
      fc.property(postcode, code => {
        const [first] = readPostcodes(code)
        expect(`${first?.outcode} ${first?.inward}`).toBe(code)
        expect(first?.isSwapped).toBe(false)
      }),
    )
  })
})

describe('spellings', () => {
  it('are one slip apart when two letters change places', () => {
    expect(slipsBetween('basidlon', 'basildon')).toBe(1)
    expect(slipsBetween('leighonsee', 'leighonsea')).toBe(1)
    expect(slipsBetween('canvyiland', 'canveyisland')).toBe(2)
  })

  it('are never further apart than their letters, and no distance from themselves', () => {
    const key = fc.string({ unit: fc.constantFrom(...'abcdef'), maxLength: 12 })
    fc.assert(
      fc.property(key, key, (a, b) => {
        expect(slipsBetween(a, a)).toBe(0)
        expect(slipsBetween(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
        expect(slipsBetween(a, b) === 0).toBe(a === b)
      }),
    )
  })

  it('of short names must be right', () => {
    expect(slipsAllowed(3)).toBe(0)
    expect(slipsAllowed(7)).toBe(1)
    expect(slipsAllowed(12)).toBe(3)
  })

  it('are compared without accents, apostrophes, “the”, “and” and what is short for what', () => {
    expect(keyOf('The Quay & Gt. St. Mary’s')).toBe(keyOf('quay and Great Saint Marys'))
    expect(keyOf('A’ Chrìon Làraich')).toBe('achrionlaraich')
    expect(keyOf('The')).toBe('the')
  })
})
