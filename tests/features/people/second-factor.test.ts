import { generateSync } from 'otplib'
import { beforeEach, describe, expect, it } from 'vitest'
import { lettersTo } from '../../support/letters.ts'
import { textOf } from '../../support/page.ts'
import { cookiesOf, signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

const START = Date.parse('2026-06-03T11:00:00Z')
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const env = { NODE_ENV: 'production' }

let site: Site
beforeEach(async () => {
  site = await openSite({ cast: {}, now: new Date(START).toISOString(), env })
})
const codeAt = (seconds: number) => generateSync({ secret: SECRET, epoch: START / 1000 + seconds })
const setSeconds = (seconds: number) => site.setNow(new Date(START + seconds * 1000).toISOString())

/** An editor with an app and recovery codes, who has come as far as the mail takes them. */
async function halfIn(email = 'bo@quay.example') {
  const half = signedIn(site, { role: 'editor', email, secondFactor: false })
  const { factors, clock } = site.context
  if (factors.of(half.person.id).length > 0) return { half, codes: [] }
  factors.beginApp(half.person.id, SECRET, clock())
  factors.confirm(factors.pending(half.person.id)?.id ?? 0, 1, clock())
  return { half, codes: await factors.makeCodes(half.person.id) }
}

describe('an editor of a public site', () => {
  it('without a second factor adds one before anything else, and nothing else opens', async () => {
    const bo = signedIn(site, { role: 'editor', secondFactor: false })
    for (const path of ['/account', '/admin'])
      expect((await bo.get(path).expect(303)).headers.location).toMatch(/^\/sign-in\/second-factor\?next=/)
    expect((await bo.get('/sign-in/second-factor').expect(303)).headers.location).toBe(
      '/account/second-factor',
    )
    await bo.get('/account/second-factor').expect(200)
    await bo.post('/account/second-factor/app').expect(303)
    const { text } = await bo.get('/account/second-factor/app').expect(200)
    const secret = (/class="secret"><code>([A-Z2-7 ]+)</.exec(text)?.[1] ?? '').replaceAll(' ', '')
    const code = generateSync({ secret, epoch: START / 1000 })
    const answer = await bo.post('/account/second-factor/app/proof', { code }).expect(200)
    expect(textOf(answer.text)).toContain('An app that shows codes was added. Now keep these codes.')
    const [first = '', ...others] = [...answer.text.matchAll(/<li><code>([\w-]+)</g)].map(([, one]) => one)
    expect(others).toHaveLength(9)
    const account = await visitor(site, cookiesOf(answer)).get('/account').expect(200)
    expect(account.text).not.toContain(first)
    expect(textOf(account.text)).toContain('10 recovery codes left')
    expect(textOf(account.text)).not.toContain('You have no recovery codes')
    const later = signedIn(site, { role: 'editor', secondFactor: false })
    await later.post('/sign-in/second-factor', { code: first }).expect(303)
    expect(lettersTo(site, bo.person.email).map(({ kind }) => kind)).toEqual(['account'])
  })

  it('with one gives it, gets a new token for it, and the old one is nobody’s', async () => {
    const { half } = await halfIn()
    const answer = await half
      .post('/sign-in/second-factor', { code: codeAt(0), next: '/account' })
      .expect(303)
    expect(answer.headers.location).toBe('/account')
    expect(cookiesOf(answer)).not.toBe(half.cookie)
    await visitor(site, cookiesOf(answer)).get('/account').expect(200)
    expect((await half.get('/account').expect(303)).headers.location).toMatch(/^\/sign-in\?/)
  })

  it('whose recovery codes are used up is told on their account to make some now', async () => {
    const { half } = await halfIn()
    site.db.exec("update recovery_code set used_at = '2026-06-01T00:00:00.000Z'")
    const answer = await half.post('/sign-in/second-factor', { code: codeAt(0) }).expect(303)
    const { text } = await visitor(site, cookiesOf(answer)).get('/account').expect(200)
    expect(textOf(text)).toContain('You have no recovery codes')
    expect(text).toContain('<a href="/account/recovery-codes">Make some now</a>')
  })

  it('cannot add another one by mail alone', async () => {
    const { half } = await halfIn()
    for (const path of ['/account/second-factor', '/account/second-factor/app', '/account/recovery-codes'])
      expect((await half.get(path).expect(303)).headers.location).toMatch(/^\/sign-in\/second-factor\?/)
    await half.post('/account/second-factor/app').expect(303)
    await half.post('/account/passkeys/challenge').expect(303)
    expect(site.context.factors.pending(half.person.id)).toBeUndefined()
    await half.post('/account/recovery-codes').expect(403)
  })

  it('may be an organiser too somewhere, whom nobody asks for one', async () => {
    await signedIn(site, { role: 'organiser', secondFactor: false }).get('/account').expect(200)
  })
})

describe('a code', () => {
  const give = (who: Awaited<ReturnType<typeof halfIn>>['half'], code: string) =>
    who.post('/sign-in/second-factor', { code })

  it('of an app is good once, even for two who type it at once', async () => {
    const { half } = await halfIn()
    const other = (await halfIn()).half
    const answers = await Promise.all([give(half, codeAt(0)), give(other, codeAt(0))])
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422])
    const late = (await halfIn()).half
    await give(late, codeAt(0)).expect(422)
    setSeconds(30)
    await give(late, codeAt(30)).expect(303)
  })

  it('to recover with is good once, and one of ten', async () => {
    const { half, codes } = await halfIn()
    expect(new Set(codes).size).toBe(10)
    await give(half, codes[7] ?? '').expect(303)
    const again = (await halfIn()).half
    await give(again, codes[7] ?? '').expect(422)
    await give(again, (codes[2] ?? '').toLowerCase().replaceAll('-', ' ')).expect(303)
    expect(site.context.factors.codesLeft(half.person.id)).toBe(8)
    const bytes = site.db.serialize().toString('latin1')
    for (const code of codes) expect(bytes).not.toContain(code.replaceAll('-', ''))
  })

  it('of somebody else opens nothing', async () => {
    const { codes } = await halfIn('el@quay.example')
    const bo = signedIn(site, { role: 'editor', email: 'bo@quay.example', secondFactor: false })
    await give(bo, codes[0] ?? '').expect(422)
    await give(bo, codeAt(0)).expect(422)
  })

  it('is guessed five times, and then the right one is refused too for a while', async () => {
    const { half } = await halfIn()
    const guesses = await Promise.all(Array.from({ length: 7 }, () => give(half, '000000')))
    expect(guesses.map(({ status }) => status).sort()).toEqual([422, 422, 422, 422, 422, 429, 429])
    await give(half, codeAt(0)).expect(429)
  })
})

