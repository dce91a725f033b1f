import { describe, expect, it } from 'vitest'
import { textOf } from '../../support/page.ts'
import { openSite } from '../../support/site.ts'
import { makeSender, NOOR, proposalsOf } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'

const { uniformBank } = town.cast

describe('somebody with a phone and ten minutes', () => {
  it('sends a project in, confirms their address, and it waits for an editor', async () => {
    const site = await openSite({ cast: { uniformBank } })
    const noor = makeSender(site)
    const sent = await noor.send()
    expect([sent.status, sent.headers.location]).toEqual([303, '/submit/confirm'])
    expect(proposalsOf(site)).toMatchObject([{ status: 'unconfirmed', email: NOOR }])
    const confirmed = await noor.confirm()
    expect(confirmed.status, confirmed.text).toBe(303)
    const [proposal] = proposalsOf(site)
    expect(confirmed.headers.location).toBe(`/proposals/${proposal?.uuid}`)
    expect(proposal).toMatchObject({
      status: 'waiting',
      held_for: [],
      asked: { name: 'Tideway Tool Library' },
    })
    const page = await noor.get(`/proposals/${proposal?.uuid}`)
    expect(page.status).toBe(200)
    expect(textOf(page.text)).toContain('It is with the editors')
  })
})
