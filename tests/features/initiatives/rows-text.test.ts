import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCell } from '../../../src/features/initiatives/cells.rules.ts'
import type { Need, Session } from '../../../src/features/initiatives/fields.ts'
import { readBreaks, readNeeds, writeCell } from '../../../src/features/initiatives/rows-text.rules.ts'

const words = fc
  .array(fc.constantFrom('tea', 'cake;', '(hot)', 'and', 'until', '2026', 'hall,', 'Tue:', '–'), {
    maxLength: 6,
  })
  .map(list => list.join(' '))
const plain = fc
  .array(fc.constantFrom('tea', 'cake', 'and', 'hall', 'hands'), { minLength: 1, maxLength: 5 })
  .map(list => list.join(' '))
const day = fc.integer({ min: 1, max: 28 }).map(n => `2026-11-${String(n).padStart(2, '0')}`)
const time = fc.integer({ min: 0, max: 23 }).map(h => `${String(h).padStart(2, '0')}:30`)
const session: fc.Arbitrary<Session> = fc
  .record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    weeks: fc.subarray<Session['weeks'][number]>([1, 2, 'last']),
    hours: fc.tuple(time, time).filter(([a, b]) => a < b),
    note: words,
  })
  .map(({ hours: [opens, closes], ...rest }) => ({ ...rest, opens, closes }))
const need: fc.Arbitrary<Need> = fc.record({
  kind: fc.constantFrom('people', 'skills', 'things', 'space', 'money'),
  title: plain,
  detail: plain,
  until: fc.option(day, { nil: null }),
})

describe('what somebody wrote, in a form that is opened again', () => {
  it('reads back the same: sessions, breaks, needs and lists', () => {
    const rows = fc.record({
      sessions: fc.array(session, { minLength: 1, maxLength: 4 }),
      breaks: fc.array(fc.record({ starts_on: day, ends_on: day, note: words }), {
        minLength: 1,
        maxLength: 3,
      }),
      needs: fc.array(need, { minLength: 1, maxLength: 4 }),
      languages: fc.array(plain, { minLength: 1, maxLength: 3 }),
    })
    fc.assert(
      fc.property(rows, said => {
        for (const field of ['sessions', 'breaks', 'needs', 'languages'] as const) {
          const text = writeCell(field, said[field])
          const lines = field === 'languages' ? `${text}\n` : text
          expect(readCell(field, lines), text).toEqual({ value: said[field] })
        }
      }),
    )
  })

  it('is asked about when it is not clear, in words', () => {
    expect(readBreaks('Christmas')).toMatchObject({ fault: expect.stringContaining('“Christmas”') })
    expect(readNeeds('Two hands')).toMatchObject({ fault: expect.stringContaining('people: Two') })
    expect(readBreaks('2026-12-24')).toEqual({
      value: [{ starts_on: '2026-12-24', ends_on: '2026-12-24', note: '' }],
    })
  })

  it('takes no time over any text', () => {
    const hostile = [
      'people: '.repeat(20_000),
      `people: ${'('.repeat(80_000)}`,
      `a${' '.repeat(80_000)}until`,
      '2026-12-24 '.repeat(9_000),
    ]
    for (const text of hostile) {
      const began = performance.now()
      readBreaks(text)
      readNeeds(`people: ${text}`)
      expect(performance.now() - began).toBeLessThan(1_000)
    }
  })
})
