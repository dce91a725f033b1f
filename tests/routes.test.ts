import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { example, formats, many, pages } from './support/pages.ts'
import { FREE_TO_CHANGE, GUARDS, ROUTES, routesOf } from './support/routes.ts'
import { openWire } from './support/wire.ts'

const LISTS = ['/initiatives', '/initiatives.csv', '/initiatives.geojson', '/initiatives.atom', '/near']

const wire = openWire({ more: [example, ...many] })
const addresses = [...pages, ...formats]
const FOR_ANYBODY = ROUTES.filter(([method, , who]) => method === 'get' && who === 'anybody')
// Visited with the people who sign in, keep a listing, send one in, or have something to say of it.
const SIGN_IN = /^\/(?:sign-in|keep|submit|initiatives\/:slug\/)/

describe('the routes of the site', () => {
  it('are those that are written down here, and no others', () => {
    const found = routesOf(wire.site.router)
    const told = ROUTES.map(([method, path]) => `${method} ${path}`)
    expect(found.map(({ name }) => name).toSorted()).toEqual(told.toSorted())
  })

  it('change nothing for whom no guard has let in', () => {
    const changing = routesOf(wire.site.router).filter(({ name }) => !name.startsWith('get '))
    const open = changing.filter(({ handlers }) => !handlers.slice(0, -1).some(name => GUARDS.includes(name)))
    expect(open.map(({ name }) => name).toSorted()).toEqual(FREE_TO_CHANGE.toSorted())
  })

  it('are each visited by some address of the tests', () => {
    const visited = new Set(addresses.map(({ path }) => path.replace(/\?.*/, '')))
    const missed = FOR_ANYBODY.filter(([, path]) => {
      if (SIGN_IN.test(path)) return false
      const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`)
      return ![...visited].some(address => pattern.test(address))
    })
    expect(missed).toEqual([])
  })

  it('change nothing in the database when somebody only looks', async () => {
    const { db } = wire.site
    const changes = () => db.prepare('select total_changes() as n').get()
    const before = [changes(), db.pragma('schema_version'), db.serialize().length]
    for (const { name, path, status } of addresses) {
      expect((await wire.ask(path)).status, name).toBe(status)
      const head = await wire.ask(path, {}, 'HEAD')
      expect([head.status, head.bytes], `HEAD of ${name}`).toEqual([status, 0])
    }
    expect([changes(), db.pragma('schema_version'), db.serialize().length]).toEqual(before)
  })

  it('do nothing with anything but GET and HEAD', async () => {
    for (const { path } of addresses) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'])
        expect((await wire.ask(path, {}, method)).status, `${method} ${path}`).toBe(404)
    }
  })
})

describe('an address spelt otherwise', () => {
  it.each([
    ['/embed/map/?category=fod', '/embed/map?category=fod'],
    ['/EMBED/map', '/embed/map'],
    ['/Map/', '/map'],
    ['/initiatives/', '/initiatives'],
    ['/Areas/SALTMERE/?q=A', '/areas/saltmere?q=A'],
    ['/initiatives.CSV?near=ZZ1+1AA', '/initiatives.csv?near=ZZ1+1AA'],
    ['/initiatives/caf%C3%A9/', '/initiatives/caf%C3%A9'],
    ['/about//', '/about'],
  ])('%s leads to the one there is', async (path, to) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await wire.ask(path, {}, method)
      expect([status, headers.location]).toEqual([301, to])
    }
  })

  it('never leads to another server, and never spoils the key in a link', async () => {
    for (const path of [
      '//evil.example/',
      '//Evil.example',
      '/\\\\evil.example/',
      '///',
      '/',
      `/sign-in/${'aB3'.repeat(14)}x`,
    ]) {
      const { status, headers } = await wire.ask(path)
      expect([path, status, headers.location]).not.toEqual([path, 301, expect.anything()])
    }
  })

  it('has one address for every page', async () => {
    for (const { path } of addresses.filter(({ path }) => path !== '/')) {
      const [page = '', query] = path.split('?')
      const { headers } = await wire.ask(path)
      expect(headers.location ?? '', path).not.toBe(path)
      const other = await wire.ask(`${page}/${query === undefined ? '' : `?${query}`}`)
      expect([other.status, other.headers.location]).toEqual([301, path])
    }
  })
})

describe('a redirect', () => {
  it('that says where somebody is is kept by nobody', async () => {
    for (const path of [
      '/map?near=Kilnfield',
      '/initiatives?near=Kilnfield',
      '/initiatives?page=1&near=ZZ1+1AA',
      '/initiatives.csv?near=Kilnfield',
      '/near?q=ZZ1+1AA',
      '/map/?near=ZZ1+1AA',
    ]) {
      const { status, headers } = await wire.ask(path)
      expect([path, [301, 303].includes(status), headers['cache-control']]).toEqual([
        path,
        true,
        'private, no-store',
      ])
    }
  })
})

describe('an address that makes no sense', () => {
  it.each([
    '/initiatives/%E0%A4%A',
    '/areas/%ff/%',
    '/areas/../..',
    '/areas/..%2f..%2fetc/passwd',
    '/initiatives/__proto__',
    '/categories/constructor',
    '/areas/toString/valueOf',
    '//evil.example',
    '//evil.example/initiatives',
    '///',
    '/\\evil.example',
    '/.git/config',
    '/assets/../../package.json',
    '/assets/%2e%2e/package.json',
    '/sitemap-0.xml',
    '/sitemap-999999999999.xml',
    '/sitemap-__proto__.xml',
    '/healthz/../healthz',
    '/initiatives/%00',
    '/initiatives/%F0%9F%92%A1',
    '/ABOUT/',
    '/map?bbox=NaN,NaN,NaN,NaN',
    '/map?bbox[]=1,51,2,52&bbox=x',
    '/map?page=-1&page=2',
    '/map.svg?bbox=1,2,3',
    '/map/streets.pmtiles/..',
    '/embed',
    '/embed/',
    '/embed/maps',
    '/map.svg?w=1e9&h=-1',
    '/map.svg?bbox=180,90,-180,-90',
    '/map/lights/1e3/0/0',
    '/map/lights/3/9/9',
    '/map/lights/3/1/%00',
    '/map/lights/19/0/0?near=%ff',
  ])('%s is not found, or says what could not be read', async path => {
    const { status, text, headers } = await wire.ask(path)
    expect([200, 301, 400, 404]).toContain(status)
    expect(headers.location ?? '/').toMatch(/^\/(?![/\\])/)
    if (status >= 400) expect(text).toMatch(/<h1>(We could not find that page|That did not work)<\/h1>/)
  })

  it.each([
    '?q[]=1&q=2',
    '?q[__proto__][x]=1',
    '?__proto__=1&constructor=2',
    '?page=NaN',
    '?page=-1',
    '?page=1e9',
    '?page=999999',
    '?near[]=x',
    '?near=%00',
    '?near=%ff%fe',
    '?within=Infinity&near=ZZ1',
    '?sort=nearest',
    '?sort=name;drop+table+initiative',
    '?category=%27+or+1%3D1',
    '?q=%22+OR+*+NEAR(',
    '?q=name%3A*+AND+-',
    '?q=%EF%BF%BE%F0%9F%98%80',
    '?%',
    '?=&=&&&',
    '?q',
    '??',
    '?q=a?page=2#frag',
  ])('a list and the question where are answered all the same: %s', async query => {
    for (const path of [
      '/initiatives',
      '/initiatives.csv',
      '/initiatives.geojson',
      '/initiatives.atom',
      '/near',
    ]) {
      const { status, text, headers } = await wire.ask(path + query)
      // A page leaves out what nothing is called and says so; a file says so and is none.
      expect(path.includes('.') ? [200, 303, 400] : [200, 303], path).toContain(status)
      if (status === 400) expect(text, path).toContain('We know of no such')
      expect(headers.location ?? '/').toMatch(/^\/(?![/\\])/)
    }
  })

  it('may be as long as it likes', async () => {
    const long = 'x'.repeat(8000)
    for (const path of [`/initiatives/${long}`, `${'/a'.repeat(4000)}`])
      expect((await wire.ask(path)).status).toBe(404)
    const queries = [`q=${long}`, `near=${long}`, 'area=saltmere&'.repeat(500), 'x=&'.repeat(2500)]
    for (const query of queries) {
      for (const path of LISTS) expect([200, 303]).toContain((await wire.ask(`${path}?${query}`)).status)
    }
  })

  it.each([
    'http://evil.example/near?q=ZZ1',
    'http://evil.example:99999999/near?q=ZZ1',
    'http://[/near?q=ZZ1',
    'http://evil.example/initiatives?page=2',
    'file:///initiatives',
    '*',
    'near?q=ZZ1',
  ])('a whole address in place of a path breaks nothing: %s', async path => {
    const { status, headers } = await wire.ask(path)
    expect(status).toBeLessThan(500)
    expect(headers.location ?? '/').toMatch(/^\/(?![/\\])/)
  })

  it('whatever is typed, nothing breaks', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())
    const names = fc.constantFrom(
      'q',
      'near',
      'within',
      'page',
      'sort',
      'area',
      'category',
      'open',
      'need',
      '',
    )
    const query = fc.array(fc.tuple(names, text), { maxLength: 6 })
    const where = fc.constantFrom('/initiatives', '/initiatives.atom', '/near', '/areas', '/initiatives/x')
    await fc.assert(
      fc.asyncProperty(where, query, async (path, pairs) => {
        const { status, headers } = await wire.ask(`${path}?${new URLSearchParams(pairs)}`)
        expect([200, 303, 404, ...(path.includes('.') ? [400] : [])]).toContain(status)
        expect(headers.location ?? '/').toMatch(/^\/(?![/\\])/)
      }),
      { numRuns: 100 },
    )
  })
})
