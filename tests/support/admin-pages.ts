// The pages of what admins keep and of editors’ own changes: their rows of the table of routes, and one of each to visit.
import supertest from 'supertest'
import type { DeskPage } from './desk-pages.ts'
import { example } from './pages.ts'
import { signedIn } from './people.ts'
import type { Who } from './routes.ts'
import { list, type Site } from './site.ts'

export const ADMIN_ROUTES: [method: string, path: string, who: Who][] = [
  ['get', '/admin/initiatives/new', 'editor'],
  ['post', '/admin/initiatives/new', 'editor'],
  ['get', '/admin/initiatives/:id/edit', 'editor'],
  ['post', '/admin/initiatives/:id/edit', 'editor'],
  ['get', '/admin/site', 'admin'],
  ['get', '/admin/settings', 'admin'],
  ['post', '/admin/settings', 'admin'],
  ['get', '/admin/areas', 'admin'],
  ['get', '/admin/areas/:id', 'admin'],
  ['post', '/admin/areas/:id', 'admin'],
  ['get', '/admin/categories', 'admin'],
  ['get', '/admin/categories/new', 'admin'],
  ['post', '/admin/categories', 'admin'],
  ['get', '/admin/categories/:id', 'admin'],
  ['post', '/admin/categories/:id', 'admin'],
  ['post', '/admin/categories/:id/removal', 'admin'],
  ['get', '/admin/crossings', 'admin'],
  ['get', '/admin/crossings/new', 'admin'],
  ['post', '/admin/crossings', 'admin'],
  ['get', '/admin/crossings/:id', 'admin'],
  ['post', '/admin/crossings/:id', 'admin'],
  ['post', '/admin/crossings/:id/removal', 'admin'],
  ['post', '/admin/crossings/:id/opening', 'admin'],
  ['get', '/admin/synonyms', 'admin'],
  ['post', '/admin/synonyms', 'admin'],
  ['post', '/admin/synonyms/removal', 'admin'],
  ['get', '/admin/spam', 'admin'],
  ['post', '/admin/spam/removal', 'admin'],
  ['get', '/admin/import', 'admin'],
  ['post', '/admin/import', 'admin'],
  ['get', '/admin/import/:id', 'admin'],
  ['post', '/admin/import/:id', 'admin'],
  ['post', '/admin/import/:id/mapping', 'admin'],
]

const MAPPING = {
  source: 'growers',
  source_id: 'Ref',
  fields: { name: 'Group', postcode: 'Postcode' },
  defaults: { summary: 'Growing things.', categories: ['community-garden'] },
}

/** Sends a file as the page of imports would; answers where it leads. */
export async function bring(
  site: Site,
  cookie: string,
  file: string | Buffer,
  mapping: unknown,
): Promise<string> {
  const { headers } = await supertest(site.app)
    .post('/admin/import')
    .set({ Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
    .field('start', 'own')
    .field('mapping', typeof mapping === 'string' ? mapping : JSON.stringify(mapping))
    .attach('file', Buffer.from(file), 'rows.csv')
    .expect(303)
  return headers.location as string
}

/** One page of each sort, with somebody who may see it. */
export async function openAdminPages(site: Site): Promise<DeskPage[]> {
  const { cookie, post } = signedIn(site, { role: 'admin', email: 'gus@mill.example', name: 'Gus Mill' })
  list(site.context, [example])
  const id = (table: string) => site.db.prepare(`select min(id) from ${table}`).pluck().get()
  const page = (name: string, path: string, status = 200) => ({ name, path, status, cookie })
  await post('/admin/categories', {
    name: 'Kite loan',
    plural: 'Kite loans',
    description: 'Kites.',
    icon: 'leaf',
    position: '1',
  })
  site.context.spamWords.learn({ description: 'glittering https://pills.example' }, 'spam')
  const unused = site.db.prepare("select id from category where slug = 'kite-loan'").pluck().get()
  const rows = 'Ref,Group,Postcode\n1,Quay Beans,ZZ1 1AA\n2,Lost Leeks,AB1 2CD\n'
  const ready = await bring(site, cookie, rows, MAPPING)
  const unusable = await bring(site, cookie, rows, '{}')
  const taken = await bring(site, cookie, rows, MAPPING)
  await post(taken).expect(303)
  return [
    page('the site', '/admin/site'),
    page('the settings', '/admin/settings'),
    page('the settings just saved', '/admin/settings?saved=yes'),
    page('the areas that admins keep', '/admin/areas'),
    page('an area that admins keep', `/admin/areas/${id('area')}`),
    page('the kinds that admins keep', '/admin/categories'),
    page('a new kind', '/admin/categories/new'),
    page('a kind that can be removed', `/admin/categories/${unused}`),
    page('the crossings', '/admin/crossings'),
    page('a new crossing', '/admin/crossings/new'),
    page('a crossing', `/admin/crossings/${id('crossing')}`),
    page('the synonyms', '/admin/synonyms'),
    page('what was learnt from spam', '/admin/spam'),
    page('a new listing', '/admin/initiatives/new'),
    page('a listing to change', `/admin/initiatives/${id('initiative')}/edit?saved=yes`),
    page('an import', '/admin/import'),
    page('what an import would do', ready),
    page('an import that cannot be', unusable),
    page('what an import did', taken),
  ]
}