describe('a passkey', () => {
  it.each([
    '',
    '{}',
    'null',
    '[]',
    'nonsense',
    '{"id":"abc","response":{}}',
    '{"id":"abc","rawId":"abc","type":"public-key"}',
  ])('is not %j, and the challenge is gone after one answer', async answer => {
    const { half } = await halfIn()
    const { factors, clock, sessions } = site.context
    const passkey = {
      name: 'Passkey',
      credential: 'abc',
      public_key: Buffer.from('abc'),
      counter: 0,
      transports: '[]',
    }
    factors.addPasskey(half.person.id, passkey, clock())
    const { body } = await half.post('/sign-in/second-factor/challenge').expect(200)
    expect(body.allowCredentials).toMatchObject([{ id: 'abc' }])
    await half.post('/sign-in/second-factor/passkey', { answer }).expect(422)
    const { id } = site.db.prepare('select id from person_session').get() as { id: number }
    expect(sessions.takeChallenge(id)).toBe('')
    await half.get('/account').expect(303)
  })
})

describe('at home', () => {
  it('a second factor is offered and not asked for, until there is one', async () => {
    site = await openSite({ cast: {}, now: new Date(START).toISOString() })
    const bo = signedIn(site, { role: 'editor', email: 'bo@quay.example', secondFactor: false })
    expect((await bo.get('/account').expect(200)).text).toContain('Add a second factor')
    const { half } = await halfIn()
    await half.get('/account').expect(303)
  })

  it('taking the last one away takes the recovery codes with it, and says so by mail', async () => {
    site = await openSite({ cast: {}, now: new Date(START).toISOString() })
    const { half } = await halfIn()
    const whole = await half.post('/sign-in/second-factor', { code: codeAt(0) }).expect(303)
    const bo = visitor(site, cookiesOf(whole))
    const [app] = site.context.factors.of(half.person.id)
    await signedIn(site, { role: 'editor', email: 'el@quay.example' })
      .post(`/account/factors/${app?.id}/removal`)
      .expect(404)
    setSeconds(601)
    await bo.post(`/account/factors/${app?.id}/removal`).expect(303)
    expect(site.context.factors.of(half.person.id)).toHaveLength(1)
    setSeconds(599)
    await bo.post(`/account/factors/${app?.id}/removal`).expect(303)
    expect(site.context.factors.of(half.person.id)).toEqual([])
    expect(site.context.factors.codesLeft(half.person.id)).toBe(0)
    expect(lettersTo(site, 'bo@quay.example')).toHaveLength(1)
  })
})
