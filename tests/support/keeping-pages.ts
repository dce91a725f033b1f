// Every page of keeping, claiming, reporting and suggesting, with somebody who may see it, for tests that visit each.
import { makeToken } from '../../src/features/people/secrets.rules.ts'
import { inTransaction } from '../../src/platform/database/open.ts'
import type { DeskPage } from './desk-pages.ts'
import { cookiesOf, signedIn, visitor } from './people.ts'
import { list, type Site } from './site.ts'
import { town } from './town.ts'

const { uniformBank, endedToys, pausedSupper } = town.cast

/** Lists three projects with people who keep them. */
export async function openKeepingPages(site: Site): Promise<DeskPage[]> {
  list(site.context, [uniformBank, endedToys, pausedSupper])
  const { keepers, reader, clock } = site.context
  const keeper = signedIn(site, { role: 'organiser', email: 'fay@quay.example', name: '' })
  const second = signedIn(site, { role: 'organiser', email: 'gus@quay.example', name: '' })
  const admin = signedIn(site, { role: 'admin', email: 'ivy@quay.example' })
  const nobody = signedIn(site, { role: 'organiser', email: 'hal@quay.example', name: '' })
  inTransaction(site.db, () => {
    for (const id of [1, 2, 3]) keepers.add(id, keeper.person.id, clock().toISOString())
    keepers.add(1, second.person.id, clock().toISOString())
  })
  const asked = cookiesOf(await visitor(site).post('/keep/send-link', { email: 'fay@quay.example' }))
  const uuid = reader.entered(1)?.uuid
  const wish = { initiative_id: 1, to_id: nobody.person.id, from_id: null, asker_id: keeper.person.id }
  inTransaction(site.db, () => site.context.changes.settle(wish))
  const letter = site.db.prepare("select body_text from outbox where key like 'handover:%'").pluck().get()
  const objection = /\/keep\/objection\/[\w-]{43}/.exec(String(letter))?.[0] ?? ''
  const pageFor =
    (cookie: string) =>
    (name: string, path: string, status = 200): DeskPage => ({ name, path, status, cookie })
  const [anybodys, keepers_, nobodys] = [pageFor(''), pageFor(keeper.cookie), pageFor(nobody.cookie)]
  const admins = pageFor(admin.cookie)
  const bank = '/initiatives/old-town-uniform-bank'
  return [
    keepers_('what somebody keeps', '/keep'),
    keepers_('what somebody keeps, after a press', '/keep?done=correct'),
    nobodys('what somebody keeps who keeps nothing', '/keep'),
    keepers_('handing a listing over', `/keep/${uuid}/handover`),
    keepers_('adding a keeper', `/keep/${uuid}/keepers`),
    keepers_('a change by a keeper', `${bank}/edit`),
    anybodys('a change by anybody', `${bank}/edit`),
    anybodys('what is said after that', `${bank}/edit/sent`),
    anybodys('a problem to report', `${bank}/report`),
    anybodys('which other listing it is', `${bank}/report?reason=duplicate`),
    anybodys('what is said after a report', `${bank}/report/sent`),
    anybodys('what is said after a report without an address', `${bank}/report/sent?answer=no`),
    anybodys('a listing to claim', `${bank}/claim`),
    anybodys('what is said after a claim', `${bank}/claim/sent`),
    anybodys('a change to what never was', '/initiatives/no-such-light/edit', 404),
    anybodys('the link to what one keeps', '/keep/send-link'),
    pageFor(asked)('what is said when that was asked for', '/keep/link-sent'),
    anybodys('what is said when something is received', '/keep/received'),
    anybodys('what is said to whoever objects', '/keep/objected'),
    anybodys('an offer that stands no longer', '/keep/ended', 410),
    admins('what we have of a person', '/admin/personal-data'),
    admins('what we have of a person, after forgetting one', '/admin/personal-data?done=erased'),
    admins('forgetting somebody', `/admin/people/${nobody.person.id}/erasure`),
    anybodys('a link to object', objection),
    anybodys('a link to object that never was', `/keep/objection/${makeToken()}`, 404),
  ]
}
