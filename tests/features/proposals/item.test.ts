import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import type { Kind } from '../../../src/features/proposals/fields.ts'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { cleanText } from '../../../src/platform/text/clean.ts'
import { openDesk } from '../../support/desk.ts'
import { hostileTexts } from '../../support/hostile.ts'
import { textFields } from '../../support/hostile-listings.ts'
import { RULES } from '../../support/html.ts'
import { mailsIn, readIn } from '../../support/letters.ts'
import { readMarkup } from '../../support/markup.ts'
import { textOf } from '../../support/page.ts'
import { visitor } from '../../support/people.ts'
import { makeSender, NOOR, proposalsOf } from '../../support/submitting.ts'
import { town } from '../../support/town.ts'

// The line above a mail's last words ends with a space.
const validator = new HtmlValidate({ ...RULES, rules: { ...RULES.rules, 'no-trailing-whitespace': 'off' } })

const AUDIENCE = 'Anyone with a child at school'
const CROWD = { asked: { audience: 'A big crowd' }, base: { audience: AUDIENCE } }
const later = (minutes: number) => new Date(Date.parse(town.now) + minutes * 60_000).toISOString()

async function openItem(more = {}) {
  const desk = await openDesk()
  const { site, ask } = desk
  const said = () => site.context.reader.entered(1)?.fields
  const mails = () =>
    site.db.prepare('select recipient, body_text from outbox order by id').all() as {
      recipient: string
      body_text: string
    }[]
  return { ...desk, said, mails, item: ask({ ...CROWD, ...more }) }
}

describe('an editor at the desk', () => {
  it('sees what waits, opens it, approves it, and has the next one', async () => {
    const { editor, ask, item, said } = await openItem()
    const second = ask({ asked: { phone: '01632 960123' }, base: { phone: '' } })
    expect((await editor.get('/admin/queue').expect(200)).text).toContain('2 waiting')
    const { text } = await editor.get(`/admin/queue/${item.id}`).expect(200)
    expect(text).toContain('Approve 1 change')
    expect(text).toContain('<ins><span class="unseen">added: </span>A big crowd</ins>')
    expect(text).toContain('<span class="unseen">removed: </span>')
    const sent = await editor.decide(item.id, 'approval', { reply: 'Thank you.' })
    expect([sent.status, sent.headers.location]).toEqual([303, `/admin/queue/${second.id}?done=${item.id}`])
    expect(said()?.audience).toBe('A big crowd')
    expect((await editor.get(sent.headers.location as string)).text).toContain('Undo')
  })

  it('takes some of the changes and leaves the others', async () => {
    const { editor, ask, said } = await openItem()
    const before = said()?.phone
    const two = ask({ asked: { audience: 'All', phone: '01632 960111' }, base: {} })
    await editor.decide(two.id, 'approval', { take: ['audience'] }).expect(303)
    expect(said()).toMatchObject({ audience: 'All', phone: before })
  })

  it('is asked to tick something, and keeps the words of the reply', async () => {
    const { editor, item, said } = await openItem()
    const { status, text } = await editor.decide(item.id, 'approval', { take: [], reply: 'So nearly' })
    expect(status).toBe(422)
    expect(text).toContain('<title>Error: ')
    expect(text).toContain('So nearly</textarea>')
    expect(said()?.audience).toBe(AUDIENCE)
  })

  it('says why when it is no, and what when it is a question', async () => {
    const { editor, item, mails } = await openItem()
    expect((await editor.decide(item.id, 'rejection', { reason: '' })).status).toBe(422)
    expect((await editor.decide(item.id, 'question')).status).toBe(422)
    await editor.decide(item.id, 'question', { reply: 'For whom is it?' }).expect(303)
    expect(mails()).toMatchObject([{ recipient: 'sam@bank.example' }])
    expect(mails()[0]?.body_text).toContain('> For whom is it?')
  })

  it('has a draft put into the box, and may still change it, without a script', async () => {
    const { editor, item, site } = await openItem()
    const { status, text } = await editor.decide(item.id, 'draft', { draft: 'live', reason: 'asked' })
    expect(status).toBe(200)
    expect(text).toContain('Thank you. Your change to Old Town Uniform Bank is live now.</textarea>')
    expect(text).toContain('<option value="asked" selected>')
    expect(site.context.proposals.find(item.id)?.status).toBe('waiting')
  })

  it('undoes a decision for ten minutes, and no longer', async () => {
    const { editor, item, said, mails, site } = await openItem()
    await editor.decide(item.id, 'approval')
    site.setNow(later(9))
    await editor.post(`/admin/queue/${item.id}/undoing`).expect(303)
    expect(said()?.audience).toBe(AUDIENCE)
    expect(mails()).toEqual([])
    await editor.decide(item.id, 'approval')
    site.setNow(later(20))
    await editor.post(`/admin/queue/${item.id}/undoing`).expect(409)
    expect(said()?.audience).toBe('A big crowd')
    expect(mails()).toHaveLength(1)
  })

  it('writes to nobody about spam, and can undo that too', async () => {
    const { editor, item, mails, site } = await openItem()
    await editor.decide(item.id, 'rejection', { reason: 'spam' }).expect(303)
    expect(mails()).toEqual([])
    await editor.post(`/admin/queue/${item.id}/undoing`).expect(303)
    expect(site.context.proposals.find(item.id)?.status).toBe('waiting')
  })

  it('puts what was held for spam among what waits', async () => {
    const { editor, item, site } = await openItem({ status: 'held', held_for: ['Three links'] })
    expect((await editor.get(`/admin/queue/${item.id}`)).text).toContain('Three links')
    await editor.post(`/admin/queue/${item.id}/clearance`).expect(303)
    expect(site.context.proposals.find(item.id)).toMatchObject({ status: 'waiting', held_for: [] })
  })
})

