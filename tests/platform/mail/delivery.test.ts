import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { openPostOffice, type PostOffice, refusal } from '../../support/post-office.ts'
import { aMail, BASE_URL, noSignal, openDesk } from './desk.ts'

const MINUTE = 60_000
const opened: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function open(options: Parameters<typeof openPostOffice>[0] = {}): Promise<PostOffice> {
  const office = await openPostOffice(options)
  opened.push(office)
  return office
}

describe('a mail that is put into the outbox', () => {
  it('arrives from the site’s one address, text first, and says that no person wrote it', async () => {
    const office = await open()
    const desk = openDesk()
    desk.put({ key: 'one' })
    await desk.deliverTo(office.url)(noSignal)
    const [letter] = office.received
    expect(office.received).toHaveLength(1)
    expect([letter?.from, letter?.to]).toEqual(['hello@lights.example', ['sam@example.org']])
    expect(letter?.header('from')).toBe('Points of Light <hello@lights.example>')
    expect(letter?.header('to')).toBe('sam@example.org')
    expect(letter?.header('subject')).toBe('Your light is on the map')
    expect(letter?.header('auto-submitted')).toBe('auto-generated')
    expect(letter?.header('date')).toBe('Wed, 10 Jun 2026 09:00:00 +0000')
    expect(letter?.header('message-id')).toBe(desk.row('one')?.message_id)
    expect(letter?.header('content-type')).toMatch(/^multipart\/alternative/)
    expect(letter?.parts.map(({ type }) => type)).toEqual(['text/plain', 'text/html'])
    expect(letter?.text).toContain(`See it:\n${BASE_URL}/initiatives/leigh-uniform-swap`)
    expect(letter?.html).toContain(`href="${BASE_URL}/initiatives/leigh-uniform-swap"`)
    expect(desk.row('one')).toMatchObject({ status: 'sent', leased_by: null, tries: 0 })
  })

  it('goes once, however often it is put and delivered', async () => {
    const office = await open()
    const desk = openDesk()
    expect(desk.put({ key: 'once' })).toBe(true)
    expect(desk.put({ key: 'once', to: 'other@example.org' })).toBe(false)
    const deliver = desk.deliverTo(office.url)
    await deliver(noSignal)
    expect(desk.put({ key: 'once' })).toBe(false)
    await deliver(noSignal)
    expect(office.received).toHaveLength(1)
  })

  it('is not there when what caused it did not happen', async () => {
    const desk = openDesk()
    expect(() =>
      inTransaction(desk.db, () => {
        desk.put({ key: 'undone' })
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(desk.row('undone')).toBeUndefined()
  })

  it('tells whoever delivers after the transaction, never within it', async () => {
    const desk = openDesk()
    let isOver = false
    const heard = new Promise(resolve => desk.outbox.onPut(() => resolve(isOver)))
    inTransaction(desk.db, () => desk.put())
    isOver = true
    expect(await heard).toBe(true)
  })

  it('waits for its time, and can be taken back until then', async () => {
    const office = await open()
    const desk = openDesk()
    desk.put({ key: 'undo', due: '2026-06-10T09:10:00.000Z' })
    desk.put({ key: 'stands', due: '2026-06-10T09:10:00.000Z' })
    const deliver = desk.deliverTo(office.url)
    await deliver(noSignal)
    expect(office.received).toHaveLength(0)
    expect(desk.outbox.cancel('undo')).toBe(true)
    desk.later(10 * MINUTE)
    await deliver(noSignal)
    expect(office.received.map(letter => letter.header('message-id'))).toEqual([
      desk.row('stands')?.message_id,
    ])
    expect(desk.outbox.cancel('stands')).toBe(false)
    expect(desk.outbox.cancel('undo')).toBe(false)
    expect(desk.put({ key: 'undo' })).toBe(true)
  })

  it('that is taken back while the server listens is not finished', async () => {
    const desk = openDesk()
    desk.put({ key: 'late' })
    const office = await open({
      onRcptTo: (_address, _session, done) => {
        desk.outbox.cancel('late')
        done()
      },
    })
    await desk.deliverTo(office.url)(noSignal)
    expect(office.received).toHaveLength(0)
    expect(desk.row('late')).toBeUndefined()
  })

  it('goes over one connection with the others, and after them over another', async () => {
    let connections = 0
    const office = await open({
      onConnect: (_session, done) => {
        connections++
        done()
      },
    })
    const desk = openDesk()
    for (let n = 0; n < 60; n++) desk.put({ to: `person-${n}@example.org` })
    await desk.deliverTo(office.url)(noSignal)
    expect(office.received).toHaveLength(60)
    expect(connections).toBe(2)
  })

  it('goes before what can wait when it carries a code that ends', async () => {
    const office = await open()
    const desk = openDesk()
    desk.put({ to: 'first@example.org' })
    desk.put({ to: 'second@example.org', kind: 'sign-in', ends: '2026-06-10T09:15:00.000Z' })
    await desk.deliverTo(office.url)(noSignal)
    expect(office.received.map(({ to }) => to[0])).toEqual(['second@example.org', 'first@example.org'])
  })
})

describe('a mail server that says no', () => {
  it('for good, once: it is not asked again', async () => {
    let asked = 0
    const office = await open({
      onRcptTo: (_address, _session, done) => {
        asked++
        done(refusal(550, 'No such person'))
      },
    })
    const desk = openDesk()
    desk.put({ key: 'nobody' })
    const deliver = desk.deliverTo(office.url)
    await deliver(noSignal)
    desk.later(24 * 60 * MINUTE)
    await deliver(noSignal)
    expect(asked).toBe(1)
    expect(desk.row('nobody')).toMatchObject({ status: 'failed', last_answer: '550 No such person' })
  })

  it('for good after reading all of it, once too', async () => {
    const office = await open({ answer: () => Promise.reject(refusal(554, 'Looks like spam')) })
    const desk = openDesk()
    desk.put({ key: 'spam' })
    await desk.deliverTo(office.url)(noSignal)
    expect(desk.row('spam')).toMatchObject({ status: 'failed', last_answer: '554 Looks like spam' })
  })

  it('for now: it is asked again after 1, 2, 4 … minutes, and other mail is not held up', async () => {
    const asked: string[] = []
    const desk = openDesk()
    const office = await open({
      answer: async ({ to }) => {
        if (to[0] !== 'busy@example.org') return
        asked.push(desk.clock().toISOString().slice(11, 16))
        throw refusal(451, 'Come back later')
      },
    })
    desk.put({ key: 'busy', to: 'busy@example.org' })
    desk.put({ key: 'other' })
    const deliver = desk.deliverTo(office.url)
    for (let minute = 0; minute < 20; minute++) {
      await deliver(noSignal)
      desk.later(MINUTE)
    }
    expect(asked).toEqual(['09:00', '09:01', '09:03', '09:07', '09:15'])
    expect(desk.row('busy')).toMatchObject({
      status: 'waiting',
      tries: 5,
      last_answer: '451 Come back later',
    })
    expect(desk.row('other')).toMatchObject({ status: 'sent' })
  })

  it('for now, for days: it has failed after three and a half, and an admin can send it again', async () => {
    const asked: Date[] = []
    const desk = openDesk()
    let isKind = false
    const office = await open({
      answer: async () => {
        asked.push(desk.clock())
        if (!isKind) throw refusal(451)
      },
    })
    desk.put({ key: 'never' })
    const deliver = desk.deliverTo(office.url)
    for (let hour = 0; hour < 24 * 8; hour++) {
      await deliver(noSignal)
      desk.later(60 * MINUTE)
    }
    expect(desk.row('never')).toMatchObject({ status: 'failed', tries: 14 })
    const days = ((asked.at(-1) as Date).getTime() - (asked[0] as Date).getTime()) / (24 * 60 * MINUTE)
    expect(days).toBeGreaterThan(3)
    expect(days).toBeLessThan(5)
    isKind = true
    expect(desk.desk.resend(Number(desk.row('never')?.id))).toBe(true)
    await deliver(noSignal)
    expect(desk.row('never')).toMatchObject({ status: 'sent' })
  })

  it('to the sender: that is the site’s fault, and no mail is given up for it', async () => {
    const office = await open({ onMailFrom: (_a, _s, done) => done(refusal(550, 'Who are you?')) })
    const desk = openDesk()
    desk.put({ key: 'ours' })
    await desk.deliverTo(office.url)(noSignal)
    expect(desk.row('ours')).toMatchObject({ status: 'waiting', tries: 1 })
  })
})

describe('a mail server that is not there', () => {
  const silent = async (): Promise<{ server: Server; url: string; calls: () => number }> => {
    let calls = 0
    const server = createServer(() => {
      calls++
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    opened.push({ close: () => server.close() })
    return {
      server,
      url: `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
      calls: () => calls,
    }
  }

  it('costs no mail, and is left alone for a minute', async () => {
    const office = await openPostOffice()
    await office.close()
    const desk = openDesk()
    desk.put({ key: 'a' })
    desk.put({ key: 'b', to: 'b@example.org' })
    const deliver = desk.deliverTo(office.url)
    await deliver(noSignal)
    await deliver(noSignal)
    expect(['a', 'b'].map(key => desk.row(key)?.tries)).toEqual([1, 0])
    expect(desk.logged).toHaveLength(1)
    desk.later(MINUTE)
    await deliver(noSignal)
    expect(['a', 'b'].map(key => desk.row(key)?.tries)).toEqual([1, 1])
  })

  it('but silent is given up after ten seconds', { timeout: 20_000 }, async () => {
    const { url } = await silent()
    const desk = openDesk()
    desk.put({ key: 'silent' })
    const began = performance.now()
    await desk.deliverTo(url)(noSignal)
    expect(performance.now() - began).toBeLessThan(12_000)
    expect(desk.row('silent')).toMatchObject({ status: 'waiting', tries: 1, leased_by: null })
  })

  it('but silent does not keep the site from stopping, and its mail goes at the next start', async () => {
    const { url } = await silent()
    const desk = openDesk()
    desk.put({ key: 'stopped' })
    const stopping = new AbortController()
    setTimeout(() => stopping.abort(), 200)
    const began = performance.now()
    await desk.deliverTo(url)(stopping.signal)
    expect(performance.now() - began).toBeLessThan(2000)
    expect(desk.row('stopped')).toMatchObject({ status: 'waiting', tries: 0, leased_by: null })
    const office = await open()
    await desk.deliverTo(office.url)(noSignal)
    expect(office.received).toHaveLength(1)
  })

  it('any more once it has all of a mail leaves it as one that may have gone, and it is not sent again', async () => {
    const office = await open({ answer: () => new Promise(() => {}) })
    const desk = openDesk()
    desk.put({ key: 'maybe' })
    const delivering = desk.deliverTo(office.url)(noSignal)
    await expect.poll(() => desk.row('maybe')?.status, { timeout: 5000 }).toBe('handing-over')
    office.hangUp()
    await delivering
    expect(desk.row('maybe')).toMatchObject({ status: 'uncertain' })
    const other = await open()
    desk.later(24 * 60 * MINUTE)
    desk.tidy()
    await desk.deliverTo(other.url)(noSignal)
    expect(other.received).toHaveLength(0)
    const before = desk.row('maybe')?.message_id
    expect(desk.desk.resend(Number(desk.row('maybe')?.id))).toBe(true)
    await desk.deliverTo(other.url)(noSignal)
    expect(other.received.map(letter => letter.header('message-id'))).toEqual([before])
  })
})

describe('the log', () => {
  it('never holds an address, whatever the mail server answers', async () => {
    const office = await open({
      onRcptTo: ({ address }, _session, done) => done(refusal(550, `<${address}> is unknown here`)),
    })
    const desk = openDesk()
    desk.put({ key: 'x', to: 'very.private@example.org' })
    await desk.deliverTo(office.url)(noSignal)
    expect(desk.row('x')?.last_answer).toContain('very.private')
    expect(JSON.stringify(desk.logged)).not.toMatch(/private|@/)
    expect(desk.logged).toEqual([
      { mail: 1, kind: 'decision', outcome: 'refused', reply: 550, step: 'RCPT TO' },
    ])
  })
})

describe('the door of a mail', () => {
  it('is one plain address: line breaks, commas, quotes and names are refused', () => {
    const desk = openDesk()
    for (const to of [
      'b@example.org\r\nBcc: evil@example.net',
      'b@example.org\nevil@example.net',
      'b@example.org, evil@example.net',
      'b@example.org;evil@example.net',
      'b@example.org evil@example.net',
      '"b, evil@example.net"@example.org',
      '"b"@example.org',
      'Sam <b@example.org>',
      '<b@example.org>',
      'b@example.org>',
      'b@[127.0.0.1]',
      'b@example.org\u0000',
      'b@exa\u2028mple.org',
      'группа:b@example.org;',
      `${'b'.repeat(250)}@example.org`,
      '-oQ/tmp@',
      '',
    ]) {
      expect(() => desk.put({ to }), JSON.stringify(to)).toThrow()
    }
    expect(desk.desk.counts().waiting).toBe(0)
  })

  it('lets no subject become a header, nor a body an end of the mail', async () => {
    const office = await open()
    const desk = openDesk()
    const attempts = [
      'Hello\r\nBcc: evil@example.net',
      'Hello\nX-Evil: yes',
      'Hello\r\n\r\n<b>body</b>',
      'Hello\u2028Bcc: evil@example.net',
      'Hello\u0085Bcc: evil@example.net',
      'Hello =?utf-8?Q?=0D=0ABcc:_evil@example.net?=',
      'Hello\r\n.\r\nMAIL FROM:<evil@example.net>',
      `Hello ${'long '.repeat(400)}`,
    ]
    for (const [n, attempt] of attempts.entries()) {
      const parts = [{ kind: 'quote' as const, text: `${attempt}\r\n.\r\nRCPT TO:<evil@example.net>` }]
      desk.put({ to: `sam-${n}@example.org`, letter: { subject: attempt, parts } })
      const raw = { subject: attempt, text: `${attempt}\r\n.\r\nQUIT\r\n`, html: attempt }
      desk.put({ to: `kim-${n}@example.org`, letter: raw })
    }
    await desk.deliverTo(office.url)(noSignal)
    expect(office.received).toHaveLength(attempts.length * 2)
    const NAMES = [
      'auto-submitted',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ]
    for (const letter of office.received) {
      expect(letter.headers.map(([name]) => name).sort()).toEqual(NAMES)
      expect(letter.to).toHaveLength(1)
      expect(letter.to[0]).toMatch(/^(sam|kim)-\d@example\.org$/)
      expect(letter.raw.split('\r\n').filter(line => line.length > 998)).toEqual([])
    }
  })
})

describe('what goes', () => {
  it('keeps its key for good', async () => {
    const office = await open()
    const desk = openDesk()
    const mail = { ...aMail(), key: 'kept' }
    desk.outbox.put(mail)
    await desk.deliverTo(office.url)(noSignal)
    desk.setNow('2027-01-10T09:00:00.000Z')
    desk.tidy()
    expect(desk.outbox.put(mail)).toBe(false)
  })
})
