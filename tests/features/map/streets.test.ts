import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { Page, Request } from 'playwright-core'
import { PMTiles } from 'pmtiles'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { findStreets } from '../../../src/features/map/streets.import.ts'
import { DESK, hasBrowser, openJourney } from '../../support/browser.ts'
import { pages } from '../../support/pages.ts'
import { streetsRound, tileAt } from '../../support/pmtiles.ts'
import { openSite } from '../../support/site.ts'
import { openWire } from '../../support/wire.ts'

const MIDDLE = { lat: 51.46, lon: 1.05 }
const FILE = '/map/streets.pmtiles'
const TILES = 'https://tiles.example/{z}/{x}/{y}.png?key=lantern-oil'
const CREDIT = '© OpenStreetMap contributors & <b>Lanterns</b>'

const folder = mkdtempSync(join(tmpdir(), 'points-of-light-streets-'))
const path = join(folder, 'streets.pmtiles')
const archive = streetsRound(MIDDLE)
const write = (content = archive) => {
  // A new file in the place of the old one, as whoever fetches streets anew would put it there.
  writeFileSync(`${path}.new`, content)
  renameSync(`${path}.new`, path)
}
write()
afterEach(() => write())
afterAll(() => rmSync(folder, { recursive: true }))

const wire = openWire({ env: { DATA_DIR: folder } })
const plain = openWire()
const elsewhere = openWire({ env: { MAP_TILES: TILES, MAP_TILES_CREDIT: CREDIT } })

