import { afterEach, describe, expect, it } from 'vitest'
import { freshDatabase } from '../../support/database.ts'
import { openPostOffice, type PostOffice } from '../../support/post-office.ts'
import { noSignal, openDesk } from './desk.ts'

const DAY = 24 * 3_600_000
let office: PostOffice | undefined
afterEach(() => office?.close())

describe('an address that is written to very often', () => {
  it('gets twenty a day, and the rest tomorrow, shown as held', async () => {
    office = await openPostOffice()
    const desk = openDesk()
    for (let n = 0; n < 25; n++)
      desk.put({ key: `n-${n}`, to: n % 2 ? 'Sam@example.org' : 'sam@example.org' })
    desk.put({ key: 'other', to: 'kim@example.org' })
    const deliver = desk.deliverTo(office.url)
    await deliver(noSignal)
    expect(office.received).toHaveLength(21)
    const held = desk.desk.list({ status: 'waiting', page: 1, size: 50 })
    expect(held).toHaveLength(5)
    // Tomorrow begins at midnight in London, which is an hour ahead in June.
    for (const row of held)
      expect(row).toMatchObject({ held_at: '2026-06-10T09:00:00.000Z', due_at: '2026-06-10T23:00:00.000Z' })
    desk.later(DAY / 2)
    await deliver(noSignal)
    expect(office.received).toHaveLength(21)
    desk.later(DAY / 2)
    await deliver(noSignal)
    expect(office.received).toHaveLength(26)
    expect(desk.desk.counts()).toMatchObject({ waiting: 0, sent: 26 })
  })

  it('gets no more for what it writes after a plus sign, and nobody else gets less', async () => {
    office = await openPostOffice()
    const desk = openDesk()
    for (let n = 0; n < 25; n++) desk.put({ key: `n-${n}`, to: `Sam+${n}@Example.org` })
    for (const to of ['sa@example.org', 'sam@other.example', '+sam@example.org']) desk.put({ key: to, to })
    await desk.deliverTo(office.url)(noSignal)
    expect(office.received).toHaveLength(23)
    expect(desk.desk.list({ status: 'waiting', page: 1, size: 50 })).toHaveLength(5)
  })

  it('can still sign in, for signing in has a cap of its own', async () => {
    office = await openPostOffice()
    const desk = openDesk()
    const ends = '2026-06-10T09:15:00.000Z'
    for (let n = 0; n < 25; n++) desk.put({ key: `n-${n}` })
    for (let n = 0; n < 12; n++) desk.put({ key: `s-${n}`, kind: 'sign-in', ends })
    await desk.deliverTo(office.url)(noSignal)
    expect(office.received).toHaveLength(30)
    const kinds = desk.desk.list({ status: 'sent', page: 1, size: 50 }).map(({ kind }) => kind)
    expect(kinds.filter(kind => kind === 'sign-in')).toHaveLength(10)
  })
})

describe('two processes with one outbox', () => {
  it('share the work, and send nothing twice', async () => {
    office = await openPostOffice()
    const first = openDesk()
    const second = openDesk({ db: first.db })
    for (let n = 0; n < 60; n++) first.put({ key: `n-${n}`, to: `person-${n}@example.org` })
    await Promise.all([first.deliverTo(office.url)(noSignal), second.deliverTo(office.url)(noSignal)])
    const ids = office.received.map(letter => letter.header('message-id'))
    expect(ids).toHaveLength(60)
    expect(new Set(ids).size).toBe(60)
    expect(first.logged.length).toBeGreaterThan(10)
    expect(second.logged.length).toBeGreaterThan(10)
  })

  it('wait for a lease to run out before one takes the mail of another', () => {
    const desk = openDesk()
    desk.put({ key: 'one' })
    const taken = desk.outbox.lease()
    expect(taken).toMatchObject({ recipient: 'sam@example.org' })
    expect(desk.outbox.lease()).toBeUndefined()
    desk.later(6 * 60_000)
    const again = desk.outbox.lease()
    expect(again?.id).toBe(taken?.id)
    // Whoever was too slow may not go on.
    expect(taken && desk.outbox.handOver(taken)).toBe(false)
    expect(again && desk.outbox.handOver(again)).toBe(true)
  })

  it('leave a mail alone that one was handing over when it stopped', () => {
    const desk = openDesk()
    desk.put({ key: 'one' })
    const taken = desk.outbox.lease()
    expect(taken && desk.outbox.handOver(taken)).toBe(true)
    desk.tidy()
    expect(desk.row('one')).toMatchObject({ status: 'handing-over' })
    desk.later(6 * 60_000)
    desk.tidy()
    expect(desk.outbox.lease()).toBeUndefined()
    expect(desk.row('one')).toMatchObject({
      status: 'uncertain',
      last_answer: 'The site stopped while it handed it over.',
    })
    // It had not stopped after all: now it is known.
    if (taken) desk.outbox.sent(taken, '250 OK')
    expect(desk.row('one')).toMatchObject({ status: 'sent' })
  })
})

