import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { signsLearnt, tells, termsOf } from '../../../src/features/proposals/spam-words.rules.ts'
import { openDesk } from '../../support/desk.ts'
import { hostileTexts } from '../../support/hostile.ts'
import { textOf } from '../../support/page.ts'
import { signedIn } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { ENOUGH, makeSender, proposalsOf } from '../../support/submitting.ts'

const RUBBISH = {
  summary: 'Glittering jackpot wheels spinning nightly.',
  description:
    'Ring Mallory on mallory@pills.example. See https://www.Pills.example/buy?a=1 and https://facebook.com/x',
}

let site: Site
let sent = 0
beforeEach(async () => {
  site = await openSite({ cast: {} })
})
const admin = () => signedIn(site, { role: 'admin', email: 'gus@mill.example' })

/** Somebody sends a project in and confirms it; its row in the queue. */
async function arrives(about: Record<string, string>) {
  const email = `s${++sent}@senders.example`
  const one = makeSender(site)
  await one.send({ about: { ...ENOUGH.about, name: `Project ${sent} here`, ...about }, you: { email } })
  await one.confirm(email)
  return proposalsOf(site).at(-1) as ReturnType<typeof proposalsOf>[number]
}
const decideOn = (action: 'spam' | 'approval', ...ids: number[]) => {
  const seen = ids.map(id => `${id}.${site.context.proposals.find(id)?.version}.0`).join()
  return admin().post('/admin/queue/decisions', { action, seen, reply: '' })
}
const learnt = () =>
  Object.fromEntries(site.context.spamWords.list(500).map(one => [one.term, [one.in_spam, one.in_approved]]))

describe('what editors reject as spam', () => {
  it('teaches its sites and words, many at once, and what has them again is held with the reason', async () => {
    const first = [
      await arrives(RUBBISH),
      await arrives({ ...RUBBISH, summary: 'More jackpot wheels spinning.' }),
    ]
    expect(first.map(({ status }) => status)).toEqual(['waiting', 'waiting'])
    await decideOn('spam', ...first.map(({ id }) => id)).expect(303)
    expect(learnt()).toMatchObject({ 'pills.example': [2, 0], jackpot: [2, 0], nightly: [1, 0] })
    const third = await arrives({ summary: 'A Jackpot of wheels, spinning yarn.' })
    expect(third).toMatchObject({
      status: 'held',
      held_for: ['It has words that spam had before: jackpot, spinning and wheels.'],
    })
    const fourth = await arrives({ description: 'Lovely. https://pills.example' })
    expect(fourth.held_for).toEqual(['It leads to pills.example, as spam did before.'])
    const desk = await admin().get(`/admin/queue/${fourth.id}`)
    expect(textOf(desk.text)).toContain('It leads to pills.example, as spam did before.')
    expect(await arrives({ summary: 'A wheel of neighbours, spinning wool.' })).toMatchObject({
      status: 'waiting',
    })
  })

  it('teaches the same from the page of one item, and nothing when it is rejected for another reason', async () => {
    const desk = await openDesk()
    const asked = { summary: 'Glittering jackpot wheels.', description: 'https://pills.example' }
    const [spam, plain] = [
      desk.ask({ asked }),
      desk.ask({ asked: { ...asked, description: 'https://quay.example' } }),
    ]
    await desk.editor.decide(spam.id, 'rejection', { reason: 'spam', reply: '' }).expect(303)
    await desk.editor.decide(plain.id, 'rejection', { reason: 'wrong', reply: 'Not so.' }).expect(303)
    const hosts = desk.site.context.spamWords.list(50).filter(({ kind }) => kind === 'host')
    expect(hosts).toEqual([{ term: 'pills.example', kind: 'host', in_spam: 1, in_approved: 0 }])
  })

  it('is counted the other way by an approval, and taken back with the decision', async () => {
    const [one, two] = [await arrives(RUBBISH), await arrives(RUBBISH)]
    await decideOn('spam', one.id).expect(303)
    const before = learnt()
    await decideOn('spam', two.id).expect(303)
    await admin()
      .post('/admin/queue/undoings', { ids: String(two.id) })
      .expect(303)
    expect(learnt()).toEqual(before)
    const good = await arrives({ summary: 'A jackpot of wool.', description: 'At https://pills.example' })
    expect(good.status).toBe('held')
    const seen = { version: site.context.proposals.find(good.id)?.version ?? 0, revision: 0 }
    const by = admin().person
    site.context.deciding.approve({ proposal_id: good.id, by, seen, reason: 'Known', reply: '' })
    expect(learnt()).toMatchObject({ 'pills.example': [1, 1], jackpot: [1, 1] })
    expect(await arrives({ description: 'https://pills.example' })).toMatchObject({ status: 'waiting' })
    site.context.deciding.undo(good.id, by)
    expect(learnt()).toEqual(before)
  })

  it('teaches nothing of a person, and no word that a listing uses', async () => {
    const listed = await arrives({ summary: 'Spinning wool together.' })
    const seen = { version: site.context.proposals.find(listed.id)?.version ?? 0, revision: 0 }
    site.context.deciding.approve({
      proposal_id: listed.id,
      by: admin().person,
      seen,
      reason: 'Known',
      reply: '',
    })
    const { id } = await arrives(RUBBISH)
    await decideOn('spam', id).expect(303)
    const terms = Object.keys(learnt())
    expect(terms).toContain('nightly')
    for (const term of ['spinning', 'mallory', 'facebook.com', 'senders.example', 'project'])
      expect(terms).not.toContain(term)
    expect(terms.join()).not.toContain('@')
  })

  it('is seen by admins alone, who may have the site forget what it learnt', async () => {
    expect(textOf((await admin().get('/admin/spam').expect(200)).text)).toContain(
      'Nothing has been learnt yet',
    )
    const { id } = await arrives(RUBBISH)
    await decideOn('spam', id).expect(303)
    const { text } = await admin().get('/admin/spam').expect(200)
    expect(textOf(text)).toContain('pills.example 1 time in spam, 0 times in what was approved')
    for (let times = 0; times < 2; times++)
      expect((await admin().post('/admin/spam/removal', { term: 'pills.example' })).headers.location).toBe(
        '/admin/spam',
      )
    expect(learnt()).not.toHaveProperty('pills.example')
    const noted = site.db.prepare("select count(*) from audit where subject_kind = 'spam word'").pluck().get()
    expect(noted).toBe(1)
    await signedIn(site, { role: 'editor' }).get('/admin/spam').expect(403)
  })
})