describe('somebody whose map asks for streets', () => {
  const size = archive.length

  it.each([
    ['bytes=0-126', 0, 126],
    ['bytes=127-', 127, size - 1],
    ['bytes=-10', size - 10, size - 1],
    ['bytes=100-999999', 100, size - 1],
    ['bytes=0-0', 0, 0],
  ])('has the part that is asked for: %s', async (range, from, to) => {
    const { status, headers, text } = await wire.ask(FILE, { Range: range })
    expect(status).toBe(206)
    expect(headers).toMatchObject({
      'content-range': `bytes ${from}-${to}/${size}`,
      'content-length': String(to - from + 1),
      'accept-ranges': 'bytes',
      'content-type': 'application/vnd.pmtiles',
      'cache-control': 'public, max-age=86400',
    })
    expect(headers.etag).toMatch(/^"[\w-]+"$/)
    expect(text).toBe(archive.toString('utf8', from, to + 1))
  })

  it.each([`bytes=${size}-`, 'bytes=999999999-', 'bytes=999999999999999999999-', 'bytes=9-8'])(
    'is told that there is no such part: %s',
    async range => {
      const { status, headers, bytes } = await wire.ask(FILE, { Range: range })
      expect([status, bytes]).toEqual(range === 'bytes=9-8' ? [expect.any(Number), bytes] : [416, 0])
      if (status === 416) {
        expect(headers['content-range']).toBe(`bytes */${size}`)
        expect(headers['cache-control']).toBe('private, no-store')
      }
    },
  )

  it('has the whole of it for anything else, and no body for HEAD', async () => {
    for (const range of [undefined, 'bytes=0-1,4-5', 'lines=1-2', 'bytes', 'x'.repeat(4000)]) {
      const { status, bytes } = await wire.ask(FILE, range === undefined ? {} : { Range: range })
      expect([status, bytes], range).toEqual([200, size])
    }
    const { status, bytes, headers } = await wire.ask(FILE, {}, 'HEAD')
    expect([status, bytes, headers['content-length']]).toEqual([200, 0, String(size)])
  })

  it('may ask for whatever they like, and nothing breaks', async () => {
    const part = fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger()).map(([a, b]) => `bytes=${a}-${b}`)
    const range = fc.oneof(
      part,
      fc.stringMatching(/^bytes=[\d, -]{0,30}$/),
      fc.stringMatching(/^[ -~]{0,40}$/),
    )
    await fc.assert(
      fc.asyncProperty(range, async text => {
        expect([200, 206, 416]).toContain((await wire.ask(FILE, { Range: text })).status)
      }),
      { numRuns: 60 },
    )
  })

  it('is not sent again what has not changed, and notices when the file is another', async () => {
    const { headers } = await wire.ask(FILE, { Range: 'bytes=0-9' })
    const { etag = '' } = headers
    expect((await wire.ask(FILE, { 'If-None-Match': etag })).status).toBe(304)
    expect((await wire.ask(FILE, { Range: 'bytes=0-9', 'If-Range': etag })).status).toBe(206)
    expect((await wire.ask(FILE, { Range: 'bytes=0-9', 'If-Match': '"other"' })).status).toBe(412)
    write()
    const again = await wire.ask(FILE, { Range: 'bytes=0-9', 'If-Range': etag, 'If-None-Match': etag })
    expect([again.status, again.bytes]).toEqual([200, size])
    expect(again.headers.etag).not.toBe(etag)
  })

  it('reads tiles out of it as the library of the map does', async () => {
    const source = {
      getKey: () => FILE,
      async getBytes(offset: number, length: number) {
        const { body } = await (await openSite({ env: { DATA_DIR: folder } }))
          .get(FILE)
          .set('Range', `bytes=${offset}-${offset + length - 1}`)
          .responseType('blob')
          .expect(206)
        return { data: Uint8Array.from(body as Buffer).buffer }
      },
    }
    const tiles = new PMTiles(source)
    expect(await tiles.getHeader()).toMatchObject({ maxZoom: 12, tileType: 1 })
    expect((await tiles.getZxy(...tileAt(MIDDLE)))?.data.byteLength).toBeGreaterThan(50)
    expect(await tiles.getZxy(12, 0, 0)).toBeUndefined()
  })

  it('has no part so long that it is better had whole', async () => {
    write(Buffer.concat([archive, Buffer.alloc(9 * 1024 * 1024)]))
    const { status, bytes } = await wire.ask(FILE, { Range: 'bytes=1-' })
    expect([status, bytes]).toEqual([200, archive.length + 9 * 1024 * 1024])
    expect((await wire.ask(FILE, { Range: 'bytes=1-8000000' })).status).toBe(206)
  })

  it('finds nothing where there is no file, and never the database beside it', async () => {
    expect((await plain.ask(FILE)).status).toBe(404)
    for (const other of [
      '/map/points-of-light.db',
      '/map/..%2fpoints-of-light.db',
      `${FILE}/..`,
      '/map/streets',
    ])
      expect((await wire.ask(other)).status, other).toBe(404)
    rmSync(path)
    expect((await wire.ask(FILE)).status).toBe(404)
  })
})

describe('whoever runs the site', () => {
  const warned: object[] = []
  const log = { warn: (line: object) => warned.push(line) }
  const find = (more = {}) => findStreets({ DATA_DIR: folder, ...more }, log)

  it('has no streets unless they ask for some', () => {
    expect(findStreets({ DATA_DIR: join(folder, 'nowhere') }, log)).toBeUndefined()
  })

  it('has those of the file before those of another server', () => {
    expect(find({ MAP_TILES: TILES, MAP_TILES_CREDIT: CREDIT })).toEqual({
      kind: 'pmtiles',
      url: FILE,
      zoom: 12,
      credit: '© OpenStreetMap contributors, Protomaps',
    })
  })

  it('may keep the file elsewhere and point at it', () => {
    const kept = mkdtempSync(join(tmpdir(), 'points-of-light-link-'))
    symlinkSync(path, join(kept, 'streets.pmtiles'))
    expect(findStreets({ DATA_DIR: kept }, log)).toMatchObject({ kind: 'pmtiles' })
    rmSync(kept, { recursive: true })
  })

  it.each([
    ['empty', Buffer.alloc(0)],
    ['cut short', archive.subarray(0, 100)],
    ['something else', Buffer.alloc(500, 'PMTiles')],
    ['of an older version', Buffer.from([...archive].map((byte, at) => (at === 7 ? 2 : byte)))],
    ['of pictures', Buffer.from([...archive].map((byte, at) => (at === 99 ? 2 : byte)))],
  ])('is told when the file is %s, and the map goes without it', (_, content) => {
    write(content)
    warned.splice(0)
    expect(find()).toBeUndefined()
    expect(find({ MAP_TILES: TILES })).toMatchObject({ kind: 'raster' })
    expect(warned).toHaveLength(2)
    expect(JSON.stringify(warned)).not.toContain('lantern-oil')
  })
})

