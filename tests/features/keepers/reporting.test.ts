import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { decide } from '../../support/decided.ts'
import { formOn, pressLink } from '../../support/keeping.ts'
import { lettersTo } from '../../support/letters.ts'
import { signedIn, visitor } from '../../support/people.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank } = town.cast
const BANK = '/initiatives/old-town-uniform-bank'
const openTown = () => openSite({ cast: { uniformBank } })

describe('somebody who reports a problem', () => {
  it('is heard at once, keeps their words when one is missing, and is answered when an editor decides', async () => {
    const site = await openTown()
    const wrong = await visitor(site)
      .post(`${BANK}/report`, { reason: 'wrong', note: '', email: 'pat@reader.example' })
      .expect(422)
    expect(wrong.text).toContain('Say what is wrong')
    expect(wrong.text).toContain('value="pat@reader.example"')
    const said = { reason: 'closed', note: 'The door was shut, with a sign.', email: 'pat@reader.example' }
    const { headers } = await visitor(site).post(`${BANK}/report`, said).expect(303)
    expect(headers.location).toBe(`${BANK}/report/sent`)
    const { proposals } = site.context
    expect(proposals.find(1)).toMatchObject({
      ...{
        kind: 'report',
        status: 'waiting',
        report_reason: 'closed',
        email: 'pat@reader.example',
        confirmed_at: null,
      },
    })
    expect(proposals.areasOf(1)).not.toEqual([])
    decide(site, 1)
    expect(lettersTo(site, 'pat@reader.example')).toHaveLength(1)
  })

  it('can answer what an editor asks, by signing in with the address they gave', async () => {
    const site = await openTown()
    const said = { reason: 'wrong', note: 'It is not on Tuesdays.', email: 'pat@reader.example' }
    await visitor(site).post(`${BANK}/report`, said).expect(303)
    const { proposals } = site.context
    decide(site, 1, { act: 'ask', reply: 'On which day, then?' })
    site.setNow('2026-06-09T08:41:00Z')
    const asked = await visitor(site).post('/sign-in', { email: 'pat@reader.example' })
    const { cookies } = await pressLink(site, 'pat@reader.example', asked)
    const path = `/proposals/${proposals.find(1)?.uuid}`
    expect((await visitor(site, cookies).get(path).expect(200)).text).toContain('On which day, then?')
    await visitor(site, cookies).post(`${path}/answer`, { text: 'On Mondays.' }).expect(303)
    expect(proposals.messages(1).map(({ text }) => text)).toEqual(['On which day, then?', 'On Mondays.'])
    expect(proposals.find(1)?.status).toBe('waiting')
  })

  it('may leave out the address, and is told that nobody can answer then', async () => {
    const site = await openTown()
    const { headers } = await visitor(site).post(`${BANK}/report`, { reason: 'unsafe' }).expect(303)
    const { text } = await visitor(site).get(headers.location as string)
    expect(text).toContain('You gave no address')
    expect(site.context.proposals.find(1)).toMatchObject({
      email: '',
      status: 'waiting',
      report_reason: 'unsafe',
    })
  })

  it('cannot hide a listing, however often and from wherever they do it (threat 23)', async () => {
    const site = await openTown()
    const { proposals, reader } = site.context
    const before = (await site.get(BANK)).text
    inTransaction(site.db, () => {
      for (let turn = 0; turn < 990; turn++)
        proposals.add({ kind: 'report', status: 'waiting', initiative_id: 1, report_reason: 'unsafe' })
    })
    const statuses: number[] = []
    for (let turn = 0; turn < 20; turn++)
      statuses.push((await visitor(site).post(`${BANK}/report`, { reason: 'rude', note: 'Horrible' })).status)
    expect(statuses.slice(0, 12)).toEqual(Array(12).fill(303))
    expect(statuses.slice(12)).toEqual(Array(8).fill(429))
    expect((await site.get(BANK)).text).toBe(before)
    expect(reader.entered(1)?.fields.status).toBe('active')
    expect((await site.get('/initiatives')).text).toContain('Old Town Uniform Bank')
  })

  it('is a program when it fills in the box that nobody sees, and nothing is kept', async () => {
    const site = await openTown()
    await visitor(site).post(`${BANK}/report`, { reason: 'rude', company: 'Acme' }).expect(303)
    expect(site.context.proposals.find(1)).toBeUndefined()
  })
})

describe('a stranger whose address somebody else types (threat 14)', () => {
  const STRANGER = 'stranger@elsewhere.example'
  const from = (turn: number) => `198.51.100.${turn}`
  const openBehindProxy = () => openSite({ cast: { uniformBank }, env: { TRUST_PROXY: 'loopback' } })

  it('is written to three times a day, by whatever form, while every report is seen', async () => {
    const site = await openBehindProxy()
    const { proposals } = site.context
    const said = { reason: 'other', note: 'BUY CHEAP WATCHES' }
    const sent: string[] = []
    for (let turn = 0; turn < 12; turn++) {
      const email = `stranger+${turn}@elsewhere.example`
      const answer = visitor(site)
        .post(`${BANK}/report`, { ...said, email })
        .set('X-Forwarded-For', from(turn))
      sent.push(String((await answer.expect(303)).headers.location))
    }
    expect(sent.filter(to => to.endsWith('?answer=enough'))).toHaveLength(9)
    expect((await visitor(site).get(sent.at(-1) as string)).text).toContain(
      'has had enough mail from us for today',
    )
    const claim = { email: STRANGER, note: 'Mine' }
    await visitor(site).post(`${BANK}/claim`, claim).set('X-Forwarded-For', from(50)).expect(429)
    for (let id = 1; id <= 12; id++) {
      expect(proposals.find(id)).toMatchObject({
        kind: 'report',
        status: 'waiting',
        note: 'BUY CHEAP WATCHES',
      })
      decide(site, id, { act: 'reject', reply: 'It is fine.' })
    }
    const letters = site.db.prepare("select * from outbox where recipient like 'stranger%'").all()
    expect(letters).toHaveLength(3)
    expect(JSON.stringify(letters)).not.toContain('WATCHES')
    expect(JSON.stringify(letters)).toContain('If it was not you, there is nothing you need to do.')
  })

  it('is nobody who is signed in, whose address is known to be theirs', async () => {
    const site = await openBehindProxy()
    const pat = signedIn(site, { role: 'organiser', email: 'pat@reader.example' })
    for (let turn = 0; turn < 6; turn++) {
      const said = { reason: 'rude', note: `Word ${turn}`, email: 'pat@reader.example' }
      const { headers } = await pat.post(`${BANK}/report`, said).expect(303)
      expect(headers.location).toBe(`${BANK}/report/sent`)
    }
    expect(site.context.proposals.find(6)).toMatchObject({ email: 'pat@reader.example' })
  })

  it('gets their words back who suggests one change too many, with what to do', async () => {
    const site = await openBehindProxy()
    const suggest = async (note: string) => {
      const form = { ...formOn((await visitor(site).get(`${BANK}/edit`)).text), note, email: STRANGER }
      return visitor(site).post(`${BANK}/edit`, form)
    }
    for (const note of ['One', 'Two', 'Three']) expect((await suggest(note)).status).toBe(303)
    const fourth = await suggest('The fourth')
    expect(fourth.status).toBe(429)
    expect(fourth.text).toContain('The fourth</textarea>')
    expect(fourth.text).toContain('That is enough mail to this address for today.')
    expect(lettersTo(site, STRANGER)).toHaveLength(3)
    expect(new Set(lettersTo(site, STRANGER).map(({ subject }) => subject))).toEqual(
      new Set(['Confirm what you sent us']),
    )
  })
})
