import { beforeEach, describe, expect, it, vi } from 'vitest'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { decide } from '../../support/decided.ts'
import { formOn, keeperOf, pressLink } from '../../support/keeping.ts'
import { lettersTo } from '../../support/letters.ts'
import { signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const { uniformBank, homeSwap, ferryGreenGrowers, adviceLine } = town.cast
const twin = {
  ...uniformBank,
  name: 'The Uniform Bank, Old Town',
  summary: 'School clothes for nothing.',
  postcode: 'ZZ1 1AB',
}
const PATH = '/initiatives/old-town-uniform-bank/report'
const [BANK, TWIN, SWAP, GROWERS] = [1, 2, 3, 4]
const twinSlug = () => site.context.reader.entered(TWIN)?.slug as string
const TWICE = { reason: 'duplicate', note: 'The same people, on the same day.', email: 'pat@reader.example' }

let site: Site
beforeEach(async () => {
  site = await openSite({ cast: { uniformBank, twin, homeSwap, ferryGreenGrowers, adviceLine } })
})
const report = (values: Record<string, string>, who = visitor(site)) => who.post(PATH, values)
const waiting = () => site.context.proposals.find(1)

describe('somebody who reports that a listing is there twice', () => {
  it('is asked which other it is, with enough of each to tell, and nothing is sent before', async () => {
    const { text } = await report(TWICE).expect(200)
    expect(text).toContain('Which other listing is it?')
    const page = text.replace(/\s+/g, ' ')
    expect(page).toContain('The Uniform Bank, Old Town</label>')
    expect(page).toMatch(/School uniform bank, [^<]*, about \d+ metres away\. School clothes for nothing\./)
    expect(formOn(text)).toMatchObject({ ...TWICE, another: '' })
    expect(page).not.toContain('value="old-town-uniform-bank"')
    expect(waiting()).toBeUndefined()
  })

  it('can look at each in another tab, so that no word of the form is lost; and at nothing else', async () => {
    const { text } = await report(TWICE)
    const links = [...text.matchAll(/<a href="([^"]+)" target="_blank" rel="noopener">(.*?)<\/a>/g)]
    const likely = [...text.matchAll(/name="other" value="([^"+?]+)"/g)].map(
      ([, slug]) => `/initiatives/${slug}`,
    )
    expect(likely).toContain(`/initiatives/${twinSlug()}`)
    expect(links.map(([, href]) => href)).toEqual(likely)
    expect(links[0]?.[2]?.replace(/<[^>]+>/g, '')).toBe(`Look at it: ${twin.name} (opens another tab)`)
  })

  it('names one, and what waits asks for the two to be made one', async () => {
    const { headers } = await report({ ...TWICE, other: twinSlug(), another: '' }).expect(303)
    expect(headers.location).toBe(`${PATH}/sent`)
    expect(waiting()).toMatchObject({
      ...{ kind: 'merge', status: 'waiting', initiative_id: BANK, into_id: TWIN, report_reason: '' },
      ...{ note: TWICE.note, email: TWICE.email },
    })
    expect(site.context.proposals.areasOf(1)).toEqual(
      expect.arrayContaining([site.context.areas.byPath('saltmere/old-town')?.id]),
    )
  })

  it.each(['?', ''])('may not know which: it stays a report; chosen: “%s”', async other => {
    await report({ ...TWICE, ...(other && { other }), another: '' }).expect(303)
    expect(waiting()).toMatchObject({ kind: 'report', report_reason: 'duplicate', into_id: null })
  })

  it('may type what it might be and not be sure: the editors read that too', async () => {
    await report({ ...TWICE, other: '?', another: 'The one by the church, I think' }).expect(303)
    expect(waiting()).toMatchObject({
      ...{ kind: 'report', report_reason: 'duplicate', into_id: null },
      note: `${TWICE.note}\n\nThe one by the church, I think`,
    })
  })

  it.each([
    ['its address', () => `${site.context.config.BASE_URL}/initiatives/marjoram-baby-swap?from=here#top`],
    ['the end of its address', () => 'marjoram-baby-swap'],
    ['its name', () => 'marjoram baby SWAP'],
  ])('can paste or type another: %s', async (_what, typed) => {
    await report({ ...TWICE, other: '+', another: typed() }).expect(303)
    expect(waiting()).toMatchObject({ kind: 'merge', initiative_id: BANK, into_id: SWAP })
  })

  it('chooses among those that a part of a name may mean, and loses no word', async () => {
    const { text } = await report({ ...TWICE, another: 'growers' }).expect(422)
    expect(text).toContain('Choose whether it is this one')
    expect(formOn(text)).toMatchObject({ ...TWICE, another: 'growers' })
    const { slug } = site.context.reader.entered(GROWERS) ?? {}
    expect(text).toContain(`value="${slug}"`)
    await report({ ...TWICE, other: slug as string, another: 'growers' }).expect(303)
    expect(waiting()).toMatchObject({ kind: 'merge', into_id: GROWERS })
  })

  it.each([
    ['nonsense', 'xyzzy plugh'],
    ['an address elsewhere', 'https://elsewhere.example/initiatives/no-such-thing'],
    ['signs alone', '%%% ___ “”'],
    ['half a sign', '/initiatives/%E0%A4%A'],
  ])('is told what works when they type %s, and keeps their words', async (_what, another) => {
    const { text } = await report({ ...TWICE, other: '+', another }).expect(422)
    expect(text).toContain('There is no such listing here.')
    expect(formOn(text)).toMatchObject({ note: TWICE.note, email: TWICE.email, other: '+', another })
    expect(waiting()).toBeUndefined()
  })

  it('cannot name the very same one, by its address or by its name', async () => {
    for (const another of ['/initiatives/old-town-uniform-bank', 'Old Town Uniform Bank'])
      expect((await report({ ...TWICE, other: '+', another }).expect(422)).text).toContain(
        'That is the listing itself.',
      )
    await report({ ...TWICE, other: 'old-town-uniform-bank', another: '' }).expect(422)
    expect(waiting()).toBeUndefined()
  })

  it('learns nothing of what was taken down: it is as if it had never been', async () => {
    const made = { person_id: null, made_as: 'system', why: '' } as const
    inTransaction(site.db, () => site.context.publishing.unpublish(SWAP, 'Private reasons', made))
    const typed = ['/initiatives/marjoram-baby-swap', 'Marjoram Baby Swap', 'marjoram', 'marjoram-baby-swap']
    for (const another of typed) {
      const { text } = await report({ ...TWICE, other: '+', another }).expect(422)
      const never = await report({ ...TWICE, other: '+', another: 'xyzzy' }).expect(422)
      expect(text.replaceAll(another, '')).toBe(never.text.replaceAll('xyzzy', ''))
      expect(text).not.toContain('Private reasons')
    }
    await report({ ...TWICE, other: 'marjoram-baby-swap', another: '' }).expect(422)
    expect(waiting()).toBeUndefined()
  })

  it('hears of no home where it is: how far it is from there is not said', async () => {
    const { text } = await visitor(site).post('/initiatives/marjoram-baby-swap/report', TWICE).expect(200)
    expect(text).not.toMatch(/metres away|at the same place/)
  })

  it('is answered when the two are made one: both by name and address', async () => {
    await report({ ...TWICE, other: twinSlug(), another: '' }).expect(303)
    const slug = twinSlug()
    decide(site, 1)
    const [letter] = lettersTo(site, TWICE.email)
    expect(letter?.subject).toBe('Thank you: what was listed twice is one now')
    for (const words of [uniformBank.name, twin.name, '/initiatives/old-town-uniform-bank', slug])
      expect(letter?.body_text).toContain(words)
  })

  it('can answer what an editor asks, and sees there what they said of which two', async () => {
    await report({ ...TWICE, other: twinSlug(), another: '' }).expect(303)
    decide(site, 1, { act: 'ask', reply: 'How do you know?' })
    site.setNow('2026-06-09T08:41:00Z')
    const asked = await visitor(site).post('/sign-in', { email: TWICE.email })
    const { cookies } = await pressLink(site, TWICE.email, asked)
    const path = `/proposals/${waiting()?.uuid}`
    const { text } = await visitor(site, cookies).get(path).expect(200)
    for (const words of ['How do you know?', uniformBank.name, twin.name, 'It is listed twice'])
      expect(text).toContain(words)
    await visitor(site, cookies).post(`${path}/answer`, { text: 'I go to both.' }).expect(303)
    expect(waiting()?.status).toBe('waiting')
  })

  it('gets what they said of which two with all that the site has of them, and it goes when they are forgotten', async () => {
    await report({ ...TWICE, other: twinSlug(), another: '' }).expect(303)
    const { personal, erasure } = site.context
    expect(personal.exportOf(TWICE.email)).toMatchObject({
      sent: [{ kind: 'merge', initiative_id: BANK, into_id: TWIN, note: TWICE.note }],
    })
    await erasure.erase(TWICE.email, null)
    expect(waiting()).toBeUndefined()
  })

  it('sends it once when they press twice, and again when they name another', async () => {
    const pat = signedIn(site, { role: 'organiser', email: TWICE.email })
    for (const other of [twinSlug(), twinSlug(), 'marjoram-baby-swap'])
      await report({ ...TWICE, other, another: '' }, pat).expect(303)
    const all = site.db.prepare('select into_id from proposal order by id').pluck().all()
    expect(all).toEqual([TWIN, SWAP])
  })

  it('cannot hide or merge anything, however many say so, and is told when it is too often', async () => {
    const before = (await site.get('/initiatives/old-town-uniform-bank')).text
    inTransaction(site.db, () => {
      for (let turn = 0; turn < 1000; turn++)
        site.context.proposals.add({ kind: 'merge', status: 'waiting', initiative_id: BANK, into_id: TWIN })
    })
    const statuses: number[] = []
    for (let turn = 0; turn < 14; turn++)
      statuses.push((await report({ reason: 'duplicate', other: twinSlug(), another: '' })).status)
    expect(statuses).toEqual([...Array(12).fill(303), 429, 429])
    expect((await site.get('/initiatives/old-town-uniform-bank')).text).toBe(before)
    expect(site.context.reader.entered(TWIN)?.fields.name).toBe(twin.name)
  })

  it('looks for names sixty times in a quarter of an hour from one place and no more, and their words stay', async () => {
    const ask = () => report({ ...TWICE, other: '+', another: 'xyzzy' })
    for (let turn = 0; turn < 60; turn++) await ask().expect(422)
    const find = vi.spyOn(site.context.search, 'find').mockClear()
    const { text } = await ask().expect(429)
    expect(find).not.toHaveBeenCalled()
    expect(formOn(text)).toMatchObject({ note: TWICE.note, another: 'xyzzy' })
    await report({ ...TWICE, other: twinSlug(), another: '' }).expect(303)
  })

  it('is a program when it fills in the box that nobody sees, before the question and after', async () => {
    await report({ ...TWICE, company: 'Acme' }).expect(303)
    await report({ ...TWICE, other: twinSlug(), another: '', company: 'Acme' }).expect(303)
    expect(waiting()).toBeUndefined()
  })
})

describe('somebody who keeps a listing that is there twice', () => {
  it('comes to the question by their list', async () => {
    const keeper = keeperOf(site, BANK)
    const { text } = await keeper.get('/keep')
    expect(text).toContain(`href="${PATH}?reason=duplicate"`)
    const form = formOn((await keeper.get(`${PATH}?reason=duplicate`)).text)
    expect(form).toMatchObject({ reason: 'duplicate', email: 'sam@bank.example' })
    await keeper.post(PATH, { ...form, other: twinSlug() }).expect(303)
    const { id } = keeper.person
    expect(waiting()).toMatchObject({
      kind: 'merge',
      person_id: id,
      confirmed_at: town.now.replace('Z', '.000Z'),
    })
  })
})
