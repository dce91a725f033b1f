import { describe, expect, it } from 'vitest'
import { sayMoment } from '../../../src/features/people/moments.rules.ts'
import { saySince } from '../../../src/features/proposals/waiting.rules.ts'

const NOW = new Date('2026-06-09T09:00:00Z')

describe('when something happened', () => {
  it.each([
    ['2026-06-09T08:30:00Z', 'today at 9.30am', '30 minutes ago'],
    ['2026-06-08T11:00:00Z', 'yesterday at noon', '22 hours ago'],
    ['2026-05-24T11:00:00Z', 'on 24 May 2026', '16 days ago'],
    ['2026-06-09T09:00:20Z', 'today at 10am', 'just now'],
    // Kept by a machine whose clock was ahead, and put back on another.
    ['2026-06-09T10:30:00Z', 'today at 11.30am', 'on 9 June 2026'],
    ['2026-06-12T11:00:00Z', 'on 12 June 2026', 'on 12 June 2026'],
  ])('is said as a person would: %s', (moment, when, since) => {
    expect([sayMoment(moment, NOW), saySince(moment, NOW)]).toEqual([when, since])
  })
})
