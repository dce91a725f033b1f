import fc from 'fast-check'
import supertest from 'supertest'
import { describe, expect, it } from 'vitest'
import { baseAddress } from '../../../src/features/people/rules.ts'
import {
  HELD,
  hashSaid,
  isTooFast,
  signsOfSpam,
  stampOf,
} from '../../../src/features/proposals/spam.rules.ts'
import { lettersTo } from '../../support/letters.ts'
import { textOf } from '../../support/page.ts'
import { visitor } from '../../support/people.ts'
import { openSite } from '../../support/site.ts'
import { ENOUGH, makeSender, NOOR, proposalsOf } from '../../support/submitting.ts'

const env = { TRUST_PROXY: 'loopback' }
const about = { ...ENOUGH.about } as Record<string, string>

describe('somebody who sends rubbish', () => {
  it('is slowed down after thirty from one place, and their words stay in the form', async () => {
    const site = await openSite({ cast: {} })
    const answers: { status: number; text: string }[] = []
    for (let times = 0; times < 50; times++) answers.push(await visitor(site).post('/submit/about', about))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(20)
    expect(refused[0]?.text).toContain('value="Tideway Tool Library"')
    expect(refused[0]?.text).toContain('Borrow a drill.')
    expect(textOf(refused[0]?.text ?? '')).toContain('Many projects were begun from where you are just now')
  })

  it('is counted by household, however many addresses it has', async () => {
    const site = await openSite({ cast: {}, env })
    const from = (ip: string) =>
      supertest(site.app).post('/submit/about').type('form').set('X-Forwarded-For', ip).send(about)
    for (let host = 0; host < 30; host++) expect((await from(`2001:db8:1:2::${host + 1}`)).status).toBe(303)
    expect((await from('2001:db8:1:2:ffff::9')).status).toBe(429)
    expect((await from('2001:db8:1:3::1')).status).toBe(303)
  })

  it('that fills in what nobody sees is thanked, written no mail, and never seen again', async () => {
    const site = await openSite({ cast: {} })
    const [bot, person] = [makeSender(site), makeSender(site)]
    const sent = await bot.send({ contact: { comment_url: 'https://spam.example' } })
    const other = await person.send({ you: { email: 'person@tools.example' } })
    expect([sent.status, sent.headers.location]).toEqual([other.status, other.headers.location])
    const pages = await Promise.all([bot, person].map(one => one.get('/submit/confirm')))
    const [theirs, ours] = pages.map(({ text }) =>
      text.replaceAll(NOOR, 'X').replaceAll('person@tools.example', 'X'),
    )
    expect(theirs).toBe(ours)
    expect(lettersTo(site, NOOR)).toEqual([])
    expect(proposalsOf(site).map(({ status }) => status)).toEqual(['unconfirmed', 'unconfirmed'])
    await bot.post('/submit/address', { email: NOOR })
    expect(lettersTo(site, NOOR)).toEqual([])
  })

  it.each([
    [
      HELD.links,
      { about: { description: 'https://a.example https://b.example www.c.example http://d.example' } },
    ],
    [HELD.words, { about: { summary: 'Best ONLINE-CASINO bonus in town' } }],
  ])('is held for an editor, who is told: %s', async (why, more) => {
    const site = await openSite({ cast: {} })
    const one = makeSender(site)
    await one.send({ about: { ...about, ...more.about } })
    const page = await one.confirm()
    expect(proposalsOf(site)).toMatchObject([{ status: 'held', held_for: [why] }])
    const seen = textOf((await one.get(page.headers.location as string)).text)
    expect(seen).toContain('It is with the editors')
    expect(seen).not.toContain(why)
  })

  it('is held when the form came back faster than anybody types, or without its stamp', async () => {
    const site = await openSite({ cast: {} })
    const fresh = async () =>
      /name="stamp" value="([^"]*)"/.exec((await visitor(site).get('/submit/about')).text)?.[1]
    for (const stampOfPage of [() => '', () => '1.x', fresh]) {
      const stamp = (await stampOfPage()) ?? 'none'
      const one = makeSender(site)
      await one.post('/submit/about', { ...about, stamp })
      await one.fillAll()
      await one.get('/submit/check')
      await one.post('/submit/check')
    }
    expect(proposalsOf(site).map(({ held_for }) => held_for)).toEqual([[HELD.fast], [HELD.fast], [HELD.fast]])
  })

  it('is held when somebody else sent the very same', async () => {
    const site = await openSite({ cast: {} })
    await makeSender(site).send()
    await makeSender(site).send({
      about: { ...about, summary: '  borrow a DRILL!' },
      you: { email: 'b@tools.example' },
    })
    expect(proposalsOf(site).map(({ held_for }) => held_for)).toEqual([[], [HELD.repeated]])
  })

  it('cannot fill somebody’s letterbox: three mails a day, from wherever they are asked for', async () => {
    const site = await openSite({ cast: {}, env })
    for (let at = 0; at < 12; at++) {
      const from = { 'X-Forwarded-For': `198.51.100.${at}` }
      const one = makeSender(site, '', from)
      await one.send({ you: { email: `victim+${at}@post.example` } })
    }
    const mails = site.db
      .prepare("select recipient, subject, body_text from outbox where recipient like 'victim%'")
      .all() as { subject: string; body_text: string }[]
    expect(mails).toHaveLength(3)
    for (const { subject, body_text } of mails) expect(subject + body_text).not.toMatch(/Tideway|drill/i)
  })
})

