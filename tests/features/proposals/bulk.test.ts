import { describe, expect, it } from 'vitest'
import { openDesk } from '../../support/desk.ts'

async function openBulk() {
  const desk = await openDesk()
  const { site, ask, seenOf } = desk
  const seen = (id: number) => `${id}.${seenOf(id).version}.${seenOf(id).revision}`
  const some = (many: number, more = {}) =>
    Array.from({ length: many }, (_, n) =>
      ask({ asked: { bring: `Thing ${n}` }, email: `p${n}@x.example`, ...more }),
    )
  const statuses = () => site.db.prepare('select status from proposal order by id').pluck().all()
  const mails = () => site.db.prepare('select count(*) from outbox').pluck().get()
  return { ...desk, seen, some, statuses, mails }
}

const NO = { action: 'rejection', reason: 'wrong', reply: 'Not so.' }

describe('several decisions at once', () => {
  it('are asked for once more by their number, then made, and undone together', async () => {
    const { editor, some, seen, statuses, mails } = await openBulk()
    const items = some(3)
    const query = `action=rejection&${items.map(({ id }) => `id=${id}`).join('&')}`
    const { text } = await editor.get(`/admin/queue/decisions?${query}`).expect(200)
    expect(text).toContain('Reject: 3 items?')
    expect(statuses()).toEqual(['waiting', 'waiting', 'waiting'])
    const done = await editor.post('/admin/queue/decisions', {
      ...NO,
      seen: items.map(({ id }) => seen(id)).join(),
    })
    expect(done.status).toBe(303)
    expect([statuses(), mails()]).toEqual([['rejected', 'rejected', 'rejected'], 3])
    expect((await editor.get(done.headers.location as string)).text).toContain('Decided on 3 items.')
    await editor.post('/admin/queue/undoings', { ids: items.map(({ id }) => id).join() }).expect(303)
    expect([statuses(), mails()]).toEqual([['waiting', 'waiting', 'waiting'], 0])
  })

  it('as spam tell nobody', async () => {
    const { editor, some, seen, statuses, mails } = await openBulk()
    const items = some(2, { status: 'held', held_for: ['Links'] })
    await editor
      .post('/admin/queue/decisions', { action: 'spam', seen: items.map(({ id }) => seen(id)).join() })
      .expect(303)
    expect([statuses(), mails()]).toEqual([['rejected', 'rejected'], 0])
  })

  it('are none at all where one lies in an area of somebody else', async () => {
    const { editorCalled, ask, some, seen, statuses } = await openBulk()
    const local = editorCalled('Al Old', { areas: ['saltmere'] })
    const items = [...some(2), ask({ initiative_id: 3, areas: ['farness'] })]
    const ids = items.map(({ id }) => `id=${id}`).join('&')
    await local.get(`/admin/queue/decisions?action=rejection&${ids}`).expect(404)
    await local
      .post('/admin/queue/decisions', { ...NO, seen: items.map(({ id }) => seen(id)).join() })
      .expect(404)
    await local.post('/admin/queue/undoings', { ids: items.map(({ id }) => id).join() }).expect(404)
    expect(statuses()).toEqual(['waiting', 'waiting', 'waiting'])
  })

  it('are none at all where one has changed, is open elsewhere, or cannot be', async () => {
    const { editor, editorCalled, ask, some, seen, statuses, mails, site } = await openBulk()
    const other = editorCalled('Flo Reed')
    const items = some(2)
    const approve = { action: 'approval', reply: '' }
    await other.get(`/admin/queue/${items[1]?.id}`)
    const locked = await editor.post('/admin/queue/decisions', {
      ...NO,
      seen: items.map(({ id }) => seen(id)).join(),
    })
    expect([locked.status, locked.text.includes('another editor')]).toEqual([422, true])
    const wrong = ask({ asked: { postcode: 'ZZ9 9ZZ', lat: null, lon: null } })
    await other.post(`/admin/queue/${items[1]?.id}/lock-removal`)
    const refused = await editor.post('/admin/queue/decisions', {
      ...approve,
      seen: [items[0], wrong].map(one => seen(one?.id ?? 0)).join(),
    })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Nothing was decided')
    expect([statuses(), mails()]).toEqual([['waiting', 'waiting', 'waiting'], 0])
    expect(site.context.reader.entered(1)?.fields.bring).not.toBe('Thing 0')
  })

  it('are twenty at most, and one at least', async () => {
    const { editor, some, seen, statuses } = await openBulk()
    const items = some(21)
    await editor
      .get(`/admin/queue/decisions?action=spam&${items.map(({ id }) => `id=${id}`).join('&')}`)
      .expect(400)
    await editor
      .post('/admin/queue/decisions', { action: 'spam', seen: items.map(({ id }) => seen(id)).join() })
      .expect(400)
    await editor.get('/admin/queue/decisions?action=spam').expect(400)
    expect(new Set(statuses())).toEqual(new Set(['waiting']))
  })
})
