import { beforeEach, describe, expect, it } from 'vitest'
import { sendPhoto } from '../../support/albums.ts'
import { formIn } from '../../support/forms.ts'
import { lettersTo, proofFor } from '../../support/letters.ts'
import { jpeg } from '../../support/photos.ts'
import { openSite, type Site } from '../../support/site.ts'
import { ENOUGH, makeSender, NOOR, proposalsOf, type Sender, type Typed } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'

const { uniformBank } = town.cast

let site: Site
let noor: Sender
beforeEach(async () => {
  site = await openSite({ cast: { uniformBank } })
  noor = makeSender(site)
})

const TWIN = { ...ENOUGH.about, name: 'The Uniform Bank, Old Town' }
const sentOn = () => proposalsOf(site).filter(({ status }) => status !== 'draft')

/** Presses a button twice before the first answer is there; both answers lead to the same place. */
async function tapTwice(path: string, form: Typed = {}): Promise<string> {
  const [one, other] = await Promise.all([noor.post(path, form), noor.post(path, form)])
  expect([one.status, other.status], path).toEqual([303, 303])
  expect(one.headers.location, path).toBe(other.headers.location)
  return one.headers.location as string
}

/** Loads a page again, and again; it stays what it is. */
async function refresh(path: string): Promise<string> {
  const [one, other] = [await noor.get(path), await noor.get(path)]
  expect([one.status, other.status], path).toEqual([200, 200])
  const still = (html: string) => html.replace(/name="stamp" value="[^"]*"/, '')
  expect(still(other.text), path).toBe(still(one.text))
  return one.text
}

describe('somebody whose finger slips', () => {
  it('taps every button of the way twice, loads every page again, and has sent one project and had each mail once', async () => {
    let next = '/submit/about'
    for (const [step, typed] of Object.entries({ ...ENOUGH, about: TWIN })) {
      expect(next).toBe(`/submit/${step}`)
      const hidden = formIn(await refresh(next))
      site.setNow(new Date(site.context.clock().getTime() + 10_000).toISOString())
      next = await tapTwice(next, { ...hidden, ...typed })
    }
    expect(next).toBe('/submit/photos')
    const photo = await jpeg(700, 500)
    const both = await Promise.all([1, 2].map(() => sendPhoto(site, noor.cookie(), next, photo)))
    expect(both.map(({ status }) => status)).toEqual([303, 303])
    const [path = ''] = /\/submit\/photos\/[\da-f-]{36}/.exec(await refresh(next)) ?? []
    expect(await tapTwice(path, { alt: 'Blazers.' })).toBe('/submit/photos')
    expect(await tapTwice('/submit/later', { email: NOOR })).toBe('/submit/later?sent=yes')
    await refresh('/submit/later?sent=yes')
    await refresh('/submit/likely')
    expect(await tapTwice('/submit/likely')).toBe('/submit/check')
    await refresh('/submit/check')
    expect(await tapTwice('/submit/check')).toBe('/submit/confirm')
    await refresh('/submit/confirm')
    expect(await tapTwice('/submit/address', { email: NOOR })).toBe('/submit/confirm')
    const { code } = proofFor(site, NOOR)
    const [one, other] = await Promise.all([1, 2].map(() => noor.post('/submit/confirm', { code })))
    const there = `/proposals/${sentOn()[0]?.uuid}`
    expect(one?.headers.location).toBe(there)
    expect(other?.headers.location).toBe('/submit/confirm')
    expect((await noor.get('/submit/confirm')).headers.location).toBe(there)
    await refresh(there)
    expect(sentOn()).toMatchObject([{ status: 'waiting', asked: { photos: [{ alt: 'Blazers.' }] } }])
    const kinds = lettersTo(site, NOOR).map(({ kind }) => kind)
    expect(kinds).toEqual(['resume', 'sign-in', 'sign-in', 'received'])
    expect(await tapTwice(`${there}/withdrawal`)).toBe(there)
    expect(sentOn()).toMatchObject([{ status: 'withdrawn' }])
  })

  it('throws it away twice, and begins anew', async () => {
    await noor.fill('about')
    expect(await tapTwice('/submit/removal')).toBe('/submit/about?why=removed')
    expect(proposalsOf(site)).toEqual([])
  })
})

describe('somebody who goes back', () => {
  it('and presses Continue again on every page, finds everything as it was', async () => {
    await noor.fillAll()
    const before = JSON.stringify(proposalsOf(site)[0]?.asked)
    for (const step of Object.keys(ENOUGH)) {
      const form = formIn((await noor.get(`/submit/${step}`)).text)
      expect((await noor.post(`/submit/${step}`, form)).status, step).toBe(303)
    }
    expect(JSON.stringify(proposalsOf(site)[0]?.asked)).toBe(before)
    expect((await noor.get('/submit/check')).status).toBe(200)
  })

  it('after sending, is shown where it is now, and changes nothing', async () => {
    const forms = new Map<string, Typed>()
    await noor.fillAll()
    for (const step of Object.keys(ENOUGH)) forms.set(step, formIn((await noor.get(`/submit/${step}`)).text))
    await noor.post('/submit/check')
    const sent = JSON.stringify(proposalsOf(site))
    for (const [step, form] of forms) {
      const answer = await noor.post(`/submit/${step}`, {
        ...form,
        ...(step === 'about' && { name: 'Another' }),
      })
      expect(answer.headers.location, step).toBe('/submit/confirm')
    }
    for (const path of ['/submit/likely', '/submit/check', '/submit/photos'])
      expect((await noor.get(path)).headers.location, path).toBe('/submit/confirm')
    expect(JSON.stringify(proposalsOf(site))).toBe(sent)
  })
})

describe('a project that is open in two tabs', () => {
  it('is one: each tab adds what it was asked, and the later words on the same page hold', async () => {
    for (const step of ['about', 'where']) await noor.fill(step)
    const [first, second] = [
      formIn((await noor.get('/submit/when')).text),
      formIn((await noor.get('/submit/about')).text),
    ]
    await noor.post('/submit/when', { ...first, by_appointment: 'yes' })
    await noor.post('/submit/about', { ...second, summary: 'From the second tab.' })
    await noor.post('/submit/about', { ...second, summary: 'From the first tab.' })
    expect(proposalsOf(site)).toHaveLength(1)
    expect(proposalsOf(site)[0]?.asked).toMatchObject({
      ...{ by_appointment: true, summary: 'From the first tab.', postcode: 'ZZ1 1AA' },
    })
  })

  it('sent in one of them is sent in both', async () => {
    await noor.fillAll()
    const other = makeSender(site, noor.cookie())
    await noor.post('/submit/check')
    expect((await other.post('/submit/check')).headers.location).toBe('/submit/confirm')
    await noor.confirm()
    expect((await other.post('/submit/about', ENOUGH.about)).headers.location).not.toBe('/submit/check')
    expect(sentOn()).toHaveLength(1)
    expect(lettersTo(site, NOOR).map(({ kind }) => kind)).toEqual(['sign-in', 'received'])
  })
})
