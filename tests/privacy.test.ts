import { describe, expect, it } from 'vitest'
import { home } from './support/home.ts'
import { addressOf, example, formats, pages } from './support/pages.ts'
import { openSite } from './support/site.ts'
import type { CastMember } from './support/town/north.ts'
import { town } from './support/town.ts'
import { type Answer, openWire } from './support/wire.ts'

/** The same at another door: in the same neighbourhood, at the other end of it. */
const elsewhere: CastMember = {
  ...home,
  name: 'The Darning Table',
  venue: 'Boathouse',
  street: '2 Tallow Yard',
  postcode: 'ZZ1 1AD',
  lat: 51.4531,
  lon: 1.0489,
  organiser_emails: ['other@boathouse.example'],
}
const SECRETS = ['Lampmaker', 'Quillfeather', 'dora@', 'lampmakers.example', '51.45793', '1.03871']
const POSTCODE = /ZZ1(?:\s|\+|%20|&nbsp;|)1AE/i

const HOME = addressOf(home)
const FOR_ALL = 'public, max-age=60'
/** The ground does not change from one minute to the next. */
const FOR_A_DAY = 'public, max-age=86400'
/** An address that says where somebody is may stay with them, and nowhere on the way. */
const FOR_THEM = 'private, max-age=60'
const FOR_NOBODY = 'private, no-store'
/** Wherever anybody could say that they are. */
const STARTS = [
  ...town.postcodes.map(({ postcode }) => postcode),
  ...town.sectors.map(({ sector }) => sector),
  ...town.places.filter(({ name }) => name !== 'Kilnfield').map(({ name }) => name),
]
const addresses = [...pages, ...formats].map(({ path }) => path)
const everything = [
  ...addresses,
  HOME,
  '/areas/saltmere/old-town',
  '/categories/repair-cafe',
  '/initiatives?q=socks',
]

const wire = openWire({ more: [example, home] })

describe('somebody’s home', () => {
  const env = { NODE_ENV: 'production' }
  const here = openWire({ cast: { uniformBank: town.cast.uniformBank, home }, env })
  const there = openWire({
    cast: { uniformBank: town.cast.uniformBank, home: { ...elsewhere, name: home.name } },
    env,
  })
  const both = openWire({ cast: { home, elsewhere }, env })

  it('is nowhere to be read: not the door, the street, the postcode, the point or the private e-mail', async () => {
    for (const path of [...everything, '/no-such-page?q=Quillfeathe']) {
      const { text, headers, status } = await wire.ask(path)
      expect([200, 400, 404], path).toContain(status)
      const said = decodeURIComponent(`${text} ${JSON.stringify(headers)}`.replaceAll('%', '%25'))
      for (const secret of SECRETS) {
        expect(said, path).not.toContain(secret)
        expect(said, path).not.toContain(Buffer.from(secret).toString('base64').slice(0, -3))
      }
      expect(said, path).not.toMatch(POSTCODE)
      expect(closeNumbers(text), path).toEqual([])
    }
  })

  it('is shown where its neighbourhood is, in files as on the page', async () => {
    const { features } = JSON.parse((await wire.ask('/initiatives.geojson?q=socks')).text)
    const [{ geometry, properties }] = features
    const [lon, lat] = geometry.coordinates
    expect([lat, lon]).toEqual([properties.shown_lat, properties.shown_lon])
    expect(properties.shown_metres).toBeGreaterThanOrEqual(500)
    const ward = town.postcodes.find(({ postcode }) => postcode === home.postcode)?.ward
    const near = town.postcodes.filter(one => one.ward === ward)
    const mean = (of: (one: (typeof near)[number]) => number) =>
      near.reduce((sum, one) => sum + of(one), 0) / near.length
    expect(lat).toBeCloseTo(
      mean(one => one.lat),
      4,
    )
    expect(lon).toBeCloseTo(
      mean(one => one.lon),
      4,
    )
    expect(properties.shown_address).toBe('')
  })

  it('cannot be found by words that are not shown', async () => {
    for (const words of ['lampmaker', 'quillfeather', 'dora', 'ZZ1 1AE', 'attic', '93']) {
      const { text } = await wire.ask(`/initiatives.csv?q=${encodeURIComponent(words)}`)
      expect(text, words).not.toContain(home.name)
    }
    expect((await wire.ask('/initiatives?q=quillfeathe')).text).not.toContain('uillfeather')
  })

  it('looks the same from every address, whichever door of its neighbourhood it has', async () => {
    for (const path of [
      '/',
      '/initiatives',
      HOME,
      ...formats.map(one => one.path),
      '/areas/saltmere/old-town',
    ])
      expect(plain(await here.ask(path)), path).toBe(plain(await there.ask(path)))
  })

  it('is not betrayed by three hundred searches from everywhere around', async () => {
    const searches = STARTS.flatMap(near =>
      ['1', '2', '3', '5'].map(within => new URLSearchParams({ near, within }).toString()),
    )
    expect(searches.length).toBeGreaterThanOrEqual(300)
    let found = 0
    for (const search of searches) {
      const { text } = await both.ask(`/initiatives?${search.replace('&within=3', '')}`)
      const said = distanceOf(text, home.name)
      expect(said, search).toBe(distanceOf(text, elsewhere.name))
      if (said !== undefined) found++
    }
    expect(found).toBeGreaterThan(100)
  }, 60_000)
})

