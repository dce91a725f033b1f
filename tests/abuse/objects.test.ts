import { beforeAll, describe, expect, it } from 'vitest'
import { bring } from '../support/admin-pages.ts'
import { sendPhoto } from '../support/albums.ts'
import { openDesk } from '../support/desk.ts'
import { keeperOf } from '../support/keeping.ts'
import { signedIn, type Visitor, visitor } from '../support/people.ts'
import { jpeg } from '../support/photos.ts'
import { ROUTES } from '../support/routes.ts'
import type { Site } from '../support/site.ts'
import { makeSender, NOOR, proposalsOf } from '../support/submitting.ts'

/** Who there is: nobody, another organiser, whoever it belongs to, editors of its area and of another, an admin. */
const WHO = ['nobody', 'other', 'owner', 'editor', 'elsewhere', 'admin'] as const
type Name = (typeof WHO)[number]
type Sent = Record<string, string | string[]>

const DECIDING: Name[] = ['editor', 'admin']
const OWNER: Name[] = ['owner']
const ADMIN: Name[] = ['admin']
const LOOKING: Name[] = ['owner', 'editor', 'admin']

/** Every route with something of somebody's in it: who gets to it, and what they send. */
const TABLE: [route: string, who: Name[], form?: Sent][] = [
  ['post /account/sessions/:session/removal', OWNER],
  ['post /account/factors/:factor/removal', OWNER],
  ['get /proposals/:sent', OWNER],
  ['post /proposals/:sent/answer', OWNER, { text: 'Yes.' }],
  ['post /proposals/:sent/withdrawal', OWNER],
  ['post /keep/:uuid/confirmation', OWNER],
  ['post /keep/:uuid/pause', OWNER, { until: '2027-01-01' }],
  ['post /keep/:uuid/ending', OWNER],
  ['post /keep/:uuid/return', OWNER],
  ['get /keep/:uuid/handover', OWNER],
  ['post /keep/:uuid/handover', OWNER, { email: 'new@bank.example' }],
  ['get /keep/:uuid/keepers', OWNER],
  ['post /keep/:uuid/keepers', OWNER, { email: 'new@bank.example' }],
  ['get /initiatives/:slug/edit/photos', OWNER],
  ['post /initiatives/:slug/edit/photos', OWNER],
  ['post /initiatives/:slug/edit/photos/:shown', OWNER, { alt: 'A door.' }],
  ['post /initiatives/:slug/edit/photos-sending', OWNER],
  ['post /submit/photos/:drafted', OWNER, { alt: 'A door.' }],
  ['get /photos/:drafted/480.webp', OWNER],
  ['get /photos/:asked/1200.webp', LOOKING],
  ['get /admin/queue/:item', DECIDING],
  ['get /admin/queue/:item/comparison/:id', DECIDING],
  ...['approval', 'question', 'rejection', 'ending', 'removal', 'draft', 'preview'].map(
    action => [`post /admin/queue/:item/${action}`, DECIDING, 'decision'] as never,
  ),
  ['post /admin/queue/:item/undoing', DECIDING],
  ['post /admin/queue/:item/lock-removal', DECIDING],
  ['post /admin/queue/:item/clearance', DECIDING],
  ['post /admin/queue/:item/distinction', DECIDING, { listing: '2' }],
  ['get /admin/queue/:item/double', DECIDING],
  ['post /admin/queue/:item/double', DECIDING, { listing: '2' }],
  ['get /admin/initiatives/:id', DECIDING],
  ['get /admin/initiatives/:id/edit', DECIDING],
  ['post /admin/initiatives/:id/edit', DECIDING, { name: 'Taken over' }],
  ['get /admin/initiatives/:id/photos', DECIDING],
  ['post /admin/initiatives/:id/photos', DECIDING],
  ['post /admin/initiatives/:id/photos/:shown', DECIDING, { removal: 'yes' }],
  ['post /admin/initiatives/:id/unpublication', DECIDING, { reason: 'Closed' }],
  ['post /admin/initiatives/:id/publication', DECIDING],
  ['get /admin/initiatives/:id/merging', DECIDING],
  ['post /admin/initiatives/:id/merging', DECIDING, { into: '2' }],
  ['post /admin/initiatives/:id/keepers/:keeper/trust', DECIDING, { trusted: 'yes' }],
  ['post /admin/initiatives/:id/keepers/:keeper/removal', DECIDING],
  ['get /admin/initiatives/:id/revisions', DECIDING],
  ['get /admin/initiatives/:id/revisions/comparison?from=1&to=2', DECIDING],
  ['post /admin/initiatives/:id/revisions/1/restoration', DECIDING, { seen: '2' }],
  ['get /admin/changes/:changer?since=2020-01-01T00:00:00.000Z', DECIDING],
  ['get /admin/people/:staff', ADMIN],
  ['post /admin/people/:staff', ADMIN, { name: 'Di', role: 'admin' }],
  ['post /admin/people/:staff/removal', ADMIN],
  ['post /admin/people/:staff/sessions-removal', ADMIN],
  ['post /admin/people/:staff/factors-removal', ADMIN],
  ['post /admin/people/:keeper/export', ADMIN],
  ['get /admin/people/:keeper/erasure', ADMIN],
  ['get /admin/mail/:mail', ADMIN],
  ['post /admin/mail/:mail/sending', ADMIN],
  ['get /admin/areas/:area', ADMIN],
  ['post /admin/areas/:area', ADMIN, { name: 'Mine' }],
  ['get /admin/categories/:kind', ADMIN],
  ['post /admin/categories/:kind', ADMIN, { name: 'Mine' }],
  ['post /admin/categories/:kind/removal', ADMIN],
  ['get /admin/crossings/:crossing', ADMIN],
  ['post /admin/crossings/:crossing', ADMIN, { name: 'Mine' }],
  ['post /admin/crossings/:crossing/removal', ADMIN],
  ['post /admin/crossings/:crossing/opening', ADMIN, { open: 'no' }],
  ['get /admin/import/:upload', ADMIN],
  ['post /admin/import/:upload', ADMIN],
  ['post /admin/import/:upload/mapping', ADMIN, { mapping: '{}' }],
]
// What is public; links whose token is all there is to know; and what other tests of routes and of erasing try.
const ELSEWHERE = new Set([
  ...['get /initiatives/:slug', 'get /areas/:district', 'get /areas/:district/:neighbourhood'],
  ...[
    'get /categories/:slug',
    'get /map/lights/:z/:x/:y',
    'get /map/ground/:z/:x/:y.svg',
    'get /sitemap-:part.xml',
  ],
  ...['edit', 'claim', 'report'].flatMap(noun => [
    `get /initiatives/:slug/${noun}`,
    `post /initiatives/:slug/${noun}`,
  ]),
  ...['edit', 'claim', 'report'].map(noun => `get /initiatives/:slug/${noun}/sent`),
  ...['/sign-in/:token', '/keep/objection/:token', '/submit/resume/:token', '/submit/:step'].flatMap(path => [
    `get ${path}`,
    `post ${path}`,
  ]),
  'post /admin/changes/:person/undoing',
  'post /admin/people/:id/erasure',
])

