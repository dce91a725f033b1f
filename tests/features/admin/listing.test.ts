import { beforeEach, describe, expect, it } from 'vitest'
import { formIn } from '../../support/forms.ts'
import { textOf } from '../../support/page.ts'
import { type Somebody, signedIn, type Visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'
import { town } from '../../support/town.ts'

let site: Site
let ada: Visitor
beforeEach(async () => {
  site = await openSite()
  ada = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
})
const idOf = (name: string) =>
  site.db.prepare('select id from initiative where name = ?').pluck().get(name) as number
const editOf = (name: string) => `/admin/initiatives/${idOf(name)}/edit`
const bank = town.cast.uniformBank.name
const editor = (areas: Somebody['areas'] = []) =>
  signedIn(site, { role: 'editor', email: `${areas[0]}@quay.example`, areas })

describe('an editor’s own change of a listing', () => {
  it.each(Object.values(town.cast).map(({ name }) => name))(
    'opened and saved as it is changes nothing: %s',
    async name => {
      const id = idOf(name)
      const before = site.context.reader.entered(id)
      await ada.post(editOf(name), formIn((await ada.get(editOf(name)).expect(200)).text)).expect(303)
      expect(site.context.reader.entered(id)).toEqual(before)
      expect(site.db.prepare('select count(*) from proposal').pluck().get()).toBe(0)
    },
  )

  it('is live at once, and kept as a revision with who, why and the proposal that was accepted', async () => {
    const form = {
      ...formIn((await ada.get(editOf(bank))).text),
      summary: 'Now with shoes.',
      why: 'They rang.',
      confirmed: 'yes',
    }
    const { headers } = await ada.post(editOf(bank), form).expect(303)
    expect((await ada.get(headers.location as string)).text).toContain('Saved, and live now.')
    expect((await site.get('/initiatives/old-town-uniform-bank')).text).toContain('Now with shoes.')
    const [revision] = site.context.revisions.list(idOf(bank))
    expect(revision).toMatchObject({
      ...{ made_by: ada.person.id, made_as: 'editor', why: 'They rang.' },
      changes: expect.arrayContaining(['summary', 'confirmed_on']),
    })
    expect(site.context.proposals.find(revision?.proposal_id ?? 0)).toMatchObject({
      ...{
        kind: 'edit',
        status: 'approved',
        decided_by: ada.person.id,
        revision_id: revision?.id,
        email: '',
      },
      asked: expect.objectContaining({ summary: 'Now with shoes.' }),
      base: expect.objectContaining({ summary: town.cast.uniformBank.summary }),
    })
    expect(site.context.audit.about('initiative', idOf(bank))[0]).toMatchObject({
      person_id: ada.person.id,
      action: 'own edit',
    })
  })

  it('is made in a form that says what its numbers and harder words are', async () => {
    const { text } = await ada.get(editOf(bank)).expect(200)
    expect(
      text.split('Leave these two numbers alone unless the light stands in the wrong spot.'),
    ).toHaveLength(3)
    expect(text).toContain('Whether a doctor, a school or somebody like that has to send people to you')
  })

  it('that comes after somebody else’s shows what changed, and overwrites nothing', async () => {
    const first = formIn((await ada.get(editOf(bank))).text)
    await ada.post(editOf(bank), { ...first, phone: '01632 960999' }).expect(303)
    const late = await ada.post(editOf(bank), { ...first, summary: 'Mine.' }).expect(422)
    expect(late.text).toContain('This listing was changed while you had it open')
    expect(late.text).toContain('01632 960999')
    expect(formIn(late.text).summary).toBe('Mine.')
    expect(site.context.reader.entered(idOf(bank))?.fields).toMatchObject({
      phone: '01632 960999',
      summary: first.summary,
    })
    await ada.post(editOf(bank), { ...formIn(late.text), phone: '01632 960999' }).expect(303)
    expect(site.context.reader.entered(idOf(bank))?.fields).toMatchObject({
      phone: '01632 960999',
      summary: 'Mine.',
    })
  })

  it('moves with its postcode, unless the point was set by hand', async () => {
    const form = formIn((await ada.get(editOf(bank))).text)
    expect(form).toMatchObject({ lat: '', lon: '', postcode: 'ZZ1 1AA' })
    const { lat, lon } = site.context.places.postcode('ZZ2 1AA') as { lat: number; lon: number }
    const where = { lat, lon }
    await ada.post(editOf(bank), { ...form, postcode: 'ZZ2 1AA' }).expect(303)
    expect(site.context.reader.entered(idOf(bank))?.fields).toMatchObject(where)
  })

  it('gives one more row of times or needs, and nothing is saved by that', async () => {
    const form = formIn((await ada.get(editOf(bank))).text)
    expect(form).toMatchObject({
      'sessions-1-opens': expect.stringMatching(/m$/),
      'needs-1-title': expect.any(String),
    })
    const { text } = await ada
      .post(editOf(bank), { ...form, venue: 'Elsewhere', 'needs-add': 'yes' })
      .expect(200)
    expect(formIn(text)).toMatchObject({ ...form, venue: 'Elsewhere', 'needs-3-title': '' })
    expect(text).toContain('formaction="#needs-4"')
    expect(site.db.prepare('select count(*) from proposal').pluck().get()).toBe(0)
  })

  it('with faults keeps every word, and says what to do in the summary and at the box', async () => {
    const form = {
      ...formIn((await ada.get(editOf(bank))).text),
      name: '',
      website: 'not an address',
      'sessions-1-opens': 'whenever',
      venue: 'Somewhere new',
    }
    const { text } = await ada.post(editOf(bank), form).expect(422)
    expect(text).toContain('<title>Error: ')
    expect(text).toContain('href="#sessions-1-opens"')
    expect(formIn(text)).toMatchObject({
      venue: 'Somewhere new',
      website: 'not an address',
      'sessions-1-opens': 'whenever',
    })
    const second = await ada.post(editOf(bank), { ...form, 'sessions-1-opens': '10am' }).expect(422)
    const lost = await ada.post(editOf(bank), {
      ...form,
      name: bank,
      website: '',
      'sessions-1-opens': '10am',
      postcode: 'AB1 2CD',
    })
    expect([lost.status, lost.text.includes('href="#postcode"')]).toEqual([422, true])
    for (const where of ['href="#name"', 'href="#website"']) expect(second.text).toContain(where)
    expect(site.db.prepare('select count(*) from proposal').pluck().get()).toBe(0)
  })
})

describe('an editor who adds what may be listed already', () => {
  it('is shown what it may be, with all they typed, and goes on when it is different', async () => {
    const blank = formIn((await ada.get('/admin/initiatives/new')).text)
    const twin = {
      ...blank,
      name: 'Old Town Uniforms Bank',
      summary: 'Blazers.',
      categories: 'uniform-bank',
      postcode: 'ZZ1 1AA',
    }
    const count = () => site.db.prepare('select count(*) from initiative').pluck().get()
    const before = count()
    const { text } = await ada.post('/admin/initiatives/new', twin).expect(200)
    expect(textOf(text)).toContain('Is it listed already? There is a listing with a name like yours.')
    expect(textOf(text)).toContain(`${bank} School uniform bank, Tidewater Hall`)
    expect(text).toContain('href="/initiatives/old-town-uniform-bank"')
    expect(formIn(text)).toMatchObject({
      name: twin.name,
      summary: 'Blazers.',
      different: String(idOf(bank)),
    })
    expect(count()).toBe(before)
    const { headers } = await ada.post('/admin/initiatives/new', formIn(text)).expect(303)
    expect(headers.location).toBe(`/admin/initiatives/${idOf(twin.name)}/edit?saved=yes`)
    const other = { ...twin, name: 'Uniform Bank, Old Town' }
    expect((await ada.post('/admin/initiatives/new', other).expect(200)).text).toContain('There are listings')
  })

  it('is not asked again when they change what is there', async () => {
    const name = 'Ferry Green Growers'
    const form = formIn((await ada.get(editOf(name))).text)
    await ada.post(editOf(name), { ...form, name: bank }).expect(303)
  })
})

describe('an editor of one area', () => {
  it('changes what lies there, and is told that there is nothing elsewhere', async () => {
    const there = editor(['saltmere'])
    const elsewhere = editor(['farness'])
    const form = formIn((await there.get(editOf(bank)).expect(200)).text)
    await elsewhere.get(editOf(bank)).expect(404)
    await elsewhere.post(editOf(bank), { ...form, summary: 'Ours now.' }).expect(404)
    await there.post(editOf(bank), { ...form, summary: 'Still theirs.' }).expect(303)
    await there.get('/admin/initiatives/999999/edit').expect(404)
    await there.get('/admin/initiatives/x/edit').expect(404)
  })

  it('moves nothing out of it, and adds nothing beyond it', async () => {
    const there = editor(['saltmere'])
    const form = formIn((await there.get(editOf(bank))).text)
    const far = await there.post(editOf(bank), { ...form, postcode: 'ZZ3 1AA' })
    expect(far.status).toBe(422)
    expect(far.text).toContain('outside the areas you look after')
    expect(site.context.reader.entered(idOf(bank))?.fields.postcode).toBe('ZZ1 1AA')
    const blank = formIn((await there.get('/admin/initiatives/new').expect(200)).text)
    const fresh = { ...blank, name: 'Quay Kites', summary: 'Kites to borrow.', categories: 'tool-library' }
    await there.post('/admin/initiatives/new', { ...fresh, postcode: 'ZZ3 1AA' }).expect(422)
    expect(site.db.prepare("select count(*) from proposal where kind = 'new'").pluck().get()).toBe(0)
    const { headers } = await there
      .post('/admin/initiatives/new', { ...fresh, postcode: 'ZZ1 1AA', why: 'Seen on the quay' })
      .expect(303)
    expect(headers.location).toBe(`/admin/initiatives/${idOf('Quay Kites')}/edit?saved=yes`)
    await site.get('/initiatives/quay-kites').expect(200)
    const [revision] = site.context.revisions.list(idOf('Quay Kites'))
    expect(site.context.proposals.find(revision?.proposal_id ?? 0)).toMatchObject({
      kind: 'new',
      status: 'approved',
      initiative_id: idOf('Quay Kites'),
    })
  })
})
