import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { lettersTo, proofFor } from '../../support/letters.ts'
import { cookiesOf, signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap, pausedSupper } = town.cast

async function openTown() {
  return openSite({ cast: { uniformBank, homeSwap, pausedSupper } })
}
const uuidOf = (site: Site, id: number) => site.context.reader.entered(id)?.uuid ?? ''
const fieldsOf = (site: Site, id: number) => site.context.reader.entered(id)?.fields

/** Asks for the link to all one keeps, presses it in the same browser, and is in. */
async function keepAs(site: Site, email: string) {
  const asked = await visitor(site).post('/keep/send-link', { email }).expect(303)
  const nonce = cookiesOf(asked)
  const { path } = proofFor(site, email)
  const entered = await visitor(site, nonce).post(path).expect(303)
  expect(entered.headers.location).toBe('/keep')
  return visitor(site, cookiesOf(entered))
}
/** Somebody who keeps a listing, signed in. */
function keeperOf(site: Site, id: number, email = 'sam@bank.example') {
  const sam = signedIn(site, { role: 'organiser', email })
  inTransaction(site.db, () =>
    site.context.keepers.add(id, sam.person.id, site.context.clock().toISOString()),
  )
  return sam
}

describe('somebody who has lost the link to their listing', () => {
  it('is sent another to the address the listing has, and never shown one', async () => {
    const site = await openTown()
    const asked = await visitor(site).post('/keep/send-link', { email: 'Ada@uniforms.example' }).expect(303)
    expect(asked.headers.location).toBe('/keep/link-sent')
    const sent = await visitor(site, cookiesOf(asked)).get('/keep/link-sent').expect(200)
    expect(sent.text).not.toMatch(/sign-in\/[\w-]{43}/)
    const ada = await keepAs(site, 'ada@uniforms.example')
    const { text } = await ada.get('/keep').expect(200)
    expect(text).toContain('Old Town Uniform Bank')
    expect(text).not.toContain('Marjoram')
  })

  it('is answered alike whether or not any listing knows the address (threat 10)', async () => {
    const site = await openTown()
    const answers = await Promise.all(
      ['ada@uniforms.example', 'eve@nobody.example'].map(email =>
        visitor(site).post('/keep/send-link', { email }),
      ),
    )
    const [known, unknown] = answers.map(({ status, headers, text }) => [
      status,
      headers.location,
      text,
      Object.keys(headers).sort(),
    ])
    expect(known).toEqual(unknown)
    const pages = await Promise.all(
      answers.map(answer => visitor(site, cookiesOf(answer)).get('/keep/link-sent').expect(200)),
    )
    const [mine, theirs] = pages.map(({ text }) => text.replaceAll(/\w+@\w+\.example/g, 'them'))
    expect(mine).toBe(theirs)
    expect(lettersTo(site, 'eve@nobody.example')).toEqual([])
    expect(lettersTo(site, 'ada@uniforms.example')).toHaveLength(1)
  })

  it('is not pestered by somebody who asks again and again from many places (threat 14)', async () => {
    const site = await openTown()
    const statuses: number[] = []
    for (let turn = 0; turn < 30; turn++) {
      const { status } = await visitor(site)
        .post('/keep/send-link', { email: 'ada@uniforms.example' })
        .set('X-Forwarded-For', `198.51.100.${turn}`)
      statuses.push(status)
    }
    // The same mailbox under another name.
    const plus = await visitor(site).post('/keep/send-link', { email: 'ada+2@uniforms.example' })
    expect(plus.status).toBe(429)
    expect(lettersTo(site, 'ada@uniforms.example').length).toBeLessThanOrEqual(4)
    expect(statuses.at(-1)).toBe(429)
  })

  it('gets the words back that they typed when it is no address', async () => {
    const site = await openTown()
    const { text } = await visitor(site).post('/keep/send-link', { email: 'ada at uniforms' }).expect(422)
    expect(text).toContain('<title>Error: ')
    expect(text).toContain('value="ada at uniforms"')
  })
})

describe('somebody who keeps a listing', () => {
  it('says with one press that all is correct, and its light is bright again', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 3)
    const answer = await sam.post(`/keep/${uuidOf(site, 3)}/confirmation`).expect(303)
    expect(answer.headers.location).toBe('/keep?done=correct')
    expect((await sam.get('/keep?done=correct')).text).toContain('Its light is bright again')
    expect(fieldsOf(site, 3)).toMatchObject({ confirmed_on: '2026-06-09', confirmed_by: 'organiser' })
    expect(site.context.revisions.latest(3)).toMatchObject({ made_as: 'keeper', made_by: sam.person.id })
  })

  it('pauses it until a day that is to come, and is told when it is not', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1)
    const path = `/keep/${uuidOf(site, 1)}/pause`
    for (const until of ['', '2026-06-09', '2020-01-01', 'soon']) {
      const { text } = await sam.post(path, { until }).expect(422)
      expect(text).toContain('Error: Your listings')
    }
    await sam.post(path, { until: '2026-09-01' }).expect(303)
    expect(fieldsOf(site, 1)).toMatchObject({ status: 'paused', paused_until: '2026-09-01' })
    expect((await sam.get('/keep')).text).toContain('It rests until 1 September 2026')
    await sam.post(`/keep/${uuidOf(site, 1)}/return`).expect(303)
    expect(fieldsOf(site, 1)).toMatchObject({ status: 'active', paused_until: null })
  })

  it('says that they have finished, and can take it back', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1)
    await sam.post(`/keep/${uuidOf(site, 1)}/ending`).expect(303)
    expect(fieldsOf(site, 1)?.status).toBe('ended')
    expect((await sam.get('/keep')).text).toContain('Bring it back')
    await sam.post(`/keep/${uuidOf(site, 1)}/return`).expect(303)
    expect(fieldsOf(site, 1)?.status).toBe('active')
  })

  it('finds nothing of anybody else’s there (threat 11)', async () => {
    const site = await openTown()
    const sam = keeperOf(site, 1)
    keeperOf(site, 2, 'cleo@babyswap.example')
    const other = uuidOf(site, 2)
    const before = site.db.serialize().length
    for (const noun of ['confirmation', 'pause', 'ending', 'return', 'handover', 'keepers'])
      await sam
        .post(`/keep/${other}/${noun}`, noun === 'pause' ? { until: '2026-09-01' } : { email: 'x@y.example' })
        .expect(404)
    for (const noun of ['handover', 'keepers']) await sam.get(`/keep/${other}/${noun}`).expect(404)
    expect(site.context.revisions.list(2)).toHaveLength(1)
    expect(site.db.serialize().length).toBe(before)
    await visitor(site).post(`/keep/${other}/confirmation`).expect(403)
    const { headers } = await visitor(site).get('/keep').expect(303)
    expect(headers.location).toBe('/keep/send-link?next=%2Fkeep')
  })
})
