import { describe, expect, it } from 'vitest'
import type { InitiativeFields } from '../../../src/features/initiatives/fields.ts'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { openDesk } from '../../support/desk.ts'
import { formIn } from '../../support/forms.ts'
import { textOf } from '../../support/page.ts'
import { signedIn, type Visitor } from '../../support/people.ts'
import { list } from '../../support/site.ts'
import { town } from '../../support/town.ts'

/** Makes one of two as its page offers it, with the mail on it read. */
async function mergeAsRead(editor: Visitor, id: number, into: number): Promise<number> {
  const path = `/admin/initiatives/${id}/merging`
  const page = await editor.get(`${path}?into=${into}`)
  const values = { ...formIn(page.text), stays: String(into) }
  const first = await editor.post(path, values)
  const again = first.status === 200 ? await editor.post(path, formIn(first.text)) : first
  return again.status
}

async function openPast() {
  const desk = await openDesk()
  const { site } = desk
  const { reader, saver, revisions } = site.context
  const said = (id = 1) => reader.entered(id)?.fields as InitiativeFields
  const change = (more: Partial<InitiativeFields>, person_id: number | null = null, id = 1) =>
    inTransaction(site.db, () =>
      saver.save({ ...said(id), ...more }, { id, made: { person_id, made_as: 'editor', why: 'A reason' } }),
    )
  const latest = (id = 1) => String(revisions.latest(id)?.number ?? 0)
  /** Everything a listing is made of, in every table and index. */
  const rows = (id = 1) => {
    const all = (sql: string) => site.db.prepare(sql).all({ id })
    return {
      own: (all('select * from initiative where id = :id') as object[]).map(row => ({
        ...row,
        updated_at: '',
      })),
      secret: all('select * from initiative_private where initiative_id = :id'),
      areas: all('select * from initiative_area where initiative_id = :id order by area_id, role'),
      kinds: all('select * from initiative_category where initiative_id = :id order by position'),
      sessions: all(
        'select days, weeks, opens, closes, note from session where initiative_id = :id order by id',
      ),
      needs: all('select kind, title, detail, until from need where initiative_id = :id order by id'),
      point: all('select * from initiative_point where id = :id'),
      words: site.db
        .prepare("select rowid from initiative_fts where initiative_fts match 'uniform' order by rowid")
        .all(),
    }
  }
  const bringBack = (number: number, who = desk.editor, id = 1) =>
    who.post(`/admin/initiatives/${id}/revisions/${number}/restoration`, { seen: latest(id) })
  return { ...desk, said, change, latest, rows, bringBack, revisions }
}

describe('what a listing said', () => {
  it('comes back byte for byte, in every table and index', async () => {
    const { change, rows, said, bringBack } = await openPast()
    change({ audience: 'First' })
    const [before, fields] = [rows(), said()]
    change({
      name: 'Something Else',
      postcode: 'ZZ3 1AG',
      lat: null,
      lon: null,
      venue: '',
      sessions: [],
      needs: [],
      audience: '',
    })
    expect(rows()).not.toEqual(before)
    await bringBack(2).expect(303)
    expect(said()).toEqual(fields)
    expect(rows()).toEqual(before)
  })

  it('is compared between any two moments', async () => {
    const { change, editor } = await openPast()
    change({ audience: 'Everybody' })
    change({ audience: 'Nobody' })
    const { text } = await editor.get('/admin/initiatives/1/revisions').expect(200)
    expect(text).toContain('Revision 3')
    expect(text).toContain('A reason')
    const compared = await editor.get('/admin/initiatives/1/revisions/comparison?from=2&to=3').expect(200)
    expect(compared.text).toContain('<span class="unseen">removed: </span>Everybody')
    await editor.get('/admin/initiatives/1/revisions/comparison?from=2&to=9').expect(404)
  })

  it('is not brought back over what somebody changed since the page was made, nor from elsewhere', async () => {
    const { change, editor, editorCalled, bringBack, latest, said } = await openPast()
    change({ audience: 'One' })
    const seen = latest()
    change({ audience: 'Two' })
    await editor.post('/admin/initiatives/1/revisions/1/restoration', { seen }).expect(409)
    const elsewhere = editorCalled('Hal Far', { areas: ['farness'] })
    await bringBack(1, elsewhere).expect(404)
    await elsewhere.get('/admin/initiatives/1/revisions').expect(404)
    await elsewhere.get('/admin/initiatives/1/revisions/comparison?from=1&to=2').expect(404)
    expect(said().audience).toBe('Two')
  })

  it('is not brought back to where an editor looks after nothing', async () => {
    const moved = { postcode: 'ZZ3 1AG', lat: null, lon: null }
    const { change, editorCalled, bringBack } = await openPast()
    change({ ...moved, venue: '' })
    change({ postcode: 'ZZ1 1AA', lat: null, lon: null })
    await bringBack(2, editorCalled('Al Old', { areas: ['saltmere'] })).expect(404)
  })
})

