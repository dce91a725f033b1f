import { beforeEach, describe, expect, it } from 'vitest'
import { keeperOf } from '../support/keeping.ts'
import { lettersTo } from '../support/letters.ts'
import { signedIn, visitor } from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'
import { ENOUGH, makeSender } from '../support/submitting.ts'
import { town } from '../support/town.ts'

const SAM = 'sam0@bank.example'
const KIM = 'kim@bank.example'
const PAIRS = 20
const CLOSE_MS = 5

interface Told {
  status: number
  text: string
  headers: Record<string, string>
}

/** What an answer tells, but for the clock, what is made at random, and the address itself. */
function told({ status, text, headers }: Told, email: string): string {
  const { date, etag, 'content-length': _, 'set-cookie': cookies, ...rest } = headers
  const set = [cookies ?? []].flat().map(line => String(line).replace(/=[\w-]{43}/, '='))
  return JSON.stringify([status, text, rest, set])
    .replaceAll(email, '')
    .replace(/\d{13}\.[\w-]{43}/g, '')
}

/** How far apart the middles of the work for each of two are, in milliseconds of the processor; neither always goes first. */
async function middles(ask: (who: 'known' | 'nobody', n: number) => PromiseLike<unknown>): Promise<number> {
  const times = { known: [] as number[], nobody: [] as number[] }
  for (let n = 0; n < PAIRS; n++)
    for (const who of n % 2 ? (['known', 'nobody'] as const) : (['nobody', 'known'] as const)) {
      const began = process.cpuUsage()
      await ask(who, n)
      const { user, system } = process.cpuUsage(began)
      times[who].push((user + system) / 1000)
    }
  const [known = 0, nobody = 0] = [times.known, times.nobody].map(
    list => list.toSorted((a, b) => a - b)[PAIRS / 2],
  )
  return Math.abs(known - nobody)
}

describe('whether an address is known here', () => {
  let site: Site
  let path: string
  beforeEach(async () => {
    // Four banks, each with five addresses of its own.
    const banks = [0, 1, 2, 3].map(at => ({
      ...town.cast.uniformBank,
      name: `Bank Number ${at}`,
      organiser_emails: [0, 4, 8, 12, 16].map(more => `sam${at + more}@bank.example`),
    }))
    site = await openSite({ cast: Object.fromEntries(banks.entries()), env: { TRUST_PROXY: 'loopback' } })
    path = `/initiatives/${site.context.reader.entered(1)?.slug}`
    keeperOf(site, 1, SAM)
    signedIn(site, { role: 'editor', email: 'ed@lights.example' })
  })
  const from = (n: number) => `192.0.2.${n}`

  it.each([
    ['claiming a listing', () => `${path}/claim`, { note: 'I run it.' }],
    ['reporting a problem', () => `${path}/report`, { reason: 'wrong', note: 'The steps.' }],
    ['asking for the link to keep', () => '/keep/send-link', {}],
  ])('shows in no byte and no header of the answer to %s', async (_, address, form) => {
    const answers = []
    for (const email of [SAM, KIM, 'ed@lights.example'])
      answers.push(told((await visitor(site).post(address(), { ...form, email })) as never, email))
    expect(new Set(answers).size).toBe(1)
  })

  it('shows in no byte and no header of what is answered to somebody who sends a project in', async () => {
    const answers = []
    for (const email of [SAM, KIM, 'ed@lights.example']) {
      const sender = makeSender(site)
      const about = { ...ENOUGH.about, name: 'Tideway Tool Library' }
      const sent = await sender.send({ about, you: { ...ENOUGH.you, email } })
      const pages = [sent, await sender.get('/submit/confirm'), await sender.get('/submit/address')]
      answers.push(pages.map(page => told(page as never, email)).join())
      expect(lettersTo(site, email).length).toBe(1)
    }
    expect(new Set(answers).size).toBe(1)
  })

  it('shows in no time when a listing is claimed', async () => {
    const ask = (who: string, n: number) => {
      const email = `${who === 'known' ? 'sam' : 'kim'}${n}@bank.example`
      const claim = visitor(site).post(`/initiatives/bank-number-${n % 4}/claim`, {
        email,
        note: 'I run it.',
      })
      return claim.set('X-Forwarded-For', from(n)).expect(303)
    }
    expect(await middles(ask)).toBeLessThan(CLOSE_MS)
  })

  it('shows in no time when the link to keep is asked for', async () => {
    for (let n = 0; n < PAIRS; n++) keeperOf(site, 1, `known${n}@bank.example`)
    const ask = (who: string, n: number) =>
      visitor(site)
        .post('/keep/send-link', { email: `${who}${n}@bank.example` })
        .set('X-Forwarded-For', from(n))
        .expect(303)
    expect(await middles(ask)).toBeLessThan(CLOSE_MS)
  })

  it('shows in no time when a project is sent', async () => {
    const ready: Map<string, ReturnType<typeof makeSender>>[] = []
    for (let n = 0; n < PAIRS; n++) {
      keeperOf(site, 1, `known${n}@bank.example`)
      const senders = new Map<string, ReturnType<typeof makeSender>>()
      for (const who of ['known', 'nobody']) {
        const sender = makeSender(site, '', { 'X-Forwarded-For': from(n) })
        await sender.fillAll({
          about: { ...ENOUGH.about, name: `${who} ${n} Xylophones` },
          you: { ...ENOUGH.you, email: `${who}${n}@bank.example` },
        })
        await sender.get('/submit/check')
        senders.set(who, sender)
      }
      ready.push(senders)
    }
    const sent = (who: string, n: number) =>
      ready[n]?.get(who)?.post('/submit/check') as PromiseLike<{ status: number }>
    expect(await middles(sent)).toBeLessThan(CLOSE_MS)
  }, 60_000)
})
