// Every page of photos, with somebody who may see it, for tests that visit each.
import { inTransaction } from '../../src/platform/database/open.ts'
import { sendPhoto } from './albums.ts'
import type { DeskPage } from './desk-pages.ts'
import { signedIn } from './people.ts'
import { jpeg } from './photos.ts'
import type { Site } from './site.ts'
import { makeSender } from './submitting.ts'

/** Sends photos to the first listing and with a new project; some described, one not. */
export async function openAlbumPages(site: Site): Promise<DeskPage[]> {
  const admin = signedIn(site, { role: 'admin', email: 'joy@quay.example' })
  const keeper = signedIn(site, { role: 'organiser', email: 'kit@quay.example', name: '' })
  const { keepers, clock, reader } = site.context
  inTransaction(site.db, () => keepers.add(1, keeper.person.id, clock().toISOString()))
  const slug = reader.entered(1)?.slug
  const desk = '/admin/initiatives/1/photos'
  const kept = `/initiatives/${slug}/edit/photos`
  for (const [at, alt] of ['Four people mend a bicycle.', 'A long table.', ''].entries())
    await sendPhoto(site, admin.cookie, desk, await jpeg(900 + at, 600), { alt }).expect(303)
  await sendPhoto(site, keeper.cookie, kept, await jpeg(600, 900), { alt: 'The door.' }).expect(303)
  const sender = makeSender(site)
  await sender.fillAll()
  const empty = makeSender(site)
  await empty.fillAll()
  await sendPhoto(site, sender.cookie(), '/submit/photos', await jpeg(500, 400)).expect(303)
  return [
    { name: 'photos of a listing, for editors', path: desk, status: 200, cookie: admin.cookie },
    { name: 'photos of a listing, for its keeper', path: kept, status: 200, cookie: keeper.cookie },
    { name: 'photos of a new project', path: '/submit/photos', status: 200, cookie: sender.cookie() },
    {
      name: 'photos of a new project before the first',
      path: '/submit/photos',
      status: 200,
      cookie: empty.cookie(),
    },
    { name: 'answers with photos to check', path: '/submit/check', status: 200, cookie: sender.cookie() },
    { name: 'a listing with photos', path: `/initiatives/${slug}`, status: 200, cookie: keeper.cookie },
  ]
}