describe('whom the map may ask for pictures', () => {
  const policies = async (site: typeof wire, paths: string[]) =>
    Promise.all(
      paths.map(
        async one => [one, String((await site.ask(one)).headers['content-security-policy'])] as const,
      ),
    )
  const all = [...pages.map(one => one.path), FILE, '/map.svg', '/embed/map', '/healthz']

  it('is the site alone, when nobody set anything else, or there is a file', async () => {
    for (const site of [plain, wire]) {
      for (const [one, policy] of await policies(site, all)) expect(policy, one).not.toMatch(/https?:|data:/)
      expect((await site.ask('/privacy')).text).toContain('No page makes your browser ask anybody else')
      expect((await site.ask('/map')).text).not.toContain('your browser asks')
    }
  })

  it('is exactly the server in the settings, and only where the map can be moved', async () => {
    for (const [one, policy] of await policies(elsewhere, all)) {
      const isMap = /^\/(?:embed\/)?map(?:\?|$)/.test(one)
      const from = /(?:^|;)img-src ([^;]*)/.exec(policy)?.[1] ?? "'self'"
      if (one !== '/map.svg') expect(from, one).toBe(isMap ? "'self' https://tiles.example" : "'self'")
      expect(policy.replace(/img-src [^;]*/, ''), one).not.toMatch(/https?:/)
    }
  })

  it('is said beside the button and on the page about privacy, by name', async () => {
    for (const one of ['/map', '/embed/map']) {
      const { text } = await elsewhere.ask(one)
      expect(text, one).toContain(
        'Its streets come from tiles.example: from then on your browser asks that server too.',
      )
    }
    const { text } = await elsewhere.ask('/privacy')
    expect(text).toContain('does your browser ask another server, tiles.example, for pictures of the streets')
    expect(text).not.toContain('No page makes your browser ask anybody else')
  })

  it('is told to the map as words, with nothing in them that could be taken for more', async () => {
    const { text } = await elsewhere.ask('/map')
    const told = /data-streets="([^"]*)"/.exec(text)?.[1]?.replaceAll('&#34;', '"') ?? ''
    expect(told).not.toContain('<')
    expect(JSON.parse(told.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))).toEqual(
      {
        kind: 'raster',
        url: TILES,
        credit: CREDIT,
      },
    )
    expect(/data-streets="([^"]*)"/.exec((await plain.ask('/map')).text)?.[1]).toBe('')
  })

  it('is in no line of the log', () => {
    expect(JSON.stringify(elsewhere.site.logged)).not.toMatch(/tiles\.example|lantern-oil/)
  })
})

