import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../../src/features/initiatives/fields.ts'
import { readSessions } from '../../../src/features/initiatives/session-text.rules.ts'
import { saySession } from '../../../src/features/initiatives/sessions.rules.ts'

const open = (days: number[], opens: string, closes: string, weeks: Session['weeks'] = [], note = '') => ({
  days,
  weeks,
  opens,
  closes,
  note,
})

describe('opening times as people write them', () => {
  it.each([
    ['Tue, Thu 10:00-12:00', [open([2, 4], '10:00', '12:00')]],
    ['1st Sat 14:00-16:00', [open([6], '14:00', '16:00', [1])]],
    ['mondays & fridays, 9.30am – 1pm', [open([1, 5], '09:30', '13:00')]],
    [
      'Mon-Fri 9-5pm; weekends 10am to noon',
      [open([1, 2, 3, 4, 5], '09:00', '17:00'), open([6, 7], '10:00', '12:00')],
    ],
    ['Fri to Mon 2-4pm', [open([1, 5, 6, 7], '14:00', '16:00')]],
    [
      'Tue 02:00-04:00; Wed 10-12; Thu 8-9',
      [open([2], '02:00', '04:00'), open([3], '10:00', '12:00'), open([4], '08:00', '09:00')],
    ],
    [
      'Every second and last Sunday of the month, 10-2pm (bring a mug)',
      [open([7], '10:00', '14:00', [2, 'last'], 'bring a mug')],
    ],
    ['daily 8pm until midnight', [open([1, 2, 3, 4, 5, 6, 7], '20:00', '24:00')]],
    ['Every day, all day', [open([1, 2, 3, 4, 5, 6, 7], '00:00', '24:00')]],
    ['', []],
  ])('%j is understood', (text, sessions) => {
    expect(readSessions(text)).toEqual({ sessions })
  })

  it.each([
    'Tue mornings',
    '10:00-12:00',
    'Tue',
    'Tue 10',
    'Tue 25:00-26:00',
    'Tue 10:75-11:00',
    'Tue 13pm-14pm',
    'Tue to 10-11',
    'whenever 10-11',
    'constructor 10-11',
    'Tue 10-12 and sometimes',
    'Tue 2-4',
    'Tue 2 - 4 (in the hall)',
    'Tue 2:30-4:30',
    'Mon-Fri 9-5',
    'Tue 10am-2',
    'Tue noon-4',
    'Tue 22:00-2',
    'Tue 6-10',
  ])('%j is not guessed at', text => {
    expect(readSessions(`Mon 9-10; ${text}`)).toEqual({ unread: text })
  })

  it.each(['Fri 22:00-02:00', 'Fri 10pm-2am'])('%j goes past midnight, which one session cannot', text => {
    expect(readSessions(`Mon 9-10; ${text}`)).toEqual({ overnight: text })
  })

  it('are read back as they are said on a listing’s page', () => {
    const minutes = fc.constantFrom('00', '05', '30', '45')
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), minutes)
      .map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`)
    const session = fc
      .record({
        days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
        weeks: fc.subarray<Session['weeks'][number]>([1, 2, 3, 4, 5, 'last']),
        hours: fc.tuple(time, time).filter(([a, b]) => a < b),
      })
      .map(({ days, weeks, hours: [opens, closes] }) => open(days, opens, closes, weeks))
    fc.assert(
      fc.property(session, one => {
        expect(readSessions(saySession(one))).toEqual({ sessions: [one] })
      }),
    )
  })

  it('never fail on any text, and take no time over it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), text => void readSessions(text)))
    const hostile = [
      'Tue '.repeat(50_000),
      `${'10-'.repeat(50_000)}`,
      `Tue 10-12 ${'('.repeat(50_000)}`,
      ' '.repeat(100_000),
      `${'10:00 '.repeat(20_000)}-`,
      `Tue${' '.repeat(100_000)}x`,
      `Tue ,${' '.repeat(100_000)}10`,
    ]
    for (const text of hostile) {
      const began = performance.now()
      readSessions(text)
      expect(performance.now() - began).toBeLessThan(1_000)
    }
  })
})