describe('all that somebody did', () => {
  it('is shown beforehand and undone at once, but for what others changed since', async () => {
    const { change, editor, editorCalled, said, site } = await openPast()
    const vandal = editorCalled('Van Dal')
    const [bank, swap] = [said(1), said(2)]
    site.setNow('2026-06-03T12:00:00Z')
    change({ audience: 'Bad' }, vandal.person.id)
    change({ bring: 'Worse' }, vandal.person.id)
    change({ audience: 'Bad too' }, vandal.person.id, 2)
    change({ audience: 'And this' }, vandal.person.id, 3)
    change({ bring: 'Ours' }, null, 3)
    change({ phone: '01632 960999' }, vandal.person.id, 3)
    const path = `/admin/changes/${vandal.person.id}`
    const since = '2026-06-03T12:00:00.000Z'
    const { text } = await editor.get(`${path}?since=${since}`).expect(200)
    expect(text).toContain('Undo it on 2 listings')
    expect(text).toContain('somebody else changed it since')
    expect(said().audience).toBe('Bad')
    const { headers } = await editor.post(`${path}/undoing`, { since }).expect(303)
    expect((await editor.get(headers.location as string)).text).toContain('Undone on 2 listings.')
    expect([said(1), said(2)]).toEqual([bank, swap])
    expect(said(3)).toMatchObject({ audience: 'And this', bring: 'Ours' })
  })

  it('is undone by an editor within their areas only', async () => {
    const { change, editorCalled, said } = await openPast()
    const vandal = editorCalled('Van Dal')
    const local = editorCalled('Hal Far', { areas: ['farness'] })
    change({ audience: 'Bad' }, vandal.person.id)
    change({ audience: 'Bad too' }, vandal.person.id, 3)
    const since = '2020-01-01T00:00:00.000Z'
    const { text } = await local.get(`/admin/changes/${vandal.person.id}?since=${since}`).expect(200)
    expect(text).not.toContain('Old Town Uniform Bank')
    await local.post(`/admin/changes/${vandal.person.id}/undoing`, { since }).expect(303)
    expect([said(1).audience, said(3).audience]).toEqual(['Bad', ''])
  })

  it('counts what was accepted from them, takes down what they listed, and brings back what they took down', async () => {
    const { ask, editor, site, said } = await openPast()
    const sam = site.context.people.meet('sam@bank.example', site.context.clock())
    const one = ask({ asked: { audience: 'From Sam' }, person_id: sam.id })
    await editor.decide(one.id, 'approval')
    const fresh = ask({
      kind: 'new',
      initiative_id: null,
      asked: { ...said(2), name: 'Sam’s Swap' } as never,
    })
    await editor.decide(fresh.id, 'approval')
    const since = '2020-01-01T00:00:00.000Z'
    await editor.post(`/admin/changes/${sam.id}/undoing`, { since }).expect(303)
    expect(said(1).audience).toBe('Anyone with a child at school')
    expect(said(4)).toBeUndefined()
    await editor.post('/admin/initiatives/2/unpublication', { reason: 'By mistake' }).expect(303)
    expect(said(2)).toBeUndefined()
    await editor.post(`/admin/changes/${editor.person.id}/undoing`, { since }).expect(303)
    expect(said(2)).toBeDefined()
  })
})