describe('whoever sent it', () => {
  it('is shown by name, with what they said of the place, and how their earlier ones went', async () => {
    const { editor, ask, editorCalled, site } = await openDesk()
    const sender = makeSender(site)
    await sender.send({
      you: { sender_name: 'Noor of the <b>tools</b>', email: NOOR, organisation_kind: 'informal' },
      where: { where_kind: 'address', postcode: 'ZZ1 1AA', is_home: 'yes' },
    })
    await sender.confirm()
    const [{ id } = { id: 0 }] = proposalsOf(site)
    const open = async (who = editor) => textOf((await who.get(`/admin/queue/${id}`).expect(200)).text)
    expect(await open()).toContain(`This sender Noor of the <b>tools</b> ${NOOR} The first from this address`)
    expect(await open()).toContain('The sender says that it is somebody’s home. Only editors see this.')
    const [yes, no, question] = [1, 2, 3].map(() => ask({ asked: { bring: 'A bag' }, email: NOOR }))
    await editor.decide(yes?.id ?? 0, 'approval')
    await editor.decide(no?.id ?? 0, 'rejection', { reason: 'wrong', reply: 'No.' })
    await editor.decide(question?.id ?? 0, 'question', { reply: 'Which?' })
    const words = await open()
    expect(words).toContain('3 sent 1 approved 1 asked 1 rejected')
    expect(words).toMatch(/Changed\. just now, rejected in 1 minute/)
    const mail = mailsIn((await editor.get(`/admin/queue/${id}`)).text)[0]
    expect(mail?.body_text).toContain('Hello Noor of the <b>tools</b>,')
    const local = editorCalled('Al Old', { areas: ['saltmere'] })
    expect(await open(local)).toContain('Noor of the')
  })

  it('is asked of nothing but what they said: a change has no home', async () => {
    const { editor, ask } = await openDesk()
    const { id } = ask({ asked: { bring: 'A bag' } })
    expect(textOf((await editor.get(`/admin/queue/${id}`)).text)).not.toContain('The sender ')
  })
})

describe('what would change', () => {
  const WORDS = {
    asked: {
      categories: ['community-garden', 'repair-cafe'],
      serves: ['E05999901'],
      precision: 'neighbourhood',
      by_appointment: true,
      needs: [{ kind: 'skills', title: 'Sewing', detail: '', until: '2026-12-24' }],
      sessions: [{ days: [2], weeks: [], opens: '10:00', closes: '12:00', note: '' }],
      season_from: 4,
      season_to: 9,
      access_step_free: 'no',
    },
  }

  it('is said as people say it: kinds, areas, days and times, and never as it is kept', async () => {
    const { editor, ask } = await openDesk()
    const { id } = ask(WORDS as never)
    const words = textOf((await editor.get(`/admin/queue/${id}`)).text)
    for (const said of [
      'Community garden',
      'Repair café',
      'Old Town',
      'Only the neighbourhood',
      'Tuesdays, 10am to noon',
      'A skill: Sewing (until',
      'April',
      'September',
    ])
      expect(words, said).toContain(said)
    for (const kept of ['community-garden', 'E05999901', '10:00', 'skills:', 'true'])
      expect(words, kept).not.toContain(kept)
  })
})

