import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Break, Need, Session } from '../../../src/features/initiatives/fields.ts'
import { readRowField, rowsField, rowValues } from '../../../src/features/initiatives/rows-form.rules.ts'
import { formOf } from '../../../src/platform/web/forms.ts'
import { pressRows } from '../../../src/platform/web/rows.ts'
import { hostileTexts } from '../../support/hostile.ts'

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '05', '30', '59'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
const words = fc.constantFrom('', 'in term time', 'by arrangement; ring (Ada)', '10am')
const sessions: fc.Arbitrary<Session[]> = fc.array(
  fc
    .record({
      days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      weeks: fc.subarray<Session['weeks'][number]>([1, 2, 3, 4, 5, 'last']),
      hours: fc.tuple(clock, fc.oneof(clock, fc.constant('24:00'))).filter(([a, b]) => a < b),
      note: words,
    })
    .map(({ hours: [opens, closes], ...rest }) => ({ ...rest, opens, closes })),
  { maxLength: 20 },
)
const needs: fc.Arbitrary<Need[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('people', 'skills', 'things', 'space', 'money'),
    title: fc.constantFrom('Hands', 'A van: any van', 'Two (or three) until 2026'),
    detail: words,
    until: fc.option(fc.constantFrom('2026-12-31', '2027-02-28'), { nil: null }),
  }),
  { maxLength: 10 },
)
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map(date => date.toISOString().slice(0, 10))
const breaks: fc.Arbitrary<Break[]> = fc.array(
  fc
    .tuple(day, day, words)
    .map(([a, b, note]) => ({ starts_on: a < b ? a : b, ends_on: a < b ? b : a, note })),
  { maxLength: 20 },
)
const asTyped = { 'sessions-1-days': ['2', '4'], 'sessions-1-opens': '10', 'sessions-1-closes': '12.30pm' }

describe('weekly times, breaks and needs in rows of boxes', () => {
  it('opened and sent unchanged are the same', () => {
    fc.assert(
      fc.property(sessions, needs, breaks, (times, wants, away) => {
        expect(readRowField('sessions', rowValues('sessions', times))).toEqual({ value: times, issues: [] })
        expect(readRowField('needs', rowValues('needs', wants))).toEqual({ value: wants, issues: [] })
        expect(readRowField('breaks', rowValues('breaks', away))).toEqual({ value: away, issues: [] })
      }),
    )
  })

  it('read the hours as people say them, and pass over rows that nobody filled in', () => {
    const typed = { ...asTyped, 'sessions-2-opens': ' ', 'sessions-2-weeks': '', 'sessions-2-note': '' }
    expect(readRowField('sessions', typed)).toEqual({
      issues: [],
      value: [{ days: [2, 4], weeks: [], opens: '10:00', closes: '12:30', note: '' }],
    })
  })

  it.each([
    [{ 'sessions-1-opens': '' }, 'sessions-1-opens', 'Enter when it begins'],
    [{ 'sessions-1-closes': 'late' }, 'sessions-1-closes', 'Enter when it ends'],
    [{ 'sessions-1-opens': '2', 'sessions-1-closes': '4' }, 'sessions-1-closes', 'morning or the afternoon'],
    [{ 'sessions-1-closes': '9am' }, 'sessions-1-closes', 'end after it begins'],
    [{ 'sessions-1-days': ['8', 'x'] }, 'sessions-1-days', 'Tick the day'],
    [{ 'sessions-1-weeks': 'blue moon' }, 'sessions-1-weeks', 'how often'],
    [{ 'sessions-1-note': 'x'.repeat(121) }, 'sessions-1-note', '120 characters'],
  ])('say at the very box what is not right: %j', (more, box, words) => {
    const { issues } = readRowField('sessions', { ...asTyped, ...more })
    expect(issues).toEqual([{ path: [box], message: expect.stringContaining(words) }])
    const { errors } = formOf([rowsField('sessions')], { ...asTyped, ...more }, issues)
    const control = box === 'sessions-1-days' ? `${box}-1` : box
    expect(errors).toEqual([{ href: `#${control}`, text: issues[0]?.message }])
  })

  it('say where “by arrangement” belongs, which has no day and no hour', () => {
    const { issues } = readRowField('sessions', { 'sessions-1-note': 'by arrangement' })
    expect(issues).toEqual([
      { path: ['sessions-1-days'], message: expect.stringContaining('tick “By appointment” instead') },
    ])
  })

  it('say the same of needs', () => {
    const typed = { 'needs-1-title': 'Hands', 'needs-2-kind': 'people', 'needs-3-kind': 'people' }
    const more = { 'needs-3-title': 'A van', 'needs-3-until': 'Christmas' }
    expect(readRowField('needs', { ...typed, ...more }).issues.map(({ path }) => path[0])).toEqual([
      'needs-1-kind',
      'needs-2-title',
      'needs-3-until',
    ])
  })

  it('take a break of one day by its first, and pass over rows that nobody filled in', () => {
    const typed = { 'breaks-1-starts_on': '', 'breaks-2-starts_on': ' 2026-12-25 ', 'breaks-2-note': 'Rest' }
    expect(readRowField('breaks', typed)).toEqual({
      issues: [],
      value: [{ starts_on: '2026-12-25', ends_on: '2026-12-25', note: 'Rest' }],
    })
  })

  it.each([
    [{ 'breaks-1-starts_on': '' }, 'breaks-1-starts_on', 'Enter the first day it is closed'],
    [{ 'breaks-1-starts_on': 'Christmas' }, 'breaks-1-starts_on', 'Enter the first day as a date'],
    [{ 'breaks-1-starts_on': '2026-02-30' }, 'breaks-1-starts_on', 'Enter the first day as a date'],
    [{ 'breaks-1-ends_on': 'New Year' }, 'breaks-1-ends_on', 'Enter the last day as a date'],
    [{ 'breaks-1-ends_on': '2026-12-19' }, 'breaks-1-ends_on', 'The last day comes before the first'],
    [{ 'breaks-1-note': 'x'.repeat(121) }, 'breaks-1-note', '120 characters'],
  ])('say at the very box what is not right with a break: %j', (more, box, words) => {
    const typed = { 'breaks-1-starts_on': '2026-12-20', 'breaks-1-ends_on': '2027-01-04', ...more }
    const { issues, value } = readRowField('breaks', typed)
    expect(issues).toEqual([{ path: [box], message: expect.stringContaining(words) }])
    expect(value).toEqual([])
    const { errors } = formOf([rowsField('breaks')], typed, issues)
    expect(errors).toEqual([{ href: `#${box}`, text: issues[0]?.message }])
  })

  it('never fall over, whatever is sent, and never send on what was not understood', () => {
    const sent = fc.oneof(
      fc.string(),
      fc.constantFrom(...hostileTexts),
      fc.array(fc.string(), { maxLength: 3 }),
    )
    const names = fc.constantFrom(
      ...['1-days', '1-opens', '1-closes', '1-weeks', '2-note', '999-days', '0-opens', '20-kind', '1-title'],
      ...['1-starts_on', '1-ends_on', '3-ends_on'],
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(names, sent), { maxLength: 8 }), pairs => {
        for (const name of ['sessions', 'needs', 'breaks'] as const) {
          const values = Object.fromEntries(pairs.map(([box, value]) => [`${name}-${box}`, value]))
          const { issues } = readRowField(name, values)
          const { errors } = formOf([rowsField(name)], values, issues)
          expect(errors.length).toBe(issues.length)
        }
      }),
    )
  })
})

