import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { openDesk } from '../../support/desk.ts'
import { RULES } from '../../support/html.ts'
import { mailsIn, readIn } from '../../support/letters.ts'

// The line above a mail's last words ends with a space.
const validator = new HtmlValidate({ ...RULES, rules: { ...RULES.rules, 'no-trailing-whitespace': 'off' } })

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
    const form = { ...NO, seen: items.map(({ id }) => seen(id)).join() }
    const asked = await editor.post('/admin/queue/decisions', form)
    expect([asked.status, mails()]).toEqual([200, 0])
    expect(asked.text).toContain('Nothing has gone yet. Read the mails above')
    expect((await validator.validateString(asked.text)).results).toEqual([])
    const done = await editor.post('/admin/queue/decisions', { ...form, read: readIn(asked.text) })
    expect(done.status).toBe(303)
    expect([statuses(), mails()]).toEqual([['rejected', 'rejected', 'rejected'], 3])
    expect((await editor.get(done.headers.location as string)).text).toContain('Decided on 3 items.')
    await editor.post('/admin/queue/undoings', { ids: items.map(({ id }) => id).join() }).expect(303)
    expect([statuses(), mails()]).toEqual([['waiting', 'waiting', 'waiting'], 0])
  })

  it('show each mail as it goes, and none goes that was not shown', async () => {
    const { editor, some, seen, statuses, site } = await openBulk()
    const items = [
      ...some(1),
      ...some(1, { initiative_id: 2, email: 'p1@x.example' }),
      ...some(1, { initiative_id: 3, areas: ['farness'], email: '' }),
    ]
    const ids = items.map(({ id }) => `id=${id}`).join('&')
    const { text } = await editor.get(`/admin/queue/decisions?action=approval&${ids}`).expect(200)
    const form = { action: 'approval', reply: 'Thank you all.', seen: items.map(({ id }) => seen(id)).join() }
    const same = { ...form, reply: '' }
    const late = await editor.post('/admin/queue/decisions', { ...form, read: readIn(text) }).expect(200)
    expect(statuses()).toEqual(['waiting', 'waiting', 'waiting'])
    const shown = await editor.post('/admin/queue/decisions/preview', { ...same, read: '' }).expect(200)
    expect(mailsIn(shown.text)).toEqual(mailsIn(text))
    await editor.post('/admin/queue/decisions', { ...form, read: readIn(late.text) }).expect(303)
    const went = site.db.prepare('select recipient, subject, body_text from outbox order by id').all()
    expect(mailsIn(late.text)).toEqual(went)
    expect(mailsIn(late.text).map(({ recipient }) => recipient)).toEqual(['p0@x.example', 'p1@x.example'])
  })

  it('take several changes of one listing together, but not two of the same field', async () => {
    const { editor, ask, some, seen, site, statuses } = await openBulk()
    const items = [...some(1, { email: '' }), ask({ asked: { audience: 'All' }, email: '' })]
    const send = (all: { id: number }[]) =>
      editor.post('/admin/queue/decisions', {
        action: 'approval',
        seen: all.map(({ id }) => seen(id)).join(),
      })
    const both = await send([...items, ...some(1, { asked: { bring: 'Else' }, email: '' })]).expect(422)
    expect(both.text).toContain('has changed since')
    expect(new Set(statuses())).toEqual(new Set(['waiting']))
    await send(items).expect(303)
    expect(site.context.reader.entered(1)?.fields).toMatchObject({ bring: 'Thing 0', audience: 'All' })
  })

  it('are not shown again as if nothing had changed meanwhile', async () => {
    const { editor, ask, seen } = await openBulk()
    const [one, other] = [ask({ asked: { bring: 'A' } }), ask({ asked: { audience: 'All' } })]
    const form = { action: 'approval', reply: '', read: '', seen: seen(one.id) }
    await editor.decide(other.id, 'approval').expect(303)
    const { text } = await editor.post('/admin/queue/decisions/preview', form).expect(422)
    expect(text).toContain('has changed since this page was made')
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

  it('keep the words of an editor who wrote too many, and count a line as one sign', async () => {
    const { editor, some, seen, statuses } = await openBulk()
    const [one] = some(1)
    const form = { ...NO, seen: seen(one?.id ?? 0) }
    const long = `Dear neighbour, ${'no '.repeat(1000)}`
    for (const path of ['decisions', 'decisions/preview']) {
      const { status, text } = await editor.post(`/admin/queue/${path}`, { ...form, reply: long })
      expect([status, text.includes('Write a reply of at most 3,000 characters')]).toEqual([422, true])
      expect(text).toContain('<title>Error: Reject: 1 item?')
      expect(text).toContain(`>${long}</textarea>`)
    }
    await editor.post('/admin/queue/decisions', { ...form, reply: 'No.\r\n'.repeat(700) }).expect(200)
    expect(statuses()).toEqual(['waiting'])
  })

  it('ask for no words to those who left no address', async () => {
    const { editor, some, seen, statuses } = await openBulk()
    const [one] = some(1, { email: '' })
    await editor.post('/admin/queue/decisions', { ...NO, reply: '', seen: seen(one?.id ?? 0) }).expect(303)
    expect(statuses()).toEqual(['rejected'])
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
