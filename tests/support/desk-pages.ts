// Every page of signing in and of the desk, with somebody who may see it, for tests that visit each.

import { openAdminPages } from './admin-pages.ts'
import { openAlbumPages } from './album-pages.ts'
import { openKeepingPages } from './keeping-pages.ts'
import { proofFor } from './letters.ts'
import type { PublicPage } from './pages.ts'
import { cookiesOf, signedIn, visitor } from './people.ts'
import { openQueuePages } from './queue-pages.ts'
import type { Site } from './site.ts'
import { openSubmittingPages } from './submitting-pages.ts'

export interface DeskPage extends PublicPage {
  /** What the browser of whoever visits it sends along; '' for nothing. */
  cookie: string
}

/** Fills the site with people at every step, and says where their pages are. Somebody makes it beforehand, so it may be kept. */
export async function openDeskPages(site: Site): Promise<DeskPage[]> {
  const admin = signedIn(site, { role: 'admin', email: 'ada@mill.example', name: 'Ada Mill' })
  const editor = signedIn(site, {
    ...{ role: 'editor', email: 'bo@quay.example', name: 'Bo Quay' },
    areas: ['saltmere/old-town', 'farness'],
  })
  const organiser = signedIn(site, { role: 'organiser', email: 'cy@quay.example', name: '' })
  const half = await withFactors(site)
  await admin.post('/account/second-factor/app').expect(303)
  const asked = cookiesOf(await visitor(site).post('/sign-in', { email: 'bo@quay.example' }))
  const { path } = proofFor(site, 'bo@quay.example')
  await admin.post('/admin/people', { name: 'Di', email: 'di@quay.example', role: 'editor', reach: 'whole' })
  const mail = site.db.prepare("select id from outbox where kind = 'invitation'").pluck().get()
  const failed = failOne(site)
  const pageFor =
    (cookie: string) =>
    (name: string, path: string, status = 200) => ({ name, path, status, cookie })
  const [anybodys, askers, admins, editors] = ['', asked, admin.cookie, editor.cookie].map(pageFor) as [
    ReturnType<typeof pageFor>,
    ReturnType<typeof pageFor>,
    ReturnType<typeof pageFor>,
    ReturnType<typeof pageFor>,
  ]
  return [
    anybodys('signing in', '/sign-in'),
    anybodys('signing in after signing out', '/sign-in?why=out'),
    askers('what to do when a link was asked for', '/sign-in/code'),
    askers('a link where it was asked for', path),
    anybodys('a link in another browser', path),
    anybodys('a link that never was', `/sign-in/${'A'.repeat(43)}`, 410),
    pageFor(half)('giving a second factor', '/sign-in/second-factor'),
    admins('the people', '/admin/people'),
    admins('an invitation', '/admin/people/new'),
    admins('an editor', `/admin/people/${editor.person.id}`),
    admins('an admin’s own page', `/admin/people/${admin.person.id}`),
    admins('the mail', '/admin/mail'),
    admins('one mail', `/admin/mail/${mail}`),
    admins('mail that failed', '/admin/mail?show=failed'),
    admins('mail that is to go again', `/admin/mail/sending?id=${failed}`),
    admins('an account without a second factor', '/account'),
    admins('adding a second factor', '/account/second-factor'),
    admins('adding an app', '/account/second-factor/app'),
    admins('recovery codes', '/account/recovery-codes'),
    admins('another address', '/account/address'),
    editors('an account of an editor', '/account'),
    editors('what an editor may not see', '/admin/people', 403),
    pageFor(organiser.cookie)('an account of an organiser', '/account'),
    ...(await openAdminPages(site)),
    ...(await openKeepingPages(site)),
    ...(await openSubmittingPages(site)),
    ...(await openQueuePages(site)),
    ...(await openAlbumPages(site)),
  ]
}

/** Somebody with an app and a passkey who has given neither yet. */
async function withFactors(site: Site): Promise<string> {
  const { factors, clock } = site.context
  const { person, cookie } = signedIn(site, { role: 'editor', email: 'el@quay.example', secondFactor: false })
  factors.beginApp(person.id, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', clock())
  factors.confirm(factors.pending(person.id)?.id ?? 0, 1, clock())
  const passkey = { name: 'Passkey', credential: 'abc', public_key: Buffer.from('abc'), counter: 0 }
  factors.addPasskey(person.id, { ...passkey, transports: '["internal"]' }, clock())
  await factors.makeCodes(person.id)
  return cookie
}

/** A mail that its server refused for good. */
function failOne({ context, db }: Site): number {
  const letter = { subject: 'News', parts: [{ kind: 'text' as const, text: 'Hello.' }] }
  context.outbox.put({ key: 'refused', kind: 'test', to: 'nobody@quay.example', letter })
  const refuse = `update outbox set status = 'failed', settled_at = created_at, last_answer = '550 No such mailbox'
    where key = 'refused' returning id`
  return db.prepare(refuse).pluck().get() as number
}
