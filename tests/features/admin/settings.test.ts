import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SETTING_NAMES, WORDS } from '../../../src/features/settings/fields.ts'
import { makeSettings } from '../../../src/features/settings/store.ts'
import { openDatabase } from '../../../src/platform/database/open.ts'
import { textOf } from '../../support/page.ts'
import { signedIn, type Visitor } from '../../support/people.ts'
import { openSite, type Site } from '../../support/site.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'settings-'))
  folders.push(made)
  return made
}

let site: Site
let ada: Visitor
beforeEach(async () => {
  site = await openSite({ env: { SITE_NAME: 'Lanterns' } })
  ada = signedIn(site, { role: 'admin', email: 'ada@mill.example' })
})
const nothing = Object.fromEntries(SETTING_NAMES.map(name => [name, '']))
const seenIn = (html: string) => /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? ''
async function set(values: Record<string, string>) {
  const seen = seenIn((await ada.get('/admin/settings')).text)
  return ada.post('/admin/settings', { ...nothing, ...values, seen })
}

describe('the settings', () => {
  it('are the environment’s and the site’s own words until an admin says otherwise, and again when a box is emptied', async () => {
    const before = (await site.get('/')).text
    expect(before).toContain('<title>Lanterns</title>')
    expect(before).toContain(WORDS.home_title)
    const said = {
      ...{
        site_name: 'Little Lamps',
        patch_name: 'Saltmere and Farness',
        home_title: 'Look what grows here',
      },
      ...{ home_lead: 'All of it by neighbours.', contact: 'ring@lamps.example' },
      about_us: 'We are **three neighbours** with a server.',
    }
    expect((await set(said)).status).toBe(303)
    const home = (await site.get('/').expect(200)).text
    for (const words of [
      '<title>Little Lamps</title>',
      'points of light in Saltmere and Farness',
      said.home_title,
      said.home_lead,
    ])
      expect(home, words).toContain(words)
    const about = (await site.get('/about').expect(200)).text
    expect(about).toContain('<strong>three neighbours</strong>')
    expect(about).toContain('mailto:ring@lamps.example')
    expect(about).toContain('href="#us"')
    expect((await site.get('/.well-known/security.txt')).text).toContain('ring@lamps.example')
    expect((await site.get('/initiatives.atom')).text).toContain('Little Lamps')
    expect((await site.get('/embed/map')).text).toContain('Map – Little Lamps')
    expect((await ada.get('/admin/site')).text).toContain('Little Lamps <span class="desk-mark">editors')
    expect((await set({})).status).toBe(303)
    expect((await site.get('/')).text).toBe(before)
  })

  it('stand wherever pages speak of the site or of the whole patch, and again as before when the boxes are empty', async () => {
    const paths = [
      '/',
      '/about',
      '/areas',
      '/map',
      '/near?q=Saltmere+Nowhere',
      '/initiatives',
      '/open-data',
      '/embed/map',
    ]
    const read = async () => Promise.all(paths.map(async path => (await site.get(path)).text))
    const before = await read()
    await set({ site_name: 'Little Lamps', patch_name: 'Mere & Marsh' })
    const [home = '', about = '', areas = '', map = '', , , data = '', embed = ''] = await read()
    expect(textOf(home)).toContain('points of light in Mere & Marsh')
    expect(textOf(about)).toContain('a map of what neighbours in Mere & Marsh start when nobody else will')
    expect(textOf(areas)).toMatch(/points of light in Mere & Marsh/)
    expect(areas).toContain('content="Points of light in Mere &amp; Marsh, by 2 districts')
    expect(map).toMatch(
      /content="A night map of [\d,]+ points of light in Mere &amp; Marsh, and the list of them/,
    )
    expect(data).toContain('Map of Little Lamps')
    for (const text of [home, about, areas, map, data, embed]) expect(text).not.toContain('Lanterns')
    const [listings = '', account, people] = await Promise.all(
      ['/admin/initiatives', '/account', '/admin/people'].map(async path => (await ada.get(path)).text),
    )
    const desk = textOf(listings)
    expect(desk).toContain('You look after Mere & Marsh.')
    expect(desk).toMatch(/Little Lamps editors .* Your account Sign out/)
    expect(listings).toMatch(/<a href="\/account" title="[^"]*Mere &amp; Marsh[^"]*"/)
    expect(textOf(account ?? '')).toContain('Admin, for Mere & Marsh')
    expect(textOf(people ?? '')).toContain('Mere & Marsh')
    const { rp } = await site.context.passkeys.askToMake({ id: 1, email: 'a@b.example', name: 'A' }, [])
    expect(rp.name).toBe('Little Lamps')
    await set({})
    expect(await read()).toEqual(before)
  })

  it('are in every letter that is written from then on', async () => {
    await set({ site_name: 'Little Lamps' })
    await ada
      .post('/admin/people', { name: 'Di', email: 'di@quay.example', role: 'editor', reach: 'whole' })
      .expect(303)
    const letter = site.db.prepare('select subject, body_text from outbox order by id desc').get()
    expect(letter).toMatchObject({
      subject: 'You can now sign in to Little Lamps as an editor',
      body_text: expect.stringContaining('-- \nLittle Lamps\n'),
    })
  })

  it('changed in one process are changed in every other at once', async () => {
    const where = folder()
    const one = await openSite({ folder: where, cast: {} })
    const other = openDatabase(where)
    const theirs = makeSettings(other, { SITE_NAME: 'Lanterns' })
    expect(theirs.now().site_name).toBe('Lanterns')
    const admin = signedIn(one, { role: 'admin' })
    const seen = seenIn((await admin.get('/admin/settings')).text)
    await admin.post('/admin/settings', { ...nothing, site_name: 'Little Lamps', seen }).expect(303)
    expect(theirs.now().site_name).toBe('Little Lamps')
    theirs.save({ ...nothing, site_name: 'Glow-worms' } as Parameters<typeof theirs.save>[0])
    expect((await one.get('/')).text).toContain('<title>Glow-worms</title>')
    other.close()
    one.db.close()
  })

  it('with a fault come back with the words that were typed, and nothing is changed', async () => {
    const answer = await set({
      site_name: 'Little Lamps',
      contact: 'nobody',
      trust_after: '-1',
      home_title: 'x'.repeat(81),
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('value="Little Lamps"')
    for (const words of ['Enter an e-mail address', 'Enter a whole number', 'Use 80 characters or fewer'])
      expect(answer.text).toContain(words)
    expect(site.context.settings.own()).toEqual({})
  })

  it('changed by two admins at once: the second sees what the first wrote', async () => {
    const seen = seenIn((await ada.get('/admin/settings')).text)
    await set({ site_name: 'Little Lamps' })
    const { text } = await ada
      .post('/admin/settings', { ...nothing, patch_name: 'The Mere', seen })
      .expect(422)
    expect(text).toContain('Somebody changed this meanwhile')
    expect(text).toContain('Little Lamps')
    expect(site.context.settings.now()).toMatchObject({ site_name: 'Little Lamps', patch_name: '' })
  })

  it('are noted by their names alone', async () => {
    await set({ contact: 'ring@lamps.example' })
    const [deed] = site.context.audit.page(1, 1)
    expect(deed).toMatchObject({ action: 'change', subject_kind: 'setting', detail: { fields: ['contact'] } })
    expect(JSON.stringify(deed)).not.toContain('lamps')
  })
})

describe('a keeper', () => {
  it('is trusted after as many accepted changes as the settings say, until an editor says otherwise', async () => {
    const { context } = site
    const { keepers, proposals, clock } = context
    const id = site.db.prepare('select min(id) from initiative').pluck().get() as number
    const { person } = signedIn(site, { role: 'organiser', email: 'cy@quay.example' })
    keepers.add(id, person.id, clock().toISOString())
    const accept = () =>
      proposals.add({
        ...{ kind: 'edit', status: 'approved', initiative_id: id, person_id: person.id },
        decided_at: clock().toISOString(),
      })
    accept()
    accept()
    expect(keepers.isTrusted(person.id, id)).toBe(false)
    await set({ trust_after: '3' })
    expect(keepers.isTrusted(person.id, id)).toBe(false)
    accept()
    expect(keepers.isTrusted(person.id, id)).toBe(true)
    expect(keepers.of(id)).toMatchObject([{ person_id: person.id, is_trusted: true }])
    await ada.post(`/admin/initiatives/${id}/keepers/${person.id}/trust`, { trusted: 'no' }).expect(303)
    expect(keepers.isTrusted(person.id, id)).toBe(false)
    await ada.post(`/admin/initiatives/${id}/keepers/${person.id}/trust`, { trusted: 'yes' }).expect(303)
    await set({ trust_after: '0' })
    expect(keepers.isTrusted(person.id, id)).toBe(true)
  })
})
