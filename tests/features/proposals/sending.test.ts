import supertest from 'supertest'
import { beforeEach, describe, expect, it } from 'vitest'
import { proposalJobs } from '../../../src/features/proposals/jobs.store.ts'
import { sayUsualWait } from '../../../src/features/proposals/sending.rules.ts'
import { lettersTo, proofFor } from '../../support/letters.ts'
import { textOf } from '../../support/page.ts'
import { signedIn, visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { ENOUGH, makeSender, NOOR, proposalsOf, type Sender } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'

let site: Site
let noor: Sender
beforeEach(async () => {
  site = await openSite({ cast: {} })
  noor = makeSender(site)
})

const passing = (minutes: number) =>
  site.setNow(new Date(site.context.clock().getTime() + minutes * 60_000).toISOString())
const first = () => proposalsOf(site)[0] as ReturnType<typeof proposalsOf>[number]
const pageOf = async () => textOf((await noor.get(`/proposals/${first().uuid}`)).text)

/** Sent and confirmed; by an editor whom the site knows. */
async function received() {
  await noor.send()
  await noor.confirm()
  return { by: signedIn(site, { role: 'admin' }).person, id: first().id }
}
function decision(id: number, by: { id: number }, reply = 'Is it open in August?') {
  const { version } = site.context.proposals.find(id) ?? { version: 0 }
  return { proposal_id: id, by, seen: { version, revision: 0 }, reason: 'Read', reply }
}

describe('the mail that confirms an address', () => {
  it('goes there alone, with a link and a code, and nothing that anybody typed', async () => {
    await noor.send()
    const [letter, ...more] = lettersTo(site, NOOR)
    expect(more).toEqual([])
    expect(letter?.subject).toBe('Confirm your address for Points of Light')
    expect(letter?.body_text).toMatch(/https:\/\/lights\.example\/sign-in\/[\w-]{43}\n/)
    expect(letter?.body_text).not.toMatch(/Tideway|drill|Borrow/)
    const page = textOf((await noor.get('/submit/confirm')).text)
    expect(page).toContain(NOOR)
  })

  it('leads to the site itself, whatever host the sender claimed it to be', async () => {
    await noor.fillAll()
    const cookie = noor.cookie()
    const evil = {
      Host: 'evil.example',
      'X-Forwarded-Host': 'evil.example',
      'Sec-Fetch-Site': 'same-origin',
      Cookie: cookie,
    }
    await supertest(site.app).post('/submit/check').set(evil).expect(303)
    expect(JSON.stringify(lettersTo(site, NOOR))).not.toContain('evil.example')
    expect(lettersTo(site, NOOR)).toHaveLength(1)
  })

  it.each([
    'a@x.example, b@x.example',
    'a@x.example\r\nBcc: b@x.example',
    '"a" <a@x.example>',
    'a@x.example;b@x.example',
    'nobody',
    '',
  ])('goes to one plain address or to nobody: %j', async email => {
    await noor.fill('about')
    await noor.fill('where')
    for (const step of ['when', 'visiting', 'contact']) await noor.fill(step)
    const answer = await noor.fill('you', { ...ENOUGH.you, email })
    expect(answer.status).toBe(422)
    expect(site.db.prepare('select count(*) from outbox').pluck().get()).toBe(0)
  })

  it('works for an hour, once, and can be sent again', async () => {
    await noor.send()
    const { code } = proofFor(site, NOOR)
    const wrong = await noor.post('/submit/confirm', { code: 'BBBB-BBBB' })
    expect([wrong.status, first().status]).toEqual([422, 'unconfirmed'])
    passing(61)
    expect(textOf((await noor.post('/submit/confirm', { code })).text)).toContain('too old')
    expect((await noor.post('/submit/address', { email: NOOR })).headers.location).toBe('/submit/confirm')
    expect((await noor.confirm()).headers.location).toBe(`/proposals/${first().uuid}`)
    expect(first().status).toBe('waiting')
    expect((await noor.confirm()).headers.location).toBe('/submit/confirm')
    expect(lettersTo(site, NOOR).map(({ kind }) => kind)).toEqual(['sign-in', 'sign-in', 'received'])
  })

  it('works by its link too, in the browser that sent it, and by looking not at all', async () => {
    await noor.send()
    const { path } = proofFor(site, NOOR)
    for (let times = 0; times < 3; times++) await visitor(site).get(path).expect(200)
    await visitor(site).post(path).expect(403)
    expect(first().status).toBe('unconfirmed')
    expect((await noor.post(path)).headers.location).toBe(`/proposals/${first().uuid}`)
    expect(first().status).toBe('waiting')
  })

  it('goes elsewhere when the address was wrong, and what went to the wrong one opens nothing', async () => {
    await noor.send({ you: { email: 'wrong@tools.example' } })
    const old = proofFor(site, 'wrong@tools.example')
    await noor.post('/submit/address', { email: NOOR })
    expect(textOf((await noor.get('/submit/confirm')).text)).toContain(NOOR)
    const theirs = await makeSender(site).post(old.path, { code: old.code })
    expect([theirs.headers.location, first().status]).toEqual(['/submit/confirm', 'unconfirmed'])
    expect(site.db.prepare('select count(*) from person_session').pluck().get()).toBe(0)
    await noor.confirm()
    expect(first()).toMatchObject({ status: 'waiting', email: NOOR })
  })
})

describe('after confirming', () => {
  it('people read what happens next, the reference, and how to change it; and so does their mail', async () => {
    await received()
    const page = await pageOf()
    const mail = lettersTo(site, NOOR).at(-1)
    const reference = /Reference (\w{4}-\w{4})/.exec(page)?.[1]
    expect(reference).toBe(
      first()
        .uuid.slice(0, 8)
        .toUpperCase()
        .replace(/^(.{4})/, '$1-'),
    )
    for (const text of [page, mail?.body_text.replace(/\s+/g, ' ')]) {
      expect(text).toContain('An editor who knows the area reads it')
      expect(text).toContain('To change something before it is listed, answer')
      expect(text).not.toContain('lately taken')
    }
    expect(mail).toMatchObject({ kind: 'received', subject: 'We have your project for Points of Light' })
    expect(mail?.body_text).toContain(reference)
    expect(mail?.body_text).toContain(`https://lights.example/proposals/${first().uuid}`)
  })

  it('how long it takes is what it took, once there were enough to tell', () => {
    const hour = 3_600_000
    expect(sayUsualWait([hour, hour, hour, hour])).toBe('')
    expect(sayUsualWait([1, 2, 3, 4, 5])).toBe('less than an hour')
    expect(sayUsualWait([hour, 30 * hour, 5 * hour, 6 * hour, 100 * hour])).toBe('about 6 hours')
    expect(sayUsualWait(Array(9).fill(50 * hour))).toBe('about 2 days')
  })

  it('it is theirs alone to see', async () => {
    await received()
    const path = `/proposals/${first().uuid}`
    expect((await visitor(site).get(path)).headers.location).toBe(`/sign-in?next=${encodeURIComponent(path)}`)
    const other = signedIn(site, { role: 'organiser', email: 'other@tools.example' })
    await other.get(path).expect(404)
    await other.post(`${path}/answer`, { text: 'x' }).expect(404)
    await other.post(`${path}/withdrawal`).expect(404)
    const elsewhere = signedIn(site, { role: 'organiser', email: NOOR })
    const { headers } = await elsewhere.get(path).expect(200)
    expect(headers['cache-control']).toBe('private, no-store')
  })

  it('they answer a question that was asked ten minutes ago, and not before', async () => {
    const { by, id } = await received()
    site.context.deciding.ask(decision(id, by))
    expect(await pageOf()).toContain('It is with the editors')
    expect(await pageOf()).not.toContain('August')
    await noor.post(`/proposals/${first().uuid}/answer`, { text: 'Too early' })
    expect(first().status).toBe('asked')
    passing(11)
    expect(await pageOf()).toContain('Is it open in August?')
    const empty = await noor.post(`/proposals/${first().uuid}/answer`, { text: '  ' })
    expect([empty.status, textOf(empty.text)]).toEqual([422, expect.stringContaining('Write your answer')])
    const said = '<b>Yes</b>, every Saturday'
    expect((await noor.post(`/proposals/${first().uuid}/answer`, { text: said })).status).toBe(303)
    expect(first().status).toBe('waiting')
    expect(site.context.proposals.messages(id)).toMatchObject([
      { is_from_editor: true },
      { is_from_editor: false, text: said },
    ])
    expect(await pageOf()).toContain(said)
    await noor.post(`/proposals/${first().uuid}/answer`, { text: 'Again' })
    expect(site.context.proposals.messages(id)).toHaveLength(2)
  })

  it('they see the listing when it is there, and why not when it is not', async () => {
    const { by, id } = await received()
    site.context.deciding.approve(decision(id, by, 'Welcome'))
    expect(await pageOf()).toContain('It is with the editors')
    passing(11)
    const { text } = await noor.get(`/proposals/${first().uuid}`)
    expect(text).toContain('href="/initiatives/tideway-tool-library"')
    expect((await site.get('/initiatives/tideway-tool-library')).status).toBe(200)
    const other = makeSender(site)
    await other.send({ you: { email: 'b@tools.example' }, about: { ...ENOUGH.about, name: 'Pyramid' } })
    const there = (await other.confirm('b@tools.example')).headers.location as string
    site.context.deciding.reject(decision(proposalsOf(site)[1]?.id ?? 0, by, 'It is a shop.'))
    passing(11)
    expect(textOf((await other.get(there)).text)).toContain('It is a shop.')
  })

  it('they can take it back while it waits, and not once it was decided', async () => {
    const { by, id } = await received()
    site.context.deciding.approve(decision(id, by, ''))
    await noor.post(`/proposals/${first().uuid}/withdrawal`)
    expect(first().status).toBe('approved')
    site.context.deciding.undo(id, by)
    await noor.post(`/proposals/${first().uuid}/withdrawal`)
    expect(first().status).toBe('withdrawn')
    expect(await pageOf()).toContain('You took it back')
  })
})

describe('what nobody confirms', () => {
  it('is let go after a week, and nothing else is', async () => {
    await received()
    const [unsent, unconfirmed, young] = [1, 2, 3].map(() => makeSender(site)) as [Sender, Sender, Sender]
    await unsent.fill('about')
    await unconfirmed.send({ you: { email: 'b@tools.example' } })
    const [job] = proposalJobs({ db: site.db, drafts: site.context.drafts })
    const tidy = () => job?.run(new AbortController().signal)
    passing(6 * 24 * 60)
    await tidy()
    expect(proposalsOf(site)).toHaveLength(3)
    await young.fill('about')
    passing(25 * 60)
    await tidy()
    expect(proposalsOf(site).map(({ status }) => status)).toEqual(['waiting', 'draft'])
    expect(site.db.prepare('select count(*) from draft').pluck().get()).toBe(2)
    expect((await unsent.get('/submit/where')).headers.location).toBe('/submit/about?why=lost')
    expect((await young.get('/submit/where')).status).toBe(200)
    expect(town.now < site.context.clock().toISOString()).toBe(true)
  })
})
