// Every route by everybody: who passes stands in the table of routes, and what another site sends passes nowhere.

import supertest, { type Response } from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { TRUTH } from './support/foreign.ts'
import { example } from './support/pages.ts'
import { signedIn, visitor } from './support/people.ts'
import { ROUTES, type Who } from './support/routes.ts'
import { openSite, type Site } from './support/site.ts'

const VISITORS = ['anonymous', 'organiser', 'editor in the area', 'editor elsewhere', 'admin'] as const
type Visitor = (typeof VISITORS)[number]
type Fate = 'passes' | 'is shown the way in' | 'is refused' | 'is told that there is nothing'

let site: Site
beforeAll(async () => {
  site = await openSite({ more: [example] })
})

describe('every route lets pass whom the table says, and nobody else', () => {
  it.each(ROUTES)('%s %s is for: %s', async (method, path, who) => {
    for (const name of VISITORS) {
      const expected = expectedFate(method, who, name)
      const address = addressFor(path)
      const somebody = visitorCalled(name)
      const answer = await (method === 'get' ? somebody.get(address) : somebody.post(address))
      expect(fateOf(answer, expected), `${name}: ${answer.status} ${answer.headers.location ?? ''}`).toBe(
        expected,
      )
      expect(answer.status, name).toBeLessThan(500)
    }
  })

  it('and whoever is half signed in where a second factor is asked for gets no further', async () => {
    const strict = await openSite({ cast: {}, env: { NODE_ENV: 'production' } })
    for (const [method, path, who] of ROUTES.filter(([, , who]) =>
      ['signed in', 'keeper', 'editor', 'admin'].includes(who),
    )) {
      const half = signedIn(strict, { role: 'admin', secondFactor: false })
      const address = path.replace(/:\w+/g, '1')
      const answer = await (method === 'get' ? half.get(address) : half.post(address))
      if (method === 'get') expect(answer.headers.location, path).toMatch(/^\/sign-in\/second-factor\?next=/)
      else expect(answer.status, `${who} ${path}`).toBe(403)
    }
  })
})

describe('what another site makes somebody’s browser send', () => {
  const changing = ROUTES.filter(([method]) => method !== 'get')

  it.each(changing)('%s %s does nothing of it', async (_method, path) => {
    const { cookie } = signedIn(site, { role: 'admin' })
    for (const [says, passes] of TRUTH) {
      const brought = 'Cookie' in says ? { ...says, Cookie: cookie } : says
      const answer = await supertest(site.app).post(addressFor(path)).set(brought)
      const isStopped = answer.text.includes('did not come from a page of this site')
      expect(isStopped, JSON.stringify(says)).toBe(!passes)
      if (isStopped) expect(answer.status).toBe(403)
    }
  })
})

function visitorCalled(name: Visitor) {
  if (name === 'anonymous') return visitor(site)
  if (name === 'organiser') return signedIn(site, { role: 'organiser' })
  if (name === 'admin') return signedIn(site, { role: 'admin' })
  const areas = [name === 'editor in the area' ? 'saltmere' : 'farness']
  return signedIn(site, { role: 'editor', email: `${areas[0]}@people.example`, areas })
}

function expectedFate(method: string, who: Who, name: Visitor): Fate {
  if (who === 'anybody') return 'passes'
  if (name === 'anonymous') return method === 'get' ? 'is shown the way in' : 'is refused'
  if (['half signed in', 'signed in', 'keeper'].includes(who)) return 'passes'
  if (name === 'organiser') return 'is told that there is nothing'
  return who === 'admin' && name !== 'admin' ? 'is refused' : 'passes'
}

/** What became of somebody. A thing that is not there is only told from a page that is not shown by what was expected. */
function fateOf({ status, headers }: Response, expected: Fate): Fate {
  if (
    status === 303 &&
    /^\/(?:sign-in|keep\/send-link)\?/.test(headers.location ?? '') &&
    expected !== 'passes'
  )
    return 'is shown the way in'
  if (status === 303 && /^\/(?:sign-in|keep\/send-link)\?next/.test(headers.location ?? ''))
    return 'is shown the way in'
  if (status === 403) return 'is refused'
  return status === 404 && expected !== 'passes' ? 'is told that there is nothing' : 'passes'
}

const NOT_A_LINK = 'A'.repeat(43)

/** An address of a route, with things in it that are there. */
function addressFor(path: string): string {
  const spare = signedIn(site, { role: 'editor', email: 'spare@people.example' }).person.id
  const known: [RegExp, string][] = [
    [/^\/admin\/people\/:id/, `/admin/people/${spare}`],
    [/^\/admin\/mail\/:id/, `/admin/mail/${mailId()}`],
    [/:id/, '999999'],
    [/:token/, NOT_A_LINK],
    [/:slug/, 'uniform-bank'],
    [/:uuid/, '00000000-0000-4000-8000-000000000000'],
    [/:part/, '1'],
    [/:district/, 'saltmere'],
    [/:neighbourhood/, 'old-town'],
    [/:z/, '12'],
    [/:x/, '2059'],
    [/:y/, '1363'],
  ]
  return known.reduce((address, [pattern, value]) => address.replace(pattern, value), path)
}

function mailId(): number {
  const letter = { subject: 'A test', parts: [{ kind: 'text' as const, text: 'Hello.' }] }
  site.context.outbox.put({ key: 'a-test', kind: 'test', to: 'somebody@people.example', letter })
  return site.db.prepare("select id from outbox where key = 'a-test'").pluck().get() as number
}