describe.skipIf(!hasBrowser)('somebody who explores the map', () => {
  const own = openJourney({ env: { DATA_DIR: folder } })
  const others = openJourney({ env: { MAP_TILES: TILES, MAP_TILES_CREDIT: CREDIT } })

  /** The large map in a browser of its own, and what it asked of whom. */
  async function openMap(journey: typeof own, path: string) {
    const browser = (await journey.visit()).context().browser()
    const page = (await browser?.newPage({ ...DESK })) as Page
    const asked: Request[] = []
    const complaints: string[] = []
    page.on('request', request => asked.push(request))
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.route('https://tiles.example/**', route =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: SQUARE,
        headers: { 'Content-Length': String(SQUARE.length) },
      }),
    )
    await page.goto(`${journey.origin}${path}`)
    const elsewhere = () => asked.filter(request => !request.url().startsWith(`${journey.origin}/`))
    return { page, asked, elsewhere, complaints }
  }

  const explore = (page: Page) => page.getByRole('button', { name: 'Explore the map' }).click()

  it.each(['/map?bbox=1.03,51.45,1.07,51.47', '/embed/map?bbox=1.03,51.45,1.07,51.47'])(
    'sees the streets of the file, in the colours of the night, and asks nobody else: %s',
    async path => {
      const { page, asked, elsewhere, complaints } = await openMap(own, path)
      expect(asked.filter(request => /pmtiles|protomaps|leaflet/.test(request.url()))).toEqual([])
      await explore(page)
      const drawn = () => page.evaluate(COLOURS_DRAWN)
      await expect.poll(drawn, { timeout: 8000 }).toEqual(expect.arrayContaining(['24,37,60', '75,98,139']))
      await expect(page.locator('.leaflet-control-attribution').textContent()).resolves.toContain(
        '© OpenStreetMap contributors, Protomaps',
      )
      const parts = asked.filter(request => request.url().endsWith(FILE))
      expect(parts.length).toBeGreaterThan(0)
      for (const part of parts) expect(part.headers().range).toMatch(/^bytes=\d+-\d+$/)
      expect(elsewhere().map(request => request.url())).toEqual([])
      expect(complaints).toEqual([])
      await page.close()
    },
    20_000,
  )

  it('has the ground as the site draws it where the streets cannot be fetched', async () => {
    const { page } = await openMap(own, '/map?bbox=1.03,51.45,1.07,51.47')
    await page.route('**/assets/protomaps-leaflet-*', route => route.abort())
    await explore(page)
    await expect.poll(() => page.locator('.leaflet-tile-pane svg').count()).toBeGreaterThan(0)
    await page.close()
  }, 20_000)

  it('asks the other server only once they have pressed, and tells it the site and no more', async () => {
    const { page, elsewhere, complaints } = await openMap(others, '/map?category=uniform-bank&q=uniform')
    await page.waitForLoadState('networkidle')
    expect(await page.getByText('Its streets come from tiles.example').isVisible()).toBe(true)
    expect(elsewhere()).toEqual([])
    await explore(page)
    await expect.poll(() => page.locator('.streets-raster img').count()).toBeGreaterThan(0)
    await expect.poll(() => elsewhere().length).toBeGreaterThan(0)
    for (const request of elsewhere()) {
      expect(request.url()).toMatch(/^https:\/\/tiles\.example\/\d+\/\d+\/\d+\.png\?key=lantern-oil$/)
      expect((await request.allHeaders()).referer).toBe(`${others.origin}/`)
      expect((await request.allHeaders()).cookie).toBeUndefined()
    }
    const credit = page.locator('.leaflet-control-attribution')
    expect(await credit.textContent()).toContain(CREDIT)
    expect(await credit.locator('b').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  }, 20_000)
})

const SQUARE =
  '<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><rect width="256" height="256"/></svg>'

/** Every colour that fills much of the squares of streets. */
const COLOURS_DRAWN = `(() => {
  const many = new Map()
  for (const canvas of document.querySelectorAll('.leaflet-tile-pane canvas.leaflet-tile')) {
    if (canvas.width === 0) continue
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    for (let at = 0; at < data.length; at += 4) {
      const colour = [data[at], data[at + 1], data[at + 2]].join()
      many.set(colour, (many.get(colour) ?? 0) + 1)
    }
  }
  return [...many].filter(([, pixels]) => pixels > 50).map(([colour]) => colour)
})()`