describe('what belongs to somebody', () => {
  let site: Site
  let people: Record<Name, Pick<Visitor, 'get' | 'post'>>
  let things: Record<string, string>
  let decision: Sent
  beforeAll(async () => {
    ;({ site, people, things, decision } = await fillWorld())
  })

  it('has a row for every route with something in it', () => {
    const plain = (route: string) =>
      route
        .replace(/\?.*/, '')
        .replace(/:\w+|\/1(?=\/)|(?:480|1200)\.webp/g, word => (word === '/1' ? '/:' : ':'))
    const rows = new Set(TABLE.map(([route]) => plain(route)))
    const routes = ROUTES.map(([method, path]) => `${method} ${path}`).filter(route => route.includes(':'))
    expect(routes.filter(route => !ELSEWHERE.has(route) && !rows.has(plain(route)))).toEqual([])
    expect([...ELSEWHERE].filter(route => !routes.includes(route))).toEqual([])
  })

  it.each(TABLE)('%s is for: %j', async (route, who, form) => {
    const [method, pattern = ''] = route.split(' ')
    const path = pattern.replace(/\/:(\w+)/g, (_, name: string) => `/${things[name]}`)
    expect(path).not.toContain('undefined')
    for (const name of WHO) {
      site.db.exec('savepoint untried')
      const changes = () => site.db.prepare('select total_changes()').pluck().get()
      const before = changes()
      const sent = (form as unknown) === 'decision' ? decision : form
      const answer = await (method === 'get' ? people[name].get(path) : people[name].post(path, sent))
      const [isThrough, isSame] = [!isTurnedAway(answer), changes() === before]
      site.db.exec('rollback to untried; release untried')
      const told = `${name}: ${answer.status} ${answer.headers.location ?? ''}`
      expect(isThrough, told).toBe(who.includes(name))
      expect(isThrough || isSame, `${told} and yet something changed`).toBe(true)
      expect(answer.status, told).toBeLessThan(500)
    }
  })
})

