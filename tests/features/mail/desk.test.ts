import { describe, expect, it } from 'vitest'
import { textOf } from '../../support/page.ts'
import { signedIn, visitor } from '../../support/people.ts'
import { openSite, type SiteOptions } from '../../support/site.ts'

const LETTER = {
  subject: 'Your light is on the map',
  parts: [{ kind: 'text' as const, text: 'Thank you <all>.' }],
}

async function open(options: SiteOptions = {}) {
  const site = await openSite({ cast: {}, now: '2026-06-10T09:00:00Z', ...options })
  const { outbox } = site.context
  const put = (key: string, more: { kind?: string; due?: string; ends?: string } = {}) =>
    outbox.put({ key, kind: 'decision', to: `${key}@example.org`, letter: LETTER, ...more })
  const fail = () => {
    const mail = outbox.lease()
    if (mail) outbox.failed(mail, { answer: '550 No such <person>', isFinal: true })
  }
  return { site, put, fail, admin: signedIn(site, { role: 'admin' }) }
}

const WITH_SERVER = { env: { MAIL_URL: 'smtp://127.0.0.1:9' } }

describe('the admins’ page of mail', () => {
  it('without a mail server says so, and shows what waits, codes too', async () => {
    const { put, admin } = await open()
    put('sam', { kind: 'sign-in', ends: '2026-06-10T09:15:00.000Z' })
    const list = await admin.get('/admin/mail').expect(200)
    expect(textOf(list.text)).toContain('No mail server is set')
    expect(textOf(list.text)).toContain('To sam@example.org. Written today at 10am; waits for a mail server.')
    expect(list.headers['cache-control']).toBe('private, no-store')
    const letter = await admin.get('/admin/mail/1').expect(200)
    expect(textOf(letter.text)).toContain('Thank you <all>.')
    expect(letter.text).not.toContain('<all>')
  })

  it('with one keeps the links and codes of others from admins', async () => {
    const { put, admin } = await open(WITH_SERVER)
    put('sam', { kind: 'sign-in', ends: '2026-06-10T09:15:00.000Z' })
    put('kim')
    const secret = await admin.get('/admin/mail/1').expect(200)
    expect(textOf(secret.text)).toContain('a link or a code for its reader alone')
    expect(textOf(secret.text)).not.toContain('Thank you')
    expect(textOf((await admin.get('/admin/mail/2')).text)).toContain('Thank you')
  })

  it('says of what waited in a backup when it was written, and no moment that is still to come', async () => {
    const { site, put, admin } = await open(WITH_SERVER)
    put('sam', { due: '2026-06-10T09:10:00.000Z' })
    site.context.mailDesk.doubt()
    const said = 'Written today at 10am; may have gone since.'
    expect(textOf((await admin.get('/admin/mail?show=uncertain')).text)).toContain(
      `To sam@example.org. ${said}`,
    )
    expect(textOf((await admin.get('/admin/mail/1')).text)).toContain(said)
  })

  it('says that what was due goes soon, and when what is not due goes', async () => {
    const { site, put, admin } = await open(WITH_SERVER)
    put('sam')
    put('kim', { due: '2026-06-11T09:10:00.000Z' })
    site.setNow('2026-06-10T11:00:00Z')
    const words = textOf((await admin.get('/admin/mail')).text)
    expect(words).toContain('To sam@example.org. Goes soon.')
    expect(words).toContain('To kim@example.org. Goes on 11 June 2026 at 10.10am.')
  })

  it('lists what failed, with the server’s answer, and sends it again', async () => {
    const { site, put, fail, admin } = await open(WITH_SERVER)
    put('sam')
    fail()
    const list = await admin.get('/admin/mail?show=failed').expect(200)
    expect(textOf(list.text)).toContain('0 mails wait, 0 may have gone, 1 has failed.')
    expect(textOf(list.text)).toContain('Failed today at 10am. 550 No such <person>')
    const letter = await admin.get('/admin/mail/1').expect(200)
    expect(textOf(letter.text)).toContain('550 No such <person>')
    let woken = 0
    site.context.outbox.onPut(() => woken++)
    const sent = await admin.post('/admin/mail/1/sending').expect(303)
    expect(sent.headers.location).toBe('/admin/mail/1')
    await expect.poll(() => woken).toBe(1)
    expect(textOf((await admin.get('/admin/mail/1')).text)).toContain('Goes soon.')
    expect(site.context.audit.about('mail', 1)).toMatchObject([
      { action: 'sending again', person_id: admin.person.id },
    ])
    await admin.post('/admin/mail/1/sending').expect(409)
  })

  it('says of what may have gone that it may have arrived', async () => {
    const { site, put, admin } = await open(WITH_SERVER)
    put('sam')
    const mail = site.context.outbox.lease()
    if (mail) {
      site.context.outbox.handOver(mail)
      site.context.outbox.uncertain(mail, 'Nothing was heard.')
    }
    expect(textOf((await admin.get('/admin/mail?show=uncertain')).text)).toContain(
      'May have gone today at 10am.',
    )
    expect(textOf((await admin.get('/admin/mail/1')).text)).toContain('Ask before you send it again')
  })

  it('shows what waits for its own time and what is held for tomorrow', async () => {
    const { site, put, admin } = await open(WITH_SERVER)
    put('later', { due: '2026-06-10T09:10:00.000Z' })
    for (let n = 0; n < 21; n++)
      site.context.outbox.put({ key: `n-${n}`, kind: 'decision', to: 'busy@example.org', letter: LETTER })
    for (let n = 0; n < 20; n++) {
      const mail = site.context.outbox.lease()
      if (mail) site.context.outbox.handOver(mail)
      if (mail) site.context.outbox.sent(mail, '250 OK')
    }
    expect(site.context.outbox.lease()).toBeUndefined()
    const words = textOf((await admin.get('/admin/mail')).text)
    expect(words).toContain('Goes today at 10.10am.')
    expect(words).toContain('Held: its address had enough for a day. Goes on 11 June 2026 at midnight.')
    await admin.post('/admin/mail/1/sending').expect(409)
  })

  it('pages what is long, and takes any address for the first page', async () => {
    const { put, admin } = await open()
    for (let n = 0; n < 120; n++) put(`n-${n}`)
    const rows = async (path: string) =>
      (await admin.get(path).expect(200)).text.match(/class="row row-light"/g)?.length
    expect(await rows('/admin/mail?show=waiting&page=3')).toBe(20)
    for (const query of [
      '',
      '?page=0',
      '?page=-1',
      '?page=x',
      '?show=__proto__',
      '?show=a&show=b',
      '?page=1e3',
    ])
      expect(await rows(`/admin/mail${query}`), query).toBe(50)
    for (const id of ['0', 'x', '-1', '1.5', '99999', '9'.repeat(40)])
      await admin.get(`/admin/mail/${id}`).expect(404)
  })

  it('is for admins alone', async () => {
    const { site, put } = await open()
    put('sam')
    const editor = signedIn(site, { role: 'editor' })
    const organiser = signedIn(site, { role: 'organiser' })
    const stranger = visitor(site)
    for (const path of ['/admin/mail', '/admin/mail/1']) {
      await editor.get(path).expect(403)
      await organiser.get(path).expect(404)
      const turned = await stranger.get(path).expect(303)
      expect(turned.headers.location).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
    }
    await editor.post('/admin/mail/1/sending').expect(403)
    await organiser.post('/admin/mail/1/sending').expect(404)
    await stranger.post('/admin/mail/1/sending').expect(403)
  })
})

