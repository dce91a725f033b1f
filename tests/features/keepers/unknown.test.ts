import { beforeEach, describe, expect, it } from 'vitest'
import { makeTidying } from '../../../src/platform/mail/tidying.store.ts'
import { lettersTo } from '../../support/letters.ts'
import { cookiesOf, signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { makeSender } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'

const { uniformBank } = town.cast
const BANK = '/initiatives/old-town-uniform-bank'
const KNOWN = 'ada@uniforms.example'
const UNKNOWN = 'eve@nowhere1.example'

let site: Site
beforeEach(async () => {
  site = await openSite({ cast: { uniformBank } })
})

type Answer = { status: number; headers: Record<string, unknown>; text: string }

/** All that comes over the wire, but for what is new in every answer and the address that was typed. */
function heard({ status, headers, text }: Answer, email: string) {
  // Packed, another address is as long as another word would be.
  const { date: _, etag: __, 'content-length': ___, ...rest } = headers
  const told = JSON.stringify([status, rest, text]).replaceAll(email, 'them')
  return told.replaceAll(/[\w-]{43}/g, 'secret').replaceAll(encodeURIComponent(email), 'them')
}

/** How many rows a request writes before it is answered, and what is heard of it. */
async function asked(email: string, ask: (email: string) => PromiseLike<Answer>) {
  const written = () => site.db.prepare('select total_changes()').pluck().get() as number
  const before = written()
  const answer = await ask(email)
  return { rows: written() - before, told: heard(answer, email), cookie: cookiesOf(answer) }
}

describe('whether an address is known (threat 10)', () => {
  const ways: Record<string, (email: string) => PromiseLike<Answer>> = {
    'asking for the link to what one keeps': email => visitor(site).post('/keep/send-link', { email }),
    'saying that a listing is one’s own': email =>
      visitor(site).post(`${BANK}/claim`, { email, note: 'I run it.' }),
    'signing in': email => visitor(site).post('/sign-in', { email }),
  }

  it.each(Object.keys(ways))(
    'shows neither in what %s answers nor in how much is written for it',
    async way => {
      signedIn(site, { role: 'organiser', email: KNOWN })
      const ask = ways[way] as (email: string) => PromiseLike<Answer>
      const [known, unknown] = [await asked(KNOWN, ask), await asked(UNKNOWN, ask)]
      expect(unknown.told).toBe(known.told)
      expect(unknown.rows).toBe(known.rows)
      expect(known.rows).toBeGreaterThan(1)
      for (const path of ['/keep/link-sent', `${BANK}/claim/sent`, '/sign-in/code']) {
        const [mine, theirs] = [KNOWN, UNKNOWN].map(async email =>
          heard(await visitor(site, (email === KNOWN ? known : unknown).cookie).get(path), email),
        )
        expect(await theirs).toBe(await mine)
      }
    },
  )

  it('shows nowhere in the link to go on with a project', async () => {
    signedIn(site, { role: 'organiser', email: KNOWN })
    const answers = []
    for (const email of [KNOWN, UNKNOWN]) {
      const sender = makeSender(site)
      await sender.fill('about')
      answers.push(await asked(email, one => sender.post('/submit/later', { email: one })))
      expect(lettersTo(site, email)).toHaveLength(1)
    }
    expect(answers[1]).toEqual({ ...answers[0], cookie: answers[1]?.cookie })
  })

  it('keeps nothing of what was not sent but its length, and not for longer than a link works', async () => {
    await visitor(site).post('/keep/send-link', { email: UNKNOWN }).expect(303)
    expect(lettersTo(site, UNKNOWN)).toEqual([])
    const [kept] = site.db.prepare('select blank from unsent').pluck().all() as Buffer[]
    expect(kept?.length).toBeGreaterThan(1000)
    expect(kept?.every(byte => byte === 0)).toBe(true)
    site.setNow('2026-06-09T10:00:00Z')
    makeTidying(site.db, site.context.clock)()
    expect(site.db.prepare('select count(*) from unsent').pluck().get()).toBe(0)
  })
})
