import { generateSync } from 'otplib'
import { describe, expect, it } from 'vitest'
import { makeAppSecret, pictureOf, stepOf } from '../../../src/features/people/one-time.rules.ts'

const now = new Date('2026-06-05T10:00:10Z')
const seconds = now.getTime() / 1000
const secret = makeAppSecret()
const codeAt = (offset: number) => generateSync({ secret, epoch: seconds + offset })

describe('a code of an app', () => {
  it('is right for its half minute and the ones beside it, however it is spaced', () => {
    const step = Math.floor(seconds / 30)
    expect(stepOf(secret, codeAt(0).replace(/(...)/, '$1 '), now, 0)).toBe(step)
    expect(stepOf(secret, codeAt(-30), now, 0)).toBe(step - 1)
    expect(stepOf(secret, codeAt(30), now, 0)).toBe(step + 1)
    expect(stepOf(secret, codeAt(-90), now, 0)).toBeUndefined()
    expect(stepOf(secret, codeAt(90), now, 0)).toBeUndefined()
  })

  it('is right once: neither it nor an earlier one is taken again', () => {
    const step = Math.floor(seconds / 30)
    expect(stepOf(secret, codeAt(0), now, step)).toBeUndefined()
    expect(stepOf(secret, codeAt(-30), now, step)).toBeUndefined()
    expect(stepOf(secret, codeAt(30), now, step)).toBe(step + 1)
    expect(stepOf(secret, codeAt(30), now, step + 1)).toBeUndefined()
  })

  it.each(['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', '000000 or 1=1'])('is not “%s”', typed => {
    expect(stepOf(secret, typed, now, 0)).toBeUndefined()
  })

  it('comes from a secret that a camera can read', () => {
    const { size, path } = pictureOf('Points of Light', 'ada@mill.example', secret)
    expect(size).toBeGreaterThan(30)
    expect(path).toMatch(/^(?:M\d+ \d+h1v1h-1z)+$/)
  })
})