describe('the mail of a decision', () => {
  const REPLY = 'Thank you.\n\nWhich day is it? “Tuesday” & not <Thursday>?'

  it.each(['approval', 'question', 'rejection', 'removal'] as const)(
    'is shown whole before it goes, and is what goes, byte for byte: %s',
    async action => {
      const { editor, ask, item, site, seenOf } = await openItem()
      const kind = action === 'removal' ? { kind: 'report', report_reason: 'closed' } : {}
      const { id } = action === 'removal' ? ask({ ...kind, note: 'Gone' } as never) : item
      const form = { ...seenOf(id), reason: 'wrong', take: ['audience'], reply: REPLY }
      const went = () => site.db.prepare('select recipient, subject, body_text from outbox').all()
      const opened = await editor.get(`/admin/queue/${id}`).expect(200)
      const asked = await editor.post(`/admin/queue/${id}/${action}`, { ...form, read: readIn(opened.text) })
      expect([asked.status, went()]).toEqual([200, []])
      expect(asked.text).toContain('Nothing has gone yet. Read the mail, then press again.')
      expect((await validator.validateString(asked.text)).results).toEqual([])
      expect(asked.text).toContain('&lt;Thursday&gt;?</textarea>')
      expect(site.context.proposals.find(id)?.status).toBe('waiting')
      await editor.post(`/admin/queue/${id}/${action}`, { ...form, read: readIn(asked.text) }).expect(303)
      expect(went()).toHaveLength(1)
      expect(mailsIn(asked.text)).toContainEqual(went()[0])
    },
  )

  it('stands on the page from the start, and goes at once when it is just that', async () => {
    const { editor, item, seenOf, mails } = await openItem()
    const { text } = await editor.get(`/admin/queue/${item.id}`)
    const [mail] = mailsIn(text)
    expect(mail).toMatchObject({ recipient: 'sam@bank.example', subject: 'Your changes are live' })
    expect(mail?.body_text).toContain('https://lights.example/initiatives/old-town-uniform-bank')
    const form = { ...seenOf(item.id), reason: '', take: ['audience'], reply: '' }
    await editor.post(`/admin/queue/${item.id}/approval`, { ...form, read: readIn(text) }).expect(303)
    expect(mails()[0]?.body_text).toBe(mail?.body_text)
  })

  it('says which of several changes were taken, and is read again when a tick goes', async () => {
    const { editor, ask, seenOf, mails } = await openItem()
    const two = ask({ asked: { audience: 'All', phone: '01632 960111' }, base: {} })
    const { text } = await editor.get(`/admin/queue/${two.id}`)
    const form = { ...seenOf(two.id), reason: '', take: ['audience'], reply: '' }
    const asked = await editor.post(`/admin/queue/${two.id}/approval`, { ...form, read: readIn(text) })
    expect(asked.status).toBe(200)
    await editor.post(`/admin/queue/${two.id}/approval`, { ...form, read: readIn(asked.text) }).expect(303)
    expect(mails()[0]?.body_text).toContain('Taken: Who it is for\nLeft as it was: Telephone\n')
  })

  it('is shown with the words typed so far, as often as somebody likes, and nothing comes of it', async () => {
    const { editor, item, seenOf, mails, said, site } = await openItem()
    const form = { ...seenOf(item.id), reason: 'asked', take: ['audience'], reply: REPLY, read: '' }
    const before = site.db.prepare('select count(*) from revision').pluck().get()
    const { text } = await editor.post(`/admin/queue/${item.id}/preview`, form).expect(200)
    expect(mailsIn(text).map(({ subject }) => subject)).toEqual([
      'Your changes are live',
      'A question about the changes you sent us',
      'About the changes you sent us',
    ])
    for (const { body_text } of mailsIn(text))
      expect(body_text).toMatch(/^Hello,\n[\s\S]*> Thank you\.\n>\n> Which day/)
    expect([said()?.audience, mails(), seenOf(item.id).version]).toEqual([AUDIENCE, [], form.version])
    expect(site.db.prepare('select count(*) from revision').pluck().get()).toBe(before)
  })

  it('reaches whoever calls their project something in another alphabet', async () => {
    const { editor, ask, mails } = await openItem()
    const { id } = ask({ asked: { name: 'Млинці Saltmere' }, base: {} })
    await editor.decide(id, 'approval', { reply: 'Дякую.' }).expect(303)
    expect(mails()[0]?.body_text).toContain('/initiatives/%D0%BC%D0%BB')
  })
})

