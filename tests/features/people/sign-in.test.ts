import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lettersTo, proofFor } from '../../support/letters.ts'
import { textOf } from '../../support/page.ts'
import { cookiesOf, signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

const ADA = 'ada@mill.example'
const later = (minutes: number) =>
  new Date(Date.parse('2026-06-03T11:00:00Z') + minutes * 60_000).toISOString()

let site: Site
beforeEach(async () => {
  site = await openSite({ cast: {}, now: later(0) })
  signedIn(site, { role: 'editor', email: ADA })
  site.db.exec('delete from person_session')
})

/** Asks for a link; what the browser brings from then on. */
async function ask(email = ADA, next = '', cookie = ''): Promise<string> {
  const answer = await visitor(site, cookie)
    .post('/sign-in', next ? { email, next } : { email })
    .expect(303)
  return cookiesOf(answer)
}
const sessions = () => site.db.prepare('select count(*) as n from person_session').get()

describe('somebody who asks for a link', () => {
  it('presses it once in the same browser, and is in', async () => {
    const cookie = await ask(ADA, '/areas?x=1')
    const { path } = proofFor(site, ADA)
    const page = await visitor(site, cookie).get(path).expect(200)
    expect(textOf(page.text)).toContain('One press, and you are there')
    const answer = await visitor(site, cookie).post(path).expect(303)
    expect(answer.headers.location).toBe('/areas?x=1')
    await visitor(site, cookiesOf(answer)).get('/account').expect(200)
  })

  it('types the code where they asked, however they type it', async () => {
    const cookie = await ask()
    const { code } = proofFor(site, ADA)
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `
    const answer = await visitor(site, cookie).post('/sign-in/code', { code: typed }).expect(303)
    expect(answer.headers.location).toBe('/admin')
    await visitor(site, cookiesOf(answer)).get('/account').expect(200)
  })

  it('opens the link in another browser, where the press is not enough and the code is', async () => {
    await ask()
    const { path, code } = proofFor(site, ADA)
    expect(textOf((await visitor(site).get(path).expect(200)).text)).toContain(
      'type the code that is in the same mail',
    )
    await visitor(site).post(path).expect(403)
    expect(sessions()).toEqual({ n: 0 })
    await visitor(site).post(path, { code }).expect(303)
    expect(sessions()).toEqual({ n: 1 })
  })

  it('may ask twice, and use the mail that came first', async () => {
    const cookie = await ask()
    const first = proofFor(site, ADA)
    await ask(ADA, '', cookie)
    const second = proofFor(site, ADA)
    expect(second.path).not.toBe(first.path)
    await visitor(site, cookie).post('/sign-in/code', { code: first.code }).expect(303)
    await visitor(site, cookie).post(second.path).expect(303)
  })

  it('is told why a link no longer works, and gets a new one in one press', async () => {
    const cookie = await ask()
    const { path } = proofFor(site, ADA)
    site.setNow(later(11))
    const page = await visitor(site, cookie).get(path).expect(410)
    expect(textOf(page.text)).toContain('It is too old')
    await visitor(site, cookie).post(path).expect(410)
    const again = /name="again" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    await visitor(site, cookie).post('/sign-in', { again }).expect(303)
    const { path: fresh } = proofFor(site, ADA)
    expect(fresh).not.toBe(path)
    await visitor(site, cookie).post(fresh).expect(303)
  })

  it('has ten minutes as an editor and an hour as an organiser', async () => {
    signedIn(site, { role: 'organiser', email: 'oz@mill.example' })
    const cookies = [await ask(), await ask('oz@mill.example')]
    const paths = [ADA, 'oz@mill.example'].map(email => proofFor(site, email).path)
    const statuses = async () =>
      Promise.all(paths.map(async (path, at) => (await visitor(site, cookies[at]).get(path)).status))
    site.setNow(later(9.9))
    expect(await statuses()).toEqual([200, 200])
    site.setNow(later(10))
    expect(await statuses()).toEqual([410, 200])
    site.setNow(later(60))
    expect(await statuses()).toEqual([410, 410])
  })

  it('keeps their words when they are no address, and is told what to do', async () => {
    const answer = await visitor(site).post('/sign-in', { email: 'ada at mill' }).expect(422)
    expect(answer.text).toContain('value="ada at mill"')
    expect(answer.text).toMatch(/<title>Error: Sign in/)
    expect(answer.text).toContain('<a href="#email">Enter an e-mail address, like name@example.org</a>')
  })

  it.each([
    'ada@mill.example\r\nBcc: x@y.example',
    'ada@mill.example, x@y.example',
    '"a b"@mill.example',
    'Ada <ada@mill.example>',
  ])('writes to nobody else: %j', async email => {
    await visitor(site).post('/sign-in', { email }).expect(422)
    expect(site.db.prepare('select count(*) as n from outbox').get()).toEqual({ n: 0 })
  })
})

describe('a link that somebody else’s machine follows', () => {
  it('is not used up by looking: five GETs and five HEADs, then one POST works and the second is gone', async () => {
    const cookie = await ask()
    const { path } = proofFor(site, ADA)
    for (let n = 0; n < 5; n++) {
      await visitor(site).get(path).expect(200)
      await visitor(site, cookie).get(path).expect(200)
    }
    const changes = site.db.prepare('select total_changes() as n').get()
    await visitor(site).get(path)
    expect(site.db.prepare('select total_changes() as n').get()).toEqual(changes)
    await visitor(site, cookie).post(path).expect(303)
    await visitor(site, cookie).post(path).expect(410)
  })

  it('carries nothing that a script would send by itself', async () => {
    const cookie = await ask()
    const { text } = await visitor(site, cookie).get(proofFor(site, ADA).path)
    expect(text).not.toContain('<script')
  })

  it('one code typed in many windows at once makes one session', async () => {
    const cookie = await ask()
    const { code } = proofFor(site, ADA)
    const codes = Array.from({ length: 5 }, () => visitor(site, cookie).post('/sign-in/code', { code }))
    expect((await Promise.all(codes)).filter(({ status }) => status === 303)).toHaveLength(1)
    expect(sessions()).toEqual({ n: 1 })
  })

  it('twenty presses at once make one session', async () => {
    const cookie = await ask()
    const { path, code } = proofFor(site, ADA)
    const presses = Array.from({ length: 10 }, () => visitor(site, cookie).post(path))
    const codes = Array.from({ length: 10 }, () => visitor(site, cookie).post('/sign-in/code', { code }))
    const answers = await Promise.all([...presses, ...codes])
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(sessions()).toEqual({ n: 1 })
  })
})

describe('somebody who guesses codes', () => {
  it('has five tries, even all at once; then the right one is void too, and so is the link', async () => {
    const cookie = await ask()
    const { path, code } = proofFor(site, ADA)
    const guesses = Array.from({ length: 8 }, () => visitor(site).post(path, { code: 'BBBB-BBBB' }))
    const answers = await Promise.all(guesses)
    expect(answers.every(({ status }) => status === 422 || status === 410)).toBe(true)
    expect(site.db.prepare('select tries from sign_in').get()).toEqual({ tries: 5 })
    await visitor(site, cookie).post(path, { code }).expect(410)
    await visitor(site, cookie).post(path).expect(410)
    expect(sessions()).toEqual({ n: 0 })
    const fresh = await ask(ADA, '', cookie)
    await visitor(site, fresh).post(proofFor(site, ADA).path).expect(303)
  })

  it('finds nothing of tokens or codes in the database but hashes', async () => {
    await ask()
    const { path, code } = proofFor(site, ADA)
    site.db.exec('delete from outbox; vacuum')
    const bytes = site.db.serialize().toString('latin1')
    expect(bytes).not.toContain(path.slice('/sign-in/'.length))
    expect(bytes).not.toContain(code.replace('-', ''))
  })

  it('and asks too often is stopped for a while, their words kept', async () => {
    const statuses: number[] = []
    for (let n = 0; n < 7; n++) statuses.push((await visitor(site).post('/sign-in', { email: ADA })).status)
    expect(statuses).toEqual([303, 303, 303, 303, 303, 303, 429])
    const { text } = await visitor(site).post('/sign-in', { email: ADA })
    expect(text).toContain(`value="${ADA}"`)
    await visitor(site)
      .post('/sign-in', { email: ADA.replace('@', '+2@') })
      .expect(429)
    await visitor(site).post('/sign-in', { email: 'else@mill.example' }).expect(303)
    expect(lettersTo(site, ADA)).toHaveLength(6)
  })
})

describe('somebody who wants to keep an editor out', () => {
  afterEach(() => void vi.useRealTimers())

  it('cannot use up the mails of a day from one place, though they come back every quarter of an hour', async () => {
    site = await openSite({ cast: {}, now: later(0), env: { TRUST_PROXY: 'loopback' } })
    signedIn(site, { role: 'editor', email: ADA })
    const askFrom = (place: string) =>
      visitor(site).post('/sign-in', { email: ADA }).set('X-Forwarded-For', place)
    vi.useFakeTimers({ toFake: ['Date'] })
    for (let quarter = 0; quarter < 4; quarter++) {
      for (let n = 0; n < 5; n++) await askFrom('203.0.113.7')
      vi.setSystemTime(Date.now() + 16 * 60_000)
    }
    const refused = await askFrom('203.0.113.7').expect(429)
    expect(textOf(refused.text)).toContain('That is enough mail to this address for today')
    await askFrom('198.51.100.20').expect(303)
    expect(lettersTo(site, ADA)).toHaveLength(7)
  })
})

describe('whether somebody is known here', () => {
  it('shows in no byte and no header', async () => {
    const answers = []
    for (const email of [ADA, 'nobody@mill.example']) {
      const asked = await visitor(site).post('/sign-in', { email }).expect(303)
      const cookie = cookiesOf(asked)
      const page = await visitor(site, cookie).get('/sign-in/code').expect(200)
      const wrong = await visitor(site, cookie).post('/sign-in/code', { code: 'BBBB-BBBB' }).expect(422)
      answers.push([asked, page, wrong].map(answer => plain(answer, email)))
    }
    expect(answers[0]).toEqual(answers[1])
    expect(lettersTo(site, 'nobody@mill.example')).toEqual([])
  })
})

describe('a link that nobody ever gave out', () => {
  it('shows both ways to another, and no form that leads to a complaint', async () => {
    const { text } = await visitor(site)
      .get(`/sign-in/${'A'.repeat(43)}`)
      .expect(410)
    expect(text).toContain('It may be too old, or a part of it got lost on the way.')
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
    expect([...main.matchAll(/href="([^"#]+)"/g)].map(([, href]) => href)).toEqual([
      '/keep/send-link',
      '/sign-in',
    ])
    expect(main).not.toContain('<form')
  })
})

describe('what could carry a link away', () => {
  it('is told not to: no referrer, no keeping, no finding, nothing from elsewhere', async () => {
    const cookie = await ask()
    const { headers, text } = await visitor(site, cookie).get(proofFor(site, ADA).path)
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['cache-control']).toBe('private, no-store')
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">')
    expect(text.match(/(?:href|src)="(?!\/|#)[^"]*"/g)).toBeNull()
  })

  it('the log, has no token in it, and no address', async () => {
    const cookie = await ask()
    const { path, code } = proofFor(site, ADA)
    await visitor(site, cookie).get(path)
    await visitor(site, cookie).get(`${path}.`)
    const answer = await visitor(site, cookie).post(path)
    await visitor(site, cookiesOf(answer)).get('/account').expect(200)
    const log = JSON.stringify(site.logged)
    expect(log).toContain('/sign-in/')
    expect(log).not.toMatch(/[\w-]{43}/)
    expect(log).not.toContain(ADA)
    expect(log).not.toContain(code)
  })

  it('the mail, has the site’s own address in it, whatever the asker calls the site', async () => {
    await visitor(site)
      .post('/sign-in', { email: ADA })
      .set('Host', 'evil.example')
      .set('X-Forwarded-Host', 'evil.example')
      .expect(303)
    const [{ body_text: text = '', subject = '' } = {}] = lettersTo(site, ADA)
    expect(text).toContain('https://lights.example/sign-in/')
    expect(text + subject).not.toContain('evil.example')
  })
})

describe('where somebody goes on to', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '/%09/evil',
    'https:evil.example',
    '\t//evil.example',
    '/a@evil.example',
    'https://lights.example/x',
    'javascript:alert(1)',
    '/..//evil.example',
    '/areas#x',
  ])('is never elsewhere: %j', async next => {
    const cookie = await ask(ADA, next)
    const answer = await visitor(site, cookie).post(proofFor(site, ADA).path).expect(303)
    const there = new URL(answer.headers.location as string, 'https://lights.example')
    expect(there.origin).toBe('https://lights.example')
    expect(answer.headers.location).toMatch(/^\/(?![/\\])/)
  })
})

/** An answer without what differs from one request to the next by chance, or because it was typed. */
function plain(
  { status, text, headers }: { status: number; text: string; headers: Record<string, unknown> },
  email: string,
) {
  const { date, etag, 'content-length': _, ...rest } = headers
  const strip = (words: string) => words.replaceAll(email, 'EMAIL').replace(/[\w-]{43}/g, 'TOKEN')
  return { status, text: strip(text), headers: strip(JSON.stringify(rest)) }
}
