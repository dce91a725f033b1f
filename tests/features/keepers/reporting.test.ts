import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { pressLink } from '../../support/keeping.ts'
import { lettersTo } from '../../support/letters.ts'
import { visitor } from '../../support/people.ts'
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
    const { proposals, deciding, people, clock } = site.context
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
    const editor = people.appoint(
      'ed@lights.example',
      'Ed',
      { role: 'editor', is_whole_patch: true, area_ids: [] },
      null,
      clock(),
    )
    const seen = { version: 1, revision: deciding.revisionOf({ initiative_id: 1 }) }
    deciding.approve({ proposal_id: 1, by: editor, seen, reason: '', reply: 'Thank you.' })
    expect(lettersTo(site, 'pat@reader.example')).toHaveLength(1)
  })

  it('can answer what an editor asks, by signing in with the address they gave', async () => {
    const site = await openTown()
    const said = { reason: 'wrong', note: 'It is not on Tuesdays.', email: 'pat@reader.example' }
    await visitor(site).post(`${BANK}/report`, said).expect(303)
    const { proposals, deciding, people, clock } = site.context
    const station = { role: 'editor', is_whole_patch: true, area_ids: [] } as const
    const editor = people.appoint('ed@lights.example', 'Ed', station, null, clock())
    const seen = { version: 1, revision: deciding.revisionOf({ initiative_id: 1 }) }
    deciding.ask({ proposal_id: 1, by: editor, seen, reason: '', reply: 'On which day, then?' })
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
