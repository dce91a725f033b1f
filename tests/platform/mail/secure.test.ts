import { afterEach, describe, expect, it } from 'vitest'
import { readMailUrl } from '../../../src/platform/mail/post.ts'
import { openPostOffice, type PostOffice } from '../../support/post-office.ts'
import { noSignal, openDesk } from './desk.ts'

let office: PostOffice | undefined
afterEach(() => office?.close())

describe('the address of a mail server', () => {
  it('says how it is to be reached', () => {
    expect(readMailUrl('smtps://lights:s%40crt@mail.example.org')).toMatchObject({
      ...{ host: 'mail.example.org', port: 465, secure: true },
      auth: { user: 'lights', pass: 's@crt' },
    })
    expect(readMailUrl('smtp://mail.example.org')).toMatchObject({
      ...{ port: 587, secure: false, requireTLS: false, ignoreTLS: false, auth: undefined },
    })
    expect(readMailUrl('smtp://[::1]:1025')).toMatchObject({ host: '::1', port: 1025, ignoreTLS: true })
  })

  it('never lets a password go in the clear, but on this machine', () => {
    expect(readMailUrl('smtp://lights:secret@mail.example.org').requireTLS).toBe(true)
    expect(readMailUrl('smtp://lights:secret@localhost.example.org').requireTLS).toBe(true)
    expect(readMailUrl('smtp://lights:secret@127.0.0.1').requireTLS).toBe(false)
  })
})

describe('a mail server with a certificate that nobody vouches for', () => {
  it('over smtps:// gets no mail, and the mail waits', async () => {
    let connections = 0
    office = await openPostOffice({
      secure: true,
      onConnect: (_session, done) => {
        connections++
        done()
      },
    })
    const desk = openDesk()
    desk.put({ key: 'secret' })
    await desk.deliverTo(`smtps://127.0.0.1:${office.port}`)(noSignal)
    expect(connections).toBe(0)
    expect(office.received).toHaveLength(0)
    expect(desk.row('secret')).toMatchObject({ status: 'waiting', tries: 1 })
  })
})

describe('a mail server that wants a name and a password', () => {
  const ask = () =>
    openPostOffice({
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'lights' && password === 's@crt'
          ? done(null, { user: username })
          : done(new Error('Wrong name or password')),
    })

  it('is told them, as MAIL_URL has them', async () => {
    office = await ask()
    const desk = openDesk()
    desk.put()
    await desk.deliverTo(`smtp://lights:s%40crt@127.0.0.1:${office.port}`)(noSignal)
    expect(office.received).toHaveLength(1)
  })

  it('and is told wrong ones costs no mail: it waits until they are right', async () => {
    office = await ask()
    const desk = openDesk()
    desk.put({ key: 'one' })
    await desk.deliverTo(`smtp://lights:wrong@127.0.0.1:${office.port}`)(noSignal)
    expect(desk.row('one')).toMatchObject({ status: 'waiting', tries: 1 })
    expect(desk.logged).toMatchObject([{ outcome: 'unreachable', reply: 535 }])
    expect(JSON.stringify(desk.logged)).not.toMatch(/wrong|lights/)
  })
})
