import { describe, expect, it } from 'vitest'
import { openTerminal } from './terminal.ts'

const letter = { subject: 'Sign in', text: 'Type HX4K-9PQR.\n', html: '<p>Type HX4K-9PQR.</p>' }

describe('an admin whose mail does not go', () => {
  it('reads at the terminal what waits, and so can still sign in', async () => {
    const { context, type } = await openTerminal({ cast: {}, now: '2026-06-10T09:00:00Z' })
    context.outbox.put({
      key: 'a',
      kind: 'sign-in',
      to: 'sam@example.org',
      letter,
      ends: '2026-06-10T09:15:00.000Z',
    })
    expect((await type('mail')).out).toEqual([
      '1  2026-06-10 10:00  sam@example.org  Sign in',
      '1 mail waits.',
    ])
    expect(await type('mail', '1')).toMatchObject({ code: 0, out: [letter.text] })
  })

  it('is told when there is nothing, or nothing of that number', async () => {
    const { type } = await openTerminal({ cast: {} })
    expect((await type('mail')).out).toEqual(['0 mails wait.'])
    expect(await type('mail', '7')).toMatchObject({
      code: 1,
      out: ['There is no such mail, or what it said is no longer kept.'],
    })
    expect(await type('mail', 'x')).toMatchObject({ code: 2 })
    expect(await type('mail', '1', '2')).toMatchObject({ code: 2 })
  })
})