describe('what nobody confirmed', () => {
  it('is seen by nobody, in no queue, page, feed, file or map', async () => {
    const site = await openSite()
    await makeSender(site).send()
    for (const path of [
      '/',
      '/initiatives',
      '/initiatives?q=tideway',
      '/initiatives.geojson',
      '/initiatives.csv',
      '/initiatives.atom',
      '/sitemap-1.xml',
      '/areas/saltmere',
      '/map',
      '/initiatives/tideway-tool-library',
    ])
      expect((await site.get(path)).text, path).not.toMatch(/tideway tool/i)
    const { queue } = site.context
    const everything = {
      scope: null,
      within: null,
      kinds: ['new'] as const,
      statuses: ['held', 'waiting', 'asked'] as const,
    }
    expect(queue.totals(everything).size).toBe(0)
    await makeSender(site)
      .send({ you: { email: 'b@tools.example' }, about: { ...about, name: 'Another' } })
      .then(() => undefined)
    expect(queue.totals(everything).size).toBe(0)
  })
})

describe('what looks like spam', () => {
  const sign = (text: string) => `signed-${text}`

  it('is not what neighbours write', () => {
    expect(
      signsOfSpam({
        name: 'Repair café',
        description: 'See https://a.example, https://b.example and www.c.example',
      }),
    ).toEqual([])
    expect(signsOfSpam({ name: 'The Porners’ casino night for seniors', summary: 'Escorted walks' })).toEqual(
      [],
    )
  })

  it('a stamp is good for whom the site gave it, and after three seconds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.integer({ min: 0, max: 10_000 }),
        (made, passed) => {
          const stamp = stampOf(new Date(made), sign)
          expect(isTooFast(stamp, new Date(made + passed), sign)).toBe(passed < 3000)
          expect(isTooFast(stamp.replace(/^\d+/, String(made - 60_000)), new Date(made), sign)).toBe(true)
        },
      ),
    )
    const now = new Date(0)
    fc.assert(fc.property(fc.string(), text => isTooFast(text, now, sign)))
  })

  it('two texts that differ in capitals and dots alone are one, and short ones are nobody’s', () => {
    const said = { name: 'A name that is long enough', summary: 'And a line' }
    expect(hashSaid(said)).toBe(hashSaid({ name: 'a NAME, that is long enough', summary: 'and a line!' }))
    expect(hashSaid({ name: 'Short' })).toBe('')
    expect(baseAddress('A+b+c@X.example')).toBe('a@x.example')
  })

  it('is found in a moment in however long a text', () => {
    const long = { description: 'https://www.'.repeat(80_000), name: '+'.repeat(1_000_000) }
    const began = performance.now()
    signsOfSpam(long)
    hashSaid(long)
    baseAddress('+'.repeat(1_000_000))
    expect(performance.now() - began).toBeLessThan(1500)
  })
})
