import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Rect } from '../../../src/features/map/labels.rules.ts'
import { hasBrowser, openJourney } from '../../support/browser.ts'
import { listedOnMap } from '../../support/listed.ts'
import { textOf } from '../../support/page.ts'
import { example, formats, pages } from '../../support/pages.ts'
import { openWire } from '../../support/wire.ts'

const EMBED = '/embed/map'
const PART = `${EMBED}?bbox=1.03,51.45,1.08,51.47`
const wire = openWire({ more: [example], env: { NODE_ENV: 'production' } })

describe('a site that wants to show the map', () => {
  it('finds the code to copy, with the address of this site and nothing of theirs to change', async () => {
    const { text } = await wire.ask('/open-data')
    const code = textOf(/<pre class="code">([\s\S]*?)<\/pre>/.exec(text)?.[1] ?? '')
    expect(code).toMatch(
      /^<iframe src="https:\/\/lights\.example\/embed\/map" title="Map of Points of Light" /,
    )
    expect(code).toContain('loading="lazy"')
    expect(code).toMatch(/><\/iframe>$/)
    for (const [, href = ''] of text.matchAll(/href="(\/embed\/map[^"]*)"/g))
      expect((await wire.ask(href.replaceAll('&amp;', '&'))).status, href).toBe(200)
  })

  it('may frame that page, and no other', async () => {
    const rest = [...pages, ...formats].map(({ path }) => path).filter(path => !path.startsWith(EMBED))
    const like = [
      '/embed',
      '/embed/',
      '/embed/map/x',
      '/Embed/Map',
      '/embed/map/',
      '/map?x=/embed/map',
      '/%65mbed/map',
    ]
    for (const path of [...rest, ...like]) {
      const { headers } = await wire.ask(path)
      expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'")
      expect(headers['x-frame-options'], path).toBe('DENY')
    }
    for (const path of [EMBED, PART, `${EMBED}?bbox=nonsense`, `${EMBED}?category=food-bank`]) {
      // The second answer comes out of memory.
      for (const _ of [1, 2]) {
        const { headers } = await wire.ask(path)
        expect(headers['content-security-policy'], path).toMatch(/frame-ancestors \*(?:;|$)/)
        expect(headers['content-security-policy'], path).toContain("form-action 'none'")
        expect(headers, path).not.toHaveProperty('x-frame-options')
        expect(headers['cross-origin-resource-policy'], path).toBe('cross-origin')
        expect(headers, path).not.toHaveProperty('set-cookie')
      }
    }
  })

  it('has a picture without what stands round a page, and a line that says whose it is', async () => {
    const { text } = await wire.ask(PART)
    expect(text).toContain('<meta name="robots" content="noindex">')
    expect(text).toContain('<svg class="night-map')
    expect(text).not.toMatch(/<form|<input|class="masthead|class="footer/)
    expect(textOf(text)).toMatch(/Points of Light : See all \d+ Credits Contains OS data/)
    const [, all = ''] = /href="(\/map\?[^"]+)" rel="noopener">See all/.exec(text) ?? []
    const many = (html: string, words: RegExp) => Number(words.exec(html)?.[1])
    const there = (await wire.ask(all.replaceAll('&amp;', '&'))).text
    // The page is a square, and shows as much again to both sides.
    expect(many(there, /(\d+) points of light in view/)).toBeGreaterThanOrEqual(many(text, /See all (\d+)/))
  })

  it('shows the lights it asks for and no others, wherever its visitors move', async () => {
    const { text } = await wire.ask(`${EMBED}?category=uniform-bank`)
    const names = [...text.matchAll(/<title>([^<]+)<\/title><use/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(0)
    expect(names.length).toBeLessThan(4)
    const moves = [...text.matchAll(/class="compass-move" href="([^"]+)" target="_self"/g)].map(
      ([, href = '']) => href,
    )
    expect(moves).toHaveLength(6)
    for (const href of moves) {
      expect(href).toMatch(/^\/embed\/map\?bbox=[-\d.,]+&#?(?:amp;|38;)category=uniform-bank$/)
      expect((await wire.ask(href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'))).status).toBe(200)
    }
    expect(text).toContain('data-query="category=uniform-bank"')
  })

  it.each([
    'category=uniform-bank&category=community-garden',
    'cost=free',
    'open=tue',
    'area=saltmere',
    'need=any',
    'access=step-free',
    'q=uniform',
    'near=ZZ1+1AA&within=2',
  ])('shows what the list of the same has: %s', async query => {
    const listed = await listedOnMap(wire, query)
    expect(listed.length).toBeGreaterThan(0)
    const { text } = await wire.ask(`${EMBED}?bbox=0.96,51.41,1.14,51.49&${query}`)
    expect(text).toMatch(new RegExp(`<h1 class="unseen">Map: ${listed.length} points? of light`))
  })

  it.each([
    ['within=lots', 'distance'],
    ['cost=dear', 'cost'],
    ['open=someday', 'opening time'],
    ['access=ladder', 'access fact'],
    ['area=nowhere', 'area'],
    ['category=fod', 'kind'],
    ['q=!!!', 'word'],
  ])(
    'shows the rest and says what it left out where nothing is called what was asked for: %s',
    async (query, what) => {
      const box = 'bbox=0.96,51.41,1.14,51.49'
      const listed = await listedOnMap(wire, 'need=any')
      const value = query.split('=')[1]
      for (const path of [EMBED, '/map']) {
        const { status, text } = await wire.ask(`${path}?${box}&need=any&${query}`)
        expect([status, textOf(text)]).toEqual([
          200,
          expect.stringContaining(`We left out “${value}”: we know of no such ${what}.`),
        ])
        expect(text).toContain(`Map: ${listed.length} points of light`)
      }
      // On a page of somebody else's nothing is asked for that is not known.
      expect((await wire.ask(`${EMBED}?${box}&need=any&${query}`)).text).toContain('data-query="need=any"')
    },
  )

  it('says it in a line or two, however much was asked for that nobody knows', async () => {
    const wrong = Array.from({ length: 40 }, (_, n) => `category=c${n}&area=a${n}`).join('&')
    const { text } = await wire.ask(`${EMBED}?${wrong}`)
    expect(text.match(/We left out/g)).toHaveLength(2)
  })

  it('has names for a frame that stands upright, in the part of the picture that is seen there', async () => {
    const { text } = await wire.ask(`${EMBED}?bbox=0.98,51.4,1.12,51.5`)
    const [, tall = ''] = /<g class="labels labels-tall[^>]*>(.*?)<\/g>/s.exec(text) ?? []
    const middles = [...tall.matchAll(/ x="(\d+)"/g)].map(([, x]) => Number(x))
    expect(middles.length).toBeGreaterThan(1)
    expect(middles.filter(x => x < 220 || x > 380)).toEqual([])
  })

  it('says so where it is dark', async () => {
    const { status, text } = await wire.ask(`${EMBED}?bbox=1.0,51.3,1.01,51.31`)
    expect(status).toBe(200)
    expect(textOf(text)).toContain('See the whole map')
    expect(text).toContain('<h1 class="unseen">Map: no points of light in view</h1>')
  })

  it.each([
    'bbox=',
    'bbox=1,2,3',
    'bbox=NaN,NaN,NaN,NaN',
    'bbox=180,90,-180,-90',
    'bbox=1&bbox=2',
    'bbox[]=1,51,2,52&bbox=x',
    'near=Nowhere+at+all',
    'near=%00',
    'category=<script>alert(1)</script>',
    'q=%22%3E%3Csvg+onload=alert(1)%3E',
    '__proto__[x]=1&constructor=2',
    '%E0%A4%A',
    'page=-1&sort=%27%3Bdrop+table+initiative',
    `q=${'x'.repeat(5000)}`,
  ])('is shown no page of the site in its frame, and no words of anybody’s, for %s', async query => {
    const { status, text } = await wire.ask(`${EMBED}?${query}`)
    expect([200, 400]).toContain(status)
    expect(text).toContain('<body class="embed night">')
    expect(text).not.toMatch(/<script>|<svg onload|class="masthead|class="footer/)
    if (status === 400) expect(text).toContain('<h1>That did not work</h1>')
  })

  it('may have what says where somebody is kept by nobody on the way', async () => {
    expect((await wire.ask(`${EMBED}?near=ZZ1+1AA`)).headers['cache-control']).toBe('private, max-age=60')
    expect((await wire.ask(PART)).headers['cache-control']).toBe('public, max-age=60')
  })
})

describe.skipIf(!hasBrowser)('somebody who reads a page of another site with the map in it', () => {
  const journey = openJourney({ more: [example] })

  /** A page of somebody else's, with the map in a frame of that size. */
  async function openElsewhere(path: string, { script = false, width = 600, height = 450 } = {}) {
    const host = createServer((_req, res) => {
      res.setHeader('Content-Type', 'text/html; charset=utf-8')
      res.end(`<!DOCTYPE html><html lang="en"><title>Elsewhere</title><h1>A page of theirs</h1>
        <iframe src="${journey.origin}${path}" title="Map" width="${width}" height="${height}"></iframe></html>`)
    }).listen(0, '127.0.0.1')
    await once(host, 'listening')
    const watched = await journey.visit()
    const context = await watched.context().browser()?.newContext({ javaScriptEnabled: script })
    const page = (await context?.newPage()) as Page
    const complaints: string[] = []
    page.on(
      'console',
      message => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()),
    )
    await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/`)
    const close = async () => {
      expect(await page.context().cookies()).toEqual([])
      await page.context().close()
      host.closeAllConnections()
      host.close()
    }
    return { page, frame: page.frameLocator('iframe'), complaints, close }
  }

  it.each([
    [300, 300],
    [300, 400],
    [390, 450],
    [390, 844],
    [500, 540],
    [600, 450],
    [1280, 900],
  ])('reads every name whole and beside the buttons in a frame of %i by %i', async (width, height) => {
    const page = await journey.visit({ viewport: { width, height } })
    const rects = (selector: string) =>
      page
        .locator(selector)
        .evaluateAll(all =>
          all
            .map(one => one.getBoundingClientRect().toJSON() as Rect & { width: number })
            .filter(({ width }) => width > 0),
        )
    // The town in the middle, and to the sides, where a narrow frame cuts it.
    for (const west of [0.91, 0.94, 0.97, 1, 1.03]) {
      await page.goto(`${EMBED}?bbox=${west},51.4,${west + 0.14},51.5`)
      const buttons = (await rects('.embed-moves'))[0] as Rect
      for (const { left, right, top, bottom } of await rects('.labels text')) {
        expect(Math.min(left, top, width - right, height - bottom)).toBeGreaterThanOrEqual(0)
        expect(right < buttons.left || left > buttons.right || bottom < buttons.top).toBe(true)
        // Neither too small to read nor as large as a heading.
        expect(bottom - top).toBeGreaterThan(11)
        expect(bottom - top).toBeLessThan(30)
      }
    }
  })

  it('sees it, moves it where it stands, and opens what is on it without losing the page', async () => {
    const { page, frame, complaints, close } = await openElsewhere(PART)
    await frame.getByRole('link', { name: 'Zoom in' }).click()
    await expect.poll(() => page.frames()[1]?.url()).toContain('/embed/map?bbox=')
    await expect.poll(() => page.frames()[1]?.url()).not.toContain('1.03,51.45')
    for (const link of [
      frame.getByRole('link', { name: 'Points of Light' }),
      frame.locator('svg.night-map .lights a').first(),
    ]) {
      const [opened] = await Promise.all([page.context().waitForEvent('page'), link.dispatchEvent('click')])
      await opened.waitForLoadState()
      expect(new URL(opened.url()).origin).toBe(journey.origin)
      expect(new URL(opened.url()).pathname).not.toBe(EMBED)
      await opened.close()
    }
    expect(page.url()).toMatch(/^http:\/\/localhost:/)
    expect(complaints).toEqual([])
    await close()
  })

  it('explores it there, and opens a light beside the page', async () => {
    const { page, frame, complaints, close } = await openElsewhere(PART, { script: true })
    await frame.getByRole('button', { name: 'Explore the map' }).click()
    await expect
      .poll(() => frame.locator('.leaflet-tile-pane .leaflet-tile-loaded').count())
      .toBeGreaterThan(0)
    const map = await frame.locator('.moving-map').boundingBox()
    expect([Math.round(map?.width ?? 0), (map?.height ?? 0) > 380]).toEqual([600, true])
    const [opened] = await Promise.all([page.context().waitForEvent('page'), clickALight(page, map)])
    await opened.waitForLoadState()
    expect(opened.url()).toContain(`${journey.origin}/initiatives/`)
    expect(page.frames()[1]?.url()).toContain(EMBED)
    expect(complaints).toEqual([])
    await close()
  })

  it.each(['/', '/map', '/initiatives', '/open-data'])(
    'sees nothing where their site frames %s',
    async path => {
      const { page, complaints, close } = await openElsewhere(path)
      expect(complaints.join()).toMatch(/frame-ancestors/)
      expect(page.frames()[1]?.url()).toMatch(/^(?:chrome-error:.*)?$/)
      await close()
    },
  )

  it.each([
    [300, 300],
    [600, 450],
    [1000, 500],
  ])('has all of it in a frame of %i by %i, and nothing beyond its edges', async (width, height) => {
    const { frame, close } = await openElsewhere(EMBED, { width, height })
    const size = await frame.locator('html').evaluate(root => [root.scrollWidth, root.scrollHeight])
    expect(size[0]).toBeLessThanOrEqual(width)
    expect(size[1]).toBeLessThanOrEqual(height)
    for (const link of await frame.getByRole('link').all()) {
      const box = await link.boundingBox()
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(24)
    }
    await close()
  })
})

interface Room {
  x: number
  y: number
  width: number
  height: number
}

/** Points at one place of the map after another until there is a light, and clicks it. */
async function clickALight(page: Page, room: Room | null): Promise<void> {
  if (!room) throw new Error('There is no map.')
  for (let y = 60; y < room.height - 60; y += 12) {
    for (let x = 10; x < room.width; x += 12) {
      await page.mouse.move(room.x + x, room.y + y)
      if (!(await page.frames()[1]?.locator('.moving-map .leaflet-tooltip').count())) continue
      await page.mouse.click(room.x + x, room.y + y)
      if (page.context().pages().length > 1) return
    }
  }
}
