import { describe, expect, it } from 'vitest'
import { sendPhoto } from '../support/albums.ts'
import { deskOf, openDesk } from '../support/desk.ts'
import { formOn, keeperOf, objectionFor } from '../support/keeping.ts'
import { lettersTo, proofFor } from '../support/letters.ts'
import { cookiesOf, signedIn, visitor } from '../support/people.ts'
import { jpeg } from '../support/photos.ts'
import { openSite, type Site } from '../support/site.ts'
import { ENOUGH, makeSender, NOOR, proposalsOf } from '../support/submitting.ts'
import { town } from '../support/town.ts'

const { uniformBank, homeSwap } = town.cast
const cast = { uniformBank, homeSwap }
const TWENTY = Array.from({ length: 20 })
const ELEVEN_MINUTES = 11 * 60_000
const later = ({ context }: Site, ms: number) => new Date(context.clock().getTime() + ms).toISOString()
/** The same twenty times, none waiting for another. */
const atOnce = <T>(press: (n: number) => PromiseLike<T>) => Promise.all(TWENTY.map((_, n) => press(n)))
const statusesOf = (answers: { status: number }[]) => answers.map(({ status }) => status)
const times = (statuses: number[], status: number) => statuses.filter(one => one === status).length

describe('twenty at once', () => {
  it('who approve one project list it once, note it once and write once', async () => {
    const { site, ask, editorCalled, seenOf } = await openDesk()
    const asked = {
      ...site.context.reader.entered(1)?.fields,
      name: 'Quay Kites',
      postcode: 'ZZ1 1AB',
      lat: null,
      lon: null,
    }
    const { id } = ask({ kind: 'new', initiative_id: null, asked, email: 'kit@kites.example' })
    const seen = seenOf(id)
    const decide = (n: number) => {
      const action = n % 4 === 3 ? 'rejection' : 'approval'
      return editorCalled(`Editor ${n}`).decide(id, action, { reply: 'Yes.' }, seen)
    }
    const statuses = statusesOf(await atOnce(decide))
    expect([times(statuses, 303), times(statuses, 422)]).toEqual([1, 19])
    const count = (sql: string) => site.db.prepare(sql).pluck().get()
    expect(count("select count(*) from initiative where name = 'Quay Kites'")).toBe(1)
    expect(count("select count(*) from audit where action in ('approved', 'rejected')")).toBe(1)
    expect(lettersTo(site, 'kit@kites.example')).toHaveLength(1)
    expect(count('select count(*) from keeper')).toBe(1)
  })

  it('who undo one decision undo it once', async () => {
    const { site, ask, editor } = await openDesk()
    const { id } = ask({ asked: { bring: 'A bag' }, base: { bring: '' } })
    await editor.decide(id, 'approval').expect(303)
    const answers = await atOnce(() => editor.post(`/admin/queue/${id}/undoing`))
    const statuses = answers.map(({ status }) => status)
    expect([times(statuses, 303), times(statuses, 409)]).toEqual([1, 19])
    const noted = site.db.prepare("select count(*) from audit where action = 'undone'").pluck().get()
    expect(noted).toBe(1)
  })

  it('who bring back one revision, or take one listing down, do it once', async () => {
    const { site, editor } = await openDesk()
    const revisions = () =>
      site.db.prepare('select count(*) from revision where initiative_id = 1').pluck().get() as number
    const down = await atOnce(() =>
      editor.post('/admin/initiatives/1/unpublication', { reason: 'It has closed' }),
    )
    expect(
      times(
        down.map(({ status }) => status),
        303,
      ),
    ).toBe(1)
    const before = revisions()
    const up = await atOnce(() => editor.post('/admin/initiatives/1/publication'))
    expect(
      times(
        up.map(({ status }) => status),
        303,
      ),
    ).toBe(1)
    expect(revisions()).toBe(before + 1)
    const seen = String(revisions())
    const back = await atOnce(() => editor.post('/admin/initiatives/1/revisions/1/restoration', { seen }))
    expect(back.map(({ status }) => status).filter(status => status !== 303 && status !== 409)).toEqual([])
    expect(revisions()).toBeLessThanOrEqual(before + 2)
  })

  it('presses of the button that sends a project in send one, and one mail', async () => {
    const site = await openSite({ cast })
    const sender = makeSender(site)
    await sender.fillAll()
    await sender.get('/submit/check')
    const answers = await atOnce(() => sender.post('/submit/check'))
    expect(answers.map(({ headers }) => headers.location)).toEqual(answers.map(() => '/submit/confirm'))
    expect(proposalsOf(site).map(({ status }) => status)).toEqual(['unconfirmed'])
    expect(lettersTo(site, NOOR)).toHaveLength(1)
  })

  it('presses by somebody who is signed in lead to what they sent, every one of them', async () => {
    const site = await openSite({ cast })
    const { cookie } = signedIn(site, { role: 'organiser', email: NOOR })
    const sender = makeSender(site, cookie)
    await sender.fillAll()
    await sender.get('/submit/check')
    const answers = await atOnce(() => sender.post('/submit/check'))
    const [sent, ...more] = proposalsOf(site)
    expect([sent?.status, more]).toEqual(['waiting', []])
    expect(new Set(answers.map(({ headers }) => headers.location))).toEqual(
      new Set([`/proposals/${sent?.uuid}`]),
    )
    expect(lettersTo(site, NOOR).map(({ kind }) => kind)).toEqual(['received'])
  })

  it('who confirm one address by link and by code confirm it once', async () => {
    const site = await openSite({ cast })
    const sender = makeSender(site)
    await sender.send()
    const { path, code } = proofFor(site, NOOR)
    const cookie = sender.cookie()
    const answers = await atOnce(n =>
      n % 2 ? visitor(site, cookie).post(path) : visitor(site, cookie).post('/submit/confirm', { code }),
    )
    expect(answers.filter(({ status }) => status >= 500)).toEqual([])
    expect(answers.filter(({ headers }) => cookiesOf({ headers }).includes('session='))).toHaveLength(1)
    expect(proposalsOf(site).map(({ status }) => status)).toEqual(['waiting'])
    expect(lettersTo(site, NOOR).filter(({ kind }) => kind === 'received')).toHaveLength(1)
    expect(site.db.prepare("select count(*) from audit where action = 'submission'").pluck().get()).toBe(1)
  })

  it('first steps with one cookie are one draft, and no step undoes another', async () => {
    const site = await openSite({ cast })
    const sender = makeSender(site)
    await sender.fill('about')
    await atOnce(() => sender.fill('where'))
    await sender.fill('when')
    expect(proposalsOf(site)).toHaveLength(1)
    expect(proposalsOf(site)[0]?.asked).toMatchObject({ name: ENOUGH.about?.name, postcode: 'ZZ1 1AA' })
  })

  it('presses of one link about a listing make one claim, and objections to it count once', async () => {
    const site = await openSite({ cast })
    const slug = site.db.prepare('select slug from initiative where id = 1').pluck().get()
    keeperOf(site, 1, 'sam@bank.example')
    const asked = await visitor(site).post(`/initiatives/${slug}/claim`, {
      email: 'ann@bank.example',
      note: 'Mine.',
    })
    const { path } = proofFor(site, 'ann@bank.example')
    const pressed = await atOnce(() => visitor(site, cookiesOf(asked)).post(path))
    expect([times(statusesOf(pressed), 303), times(statusesOf(pressed), 410)]).toEqual([1, 19])
    const claim = proposalsOf(site).find(({ status }) => status === 'waiting')
    await deskOf(site)
      .editor.decide(claim?.id as number, 'approval', { take: [] })
      .expect(303)
    site.setNow(later(site, ELEVEN_MINUTES))
    site.context.changes.work()
    const objection = objectionFor(site, 'sam@bank.example')
    expect(objection).not.toBe('')
    const said = await atOnce(() => visitor(site).post(objection))
    expect([times(statusesOf(said), 303), times(statusesOf(said), 410)]).toEqual([1, 19])
    expect(site.db.prepare('select count(*) from keeper').pluck().get()).toBe(1)
  })

  it('photos become five, and the sixth is told so', async () => {
    const site = await openSite({ cast, env: { TRUST_PROXY: 'loopback' } })
    const sender = makeSender(site)
    await sender.fillAll()
    const files = await Promise.all(TWENTY.map((_, n) => jpeg(100 + n, 80)))
    for (let turn = 0; turn < 3; turn++)
      await atOnce(n =>
        sendPhoto(site, sender.cookie(), '/submit/photos', files[n] as Buffer).set(
          'X-Forwarded-For',
          `192.0.2.${n}`,
        ),
      )
    expect(proposalsOf(site)[0]?.asked.photos).toHaveLength(5)
    expect(site.db.prepare('select count(*) from photo').pluck().get()).toBe(5)
  })

  it('changes by one keeper from one page wait once each, and none is lost', async () => {
    const site = await openSite({ cast })
    const keeper = keeperOf(site, 1)
    const slug = site.db.prepare('select slug from initiative where id = 1').pluck().get()
    const path = `/initiatives/${slug}/edit`
    const form = formOn((await keeper.get(path)).text)
    const answers = await atOnce(n => keeper.post(path, { ...form, bring: `Bag number ${n}` }))
    const statuses = answers.map(({ status }) => status)
    expect(times(statuses, 303)).toBe(20)
    const said = proposalsOf(site).map(({ asked }) => asked.bring)
    expect(new Set(said).size).toBe(20)
  })

  it('presses that say the very same of a listing are heard once: a report, a claim, a change, live or not', async () => {
    const site = await openSite({ cast })
    const path = `/initiatives/${site.db.prepare('select slug from initiative where id = 1').pluck().get()}`
    const [keeper, trusted] = [keeperOf(site, 1), keeperOf(site, 1, 'ann@bank.example', true)]
    const form = formOn((await keeper.get(`${path}/edit`)).text)
    const thrice = async (press: () => PromiseLike<{ status: number }>) =>
      expect(statusesOf(await Promise.all([press(), press(), press()]))).toEqual([303, 303, 303])
    await thrice(() =>
      visitor(site).post(`${path}/report`, {
        reason: 'wrong',
        note: 'The steps.',
        email: 'rob@bank.example',
      }),
    )
    await thrice(() => visitor(site).post(`${path}/claim`, { email: 'kit@bank.example', note: 'Mine.' }))
    await thrice(() => keeper.post(`${path}/edit`, { ...form, bring: 'A bag' }))
    await thrice(() => trusted.post(`${path}/edit`, { ...form, audience: 'All of us' }))
    const kinds = site.db.prepare("select kind || ' ' || status from proposal order by id").pluck().all()
    expect(kinds).toEqual(['report waiting', 'claim unconfirmed', 'edit waiting', 'edit waiting'])
    await visitor(site).post(`${path}/report`, { reason: 'wrong', note: 'The door too.' }).expect(303)
    expect(proposalsOf(site)).toHaveLength(5)
  })

  it('who take the link of the first admin make one admin', async () => {
    const site = await openSite({ cast: {} })
    const token = 'A'.repeat(43)
    site.context.people.keepFirstLink(token)
    const answers = await atOnce(n =>
      visitor(site).post('/sign-in/first', { token, name: `Ada ${n}`, email: `ada${n}@mill.example` }),
    )
    expect(
      times(
        answers.map(({ status }) => status),
        303,
      ),
    ).toBe(1)
    expect(site.db.prepare("select count(*) from person where role = 'admin'").pluck().get()).toBe(1)
  })
})
