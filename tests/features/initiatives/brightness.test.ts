import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brightness, lightLevel, sayGlow } from '../../../src/features/initiatives/brightness.rules.ts'
import type { Liveness } from '../../../src/features/initiatives/kept.fields.ts'
import { addDays } from '../../../src/platform/text/clock.ts'

const today = '2026-06-09'
const confirmed = (daysAgo: number, more: Partial<Liveness> = {}): Liveness => ({
  status: 'active',
  paused_until: null,
  confirmed_on: addDays(today, -daysAgo),
  ...more,
})

describe('a light', () => {
  it('shines in full for ninety days after somebody confirms it', () => {
    expect(brightness(confirmed(0), today)).toBe(1)
    expect(brightness(confirmed(89), today)).toBe(1)
    expect(lightLevel(confirmed(89), today)).toBe('shining')
  })

  it('fades after that, to a glimmer at a year', () => {
    expect(brightness(confirmed(91), today)).toBeLessThan(1)
    expect(brightness(confirmed(227), today)).toBeCloseTo(0.55, 1)
    expect(lightLevel(confirmed(200), today)).toBe('fading')
    expect(brightness(confirmed(365), today)).toBeCloseTo(0.1)
    expect(lightLevel(confirmed(365), today)).toBe('glimmer')
  })

  it('is out at eighteen months, and says so', () => {
    expect(brightness(confirmed(547), today)).toBeCloseTo(0.1)
    expect(brightness(confirmed(548), today)).toBe(0)
    expect(lightLevel(confirmed(548), today)).toBe('out')
  })

  it('never grows brighter by waiting', () => {
    fc.assert(
      fc.property(
        fc.nat(900),
        fc.nat(300),
        fc.constantFrom('active', 'quiet', 'ended'),
        (days, later, status) => {
          const light = confirmed(days, { status })
          expect(brightness(light, addDays(today, later))).toBeLessThanOrEqual(brightness(light, today))
          expect(brightness(light, today)).toBeGreaterThanOrEqual(0)
          expect(brightness(light, today)).toBeLessThanOrEqual(1)
        },
      ),
    )
  })

  it('only glimmers while it is paused, and shines again on the date it gave', () => {
    const paused = confirmed(10, { status: 'paused', paused_until: '2026-07-01' })
    expect(brightness(paused, today)).toBe(0.1)
    expect(lightLevel(paused, today)).toBe('paused')
    expect(brightness(paused, '2026-07-01')).toBe(1)
    expect(lightLevel(paused, '2026-07-01')).toBe('shining')
  })

  it('shines half as bright when its people say it is quiet, and not at all when it has ended', () => {
    expect(brightness(confirmed(10, { status: 'quiet' }), today)).toBe(0.5)
    expect(brightness(confirmed(10, { status: 'ended' }), today)).toBe(0)
  })
})

describe('a glow', () => {
  it('has words at every level, brighter words for more light', () => {
    const names = [0, 0.1, 1, 2, 5, 12, 40].map(glow => sayGlow(glow).name)
    expect(names).toEqual([
      'Dark',
      'A first spark',
      'A first spark',
      'A few lights',
      'A warm glow',
      'Bright',
      'Blazing',
    ])
    expect(sayGlow(1000).sentence).not.toBe('')
  })
})
