import supertest from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { everythingIn } from '../support/everything.ts'
import { formOn, keeperOf } from '../support/keeping.ts'
import { signedIn, visitor } from '../support/people.ts'
import { ROUTES } from '../support/routes.ts'
import { openSite, type Site } from '../support/site.ts'
import { makeSender, NOOR, proposalsOf } from '../support/submitting.ts'
import { town } from '../support/town.ts'

const { uniformBank, homeSwap } = town.cast
const cast = { uniformBank, homeSwap }

describe('case 7: what another site sends', () => {
  let site: Site
  beforeAll(async () => {
    site = await openSite({ cast })
  })

  it.each([
    ['text/plain', 'role=admin&email=evil@evil.example&name=Evil'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="role"\r\n\r\nadmin\r\n--x--\r\n',
    ],
    ['application/x-www-form-urlencoded', 'role=admin&email=evil@evil.example&name=Evil'],
    ['application/json', '{"role":"admin","email":"evil@evil.example"}'],
  ])('as %s changes nothing, wherever it goes', async (type, body) => {
    const { cookie } = signedIn(site, { role: 'admin' })
    const before = everythingIn(site)
    for (const [method, path] of ROUTES.filter(([method]) => method !== 'get')) {
      const address = path.replace(/:uuid/g, '00000000-0000-4000-8000-000000000000').replace(/:\w+/g, '1')
      const answer = await supertest(site.app)
        .post(address)
        .set({ Cookie: cookie, Origin: 'https://evil.example', 'Content-Type': type })
        .send(body)
      expect([method, path, answer.status]).toEqual([method, path, 403])
    }
    expect(everythingIn(site)).toBe(before)
  })
})

describe('case 11: what is somebody else’s', () => {
  it('is not there for another organiser, whatever they ask of it', async () => {
    const site = await openSite({ cast })
    const sender = makeSender(site)
    await sender.send()
    await sender.confirm()
    const uuid = proposalsOf(site)[0]?.uuid as string
    keeperOf(site, 1, 'sam@bank.example')
    const other = keeperOf(site, 2, 'mallory@swap.example')
    const bank = site.db.prepare('select uuid from initiative where id = 1').pluck().get() as string
    const session = site.db.prepare('select id from person_session order by id').pluck().get() as number
    const before = everythingIn(site)
    const asked: [string, Record<string, string>][] = [
      [`/proposals/${uuid}/answer`, { text: 'Approve it.', answer: 'Approve it.' }],
      [`/proposals/${uuid}/withdrawal`, {}],
      ...['confirmation', 'pause', 'ending', 'return'].map(
        deed => [`/keep/${bank}/${deed}`, { until: '2026-12-01' }] as [string, Record<string, string>],
      ),
      [`/keep/${bank}/handover`, { email: 'mallory@swap.example' }],
      [`/keep/${bank}/keepers`, { email: 'mallory@swap.example' }],
      [`/account/sessions/${session}/removal`, {}],
    ]
    await other.get(`/proposals/${uuid}`).expect(404)
    for (const [path, form] of asked)
      expect([path, (await other.post(path, form)).status]).toEqual([path, 404])
    expect(everythingIn(site)).toBe(before)
  })

  it('is not given away by a field that no form has', async () => {
    const { site } = await openDesk()
    const keeper = keeperOf(site, 1)
    const edit = `/initiatives/${site.db.prepare('select slug from initiative where id = 1').pluck().get()}/edit`
    const opened = formOn((await keeper.get(edit)).text)
    const extra = [
      'role',
      'is_whole_patch',
      'is_trusted',
      'person_id',

      'id',
      'slug',
      'held_for',
    ]
    const before = everythingIn(site)
    for (const name of extra) {
      const evil = { [name]: 'admin' }
      expect((await visitor(site).post('/sign-in', { email: 'a@b.example', ...evil })).status, name).toBe(400)
      expect(
        (await visitor(site).post('/keep/send-link', { email: 'a@b.example', ...evil })).status,
        name,
      ).toBe(400)
      expect((await keeper.post(edit, { ...opened, ...evil })).status, name).toBe(400)
      expect((await visitor(site).post('/submit/about', { name: 'X', ...evil })).status, name).toBe(400)
    }
    expect(everythingIn(site)).toBe(before)
  })
})

describe('case 28: line breaks and second addresses', () => {
  it('in any box for an address write to nobody', async () => {
    const site = await openSite({ cast: { uniformBank: town.cast.uniformBank } })
    const slug = site.db.prepare('select slug from initiative').pluck().get()
    const admin = signedIn(site, { role: 'admin' })
    const keeper = keeperOf(site, 1)
    const bank = site.db.prepare('select uuid from initiative').pluck().get()
    const evil = [
      'a@b.example\r\nBcc: evil@evil.example',
      'a@b.example%0d%0aBcc:evil@evil.example',
      'a@b.example,evil@evil.example',
      'a@b.example evil@evil.example',
      '"a\r\n"@b.example',
      '<evil@evil.example>',
      'Evil <evil@evil.example>',
    ]
    for (const email of evil) {
      const answers = [
        await visitor(site).post('/sign-in', { email }),
        await visitor(site).post('/keep/send-link', { email }),
        await visitor(site).post(`/initiatives/${slug}/claim`, { email, note: 'Mine.' }),
        await visitor(site).post(`/initiatives/${slug}/report`, { email, reason: 'wrong', note: 'x' }),
        await keeper.post(`/keep/${bank}/handover`, { email }),
        await keeper.post(`/keep/${bank}/keepers`, { email }),
        await keeper.post('/account/address', { email }),
        await admin.post('/admin/people', { email, name: 'Eve', role: 'editor', reach: 'whole' }),
      ]
      expect(
        answers.map(({ status }) => status),
        email,
      ).toEqual(answers.map(() => 422))
    }
    expect(site.db.prepare('select recipient from outbox').all()).toEqual([])
  })
})

describe('case 29: what is logged of sending in', () => {
  it('has no address, no name, no code and no token in it', async () => {
    const site = await openSite({ cast })
    const sender = makeSender(site)
    await sender.send({
      about: { name: 'Xylophone Club', summary: 'Quartz and zithers.', categories: 'repair-cafe' },
    })
    await sender.confirm()
    const slug = site.db.prepare('select slug from initiative where id = 1').pluck().get()
    await visitor(site).post(`/initiatives/${slug}/report`, {
      email: NOOR,
      reason: 'wrong',
      note: 'Quartz%0a{"level":50}',
    })
    await visitor(site).post(`/initiatives/${slug}/claim`, { email: NOOR, note: 'Zithers' })
    await visitor(site).post('/keep/send-link', { email: NOOR })
    const log = JSON.stringify(site.logged)
    expect(site.logged.length).toBeGreaterThan(10)
    for (const word of [NOOR, 'noor', 'Xylophone', 'Quartz', 'Zithers', 'ZZ1 1AA'])
      expect(log).not.toContain(word)
    expect(log).not.toMatch(/[\w-]{43}/)
  })
})
