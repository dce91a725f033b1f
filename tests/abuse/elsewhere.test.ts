import { generateSync } from 'otplib'
import { beforeEach, describe, expect, it } from 'vitest'
import { keeperOf } from '../support/keeping.ts'
import { proofFor } from '../support/letters.ts'
import { cookiesOf, signedIn, visitor } from '../support/people.ts'
import { ROUTES } from '../support/routes.ts'
import { openSite, type Site } from '../support/site.ts'
import { town } from '../support/town.ts'

/** Addresses of somebody else's, dressed as ours. */
const EVIL = [
  ...[
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\\/evil.example',
  ],
  ...[
    'https://evil.example',
    'HTTPS://evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
  ],
  ...[
    'javascript:alert(1)',
    'data:text/html,x',
    '/%09/evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    ' //evil.example',
  ],
  ...[
    '/.//evil.example',
    '/..//evil.example',
    '/x/..//evil.example',
    '/./\\evil.example',
    '/%2e%2e//evil.example',
    '/%2f/evil.example',
  ],
  ...[
    '@evil.example',
    '/@evil.example',
    '//lights.example@evil.example',
    'https://lights.example.evil.example',
    '.evil.example',
  ],
  ...[
    '/%5cevil.example',
    '/%0d%0aLocation:%20https://evil.example',
    '/\r\nLocation: https://evil.example',
    '/\u2028/evil.example',
  ],
  ...[
    '/\ufeff/evil.example',
    '/\uff0f/evil.example',
    '//evil\u3002example',
    '?next=//evil.example',
    '#//evil.example',
    '',
  ],
]
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const OURS = 'https://lights.example'

describe('where somebody is sent on to', () => {
  let site: Site
  beforeEach(async () => {
    site = await openSite({ cast: { uniformBank: town.cast.uniformBank }, env: { TRUST_PROXY: 'loopback' } })
  })

  /** Where a browser on our site would be after following that. */
  const landing = (location = '/') => new URL(location, `${OURS}/somewhere/`).origin

  it('after signing in is here, whatever the address or the form said', async () => {
    for (const [at, next] of EVIL.filter((_, at) => at % 2 === 0).entries()) {
      const email = `sam${at}@bank.example`
      signedIn(site, { role: 'organiser', email })
      const path = `/sign-in?${new URLSearchParams({ next })}`
      const asked = await visitor(site).post(path, { email, next }).set('X-Forwarded-For', `192.0.2.${at}`)
      expect([asked.status, landing(asked.headers.location)], next).toEqual([303, OURS])
      const entered = await visitor(site, cookiesOf(asked)).post(proofFor(site, email).path, { next })
      expect([entered.status, landing(entered.headers.location)], next).toEqual([303, OURS])
    }
  })

  it('after a second factor is here too', async () => {
    const { factors, clock } = site.context
    const { person } = signedIn(site, { role: 'editor', email: 'el@quay.example' })
    factors.beginApp(person.id, SECRET, clock())
    factors.confirm(factors.pending(person.id)?.id ?? 0, 1, clock())
    for (const next of EVIL) {
      site.setNow(new Date(clock().getTime() + 60_000).toISOString())
      const el = signedIn(site, { role: 'editor', email: 'el@quay.example', secondFactor: false })
      const code = generateSync({ secret: SECRET, epoch: clock().getTime() / 1000 })
      const given = await el.post('/sign-in/second-factor', { code, next })
      expect([given.status, landing(given.headers.location)], next).toEqual([303, OURS])
    }
  })

  it('is here for every route there is, with every address of theirs in its path and behind its question mark', async () => {
    const admin = signedIn(site, { role: 'admin' })
    const keeper = keeperOf(site, 1)
    for (const [at, [method, path]] of ROUTES.entries()) {
      // Signing out ends the test, and making codes takes its time.
      if (/sign-out|sessions|recovery-codes/.test(path)) continue
      for (const evil of [0, 1, 2].map(step => EVIL[(at * 3 + step) % EVIL.length] as string)) {
        const typed = encodeURIComponent(evil.toWellFormed())
        const query = ['next', 'q', 'back', 'done', 'why', 'show', 'near', 'from', 'url', 'return']
          .map(name => `${name}=${typed}`)
          .join('&')
        const address = `${path.replace(/:\w+/g, typed || 'x')}?${query}`
        const somebody = path.startsWith('/admin') ? admin : keeper
        const { status, headers } = await (method === 'get'
          ? somebody.get(address)
          : somebody.post(address, { next: evil, back: evil }))
        expect(status, `${method} ${address}`).toBeLessThan(500)
        expect(landing(headers.location), `${method} ${address}`).toBe(OURS)
      }
    }
  })
})
