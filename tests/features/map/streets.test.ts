import { mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { PMTiles } from 'pmtiles'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { findStreets } from '../../../src/features/map/streets.import.ts'
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