describe('two editors at once', () => {
  it('have an item one at a time: the other sees whose it is, until it is let go or a quarter of an hour has passed', async () => {
    const { editor, editorCalled, item, site, said } = await openItem()
    const other = editorCalled('Flo Reed')
    expect((await editor.get(`/admin/queue/${item.id}`)).text).toContain('Yours until')
    const { text } = await other.get(`/admin/queue/${item.id}`).expect(200)
    expect(text).toContain('Ed Quay has it open until')
    expect(text).not.toContain('id="decision"')
    expect((await other.decide(item.id, 'approval')).status).toBe(422)
    expect(said()?.audience).toBe(AUDIENCE)
    await other.post(`/admin/queue/${item.id}/lock-removal`)
    expect((await other.decide(item.id, 'approval')).status).toBe(422)
    site.setNow(later(16))
    expect((await other.get(`/admin/queue/${item.id}`)).text).toContain('Yours until')
    expect((await other.decide(item.id, 'approval')).status).toBe(303)
  })

  it('do not decide twice: the second is told who did, and keeps the words', async () => {
    const { editor, editorCalled, item, seenOf, mails } = await openItem()
    const other = editorCalled('Flo Reed')
    const seen = seenOf(item.id)
    await editor.decide(item.id, 'approval')
    const { status, text } = await other.decide(
      item.id,
      'rejection',
      { reason: 'wrong', reply: 'Not so.' },
      seen,
    )
    expect(status).toBe(422)
    expect(text).toContain('Ed Quay decided on it before you: approved.')
    expect(textOf(text)).toContain('What you had written Not so.')
    expect(mails()).toHaveLength(1)
  })

  it.each([
    ['approve', 'approval', {}],
    ['reject and approve', 'rejection', { reason: 'wrong', reply: 'Sorry, no.' }],
  ])(
    'who %s in the same instant decide once: one mail, and the other sees what happened',
    async (_, action, more) => {
      const { editorCalled, item, site, mails } = await openItem()
      const [ann, bo] = ['Ann Quay', 'Bo Reed'].map(name => editorCalled(name, { areas: ['saltmere'] }))
      if (!ann || !bo) throw new Error('Nobody came.')
      const said = { reply: 'Thank you both.' }
      const revisions = () =>
        site.db.prepare('select count(*) from revision where proposal_id = ?').pluck().get(item.id)
      const answers = await Promise.all([
        ann.decide(item.id, action, { ...said, ...more }),
        bo.decide(item.id, 'approval', said),
        ann.decide(item.id, action, { ...said, ...more }),
        bo.decide(item.id, 'approval', said),
      ])
      const through = answers.filter(({ status }) => status === 303)
      const late = answers.filter(({ status }) => status === 422)
      expect([through.length, late.length]).toEqual([1, 3])
      const { status, decided_by } = site.context.proposals.find(item.id) ?? {}
      const who = decided_by === ann.person.id ? 'Ann Quay' : 'Bo Reed'
      for (const { text } of late) expect(text).toContain(`${who} decided on it before you: ${status}.`)
      expect(mails()).toHaveLength(1)
      expect(revisions()).toBe(status === 'approved' ? 1 : 0)
      const noted = site.context.audit.about('proposal', item.id).map(({ action }) => action)
      expect(noted).toEqual([status])
    },
  )

  it('are shown what changed meanwhile, instead of writing over it', async () => {
    const { editor, item, seenOf, site, said } = await openItem()
    const seen = seenOf(item.id)
    const made = { person_id: null, made_as: 'system', why: '' } as const
    inTransaction(site.db, () =>
      site.context.saver.save({ ...said(), audience: 'Grown-ups' }, { id: 1, made }),
    )
    const { status, text } = await editor.decide(item.id, 'approval', { reply: 'My own words' }, seen)
    expect(status).toBe(422)
    expect(text).toContain('The listing has changed since you opened this page')
    expect(text).toContain('Grown-ups')
    expect(text).toContain('My own words</textarea>')
    expect(said()?.audience).toBe('Grown-ups')
  })

  it.each(['preview', 'draft', 'rejection'])('are shown it too when they only %s', async action => {
    const { editor, item, seenOf, site, said } = await openItem()
    const seen = seenOf(item.id)
    const made = { person_id: null, made_as: 'system', why: '' } as const
    inTransaction(site.db, () =>
      site.context.saver.save({ ...said(), audience: 'Grown-ups' }, { id: 1, made }),
    )
    const form = { ...seen, reason: '', take: ['audience'], reply: 'My own words', read: '' }
    const { status, text } = await editor.post(`/admin/queue/${item.id}/${action}`, form)
    expect(status).toBe(422)
    expect(text).toContain('The listing has changed since you opened this page')
    expect(text).toContain('My own words</textarea>')
  })
})