describe('several mails that failed', () => {
  const FAILED = '/admin/mail?show=failed'
  async function openFailed() {
    const parts = await open(WITH_SERVER)
    for (const key of ['sam', 'kim', 'lee', 'ana']) {
      parts.put(key)
      parts.fail()
    }
    const { text } = await parts.admin.get(FAILED).expect(200)
    const ids = [...text.matchAll(/name="id" value="(\d+)" aria-labelledby/g)].map(([, id]) => id as string)
    const status = (id: number) =>
      parts.site.db.prepare('select status from outbox where id = ?').pluck().get(id)
    return { ...parts, ids, status }
  }

  it('are ticked, asked about once with their number, and go again together', async () => {
    const { site, admin, ids, status } = await openFailed()
    expect(ids).toEqual(['4', '3', '2', '1'])
    const sure = await admin.get('/admin/mail/sending?id=1&id=3&id=4').expect(200)
    expect(textOf(sure.text)).toContain('Send 3 mails again?')
    expect(textOf(sure.text)).toContain('ana@example.org, lee@example.org and sam@example.org')
    expect([1, 2, 3, 4].map(status)).toEqual(['failed', 'failed', 'failed', 'failed'])
    const sent = await admin.post('/admin/mail/sending', { id: ['1', '3', '4'] }).expect(303)
    expect(sent.headers.location).toBe('/admin/mail?show=waiting&again=3')
    expect(textOf((await admin.get(sent.headers.location as string)).text)).toContain('3 mails go again now.')
    expect([1, 2, 3, 4].map(status)).toEqual(['waiting', 'failed', 'waiting', 'waiting'])
    expect(site.context.audit.about('mail', 3)).toMatchObject([{ action: 'sending again' }])
  })

  it('go once, however often the button is pressed', async () => {
    const { site, admin, status } = await openFailed()
    const presses = await Promise.all([1, 2].map(() => admin.post('/admin/mail/sending', { id: ['1', '2'] })))
    expect(presses.map(({ headers }) => headers.location).toSorted()).toEqual([
      '/admin/mail?show=waiting&again=0',
      '/admin/mail?show=waiting&again=2',
    ])
    expect(site.context.audit.about('mail', 1)).toHaveLength(1)
    expect(status(1)).toBe('waiting')
  })

  it('are none where none is ticked, and what cannot go is left out', async () => {
    const { site, admin, status } = await openFailed()
    const none = await admin.get('/admin/mail/sending').expect(303)
    expect(textOf((await admin.get(none.headers.location as string)).text)).toContain(
      'Tick at least one mail first.',
    )
    site.db.exec('update outbox set body_text = null, body_html = null where id = 2')
    expect((await admin.get(FAILED)).text).not.toContain('name="id" value="2"')
    const only = await admin.get('/admin/mail/sending?id=2').expect(200)
    expect(textOf(only.text)).toContain('None of those can be sent again')
    expect(only.text).not.toContain('Send 0 mails')
    await admin.post('/admin/mail/sending', { id: ['2', 'x', '1'] }).expect(303)
    expect([1, 2].map(status)).toEqual(['waiting', 'failed'])
    await signedIn(site, { role: 'editor' }).post('/admin/mail/sending', { id: '3' }).expect(403)
  })
})
