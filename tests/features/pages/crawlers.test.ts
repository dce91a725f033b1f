import { describe, expect, it } from 'vitest'
import { IN_PART } from '../../../src/features/pages/crawlers.search.ts'
import { openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const locsIn = (xml: string) => [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, loc]) => loc)
const paths = (xml: string) => locsIn(xml).map(loc => (loc as string).replace('https://lights.example', ''))

describe('a crawler', () => {
  it('is welcome everywhere but where places are only asked about', async () => {
    const { get } = await openSite({ cast: {} })
    const { text, headers } = await get('/robots.txt').expect(200)
    expect(headers['content-type']).toBe('text/plain; charset=utf-8')
    const closed = 'Disallow: /near\nDisallow: /sign-in\nDisallow: /account\nDisallow: /admin\n'
    expect(text).toBe(`User-agent: *\n${closed}\nSitemap: https://lights.example/sitemap.xml\n`)
  })

  it('finds every page from the sitemap, and each answers', async () => {
    const { get } = await openSite()
    const { text: index } = await get('/sitemap.xml')
      .expect(200)
      .expect('Content-Type', /^application\/xml/)
    expect(paths(index)).toEqual(['/sitemap-pages.xml', '/sitemap-1.xml'])
    const all = [
      ...paths((await get('/sitemap-pages.xml')).text),
      ...paths((await get('/sitemap-1.xml')).text),
    ]
    expect(all).toEqual(
      expect.arrayContaining([
        '/',
        '/about',
        '/areas/saltmere/old-town',
        '/categories/book-swap',
        '/initiatives/kiln-house',
      ]),
    )
    expect(new Set(all).size).toBe(all.length)
    for (const path of all) await get(path).expect(200)
  })

  it('is told when a listing last changed', async () => {
    const { get } = await openSite()
    expect((await get('/sitemap-1.xml')).text).toContain(
      '<loc>https://lights.example/initiatives/kiln-house</loc><lastmod>2026-06-09T08:30:00.000Z</lastmod>',
    )
  })

  it('is not sent to what has ended, nor to examples', async () => {
    const invented = { ...town.cast.fridge, name: 'Invented', source: 'examples', source_id: '1' }
    const { get } = await openSite({ cast: { ended: town.cast.endedToys, invented } })
    expect(paths((await get('/sitemap.xml')).text)).toEqual(['/sitemap-pages.xml'])
    await get('/sitemap-1.xml').expect(404)
  })

  it('gets a long list in parts, without empty ones between', async () => {
    const site = await openSite({ cast: { fridge: town.cast.fridge, beans: town.cast.hillcrestBeans } })
    site.db.exec(`pragma foreign_keys = off; update initiative set id = ${7 * IN_PART + 1} where id = 2`)
    expect(paths((await site.get('/sitemap.xml')).text)).toEqual([
      '/sitemap-pages.xml',
      '/sitemap-1.xml',
      '/sitemap-8.xml',
    ])
    expect(paths((await site.get('/sitemap-8.xml')).text)).toEqual(['/initiatives/hillcrest-bean-rows'])
  })

  it.each(['/sitemap-0.xml', '/sitemap-2.xml', '/sitemap-01.xml', '/sitemap-1e1.xml', '/sitemap-.xml'])(
    'asking for a part that is not there gets none: %s',
    async path => {
      const { get } = await openSite()
      await get(path).expect(404)
    },
  )
})

describe('somebody who found a hole in the site', () => {
  it('learns whom to tell, from a file that is never out of date', async () => {
    const site = await openSite({ cast: {} })
    const { text } = await site.get('/.well-known/security.txt').expect(200)
    expect(text.split('\n')).toEqual([
      'Contact: mailto:hello@lights.example',
      'Expires: 2026-12-06T00:00:00.000Z',
      'Preferred-Languages: en',
      'Canonical: https://lights.example/.well-known/security.txt',
      '',
    ])
    site.setNow('2030-01-01T12:00:00Z')
    expect((await site.get('/.well-known/security.txt')).text).toContain('Expires: 2030-06-30')
  })

  it('is sent to the page about the site when it has no address to write to', async () => {
    const { get } = await openSite({ cast: {}, env: { MAIL_FROM: '' } })
    expect((await get('/.well-known/security.txt')).text).toContain(
      'Contact: https://lights.example/about#tell-us',
    )
  })
})

describe('whoever watches over the site', () => {
  it('hears that it is well', async () => {
    const { get } = await openSite({ cast: {} })
    const { text, headers } = await get('/healthz').expect(200)
    expect(text).toBe('ok\n')
    expect(headers['cache-control']).toBe('no-store')
  })

  it('hears that the database does not answer', async () => {
    const site = await openSite({ cast: {} })
    site.db.close()
    const { headers } = await site.get('/healthz').expect(503)
    expect(headers['cache-control']).toBe('no-store')
  })
})