describe('a report', () => {
  it('is answered when the listing has ended, or is taken down, and either can be undone', async () => {
    const { editor, ask, site, said, mails } = await openItem()
    const report = (more = {}) => ask({ kind: 'report', report_reason: 'closed', note: 'Gone', ...more })
    const one = report()
    await editor.decide(one.id, 'ending', { reply: 'Thank you.' }).expect(303)
    expect(said()?.status).toBe('ended')
    expect(mails()).toHaveLength(1)
    await editor.post(`/admin/queue/${one.id}/undoing`).expect(303)
    expect(said()?.status).toBe('active')
    const two = report()
    expect((await editor.decide(two.id, 'removal', { reason: '' })).status).toBe(422)
    await editor.decide(two.id, 'removal', { reason: 'harm' }).expect(303)
    await site.get('/initiatives/old-town-uniform-bank').expect(410)
    await editor.post(`/admin/queue/${two.id}/undoing`).expect(303)
    await site.get('/initiatives/old-town-uniform-bank').expect(200)
  })

  it('is answered with what came of it, which the editor reads beforehand', async () => {
    const { editor, ask, mails, site } = await openItem()
    let minutes = 0
    const told = async (action: string, change = () => {}) => {
      const { id } = ask({ kind: 'report', report_reason: 'closed' })
      site.setNow(later(++minutes))
      change()
      const { text } = await editor.get(`/admin/queue/${id}`)
      await editor.decide(id, action, { reason: 'wrong' }).expect(303)
      const sent = mails().at(-1)?.body_text ?? ''
      expect(mailsIn(text).map(mail => mail.body_text)).toContain(sent)
      await editor.post(`/admin/queue/${id}/undoing`).expect(303)
      return sent.split('\n').filter(line => line.startsWith('The listing '))
    }
    expect(await told('approval')).toEqual(['The listing stays as it is.'])
    expect(await told('ending')).toEqual(['The listing says now that it has ended.'])
    expect(await told('removal')).toEqual(['The listing is off the site now.'])
    const fields = { ...site.context.reader.entered(1)?.fields, bring: 'A bag' }
    const made = { person_id: null, made_as: 'editor', why: '' } as const
    const change = () => inTransaction(site.db, () => site.context.saver.save(fields, { id: 1, made }))
    expect(await told('approval', change)).toEqual(['The listing has been changed since you told us.'])
  })

  it('hides nothing by itself, however many there are', async () => {
    const { ask, site, editor } = await openItem()
    for (let n = 0; n < 40; n++) ask({ kind: 'report', report_reason: 'unsafe', email: '' })
    await site.get('/initiatives/old-town-uniform-bank').expect(200)
    expect((await editor.get('/admin/queue')).text).toContain('41 waiting')
  })
})

describe('what an editor is warned of', () => {
  it('is a double by name and place, and not again once they were told apart', async () => {
    const { editor, ask } = await openItem()
    const asked = { ...town.cast.uniformBank, name: 'Old Town Uniform Bnak' } as never
    const fresh = ask({ kind: 'new', initiative_id: null, asked })
    const { text } = await editor.get(`/admin/queue/${fresh.id}`)
    expect(text).toContain('Looks like')
    expect((await editor.get(`/admin/queue/${fresh.id}/comparison/1`).expect(200)).text).toContain('Bnak')
    await editor.post(`/admin/queue/${fresh.id}/distinction`, { listing: '1' }).expect(303)
    expect((await editor.get(`/admin/queue/${fresh.id}`)).text).not.toContain('Looks like')
  })

  it.each([
    ['a home', { summary: 'In my front room' }, 'somebody’s home'],
    ['a link', { description: 'See www.loans.example' }, 'has a link in it'],
    ['words of spam', { summary: 'Guaranteed crypto' }, 'spam often has'],
    ['letters that look like others', { name: 'Old Tоwn Bank' }, 'two alphabets'],
  ])('is %s', async (_name, asked, warning) => {
    const { editor, ask } = await openItem()
    const { id } = ask({ asked, base: {} })
    expect((await editor.get(`/admin/queue/${id}`)).text).toContain(warning)
  })
})

