import { beforeEach, describe, expect, it } from 'vitest'
import { deskOf } from '../../support/desk.ts'
import { formIn, type Sent } from '../../support/forms.ts'
import { signedIn, type Visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

let site: Site
let ada: Visitor
beforeEach(async () => {
  site = await openSite()
  ada = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
})

const idOf = (table: string, column: string, value: string) =>
  site.db.prepare(`select id from ${table} where ${column} = ?`).pluck().get(value) as number

describe('the kinds', () => {
  const path = () => `/admin/categories/${idOf('category', 'slug', 'repair-cafe')}`

  it('are renamed, described and moved, and every page says so at once', async () => {
    const form = formIn((await ada.get(path()).expect(200)).text)
    await ada.post(path(), { ...form, plural: 'Mending tables', icon: 'scissors', position: '1' }).expect(303)
    const { text } = await site.get('/categories').expect(200)
    expect(text.indexOf('Mending tables')).toBeGreaterThan(0)
    expect(text.indexOf('Mending tables')).toBeLessThan(text.indexOf('Food banks'))
    expect(text).toContain('#scissors')
    expect(site.context.audit.page(1, 1)[0]).toMatchObject({
      ...{ action: 'change', subject_kind: 'category', person_id: ada.person.id },
      detail: { fields: ['plural', 'icon', 'position'] },
    })
  })

  it('changed by two admins at once: the second sees what the first wrote, and loses nothing', async () => {
    const [hers, theirs] = [await ada.get(path()), await ada.get(path())].map(({ text }) => formIn(text)) as [
      Sent,
      Sent,
    ]
    await ada.post(path(), { ...hers, description: 'Bring it broken.' }).expect(303)
    const late = await ada.post(path(), { ...theirs, name: 'Mending table' }).expect(422)
    expect(late.text).toContain('Somebody changed this meanwhile')
    expect(late.text).toContain('Bring it broken.')
    expect(formIn(late.text).name).toBe('Mending table')
    expect(site.context.categories.bySlug('repair-cafe')).toMatchObject({
      name: 'Repair café',
      description: 'Bring it broken.',
    })
    await ada.post(path(), { ...formIn(late.text), description: 'Bring it broken.' }).expect(303)
    expect(site.context.categories.bySlug('repair-cafe')).toMatchObject({
      name: 'Mending table',
      description: 'Bring it broken.',
    })
  })

  it('are removed when nothing is of them, and otherwise say how many are', async () => {
    const used = `/admin/categories/${idOf('category', 'slug', 'uniform-bank')}`
    const many = site.db
      .prepare(
        'select count(*) from initiative_category ic join category c on c.id = ic.category_id where c.slug = ?',
      )
      .pluck()
      .get('uniform-bank')
    expect((await ada.get(used)).text).not.toContain('Remove it')
    const { text } = await ada.post(`${used}/removal`).expect(409)
    expect(text).toMatch(new RegExp(`${many} listings? (is|are) of this kind`))
    await site.get('/categories/uniform-bank').expect(200)

    const form = {
      name: 'Kite loan',
      plural: 'Kite loans',
      description: 'Kites to borrow.',
      icon: 'sparkles',
      position: '3',
    }
    await ada.post('/admin/categories', form).expect(303)
    await site.get('/categories/kite-loan').expect(200)
    const unused = `/admin/categories/${idOf('category', 'slug', 'kite-loan')}`
    await ada.post(`${unused}/removal`).expect(303)
    await site.get('/categories/kite-loan').expect(404)
    await ada.post(`${unused}/removal`).expect(404)
  })

  it('stay while something that was sent in asks to be of them, and say how many wait', async () => {
    const kite = {
      name: 'Kite loan',
      plural: 'Kite loans',
      description: 'Kites.',
      icon: 'sparkles',
      position: '3',
    }
    await ada.post('/admin/categories', kite).expect(303)
    const path = `/admin/categories/${idOf('category', 'slug', 'kite-loan')}`
    const { ask } = deskOf(site)
    const asked = { categories: ['repair-cafe', 'kite-loan'] }
    const [one, two] = [ask({ asked }), ask({ asked, status: 'unconfirmed', email: 'kit@kites.example' })]
    expect((await ada.get(path)).text).not.toContain('Remove it')
    const { text } = await ada.post(`${path}/removal`).expect(409)
    expect(text).toContain('2 projects or changes that were sent in ask to be of this kind.')
    await site.get('/categories/kite-loan').expect(200)
    for (const { id } of [one, two]) site.context.proposals.change(id, { status: 'withdrawn' })
    await ada.post(`${path}/removal`).expect(303)
  })

  it('with something missing come back with the words that were typed', async () => {
    const { text } = await ada
      .post('/admin/categories', {
        name: 'Kite loan',
        plural: '',
        description: 'x',
        icon: 'bomb',
        position: '0',
      })
      .expect(422)
    expect(text).toContain('<title>Error: Add a kind')
    for (const words of [
      'Enter what several of them are called',
      'Choose a picture',
      'Enter a number, like 3',
    ])
      expect(text.split(words).length, words).toBe(3)
    expect(formIn(text).name).toBe('Kite loan')
  })
})

describe('the areas', () => {
  it('are found by the find box under another name', async () => {
    const path = `/admin/areas/${site.context.areas.byPath('saltmere/old-town')?.id}`
    expect((await site.get('/near?q=Fishers+Steps')).headers.location ?? '').not.toContain('old-town')
    const form = formIn((await ada.get(path).expect(200)).text)
    await ada.post(path, { ...form, aliases: 'Fishers’ Steps\nThe Hythe\n' }).expect(303)
    for (const said of ['Fishers+Steps', 'the+hythe', 'Fishrs+Steps']) {
      const answer = await site.get(`/near?q=${said}`).redirects(1)
      expect(answer.text, said).toContain('Old Town')
      expect(answer.text, said).not.toContain('We could not find')
    }
    await ada.post(path, formIn((await ada.get(path)).text)).expect(303)
    expect(site.context.aliases.of(site.context.areas.byPath('saltmere/old-town')?.code ?? '')).toEqual([
      'Fishers’ Steps',
      'The Hythe',
    ])
    await ada.post(path, { ...formIn((await ada.get(path)).text), aliases: '' }).expect(303)
    expect((await site.get('/near?q=Fishers+Steps')).headers.location ?? '').not.toContain('old-town')
    expect(() =>
      site.db.exec("insert into place_name_fts (place_name_fts, rank) values ('integrity-check', 1)"),
    ).not.toThrow()
  })

  it('are called what an admin says, at the address they had, and stand where an admin puts them', async () => {
    const { areas } = site.context
    const path = `/admin/areas/${areas.byPath('saltmere/old-town')?.id}`
    const form = formIn((await ada.get(path)).text)
    for (const other of areas.neighbourhoodsOf(areas.byPath('saltmere')?.id ?? 0))
      await ada.post(`/admin/areas/${other.id}`, {
        ...formIn((await ada.get(`/admin/areas/${other.id}`)).text),
        position: '5',
      })
    await ada
      .post(path, { ...formIn((await ada.get(path)).text), name: 'Zum Alten Hafen', position: '1' })
      .expect(303)
    const { text } = await site.get('/areas/saltmere/old-town').expect(200)
    expect(text).toContain('Zum Alten Hafen')
    expect(areas.neighbourhoodsOf(areas.byPath('saltmere')?.id ?? 0)[0]?.name).toBe('Zum Alten Hafen')
    await ada.post(path, { ...form, name: '' }).expect(422)
    await ada.post(path, { ...form, position: '-1' }).expect(422)
  })
})

describe('the crossings', () => {
  it('when one is closed, what lies beyond it is near no longer; when it opens, it is again', async () => {
    const near = async () => (await site.get('/initiatives?near=ZZ1+1AA&within=10').expect(200)).text
    const path = `/admin/crossings/${idOf('crossing', 'name', 'Mere Bridge')}`
    const before = await near()
    expect(before).toContain('Mere Bridge')
    await ada.post(`${path}/opening`, { open: 'no' }).expect(303)
    const closed = await near()
    expect(closed).not.toContain('Mere Bridge')
    expect((await ada.get('/admin/crossings')).text).toContain('Closed')
    await ada.post(path, { ...formIn((await ada.get(path)).text), open: 'yes' }).expect(303)
    expect(await near()).toBe(before)
    await ada.post(`${path}/removal`).expect(303)
    expect(await near()).not.toContain('Mere Bridge')
  })

  it('are added with two ends in the patch, and with nothing else', async () => {
    const form = {
      name: 'Stepping Stones',
      mode: 'foot',
      open: 'yes',
      a_name: 'Quay',
      b_name: 'Far side',
      note: '',
    }
    const ends = { a_lat: '51.46', a_lon: '1.05', b_lat: '51.45', b_lon: '1.06' }
    for (const wrong of [
      { a_lat: '0', a_lon: '0' },
      { a_lat: 'NaN' },
      { b_lon: '' },
      { mode: 'boat' },
      { name: 'Mere Bridge' },
      { open: '' },
    ])
      expect(
        (await ada.post('/admin/crossings', { ...form, ...ends, ...wrong })).status,
        JSON.stringify(wrong),
      ).toBe(422)
    await ada.post('/admin/crossings', { ...form, ...ends }).expect(303)
    await site.get('/initiatives?near=ZZ1+1AA&within=10').expect(200)
  })
})

describe('the synonyms', () => {
  it('lead from what people type to what we call it, until they are removed', async () => {
    const found = async () =>
      (await site.get('/initiatives?q=gymslips')).text.includes('Old Town Uniform Bank')
    expect(await found()).toBe(false)
    await ada.post('/admin/synonyms', { phrase: 'Gymslips', means: 'uniform bank' }).expect(303)
    expect(await found()).toBe(true)
    expect(
      (await ada.post('/admin/synonyms', { phrase: 'gymslips', means: 'uniform bank' }).expect(422)).text,
    ).toContain('We know that one already')
    await ada.post('/admin/synonyms', { phrase: '…', means: 'x' }).expect(422)
    await ada.post('/admin/synonyms', { phrase: 'Same Thing', means: 'same thing' }).expect(422)
    await ada.post('/admin/synonyms/removal', { phrase: 'gymslips', means: 'uniform bank' }).expect(303)
    await ada.post('/admin/synonyms/removal', { phrase: 'gymslips', means: 'uniform bank' }).expect(303)
    expect(await found()).toBe(false)
  })
})
