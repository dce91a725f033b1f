import { beforeEach, describe, expect, it } from 'vitest'
import { inTransaction } from '../../src/platform/database/open.ts'
import { openDesk } from '../support/desk.ts'
import { formIn } from '../support/forms.ts'
import { keeperOf } from '../support/keeping.ts'
import { signedIn, type Visitor } from '../support/people.ts'
import { list, type Site } from '../support/site.ts'
import { town } from '../support/town.ts'

const { ferryGreenGrowers, adviceLine } = town.cast
type Desk = Awaited<ReturnType<typeof openDesk>>
const SECRETS = [
  'Quillfeather',
  'Lampmaker',
  'lampmakers.example',
  'Thimble',
  'Gumdrop',
  'Marzipan',
  'Periwinkle',
  'Nutmeg',
]
const GROWERS = 3
const LINE = 4
const CLOSED = 5

describe('an editor of Saltmere', () => {
  let site: Site
  let desk: Desk
  let here: Visitor & { decide: Desk['editor']['decide'] }
  beforeEach(async () => {
    desk = await openDesk()
    site = desk.site
    here = desk.editorCalled('Sal Mere', { areas: ['saltmere'] })
    list(site.context, [adviceLine, { ...ferryGreenGrowers, name: 'Thimble Growers', postcode: 'ZZ3 1AB' }])
  })

  it('reads nothing that is kept of Farness, whatever they follow, type or put together', async () => {
    await hideSecrets(desk)
    const seen = new Map<string, string>()
    const waiting = addressesToTry(site)
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      if (seen.has(path)) continue
      const { status, text } = await here.get(path)
      expect(status, path).toBeLessThan(500)
      seen.set(path, text)
      const told = SECRETS.filter(secret => text.includes(secret))
      expect(told, path).toEqual([])
      for (const [, href = ''] of text.matchAll(/href="(\/admin[^"#]*)"/g))
        waiting.push(href.replaceAll('&amp;', '&'))
    }
    expect(seen.size).toBeGreaterThan(150)
    // The same addresses tell those who look after the whole patch.
    const all = await Promise.all([...seen.keys()].slice(0, 120).map(path => desk.editor.get(path)))
    const told = SECRETS.filter(secret => all.some(({ text }) => text.includes(secret)))
    expect(told).toEqual(SECRETS)
  })

  it('finds nothing that lies in Farness or nowhere in particular, and no number of it', async () => {
    const found = async (query: string) => {
      const { text } = await here.get(`/admin/initiatives?${query}`)
      return [ferryGreenGrowers.name, adviceLine.name].filter(name => text.includes(name))
    }
    for (const query of ['', 'q=ferry', 'q=advice', `area=${desk.idOf('farness')}`, 'page=2', 'q=%25'])
      expect(await found(query), query).toEqual([])
    expect((await desk.editor.get('/admin/initiatives?q=ferry')).text).toContain(ferryGreenGrowers.name)
  })

  it('neither moves a listing out nor brings one in, by any of the ways there are', async () => {
    const before = placesIn(site)
    const edit = async (id: number, typed: Record<string, string>) => {
      const path = `/admin/initiatives/${id}/edit`
      return (await here.post(path, { ...formIn((await here.get(path)).text), ...typed })).status
    }
    expect(await edit(1, { postcode: 'ZZ3 1AG', lat: '', lon: '' })).toBe(422)
    expect(await edit(1, { serves: 'Farness' })).toBe(422)
    expect(await edit(1, { where_kind: 'online', serves: '' })).toBe(422)
    expect(await edit(GROWERS, { postcode: 'ZZ1 1AA' })).toBe(404)
    expect(await edit(LINE, { where_kind: 'address', postcode: 'ZZ1 1AA' })).toBe(404)
    const form = formIn((await here.get('/admin/initiatives/1/edit')).text)
    const { revision, ...fresh } = {
      ...form,
      name: 'Elsewhere',
      postcode: 'ZZ3 1AG',
      lat: '',
      lon: '',
    } as Record<string, string>
    await here.post('/admin/initiatives/new', fresh).expect(422)
    // They may ask for it, and whoever looks after both decides.
    await here.post('/admin/initiatives/1/merging', { into: String(GROWERS) }).expect(303)
    await here.post(`/admin/initiatives/${GROWERS}/merging`, { into: '1' }).expect(404)
    expect(placesIn(site)).toBe(before)
  })

  it('brings back no revision that lies elsewhere, and undoes nobody there', async () => {
    const edited = async (who: Visitor, typed: Record<string, string>) => {
      const path = '/admin/initiatives/1/edit'
      await who.post(path, { ...formIn((await who.get(path)).text), ...typed }).expect(303)
    }
    await edited(desk.editor, { postcode: 'ZZ3 1AG', lat: '', lon: '' })
    await here.get('/admin/initiatives/1').expect(404)
    await edited(desk.editor, { postcode: 'ZZ1 1AA', lat: '', lon: '' })
    const seen = String(site.context.revisions.latest(1)?.number)
    await here.post('/admin/initiatives/1/revisions/2/restoration', { seen }).expect(404)
    const other = '/admin/initiatives/3/edit'
    await desk.editor
      .post(other, { ...formIn((await desk.editor.get(other)).text), bring: 'Boots' })
      .expect(303)
    const before = placesIn(site)
    const since = '2020-01-01T00:00:00.000Z'
    await here.post(`/admin/changes/${desk.editor.person.id}/undoing`, { since })
    expect(placesIn(site)).toBe(before)
    expect(site.context.reader.entered(GROWERS)?.fields.bring).toBe('Boots')
  })

  it('decides on nothing of several as soon as one lies elsewhere, and undoes none of them', async () => {
    const change = { asked: { bring: 'A bag' }, base: { bring: '' } }
    const [mine, theirs] = [
      desk.ask(change),
      desk.ask({ ...change, initiative_id: GROWERS, areas: ['farness'] }),
    ]
    const seen = [mine, theirs].map(({ id }) => `${id}.1.${desk.seenOf(id).revision}`).join()
    for (const action of ['approval', 'rejection', 'spam'])
      await here.post('/admin/queue/decisions', { action, seen, reason: 'checked', reply: 'No.' }).expect(404)
    await here.get(`/admin/queue/decisions?action=approval&id=${mine.id}&id=${theirs.id}`).expect(404)
    for (const { id } of [mine, theirs]) await desk.editor.decide(id, 'approval').expect(303)
    await here.post('/admin/queue/undoings', { ids: `${mine.id},${theirs.id}` }).expect(404)
    const statuses = [mine, theirs].map(({ id }) => site.context.proposals.find(id)?.status)
    expect(statuses).toEqual(['approved', 'approved'])
  })

  it('has nothing of what an admin has, and nothing at all the moment their areas change', async () => {
    for (const path of [
      '/admin/audit',
      '/admin/people',
      '/admin/mail',
      '/admin/settings',
      '/admin/personal-data',
      '/admin/import',
    ])
      await here.get(path).expect(403)
    const admin = signedIn(site, { role: 'admin' })
    const form = { name: 'Sal Mere', role: 'editor', reach: 'areas', areas: String(desk.idOf('farness')) }
    await here.post(`/admin/people/${here.person.id}`, { ...form, role: 'admin' }).expect(403)
    await here.get('/admin/initiatives/1').expect(200)
    await admin.post(`/admin/people/${here.person.id}`, form).expect(303)
    const turned = await here.get('/admin/initiatives/1').expect(303)
    expect(turned.headers.location).toMatch(/^\/sign-in\?next=/)
    await here.post('/admin/initiatives/1/unpublication', { reason: 'Mine no more' }).expect(403)
    const again = desk.editorCalled('Sal Mere', { areas: ['farness'] })
    await again.get('/admin/initiatives/1').expect(404)
    await again.get(`/admin/initiatives/${GROWERS}`).expect(200)
  })
})

/** Each thing that may not be told stands in another place of what is kept of Farness. */
async function hideSecrets({ site, ask, editor }: Desk): Promise<void> {
  const { context, db } = site
  const path = `/admin/initiatives/${GROWERS}/edit`
  const form = formIn((await editor.get(path)).text)
  await editor
    .post(path, {
      ...form,
      street: '9 Quillfeather Street',
      organiser_emails: 'a@lampmakers.example',
      why: 'Lampmaker moved',
    })
    .expect(303)
  keeperOf(site, GROWERS, 'dora@lampmakers.example')
  const about = { initiative_id: GROWERS, areas: ['farness'], email: 'sam@bank.example' }
  ask({ ...about, asked: { audience: 'Gumdrop people' }, base: { audience: '' } })
  ask({ ...about, kind: 'report', report_reason: 'wrong', note: 'Marzipan on the steps' })
  ask({ ...about, kind: 'claim', note: 'Marzipan is mine', status: 'held', held_for: ['Gumdrop'] })
  const asked = ask({ ...about, asked: { bring: 'x' }, base: { bring: '' } })
  await editor.decide(asked.id, 'question', { reply: 'Periwinkle?' }).expect(303)
  const fresh = { ...context.reader.entered(GROWERS)?.fields, name: 'Nutmeg Row' }
  const next = ask({ ...about, kind: 'new', initiative_id: null, asked: fresh })
  await editor.decide(next.id, 'question', { reply: 'Periwinkle?' }).expect(303)
  // The same sender asks for something here, and the same editor changed something here.
  const mine = ask({ asked: { bring: 'A bag' }, base: { bring: '' } })
  await editor.decide(ask({ asked: { audience: 'All' }, base: { audience: '' } }).id, 'approval').expect(303)
  ask({ kind: 'merge', into_id: 2, email: '' })
  expect(mine.id).toBeGreaterThan(0)
  const made = { person_id: null, made_as: 'system', why: 'Thimble has closed' } as const
  inTransaction(db, () => context.publishing.unpublish(CLOSED, 'Thimble has closed', made))
}

/** Every page of the desk with every number there is, and every question that can be asked of it. */
function addressesToTry({ db }: Site): string[] {
  const ids = (table: string) => db.prepare(`select id from ${table} order by id`).pluck().all() as number[]
  const [proposals, people, areas] = [ids('proposal'), ids('person'), ids('area')]
  const listings = [1, 2, GROWERS, LINE, CLOSED]
  return [
    ...proposals.flatMap(id => [
      `/admin/queue/${id}`,
      ...listings.map(other => `/admin/queue/${id}/comparison/${other}`),
    ]),
    ...listings.flatMap(id =>
      [
        '',
        '/edit',
        '/photos',
        '/revisions',
        '/revisions/comparison?from=1&to=2',
        '/merging?q=thimble',
        `/merging?into=${GROWERS}`,
      ].map(rest => `/admin/initiatives/${id}${rest}`),
    ),
    ...areas.flatMap(id => [
      `/admin/queue?area=${id}`,
      `/admin/initiatives?area=${id}`,
      `/admin/initiatives?area=${id}&show=down`,
    ]),
    ...['', 'e', '%', '_', 'thimble', 'quillfeather'].flatMap(q => [
      `/admin/initiatives?q=${encodeURIComponent(q)}`,
      `/admin/initiatives?q=${encodeURIComponent(q)}&show=down`,
    ]),
    ...['waiting', 'held', 'asked', 'live', 'all'].map(show => `/admin/queue?show=${show}`),
    ...proposals.map(id => `/admin/queue?done=${id}`),
    `/admin/queue?done=${proposals.join()}`,
    `/admin/queue/decisions?action=rejection&${proposals.map(id => `id=${id}`).join('&')}`,
    ...people.map(id => `/admin/changes/${id}?since=2020-01-01T00:00:00.000Z`),
    ...['/account', '/admin/people', '/admin/mail', '/admin/mail/1', '/admin/audit', '/admin/site'],
  ]
}

function placesIn({ db }: Site): string {
  const sql =
    'select i.id, i.where_kind, a.area_id, a.role from initiative i left join initiative_area a on a.initiative_id = i.id order by 1, 3, 4'
  return JSON.stringify(db.prepare(sql).all())
}
