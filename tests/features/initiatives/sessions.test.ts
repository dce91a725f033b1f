import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Session } from '../../../src/features/initiatives/fields.ts'
import type { Schedule } from '../../../src/features/initiatives/kept.fields.ts'
import * as rules from '../../../src/features/initiatives/sessions.rules.ts'
import { addDays, localTime, weekday } from '../../../src/platform/text/clock.ts'

const tuesdays: Session = { days: [2], weeks: [], opens: '10:00', closes: '12:00', note: '' }
const schedule = (more: Partial<Schedule> = {}): Schedule => ({
  sessions: [tuesdays],
  breaks: [],
  season_from: null,
  season_to: null,
  status: 'active',
  paused_until: null,
  confirmed_on: '2026-06-01',
  ...more,
})
const nextWords = (one: Schedule, moment: string) => {
  const now = localTime(new Date(moment))
  return rules.nextOpenings(one, now, 3).map(opening => rules.sayOpening(opening, now))
}

describe('the next session', () => {
  it('is today until it has ended, then next week', () => {
    expect(nextWords(schedule(), '2026-06-09T08:30:00Z')).toEqual([
      'today 10am',
      'Tue 16 June 10am',
      'Tue 23 June 10am',
    ])
    expect(nextWords(schedule(), '2026-06-09T09:30:00Z')[0]).toBe('now, until noon')
    expect(nextWords(schedule(), '2026-06-09T11:00:00Z')[0]).toBe('Tue 16 June 10am')
    expect(nextWords(schedule(), '2026-06-08T11:00:00Z')[0]).toBe('tomorrow 10am')
    expect(nextWords(schedule(), '2026-06-05T11:00:00Z')[0]).toBe('Tue 10am')
  })

  it('stands at the same hour in London on both sides of both clock changes', () => {
    const sundays = schedule({ sessions: [{ ...tuesdays, days: [7], opens: '10:00' }] })
    // In London, 29 March 2026 and 25 October 2026 begin in one hour and end in another.
    expect(nextWords(sundays, '2026-03-29T08:59:00Z')[0]).toBe('today 10am')
    expect(nextWords(sundays, '2026-03-29T09:00:00Z')[0]).toBe('now, until noon')
    expect(nextWords(sundays, '2026-03-29T11:00:00Z')[0]).toBe('Sun 5 April 10am')
    expect(nextWords(sundays, '2026-10-25T09:59:00Z')[0]).toBe('today 10am')
    expect(nextWords(sundays, '2026-10-25T10:00:00Z')[0]).toBe('now, until noon')
  })

  it('knows the day in London shortly before and after midnight in summer', () => {
    expect(localTime(new Date('2026-06-08T22:59:00Z'))).toEqual({ date: '2026-06-08', time: '23:59' })
    expect(localTime(new Date('2026-06-08T23:00:00Z'))).toEqual({ date: '2026-06-09', time: '00:00' })
    expect(localTime(new Date('2026-12-08T23:59:00Z'))).toEqual({ date: '2026-12-08', time: '23:59' })
  })

  it('keeps to the weeks of the month: first and third, and the last', () => {
    const first = schedule({ sessions: [{ ...tuesdays, days: [6], weeks: [1, 3] }] })
    expect(nextWords(first, '2026-06-09T08:00:00Z')).toEqual([
      'Sat 20 June 10am',
      'Sat 4 July 10am',
      'Sat 18 July 10am',
    ])
    const last = schedule({ sessions: [{ ...tuesdays, days: [7], weeks: ['last'] }] })
    expect(nextWords(last, '2026-06-09T08:00:00Z')).toEqual([
      'Sun 28 June 10am',
      'Sun 26 July 10am',
      'Sun 30 Aug 10am',
    ])
  })

  it('skips breaks, waits for the season, also over the new year, and for a pause to end', () => {
    const breaks = [{ starts_on: '2026-06-09', ends_on: '2026-06-20', note: '' }]
    expect(nextWords(schedule({ breaks }), '2026-06-09T08:00:00Z')[0]).toBe('Tue 23 June 10am')
    expect(nextWords(schedule({ season_from: 7, season_to: 9 }), '2026-06-09T08:00:00Z')[0]).toBe(
      'Tue 7 July 10am',
    )
    const winter = schedule({ season_from: 11, season_to: 2 })
    expect(nextWords(winter, '2026-12-30T08:00:00Z')[0]).toBe('Tue 10am')
    expect(nextWords(winter, '2027-02-24T08:00:00Z')).toEqual([])
    const paused = schedule({ status: 'paused', paused_until: '2026-06-16' })
    expect(nextWords(paused, '2026-06-09T08:00:00Z')[0]).toBe('Tue 16 June 10am')
  })

  it('is never said of something that has ended', () => {
    expect(nextWords(schedule({ status: 'ended' }), '2026-06-09T08:00:00Z')).toEqual([])
  })

  it('always falls on one of its days, in order, whatever the days', () => {
    const session = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      weeks: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4, 5, 'last' as const)),
      opens: fc.constantFrom('00:00', '09:30'),
      closes: fc.constantFrom('10:00', '24:00'),
      note: fc.constant(''),
    })
    fc.assert(
      fc.property(fc.array(session, { minLength: 1, maxLength: 3 }), fc.nat(1000), (sessions, days) => {
        const now = { date: addDays('2026-01-01', days), time: '09:45' }
        const found = rules.nextOpenings(schedule({ sessions }), now, 5)
        const moments = found.map(({ date, opens }) => date + opens)
        expect(moments).toEqual([...moments].sort())
        for (const { date } of found) {
          expect(date >= now.date).toBe(true)
          expect(sessions.some(one => one.days.includes(weekday(date)))).toBe(true)
        }
      }),
    )
  })
})

describe('sessions in bits', () => {
  it('come back as they went in', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 })).map(list => list.sort())
    const weeks = fc.subarray([1, 2, 3, 4, 5, 'last'] as const)
    fc.assert(
      fc.property(days, weeks, (someDays, someWeeks) => {
        expect(rules.unpackDays(rules.packDays(someDays))).toEqual(someDays)
        const all = someWeeks.length === 6
        expect(rules.unpackWeeks(rules.packWeeks([...someWeeks]))).toEqual(all ? [] : someWeeks)
      }),
    )
  })
})

describe('times in words', () => {
  it('are said as people say them', () => {
    expect(rules.saySession(tuesdays)).toBe('Tuesdays, 10am to noon')
    expect(rules.saySession({ ...tuesdays, days: [2, 4], opens: '18:00', closes: '19:30' })).toBe(
      'Tuesdays and Thursdays, 6pm to 7.30pm',
    )
    expect(rules.saySession({ ...tuesdays, days: [6], weeks: [1, 'last'] })).toBe(
      '1st and last Saturday of the month, 10am to noon',
    )
    const always = { ...tuesdays, days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }
    expect(rules.saySession(always)).toBe('Every day, all day')
    expect(rules.isAlwaysOpen(schedule({ sessions: [always] }), '2026-06-09')).toBe(true)
    expect(
      rules.isAlwaysOpen(schedule({ sessions: [always], season_from: 4, season_to: 9 }), '2026-06-09'),
    ).toBe(false)
    const breaks = [{ starts_on: '2026-06-01', ends_on: '2026-06-30', note: '' }]
    expect(rules.isAlwaysOpen(schedule({ sessions: [always], breaks }), '2026-06-09')).toBe(false)
  })
})