describe('what is kept of a mail', () => {
  it('that carried a code: nothing that works, as soon as it went', async () => {
    office = await openPostOffice()
    const desk = openDesk()
    desk.put({ key: 'code', kind: 'sign-in', ends: '2026-06-10T09:15:00.000Z' })
    await desk.deliverTo(office.url)(noSignal)
    expect(desk.row('code')).toMatchObject({ status: 'sent', body_text: null, body_html: null })
    expect(desk.desk.resend(Number(desk.row('code')?.id))).toBe(false)
  })

  it('that ended before anybody took it: that it did, and it never goes', async () => {
    office = await openPostOffice()
    const desk = openDesk()
    desk.put({ key: 'code', kind: 'sign-in', ends: '2026-06-10T09:15:00.000Z' })
    desk.later(15 * 60_000)
    await desk.deliverTo(office.url)(noSignal)
    desk.tidy()
    expect(office.received).toHaveLength(0)
    expect(desk.row('code')).toMatchObject({ status: 'failed', body_text: null })
  })

  it('after 30 days: not what was written; after a year: nothing', async () => {
    office = await openPostOffice()
    const desk = openDesk()
    desk.put({ key: 'old' })
    await desk.deliverTo(office.url)(noSignal)
    desk.later(30 * DAY - 1)
    desk.tidy()
    expect(desk.row('old')?.body_text).toContain('Thank you')
    desk.later(1)
    desk.tidy()
    expect(desk.row('old')).toMatchObject({ status: 'sent', body_text: null, body_html: null })
    desk.later(335 * DAY)
    desk.tidy()
    expect(desk.row('old')).toBeUndefined()
  })

  it('that waited for a mail server for 30 days: it failed, and does not go out of the blue', () => {
    const desk = openDesk()
    desk.put({ key: 'old' })
    desk.put({ key: 'planned', due: '2026-12-01T09:00:00.000Z' })
    desk.later(30 * DAY)
    desk.tidy()
    expect(desk.row('old')).toMatchObject({ status: 'failed', last_answer: 'It waited for too long.' })
    expect(desk.row('planned')).toMatchObject({ status: 'waiting' })
  })

  it('to somebody who is forgotten: not a byte', async () => {
    office = await openPostOffice()
    const desk = openDesk()
    desk.put({ key: 'went', to: 'Forgotten.Person@example.org' })
    await desk.deliverTo(office.url)(noSignal)
    desk.put({ key: 'waits', to: 'forgotten.person@example.org' })
    desk.put({ key: 'other' })
    expect(desk.outbox.forget('FORGOTTEN.person@example.org')).toBe(2)
    expect([desk.row('went'), desk.row('waits')]).toEqual([undefined, undefined])
    expect(desk.row('other')).toBeDefined()
    expect(desk.db.serialize().toString('latin1').toLowerCase()).not.toContain('forgotten.person')
  })
})

describe('an outbox with nothing to do', () => {
  it('writes nothing, so that kept pages stay kept', async () => {
    const desk = openDesk({ db: freshDatabase() })
    desk.put({ key: 'later', due: '2026-07-01T09:00:00.000Z' })
    const changes = () => desk.db.prepare('select total_changes()').pluck().get()
    const before = changes()
    await desk.deliverTo('smtp://127.0.0.1:9')(noSignal)
    desk.tidy()
    expect(changes()).toBe(before)
  })
})

describe('sending again', () => {
  it('gives what went a new Message-ID, for a mailbox drops what it has', async () => {
    office = await openPostOffice()
    const desk = openDesk()
    desk.put({ key: 'went' })
    const deliver = desk.deliverTo(office.url)
    await deliver(noSignal)
    expect(desk.desk.resend(1)).toBe(true)
    await deliver(noSignal)
    expect(new Set(office.received.map(letter => letter.header('message-id'))).size).toBe(2)
  })

  it('does not bring forward what waits for its own time', () => {
    const desk = openDesk()
    desk.put({ key: 'undo', due: '2026-06-10T09:10:00.000Z' })
    expect(desk.desk.resend(1)).toBe(false)
    expect(desk.desk.resend(99)).toBe(false)
  })
})
