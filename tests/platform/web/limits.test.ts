import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeLimits, whereFrom } from '../../../src/platform/web/limits.ts'

const LIMIT = { name: 'try', times: 3, seconds: 60 }

describe('somebody who does too much of one thing', () => {
  it('is stopped, and nobody else is, whichever process they ask', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'limits-'))
    const file = { memory: false, name: join(folder, 'points-of-light.db') }
    const [one, other] = [makeLimits(file), makeLimits(file)]
    const taken = []
    for (const limits of [one, other, one, other]) taken.push(await limits.take(LIMIT, 'ada@mill.example'))
    expect(taken).toEqual([true, true, true, false])
    expect(await one.take(LIMIT, 'bo@mill.example')).toBe(true)
    expect(await one.take({ ...LIMIT, name: 'other' }, 'ada@mill.example')).toBe(true)
    await other.forgive(LIMIT, 'ada@mill.example')
    expect(await one.take(LIMIT, 'ada@mill.example')).toBe(true)
    const bytes = ['limits.db', 'limits.db-wal'].map(name => readFileSync(join(folder, name), 'latin1'))
    expect(bytes.join()).not.toContain('mill.example')
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['2001:0db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', ''],
  ])('%s is counted as %s', (ip, expected) => {
    expect(whereFrom({ ip })).toBe(expected)
  })
})
