// The pages of the queue, of listings, revisions and the record, with something on each, for tests that visit every page.
import { inTransaction } from '../../src/platform/database/open.ts'
import { deskOf } from './desk.ts'
import type { DeskPage } from './desk-pages.ts'
import { signedIn } from './people.ts'
import { list, type Site } from './site.ts'
import { town } from './town.ts'

const { uniformBank, homeSwap, ferryGreenGrowers } = town.cast

const opened = new WeakMap<Site, Promise<DeskPage[]>>()

/** The same pages again for a site that has them. */
export function openQueuePages(site: Site): Promise<DeskPage[]> {
  const pages = opened.get(site) ?? fillDesk(site)
  opened.set(site, pages)
  return pages
}

/** Lists three initiatives, asks something of each kind about them, and says where an editor sees it. */
async function fillDesk(site: Site): Promise<DeskPage[]> {
  const { db, context } = site
  list(context, [uniformBank, homeSwap, ferryGreenGrowers])
  const idOf = (name: string) =>
    db.prepare('select id from initiative where name = ?').pluck().get(name) as number
  const [bank, swap, growers] = [idOf(uniformBank.name), idOf(homeSwap.name), idOf(ferryGreenGrowers.name)]
  const { ask, editor } = deskOf(site)
  const asked = {
    name: 'Old Town Uniform Bank and Shoes',
    bring: '',
    phone: '01632 960111',
    precision: 'street',
  } as const
  const edit = ask({ initiative_id: bank, asked, base: { phone: '01632 960110' }, note: 'We have moved.' })
  const fresh = {
    ...uniformBank,
    name: 'Old Town School Uniform Bank',
    summary: 'In my flat. See www.loans.example',
  }
  const one = ask({ kind: 'new', initiative_id: null, asked: fresh as never, email: 'kit@swap.example' })
  const report = ask({ kind: 'report', report_reason: 'unsafe', initiative_id: swap, note: 'The steps' })
  const merge = ask({ kind: 'merge', initiative_id: swap, into_id: bank, email: '' })
  const double = ask({ kind: 'report', report_reason: 'duplicate', initiative_id: bank })
  const claim = ask({ kind: 'claim', initiative_id: bank, note: 'I run it.' })
  const held = ask({
    kind: 'new',
    status: 'held',
    initiative_id: null,
    asked: fresh as never,
    held_for: ['Three links'],
  })
  const gone = ask({ initiative_id: bank, asked: { audience: 'All' } })
  await editor.decide(gone.id, 'approval', { take: ['audience'] })
  const who = context.people.meet('sam@bank.example', context.clock())
  inTransaction(db, () => context.keepers.add(bank, who.id, context.clock().toISOString()))
  inTransaction(db, () =>
    context.publishing.unpublish(growers, 'It has closed', { person_id: null, made_as: 'system', why: '' }),
  )
  const admin = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
  const page = (name: string, path: string, cookie = editor.cookie) => ({ name, path, status: 200, cookie })
  const item = (name: string, { id }: { id: number }, more = '') => page(name, `/admin/queue/${id}${more}`)
  const listing = `/admin/initiatives/${bank}`
  return [
    page('the queue', '/admin/queue'),
    page('a queue with nothing in it', '/admin/queue?show=asked&kind=merge'),
    item('a change', edit, `?done=${gone.id}`),
    item('a new one', one),
    item('a report', report),
    item('two that may be one', merge),
    item('a report of a double', double),
    item('the other of a double', double, '/double'),
    item('the other of a double, looked for', double, '/double?q=marjoram'),
    item('a claim', claim),
    item('what is held as spam', held, '?show=held'),
    item('what was decided', gone),
    page('two side by side', `/admin/queue/${one.id}/comparison/${bank}`),
    page('several at once', `/admin/queue/decisions?action=rejection&id=${one.id}&id=${claim.id}`),
    page('the listings', '/admin/initiatives'),
    page('the listings taken down', '/admin/initiatives?show=down'),
    page('a listing among others', listing),
    page('a listing taken down', `/admin/initiatives/${growers}`),
    page('making one of two', `${listing}/merging`),
    page('making one of two, looked for', `${listing}/merging?q=xyzzy`),
    page('a listing whose merge waits', `${listing}?sent=yes`),
    page('making one of two, chosen', `${listing}/merging?into=${swap}`),
    page('all that a listing said', `${listing}/revisions`),
    page('two revisions', `${listing}/revisions/comparison?from=1&to=2`),
    page('all that somebody did', `/admin/changes/${editor.person.id}?since=2020-01-01T00:00:00.000Z`),
    page('the record', '/admin/audit', admin.cookie),
  ]
}
