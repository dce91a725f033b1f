import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberOf } from '../../../src/platform/web/numbers.ts'

describe('whoever writes a number into an address', () => {
  it('is understood when it is one, and means nothing there is when it is anything else', () => {
    fc.assert(fc.property(fc.nat(999_999_999), number => numberOf(String(number)) === number))
    for (const written of ['', '-1', '1.5', ' 1', '1e3', '0x1', '١', '9'.repeat(10), ['1'], undefined, 1])
      expect(numberOf(written), String(written)).toBe(0)
  })
})
