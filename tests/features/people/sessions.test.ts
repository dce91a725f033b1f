import { beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '../../../src/features/people/fields.ts'
import { lettersTo, proofFor } from '../../support/letters.ts'
import { textOf } from '../../support/page.ts'
import { cookiesOf, signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

const START = Date.parse('2026-06-03T11:00:00Z')
const HOUR = 60
const DAY = 24 * HOUR

let site: Site
beforeEach(async () => {
  site = await openSite({ cast: {}, now: new Date(START).toISOString() })
})
const setMinutes = (minutes: number) => site.setNow(new Date(START + minutes * 60_000).toISOString())

describe('how long somebody stays signed in', () => {
  it.each<[Role, idle: number, absolute: number]>([
    ['organiser', 7 * DAY, 30 * DAY],
    ['editor', 8 * HOUR, DAY],
    ['admin', 8 * HOUR, DAY],
  ])('%s: %d minutes without doing anything, %d at the most', async (role, idle, absolute) => {
    const isIn = async (who: { get: typeof somebody.get }) => (await who.get('/account')).status === 200
    const somebody = signedIn(site, { role })
    setMinutes(idle - 1)
    expect(await isIn(somebody)).toBe(true)
    setMinutes(2 * idle - 2)
    expect(await isIn(somebody)).toBe(true)
    setMinutes(3 * idle - 2)
    expect(await isIn(somebody)).toBe(false)
    setMinutes(0)
    const busy = signedIn(site, { role })
    for (let now = 0; now < absolute; now += idle - 1) {
      setMinutes(now)
      expect(await isIn(busy), `after ${now} minutes`).toBe(true)
    }
    setMinutes(absolute)
    expect(await isIn(busy)).toBe(false)
  })
})

describe('a session', () => {
  it('has a token of its own, whatever cookie the browser brought', async () => {
    signedIn(site, { role: 'organiser', email: 'oz@mill.example' })
    const planted = `__Host-session=${'A'.repeat(43)}`
    const asked = await visitor(site, planted).post('/sign-in', { email: 'oz@mill.example' })
    const answer = await visitor(site, `${planted}; ${cookiesOf(asked)}`).post(
      proofFor(site, 'oz@mill.example').path,
    )
    expect(cookiesOf(answer)).toMatch(/^__Host-session=[\w-]{43}$/)
    expect(cookiesOf(answer)).not.toBe(planted)
    await visitor(site, planted).get('/account').expect(303)
    await visitor(site, cookiesOf(answer)).get('/account').expect(200)
  })

  it('is kept in a cookie that no script reads and no other site sends', async () => {
    signedIn(site, { role: 'organiser', email: 'oz@mill.example' })
    const asked = await visitor(site).post('/sign-in', { email: 'oz@mill.example' })
    const answer = await visitor(site, cookiesOf(asked)).post(proofFor(site, 'oz@mill.example').path)
    for (const { headers } of [asked, answer])
      expect(headers['set-cookie']?.[0]).toMatch(
        /^__Host-(?:login|session)=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      )
    const home = await openSite({ cast: {}, env: { BASE_URL: 'http://localhost:4802' } })
    const there = await visitor(home).post('/sign-in', { email: 'oz@mill.example' })
    expect(there.headers['set-cookie']?.[0]).toMatch(
      /^login=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
    )
  })

  it('ends when somebody signs out, and the browser forgets what it kept', async () => {
    const ada = signedIn(site, { role: 'admin' })
    const answer = await ada.post('/sign-out').expect(303)
    expect(answer.headers['clear-site-data']).toBe('"cache", "storage"')
    expect(cookiesOf(answer)).toBe('')
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-session=; Max-Age=0; /)
    await ada.get('/account').expect(303)
  })

  it('that somebody does not know, they end from another one; others’ sessions they do not', async () => {
    const phone = signedIn(site, { role: 'editor' })
    const desk = signedIn(site, { role: 'editor' })
    const other = signedIn(site, { role: 'admin' })
    const ids = site.db.prepare('select id from person_session order by id').pluck().all()
    await desk.post(`/account/sessions/${ids[2]}/removal`).expect(404)
    await desk.post(`/account/sessions/${ids[0]}/removal`).expect(303)
    await phone.get('/account').expect(303)
    const third = signedIn(site, { role: 'editor' })
    await desk.post('/account/sessions/removal').expect(303)
    await third.get('/account').expect(303)
    await desk.get('/account').expect(200)
    await other.get('/account').expect(200)
  })

  it('is nowhere in the database but as a hash', () => {
    const { cookie } = signedIn(site, { role: 'admin' })
    expect(site.db.serialize().toString('latin1')).not.toContain(cookie.split('=')[1])
  })

  it('makes every page its reader’s own: private, and kept nowhere', async () => {
    const ada = signedIn(site, { role: 'admin' })
    for (const path of [
      '/',
      '/initiatives',
      '/initiatives.csv',
      '/about',
      '/account',
      '/admin/people',
      '/sign-in',
    ]) {
      const { headers, status } = await ada.get(path)
      expect([status, headers['cache-control']], path).toEqual([200, 'private, no-store'])
    }
    expect((await visitor(site).get('/')).headers['cache-control']).toBe('public, max-age=60')
  })
})

describe('what matters to others', () => {
  it('is done only within ten minutes of proving who one is', async () => {
    const ada = signedIn(site, { role: 'admin', secondFactor: false })
    const paths = [
      '/admin/people/new',
      '/account/address',
      '/account/second-factor',
      '/account/recovery-codes',
    ]
    setMinutes(9.9)
    for (const path of paths) await ada.get(path).expect(200)
    await ada.post('/admin/people', {}).expect(422)
    setMinutes(10)
    for (const path of paths) {
      const { location } = (await ada.get(path).expect(303)).headers
      expect(location).toBe(`/sign-in?${new URLSearchParams({ next: path, why: 'recent' })}`)
    }
    const form = { name: 'Bo', email: 'bo@mill.example', role: 'admin' }
    await ada.post('/admin/people', form).expect(303)
    expect(site.context.people.byEmail('bo@mill.example')).toBeUndefined()
    await ada.get('/admin/people').expect(200)
  })

  it('such as another address, is confirmed there, told to the old one, and ends in a new session', async () => {
    const bo = signedIn(site, { role: 'editor', email: 'bo@mill.example' })
    const asked = await bo.post('/account/address', { email: 'bo@quay.example' }).expect(303)
    expect(lettersTo(site, 'bo@mill.example').map(({ subject }) => subject)).toEqual([
      'A change to how you sign in to Points of Light',
    ])
    expect(site.context.people.find(bo.person.id)?.email).toBe('bo@mill.example')
    await bo.get('/account').expect(200)
    const { path } = proofFor(site, 'bo@quay.example')
    const answer = await visitor(site, `${bo.cookie}; ${cookiesOf(asked)}`)
      .post(path)
      .expect(303)
    expect(site.context.people.find(bo.person.id)?.email).toBe('bo@quay.example')
    await bo.get('/account').expect(303)
    await visitor(site, cookiesOf(answer)).get('/account').expect(200)
  })

  it('such as an address that is somebody else’s, comes to nothing', async () => {
    const ada = signedIn(site, { role: 'admin', email: 'ada@mill.example' })
    const bo = signedIn(site, { role: 'editor', email: 'bo@mill.example' })
    const asked = await bo.post('/account/address', { email: 'ada@mill.example' }).expect(303)
    const answer = await visitor(site, cookiesOf(asked))
      .post(proofFor(site, 'ada@mill.example').path)
      .expect(303)
    expect(cookiesOf(answer)).toBe('')
    expect(site.context.people.byEmail('ada@mill.example')?.id).toBe(ada.person.id)
    expect(site.context.people.byEmail('bo@mill.example')?.id).toBe(bo.person.id)
  })
})

describe('somebody who is signed out while they write', () => {
  const form = { name: 'Zoe “Zed” <Quill>', email: 'zoe@mill.example', role: 'editor', reach: ['whole'] }

  it('gets all their words back with the way in, and sends them once more', async () => {
    const ada = signedIn(site, { role: 'admin' })
    setMinutes(9 * HOUR)
    const answer = await ada.post('/admin/people?from=here', form).expect(403)
    expect(answer.headers['cache-control']).toBe('private, no-store')
    expect(answer.text).toMatch(/<a [^>]*href="\/sign-in" target="_blank"[^>]*>Sign in/)
    expect(answer.text).toContain('action="/admin/people?from=here"')
    const hidden = [...answer.text.matchAll(/<input type="hidden" name="(.*?)" value="(.*?)">/g)]
    const sent = hidden.map(([, name, value = '']) => [name, textOf(value)])
    expect(sent).toEqual(Object.entries(form).map(([name, value]) => [name, [value].flat()[0]]))
    const back = signedIn(site, { role: 'admin' })
    expect((await back.post('/admin/people', form)).status).not.toBe(403)
  })

  it('and pressed a button that says nothing is asked to sign in, and a second factor just so', async () => {
    await visitor(site).post('/admin/people').expect(403)
    const strict = await openSite({ cast: {}, env: { NODE_ENV: 'production' } })
    const half = signedIn(strict, { role: 'admin', secondFactor: false })
    const { text } = await half.post('/admin/people', form).expect(403)
    expect(text).toContain('href="/sign-in/second-factor"')
  })
})