describe('who may decide', () => {
  const KINDS: [Kind, object][] = [
    ['edit', CROWD],
    ['claim', {}],
    ['report', { report_reason: 'wrong' }],
    ['merge', { into_id: 2 }],
  ]
  const ACTIONS = [
    'approval',
    'question',
    'rejection',
    'ending',
    'removal',
    'draft',
    'undoing',
    'lock-removal',
    'clearance',
    'distinction',
  ]

  it.each(KINDS)('is nobody from elsewhere: %s', async (kind, more) => {
    const { editorCalled, ask, site } = await openDesk()
    const elsewhere = editorCalled('Hal Far', { areas: ['farness'] })
    const { id } = ask({ kind, ...more })
    expect((await elsewhere.get('/admin/queue')).text).toContain('Nothing waits')
    await elsewhere.get(`/admin/queue/${id}`).expect(404)
    await elsewhere.get(`/admin/queue/${id}/comparison/2`).expect(404)
    for (const action of ACTIONS) await elsewhere.decide(id, action, { reply: 'x' }).expect(404)
    expect(site.context.proposals.find(id)).toMatchObject({ status: 'waiting', version: 1, locked_by: null })
    await visitor(site).get(`/admin/queue/${id}`).expect(303)
  })

  it('is nobody who looks after only one of the places, where something moves out or in', async () => {
    const { editorCalled, ask } = await openDesk()
    const [from, to] = [
      editorCalled('Al Old', { areas: ['saltmere'] }),
      editorCalled('Bea New', { areas: ['farness'] }),
    ]
    const both = editorCalled('Cy Both', { areas: ['saltmere', 'farness'] })
    // What the sender's page noted of its areas does not count alone: where it asks to be does.
    const { id } = ask({ asked: { postcode: 'ZZ3 1AG', lat: null, lon: null }, base: {} })
    await from.get(`/admin/queue/${id}`).expect(404)
    await to.get(`/admin/queue/${id}`).expect(404)
    await both.get(`/admin/queue/${id}`).expect(200)
  })

  it('is whoever looks after the whole patch, for what lies nowhere', async () => {
    const { editor, editorCalled, ask } = await openDesk()
    const local = editorCalled('Al Old', { areas: ['saltmere'] })
    const asked = { ...town.cast.adviceLine, name: 'Another line' } as never
    const { id } = ask({ kind: 'new', initiative_id: null, asked, areas: [] })
    await local.get(`/admin/queue/${id}`).expect(404)
    await editor.get(`/admin/queue/${id}`).expect(200)
  })
})

describe('whatever somebody sends', () => {
  it('stays words on the page of an editor: no tag, no attribute, no handler beyond its own', async () => {
    const { editor, ask } = await openDesk()
    const saying = (typed: string) => {
      const text = cleanText(typed)
      const asked = Object.fromEntries(
        textFields.map(name => [
          name,
          ['keywords', 'languages', 'social_links', 'organiser_emails'].includes(name) ? [text] : text,
        ]),
      )
      return ask({
        asked: asked as never,
        base: asked as never,
        note: text,
        held_for: [text],
        status: 'held',
        email: 'x@x.example',
      })
    }
    const plain = saying('Plain words')
    const own = new Set(readMarkup((await editor.get(`/admin/queue/${plain.id}`)).text).tags)
    for (const text of hostileTexts.filter((_, at) => at % 4 === 0)) {
      const { id } = saying(text)
      const { tags, faults, attributes } = readMarkup((await editor.get(`/admin/queue/${id}`)).text)
      expect(faults, text).toEqual([])
      expect(
        tags.filter(
          tag => !own.has(tag) && !/^\/?(ins|del|bdi|p|span|div|li|ul|h2|use|svg|td|a)\b/.test(tag),
        ),
        text,
      ).toEqual([])
      expect(
        attributes.filter(({ name }) => /^on|^style$/.test(name)),
        text,
      ).toEqual([])
    }
  }, 60_000)
})
