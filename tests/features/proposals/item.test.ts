import { describe, expect, it } from 'vitest'
import { openDesk } from '../../support/desk.ts'

describe('an editor at the desk', () => {
  it('sees what waits, opens it, approves it, and has the next one', async () => {
    const { editor, ask, site } = await openDesk()
    const first = ask({
      asked: { audience: 'A big crowd' },
      base: { audience: 'Anyone with a child at school' },
    })
    const second = ask({ asked: { phone: '01632 960123' }, base: { phone: '' } })
    const { text: queue } = await editor.get('/admin/queue').expect(200)
    expect(queue).toContain('2 waiting')
    const { text } = await editor.get(`/admin/queue/${first.id}`).expect(200)
    expect(text).toContain('Approve 1 change')
    expect(text).toContain('<ins><span class="unseen">added: </span>A big crowd</ins>')
    const sent = await editor.decide(first.id, 'approval', { reply: 'Thank you.' })
    expect([sent.status, sent.headers.location]).toEqual([303, `/admin/queue/${second.id}?done=${first.id}`])
    expect(site.context.reader.entered(1)?.fields.audience).toBe('A big crowd')
    const { text: next } = await editor.get(sent.headers.location as string)
    expect(next).toContain('Undo')
    await editor.post(`/admin/queue/${first.id}/undoing`).expect(303)
    expect(site.context.reader.entered(1)?.fields.audience).toBe('Anyone with a child at school')
  })
})
