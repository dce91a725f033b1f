import { describe, expect, it } from 'vitest'
import { migrate, readMigrations } from '../../../src/platform/database/migrate.ts'
import { openMemory } from '../../support/database.ts'
import { countedFacts, countedGlow, keptFacts, keptGlow } from '../../support/facts.ts'
import { formIn } from '../../support/forms.ts'
import { countedLights, recount } from '../../support/lights.ts'
import { textOf, textsIn } from '../../support/page.ts'
import { signedIn } from '../../support/people.ts'
import { openSite } from '../../support/site.ts'
import type { CastMember } from '../../support/town/north.ts'

/** As little as anybody can say of something at an address. */
const beans: CastMember = {
  name: 'Quay Beans',
  summary: 'Beans on the quay.',
  categories: ['community-garden'],
  postcode: 'ZZ1 1AA',
  sessions: [{ days: [2], opens: '11:00', closes: '12:00' }],
  phone: '01632 960123',
  confirmed_on: '2026-06-01',
}
const FIELDS = ['cost', 'referral', 'booking', 'organisation_kind'] as const
const all = { cost: 'free', referral: 'none', booking: 'drop_in', organisation_kind: 'informal' } as const

describe('what nobody said of a project', () => {
  it('is not stated on its page, which says to ask and how', async () => {
    const { text } = await (await openSite({ cast: { beans } })).get('/initiatives/quay-beans').expect(200)
    expect(textsIn(text, '<p class="turn-up-answer')).toEqual(['Ask first.'])
    expect(textsIn(text, '<p class="turn-up-detail')).toEqual([
      'Nobody has told us whether you have to book, or need a referral.',
    ])
    expect(text).toMatch(/<a class="button button-main" href="tel:01632960123"/)
    const page = textOf(text)
    for (const words of [
      'Cost Not stated. Ask what it costs',
      'Referral Not stated. Ask whether you need one',
      'Booking Not stated. Ask before you go',
      'Getting in Not stated. Ask before you go',
    ])
      expect(page).toContain(words)
    expect(page).not.toMatch(/\b(Free|Drop in|Not needed|Informal group|Just come along)\b/)
  })

  it('is promised on no card, on no first page and under no filter', async () => {
    const { get } = await openSite({ cast: { beans, free: { ...beans, ...all, name: 'Quay Peas' } } })
    const list = (await get('/initiatives')).text
    const [, facts] = textsIn(list, '<ul class="facts')
    expect(facts).toBe('Ask first Cost not stated Steps not stated Next today 11am')
    const [entry = ''] = textsIn((await get('/')).text, '<li class="agenda-entry"').filter(text =>
      text.includes('Quay Beans'),
    )
    expect(entry).toContain('Ask first , 11am to noon')
    for (const cost of ['free', 'donation', 'paid'])
      expect(textOf((await get(`/initiatives?cost=${cost}`)).text), cost).not.toContain('Quay Beans')
    expect((await get('/initiatives?cost=free')).text).toContain('Quay Peas')
    expect(textOf(list)).toMatch(/Free \( ?1 ?\).* Paid \( ?0 ?\)/)
    for (const nothing of ['', 'not+stated'])
      expect(textOf((await get(`/initiatives?cost=${nothing}`).redirects(1)).text)).toContain(
        '2 points of light',
      )
  })

  it('is an empty cell in the files, and an empty word in those for programs', async () => {
    const { get } = await openSite({ cast: { beans } })
    const { properties } = (await get('/initiatives.geojson')).body.features[0]
    expect(FIELDS.map(name => properties[name])).toEqual(['', '', '', ''])
    const [head = '', row = ''] = (await get('/initiatives.csv')).text.split('\n')
    expect(row.split(',')[head.split(',').indexOf('cost')]).toBe('')
    expect((await get('/initiatives.atom')).text).not.toMatch(/free/i)
    expect(textOf((await get('/open-data')).text)).toContain('free, donation, paid; empty where nobody said')
  })

  it('is said once somebody says it, and can be taken back', async () => {
    const site = await openSite({ cast: { beans } })
    const ada = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
    const edit = '/admin/initiatives/1/edit'
    const form = formIn((await ada.get(edit).expect(200)).text)
    expect(form).toMatchObject({ cost: '', referral: '', booking: '', organisation_kind: '' })
    await ada.post(edit, form).expect(303)
    expect(site.context.reader.entered(1)?.fields).toMatchObject({ cost: '', booking: '' })
    await ada.post(edit, { ...form, ...all }).expect(303)
    expect((await site.get('/initiatives?cost=free')).text).toContain('Quay Beans')
    await ada.post(edit, formIn((await ada.get(edit)).text)).expect(303)
    expect(site.context.reader.entered(1)?.fields).toMatchObject(all)
    const again = { ...formIn((await ada.get(edit)).text), cost: '' }
    await ada.post(edit, again).expect(303)
    expect(site.context.reader.entered(1)?.fields).toMatchObject({ ...all, cost: '' })
    expect((await site.get('/initiatives?cost=free')).text).not.toContain('Quay Beans')
    expect(keptFacts(site.db)).toEqual(countedFacts(site.db))
  })

  it('is chosen for no editor either who adds a listing, and a place nobody spoke of is not shown exactly', async () => {
    const site = await openSite({ cast: {} })
    const ada = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
    const { text } = await ada.get('/admin/initiatives/new').expect(200)
    const ticked = [...text.matchAll(/<input type="radio"[^>]* name="(\w+)"[^>]* checked/g)].map(
      ([, name]) => name,
    )
    expect(ticked).toEqual(['where_kind', 'status'])
    const { name = '', summary = '', postcode = '' } = beans
    const sent = { ...formIn(text), name, summary, postcode, categories: 'community-garden' }
    await ada.post('/admin/initiatives/new', sent).expect(303)
    expect(site.context.reader.entered(1)?.fields).toMatchObject({
      ...{ cost: '', referral: '', booking: '', organisation_kind: '', precision: 'neighbourhood' },
    })
  })
})