describe('what tells in a text', () => {
  it('is a site that was in spam more often than not, or three words that were so twice and hardly ever else', () => {
    const host = { term: 'a.example', kind: 'host' as const }
    const word = { term: 'jackpot', kind: 'word' as const }
    expect([
      tells({ ...host, in_spam: 1, in_approved: 0 }),
      tells({ ...host, in_spam: 2, in_approved: 2 }),
    ]).toEqual([true, false])
    expect([1, 2, 8].map(in_spam => tells({ ...word, in_spam, in_approved: 1 }))).toEqual([
      false,
      false,
      true,
    ])
    const two = ['a', 'b'].map(term => ({ ...word, term, in_spam: 9, in_approved: 0 }))
    expect(signsLearnt(two)).toEqual([])
  })

  it('is plain words and plain sites, whatever somebody sends, and found in a moment', () => {
    const said = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...hostileTexts),
      fc.webUrl(),
      fc.emailAddress(),
    )
    fc.assert(
      fc.property(said, said, fc.array(said, { maxLength: 3 }), (name, description, keywords) => {
        const terms = termsOf({ name, description, keywords } as never)
        for (const { term, kind } of terms)
          expect(term).toMatch(kind === 'host' ? /^[a-z\d.-]{3,253}$/ : /^[\p{L}\p{N}]{3,}$/u)
        expect(terms.length).toBeLessThanOrEqual(90)
        expect(signsLearnt(terms.map(one => ({ ...one, in_spam: 3, in_approved: 0 }))).join()).not.toMatch(
          /[<>@"\n]/,
        )
      }),
    )
    const began = performance.now()
    for (const unit of ['a@', 'https://', 'http://a.', 'zzzzz ', '@'.repeat(9)])
      termsOf({ description: unit.repeat(200_000) })
    expect(performance.now() - began).toBeLessThan(1500)
  })
})