describe('an e-mail address that is meant to be seen', () => {
  it('is on the page of its listing, for people, and in no file, for whoever collects them', async () => {
    const address = 'table@mending.example'
    expect((await wire.ask(HOME)).text).toContain(address)
    for (const path of everything.filter(path => path !== HOME))
      expect((await wire.ask(path)).text, path).not.toContain(address)
  })
})

describe('whoever asks', () => {
  it('gets the same from every public address, with whatever cookie and language they come', async () => {
    for (const path of everything) {
      const once = await wire.ask(path)
      const again = await wire.ask(path, {
        Cookie: 'session=abc123; theme=dark',
        'Accept-Language': 'cy, pl;q=0.5',
        'User-Agent': 'Somebody’s very own browser'.replace('’', "'"),
        Authorization: 'Basic YTpi',
        Referer: 'https://somewhere.example/',
      })
      expect(plain(again), path).toBe(plain(once))
      expect(lasting(again), path).toEqual(lasting(once))
      expect(again.headers['set-cookie'] ?? once.headers['set-cookie'], path).toBeUndefined()
    }
  })

  describe('and whatever they call the site', () => {
    const poked = openWire({ more: [example, home] })

    it('is never answered with that name, nor is anybody after them', async () => {
      const evil = {
        Host: 'evil.example',
        'X-Forwarded-Host': 'evil.example',
        'X-Forwarded-Proto': 'gopher',
        'X-Original-URL': '/evil.example',
        'X-Rewrite-URL': '/evil.example',
        Forwarded: 'host=evil.example;proto=http',
      }
      for (const path of [...everything, '/initiatives?near=zz11aa', '/near?q=zz11aa']) {
        const answers = [await poked.ask(path, evil), await poked.ask(path)]
        for (const { text, headers } of answers) {
          expect(`${text} ${JSON.stringify(headers)}`, path).not.toMatch(/evil\.example|gopher/)
        }
        expect(answers.map(plain), path).toEqual([plain(await wire.ask(path)), plain(await wire.ask(path))])
      }
    })
  })

  it('may have a proxy keep what is the same for all, and nothing else', async () => {
    const caching = async (path: string) => (await wire.ask(path)).headers['cache-control']
    for (const { path, status } of [...pages, ...formats]) {
      const isQuestion = status !== 200 || path.startsWith('/near')
      const forAll = path.startsWith('/map/ground/') ? FOR_A_DAY : FOR_ALL
      const expected = isQuestion ? FOR_NOBODY : path.includes('near=') ? FOR_THEM : forAll
      expect(await caching(path), path).toBe(path === '/healthz' ? 'no-store' : expected)
    }
    for (const format of ['csv', 'geojson', 'atom'])
      expect(await caching(`/initiatives.${format}?near=ZZ1+1AA`)).toBe(FOR_THEM)
    expect(await caching('/initiatives/%E0%A4%A')).toBe(FOR_NOBODY)
  })

  it('is told by every answer to load nothing from elsewhere, to frame nothing and to guess nothing', async () => {
    const [, asset = ''] = /href="(\/assets\/site[^"]+)"/.exec((await wire.ask('/')).text) ?? []
    const broken = await openSite()
    broken.db.exec('drop table need')
    const odd = [asset, '/initiatives?near=zz11aa', '/near?q=ZZ1', '/initiatives/%E0%A4%A', '/%', '/healthz']
    const answers = [
      ...(await Promise.all([...everything, ...odd].map(path => wire.ask(path)))),
      await wire.ask('/', {}, 'POST'),
      await wire.ask('/', {}, 'HEAD'),
      { path: 'when something broke', ...(await broken.get('/').expect(500)) },
    ]
    for (const { path, headers } of answers) {
      const policy = headers['content-security-policy']
      const framed = path.startsWith('/embed/map') ? 'frame-ancestors *' : "frame-ancestors 'none'"
      for (const part of ["default-src 'none'", framed, "base-uri 'none'", 'form-action '])
        expect(policy, path).toContain(part)
      expect(policy?.toString().replace(framed, ''), path).not.toMatch(
        /unsafe|\*|https?:|data:|frame-ancestors/,
      )
      expect(headers, path).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
      })
      expect(headers, path).not.toHaveProperty('x-powered-by')
      expect(headers, path).not.toHaveProperty('set-cookie')
    }
  })
})