describe('the buttons of rows', () => {
  const fields = [rowsField('sessions'), rowsField('needs')]

  it('add one and take one away, and leave every other word where it is', () => {
    const typed = { ...asTyped, 'sessions-2-opens': 'whenever', name: 'Ours', 'needs-1-title': 'Hands' }
    const added = pressRows(fields, { ...typed, 'sessions-add': 'yes' })
    expect(added).toMatchObject({
      name: 'sessions',
      at: 'sessions-3',
      values: { ...typed, 'sessions-3-opens': '' },
    })
    const fewer = pressRows(fields, { ...typed, 'sessions-1-remove': 'yes' })
    expect(fewer?.values).toMatchObject({
      name: 'Ours',
      'needs-1-title': 'Hands',
      'sessions-1-opens': 'whenever',
    })
    expect(Object.keys(fewer?.values ?? {})).not.toContain('sessions-2-opens')
    expect(fewer?.values).not.toHaveProperty('sessions-1-remove')
  })

  it('take away the very one they stand in, and what was added and taken away again leaves no trace', () => {
    fc.assert(
      fc.property(sessions, fc.nat(19), (times, at) => {
        fc.pre(at < times.length)
        const typed = rowValues('sessions', times)
        const fewer = pressRows(fields, { ...typed, [`sessions-${at + 1}-remove`]: 'yes' })
        expect(readRowField('sessions', fewer?.values ?? {}).value).toEqual(times.toSpliced(at, 1))
        fc.pre(times.length < 20)
        const more = pressRows(fields, { ...typed, 'sessions-add': 'yes' })?.values
        const back = pressRows(fields, { ...more, [`sessions-${times.length + 1}-remove`]: 'yes' })?.values
        expect(back).toEqual(typed)
      }),
    )
  })

  it('do nothing for words that no button says, and stop at as many as there may be', () => {
    for (const button of ['sessions', 'name-add', 'sessions-drop', 'sessions-99-remove', 'photos-add'])
      expect(pressRows(fields, { ...asTyped, [button]: 'yes' })).toBeUndefined()
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [`sessions-${at + 1}-opens`, '9am']),
    )
    const more = pressRows(fields, { ...many, 'sessions-add': 'yes' })
    expect(Object.keys(more?.values ?? {}).filter(name => /^sessions-21/.test(name))).toEqual([])
    expect(JSON.stringify(formOf(fields, many).parts)).not.toContain('sessions-add')
  })
})