function isTurnedAway({ status, headers }: { status: number; headers: Record<string, string> }): boolean {
  const isShownTheWay = /^\/(?:sign-in|keep\/send-link)\?next=|^\/submit\/about\?why=lost/.test(
    headers.location ?? '',
  )
  return status === 403 || status === 404 || (status === 303 && isShownTheWay)
}

/** Something of each sort, and somebody of each. */
async function fillWorld() {
  const { site, ask, editorCalled, seenOf, editor: whole } = await openDesk()
  const { db, context } = site
  const owner = keeperOf(site, 1, NOOR)
  const [admin] = [
    signedIn(site, { role: 'admin', email: 'ada@mill.example' }),
    signedIn(site, { role: 'organiser', email: NOOR }),
  ]
  const sender = makeSender(site, owner.cookie)
  const one = (sql: string, ...values: unknown[]) =>
    String(
      db
        .prepare(sql)
        .pluck()
        .get(...values),
    )

  // A project with a photo that waits, and another that is still being written.
  await sender.fillAll()
  await sendPhoto(site, sender.cookie(), '/submit/photos', await jpeg(100, 80)).expect(303)
  if ((await sender.get('/submit/check')).headers.location === '/submit/likely')
    await sender.post('/submit/likely')
  await sender.post('/submit/check')
  const [sent] = proposalsOf(site)
  const asked = one('select uuid from photo where proposal_id = ?', sent?.id)
  await sender.fillAll()
  await sendPhoto(site, sender.cookie(), '/submit/photos', await jpeg(120, 80)).expect(303)
  const drafted = one('select uuid from photo where uuid <> ?', asked)
  // A listing with a photo and two revisions, and a change to it that waits.
  await sendPhoto(site, whole.cookie, '/admin/initiatives/1/photos', await jpeg(140, 80)).expect(303)
  const shown = one('select uuid from photo where initiative_id = 1')
  const item = ask({
    asked: { bring: 'A bag' },
    base: { bring: '' },
    person_id: owner.person.id,
    email: NOOR,
  })
  await whole.decide(ask({ asked: { audience: 'All' }, base: { audience: '' } }).id, 'approval').expect(303)

  const staff = signedIn(site, { role: 'editor', email: 'spare@lights.example' }).person
  context.factors.beginApp(owner.person.id, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', context.clock())
  context.factors.confirm(context.factors.pending(owner.person.id)?.id ?? 0, 1, context.clock())
  const upload = (await bring(site, admin.cookie, 'a,b\n1,2\n', '{}')).split('/').at(-1) as string
  const things = {
    ...{ id: '1', sent: sent?.uuid as string, item: String(item.id), asked, drafted, shown, upload },
    uuid: one('select uuid from initiative where id = 1'),
    slug: one('select slug from initiative where id = 1'),
    session: one('select max(id) from person_session where person_id = ?', owner.person.id),
    factor: one('select id from factor'),
    mail: one('select min(id) from outbox'),
    keeper: String(owner.person.id),
    changer: String(whole.person.id),
    staff: String(staff.id),
    area: one('select min(id) from area'),
    kind: one('select min(id) from category'),
    crossing: one('select min(id) from crossing'),
  }
  const people: Record<Name, Pick<Visitor, 'get' | 'post'>> = {
    nobody: visitor(site),
    other: keeperOf(site, 2, 'mallory@swap.example'),
    owner: visitor(site, sender.cookie()),
    editor: editorCalled('In There', { areas: ['saltmere'] }),
    elsewhere: editorCalled('Hal Far', { areas: ['farness'] }),
    admin,
  }
  return {
    site,
    people,
    things,
    decision: { ...seenOf(item.id), reason: 'checked', reply: 'Yes.', take: ['bring'] },
  }
}
