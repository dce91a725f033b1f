import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeAnswer } from '../../../src/platform/web/answer.ts'

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  // Halves of characters made of two, which no text has.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map(units => String.fromCharCode(...units)),
)

it('whatever somebody wrote leaves as the bytes of just that', () => {
  fc.assert(
    fc.property(anything, text => {
      expect(makeAnswer(text, {}).body.equals(Buffer.from(text))).toBe(true)
    }),
  )
})

it('a page longer than any leaves whole', () => {
  const text = 'Gärten – überall. '.repeat(60_000)
  expect(makeAnswer(text, {}).body.equals(Buffer.from(text))).toBe(true)
})