describe('a listing on the desk', () => {
  it('is found by its name, within an editor’s areas', async () => {
    const { editor, editorCalled } = await openPast()
    for (const q of ['uniform', 'UNIF', 'bank old', 'unif+b'])
      expect((await editor.get(`/admin/initiatives?q=${q}`)).text, q).toContain('1 listing')
    expect((await editor.get('/admin/initiatives?q=%25')).text).toContain('No listing by that name')
    const elsewhere = editorCalled('Hal Far', { areas: ['farness'] })
    const { text } = await elsewhere.get('/admin/initiatives')
    expect(text).not.toContain('Old Town Uniform Bank')
    for (const page of ['', '/merging', '/revisions'])
      await elsewhere.get(`/admin/initiatives/1${page}`).expect(404)
    for (const act of ['unpublication', 'publication', 'merging', 'keepers/1/trust', 'keepers/1/removal'])
      await elsewhere
        .post(`/admin/initiatives/1/${act}`, { reason: 'x', into: '3', trusted: 'yes' })
        .expect(404)
  })

  it('is found among those taken down by the editors of its areas, however many others came later', async () => {
    const { editor, editorCalled, site } = await openPast()
    const { publishing } = site.context
    const made = { person_id: null, made_as: 'system', why: '' } as const
    const first = town.cast.ferryGreenGrowers
    await editor.post('/admin/initiatives/3/unpublication', { reason: 'The first of all' }).expect(303)
    site.setNow(new Date(Date.parse(town.now) + 3_600_000).toISOString())
    list(
      site.context,
      Array.from({ length: 130 }, (_, n) => ({ ...town.cast.uniformBank, name: `Rail ${n + 100}` })),
    )
    const ids = site.db
      .prepare("select id from initiative where name like 'Rail %'")
      .pluck()
      .all() as number[]
    inTransaction(site.db, () => {
      for (const id of ids) publishing.unpublish(id, 'All at once', made)
    })
    const [there, here] = [
      editorCalled('Hal Far', { areas: ['farness'] }),
      editorCalled('Al Old', { areas: ['saltmere/old-town'] }),
    ]
    const open = async (who: typeof there, more = '') =>
      textOf((await who.get(`/admin/initiatives?show=down${more}`).expect(200)).text)
    expect(await open(there)).toMatch(new RegExp(`1 listing taken down ${first.name} .*: The first of all`))
    expect(await open(here)).toContain('130 listings taken down')
    expect(await open(here)).not.toContain(first.name)
    expect(await open(here, '&page=5')).toMatch(/Rail 10[0-9]/)
    expect(await open(editor, '&page=5')).toContain(first.name)
    expect(await open(editor, '&q=rail+11')).toContain('10 listings taken down')
    await there.post('/admin/initiatives/3/publication').expect(303)
    expect(await open(there)).toContain('Nothing was taken down')
  })

  it('is taken down with a reason, and published again as it was', async () => {
    const { editor, site, rows } = await openPast()
    const before = rows()
    expect((await editor.post('/admin/initiatives/1/unpublication', { reason: ' ' })).status).toBe(422)
    await editor.post('/admin/initiatives/1/unpublication', { reason: 'It has closed' }).expect(303)
    await site.get('/initiatives/old-town-uniform-bank').expect(410)
    expect((await editor.get('/admin/initiatives?show=down')).text).toContain('It has closed')
    await editor.post('/admin/initiatives/1/publication').expect(303)
    await site.get('/initiatives/old-town-uniform-bank').expect(200)
    expect(rows()).toEqual(before)
  })

  it('is made one with another of the same editor, and its address leads there', async () => {
    const { editor, editorCalled, site } = await openPast()
    const local = editorCalled('Al Old', { areas: ['saltmere'] })
    await local.post('/admin/initiatives/3/merging', { into: '2' }).expect(404)
    await editor.post('/admin/initiatives/2/merging', { into: '2' }).expect(404)
    await editor.post('/admin/initiatives/2/merging', { into: '1' }).expect(303)
    const { headers } = await site.get('/initiatives/marjoram-baby-swap').expect(302)
    expect(headers.location).toBe('/initiatives/old-town-uniform-bank')
    expect(site.context.reader.entered(2)).toBeUndefined()
  })

  it('is made two again: whoever came to keep the other by it keeps that no longer', async () => {
    const { editor, site, latest } = await openPast()
    const { keepers, people, clock } = site.context
    const [own, both] = ['kit', 'bo'].map(name => people.meet(`${name}@bank.example`, clock()).id)
    const kept = (id: number) => keepers.of(id).map(({ person_id }) => person_id)
    const keep = (id: number, person = 0) =>
      inTransaction(site.db, () => keepers.add(id, person, clock().toISOString()))
    for (const [id, person] of [
      [2, own],
      [2, both],
      [1, both],
    ] as const)
      keep(id, person)
    site.setNow('2026-06-09T09:00:00Z')
    for (const back of ['publication', 'revisions/1/restoration']) {
      expect(await mergeAsRead(editor, 2, 1)).toBe(303)
      expect(kept(1).toSorted()).toEqual([own, both].toSorted())
      const seen = back === 'publication' ? {} : { seen: latest(2) }
      await editor.post(`/admin/initiatives/2/${back}`, seen).expect(303)
      expect([kept(1), kept(2).toSorted()]).toEqual([[both], [own, both].toSorted()])
    }
  })

  it('has keepers whom an editor trusts or removes', async () => {
    const { editor, site } = await openPast()
    const { keepers, people, clock } = site.context
    const sam = people.meet('sam@bank.example', clock())
    inTransaction(site.db, () => keepers.add(1, sam.id, clock().toISOString()))
    await editor.post(`/admin/initiatives/1/keepers/${sam.id}/trust`, { trusted: 'yes' }).expect(303)
    expect(keepers.isTrusted(sam.id, 1)).toBe(true)
    await editor.post(`/admin/initiatives/1/keepers/${sam.id}/removal`).expect(303)
    expect(keepers.of(1)).toEqual([])
  })
})