describe('what is logged', () => {
  const quiet = openWire({ more: [home] })

  it('is a line a request, with nothing in it that anybody typed or that tells who they are', async () => {
    const typed = ['ZZ1 1AE', 'zz11ae', 'unhappy marriage', 'dora@lampmakers.example', 'a\n{"level":50}']
    const who = { Cookie: 'session=abc123', 'User-Agent': 'Gumdrop/1.0', Referer: 'https://secret.example/x' }
    const before = quiet.site.logged.length
    let asked = 0
    for (const text of typed) {
      const query = encodeURIComponent(text)
      for (const path of [
        '/near?q=',
        '/initiatives?near=',
        '/initiatives?q=',
        '/initiatives.csv?q=',
        '/?x=',
      ]) {
        await quiet.ask(path + query, who)
        asked++
      }
    }
    const lines = quiet.site.logged.slice(before)
    expect(lines).toHaveLength(asked)
    for (const line of lines) expect(Object.keys(line as object)).toEqual(['method', 'path', 'status', 'ms'])
    const all = JSON.stringify(lines)
    expect(all).not.toMatch(/ZZ1|unhappy|lampmakers|level|abc123|Gumdrop|secret|127\.0\.0\.1|::1/i)
  })

  it('keeps a forged line inside the one it came in', async () => {
    const before = quiet.site.logged.length
    await quiet.ask('/initiatives/a%0a%7B%22level%22:50%7D')
    const [line, ...more] = quiet.site.logged.slice(before) as { path: string }[]
    expect(more).toEqual([])
    expect(line?.path).toBe('/initiatives/a%0a%7B%22level%22:50%7D')
  })
})

describe('when something breaks', () => {
  it.each([
    ['a table', 'drop table need'],
    ['much of the database', 'drop table initiative_area'],
  ])('in %s, the page tells a number and nothing else', async (_, sql) => {
    const broken = await openSite()
    broken.db.exec(sql)
    const { text, headers } = await broken.get('/').expect(500)
    expect(text).toContain('Sorry, something went wrong')
    expect(text).not.toMatch(/sql|no such|node_modules|\.ts\b|need|initiative_area|at Object/i)
    expect(headers['cache-control']).toBe(FOR_NOBODY)
    const [reference] = /[0-9a-f]{8}(?=<\/b>)/.exec(text) ?? []
    expect(broken.logged).toContainEqual(expect.objectContaining({ reference, error: expect.any(String) }))
  })

  it('even the whole database, it is said in a sentence', async () => {
    const broken = await openSite()
    broken.db.close()
    for (const path of ['/', '/about', '/no-such-page', '/initiatives.csv']) {
      const { text, headers } = await broken.get(path).expect(500)
      expect(text).toMatch(/^Sorry, something went wrong\.\n.*\nReference: [0-9a-f]{8}\n$/)
      expect(headers['content-type']).toBe('text/plain; charset=utf-8')
      expect(headers['cache-control']).toBe(FOR_NOBODY)
    }
  })
})

/** How far a list says it is to a listing; undefined when it is not in the list. */
function distanceOf(html: string, name: string): string | undefined {
  const card = html.split('<li class="card').find(one => one.includes(`>${name}</a>`))
  return /<span class="distance">.*?<b>(.*?)<\/span><\/span>/.exec(card ?? '')?.[1]
}

/** Numbers in a text that are the home’s, however they are rounded. */
function closeNumbers(text: string): string[] {
  const numbers = text.match(/\d+\.\d{4,}/g) ?? []
  const exact = [home.lat, home.lon] as number[]
  return numbers.filter(number => exact.some(one => Math.abs(Number(number) - one) < 0.0001))
}

/** An answer as text, but for the ids that are made at random. */
function plain({ status, text }: Answer): string {
  return `${status} ${text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'uuid')}`
}

function lasting({ headers }: Answer) {
  const { date, connection, 'keep-alive': _, 'transfer-encoding': __, ...rest } = headers
  return rest
}