describe('a database of the version before', () => {
  const BEFORE = readMigrations().findIndex(({ name }) => name.endsWith('_unsaid.sql'))
  const said = 'select id, cost, cost_note, referral, booking, organisation_kind from initiative order by id'
  const schema = `select type, name from sqlite_schema where name <> 'sqlite_sequence' order by type, name`

  function oldDatabase() {
    const db = openMemory()
    migrate(db, readMigrations().slice(0, BEFORE))
    db.exec(`
      insert into initiative (id, uuid, slug, name, summary, where_kind, precision, shown_lat, shown_lon, cost, cost_note,
        referral, booking, organisation_kind, status, confirmed_on, confirmed_by, created_at, updated_at)
      values
        (1, 'a', 'a', 'Ash', 'Seeds.', 'address', 'exact', 51.5, 1.1, 'free', 'Ask to be sure', 'none', 'contact_first',
          'informal', 'active', '2026-06-01', 'editor', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
        (2, 'b', 'b', 'Beech', 'Toast.', 'address', 'exact', 51.6, 1.2, 'paid', '£2', 'agency', 'book',
          'coop', 'active', '2026-05-01', 'editor', '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z'),
        (3, 'c', 'c', 'Cedar', 'Tea.', 'online', 'exact', null, null, 'donation', '', 'self', 'drop_in',
          'charity', 'ended', '2026-05-01', 'editor', '2026-01-03T00:00:00Z', '2026-01-03T00:00:00Z');
      insert into initiative_private (initiative_id, street) values (1, 'Quay Lane'), (2, 'Clay Lane');
      insert into initiative_category values (1, 1, 0), (2, 2, 0);
      insert into session (initiative_id, days, opens, closes) values (1, 2, '10:00', '12:00');
      insert into need (initiative_id, kind, title) values (2, 'people', 'Hands');
      insert into revision (initiative_id, number, fields, slug, made_at, made_as)
        values (1, 1, '{"cost":"free"}', 'a', '2026-01-01T00:00:00Z', 'editor');`)
    return db
  }

  it('says after the change what it said before, and everything that follows from it stands', () => {
    const db = oldDatabase()
    const seen = () => ({
      ...{
        said: db.prepare(said).all(),
        facts: keptFacts(db),
        glow: keptGlow(db),
        lights: countedLights(db),
      },
      rest: [
        'initiative_private',
        'initiative_category',
        'session',
        'need',
        'revision',
        'initiative_point',
      ].map(table => db.prepare(`select * from ${table}`).all()),
      schema: db.prepare(schema).all(),
    })
    const before = seen()
    migrate(db, readMigrations().slice(0, BEFORE + 1))
    expect(seen()).toEqual(before)
    expect(before.said).toMatchObject([{ cost: 'free' }, { cost: 'paid' }, { cost: 'donation' }])
    expect(keptFacts(db)).toEqual(countedFacts(db))
    expect(keptGlow(db)).toEqual(countedGlow(db))
    recount(db)
    expect(countedLights(db)).toEqual(before.lights)
    expect(
      db.prepare("select rowid from initiative_fts where initiative_fts match 'seeds'").all(),
    ).toHaveLength(1)
    expect(db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(db.pragma('foreign_key_check')).toEqual([])
  })

  it('keeps up with what is said from then on, and takes nothing that is no answer', () => {
    const db = oldDatabase()
    migrate(db)
    db.exec("update initiative set cost = '' where id = 1; update initiative set cost = 'free' where id = 2")
    expect(keptFacts(db)).toEqual(countedFacts(db))
    expect(db.prepare('select id from initiative_trait where trait in (0, 1, 2)').pluck().all()).toEqual([2])
    for (const name of FIELDS)
      expect(() => db.exec(`update initiative set ${name} = 'unknown'`), name).toThrow(/CHECK/)
    db.exec('delete from initiative')
    for (const table of ['initiative_facts', 'initiative_point', 'light', 'session', 'initiative_glow'])
      expect(db.prepare(`select count(*) from ${table}`).pluck().get(), table).toBe(0)
  })
})