describe('the record', () => {
  it('says who did what, by the name they have now, and cannot be changed', async () => {
    const { editor, site } = await openPast()
    await editor.post('/admin/initiatives/1/unpublication', { reason: 'Secret words' })
    const admin = signedIn(site, { role: 'admin' })
    const { text } = await admin.get('/admin/audit').expect(200)
    expect(text).toContain('Unpublication')
    expect(text).toContain('Ed Quay')
    expect(text).not.toContain('Secret words')
    await editor.get('/admin/audit').expect(403)
    const stored = site.db.prepare('select group_concat(detail || action) from audit').pluck().get()
    expect(String(stored)).not.toMatch(/Ed Quay|@/)
    expect(() => site.db.exec("update audit set action = 'x'")).toThrow('cannot be changed')
    expect(() => site.db.exec('delete from audit')).toThrow('cannot be deleted')
  })

  it('calls what was changed as people know it', async () => {
    const { site } = await openPast()
    const deed = { person_id: null, made_as: 'system', subject_id: 1 } as const
    const note = (subject_kind: string, detail: Record<string, string | boolean | string[]>) =>
      site.context.audit.note({ ...deed, action: 'change', subject_kind, detail })
    note('initiative', { fields: ['public_email', 'access_step_free'] })
    note('proposal', { kind: 'edit', taken: ['cost_note'] })
    note('crossing', { is_open: false })
    note('setting', { fields: ['patch_name'] })
    note('initiative', { reason: 'closed' })
    const text = textOf((await signedIn(site, { role: 'admin' }).get('/admin/audit')).text)
    expect(text).toContain('fields: E-mail address to show, Step-free')
    expect(text).toContain('kind: Changed; taken: About the cost')
    expect(text).toContain('is open: no')
    expect(text).toContain('fields: patch name')
    expect(text).toContain('reason: It has closed or moved away')
    expect(text).not.toMatch(/[a-z]_[a-z]/)
  })

  it('leaves nothing out between one page and the next', async () => {
    const { site } = await openPast()
    const deed = { person_id: null, made_as: 'system', subject_kind: 'listings', subject_id: null } as const
    inTransaction(site.db, () => {
      for (let n = 1; n <= 120; n++) site.context.audit.note({ ...deed, action: `deed ${n}.` })
    })
    const admin = signedIn(site, { role: 'admin' })
    const pages = await Promise.all([1, 2, 3].map(page => admin.get(`/admin/audit?page=${page}`).expect(200)))
    const noted = pages.flatMap(({ text }) => [...text.matchAll(/Deed (\d+)\./g)].map(([, n]) => Number(n)))
    expect(noted).toEqual(Array.from({ length: 120 }, (_, n) => 120 - n))
  })
})
