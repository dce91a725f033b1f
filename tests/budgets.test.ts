import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { example, many, pages } from './support/pages.ts'
import { type Answer, openWire } from './support/wire.ts'

const KB = 1024
const FULL_LIST =
  '/initiatives?near=ZZ1+1AA&within=5&area=saltmere&open=today&open=tue&cost=free&cost=donation'

const wire = openWire({ more: [example, ...many] })

describe('somebody on a slow connection, who has never been here', () => {
  it('has the whole first page for 85 KB and seven requests', async () => {
    const { bytes, requests } = await firstVisit('/')
    expect(bytes).toBeLessThanOrEqual(85 * KB)
    expect(requests).toBeLessThanOrEqual(7)
  })

  it.each(['/initiatives', FULL_LIST])(
    'has all of a full list for 70 KB and seven requests: %s',
    async path => {
      const { bytes, requests, html } = await firstVisit(path)
      expect(html.match(/<li class="card /g)).toHaveLength(20)
      expect(bytes).toBeLessThanOrEqual(70 * KB)
      expect(requests).toBeLessThanOrEqual(7)
    },
  )

  it('has the words of every page for 12 KB, its map for 20, and a script only where a map can be moved', async () => {
    const heavy: string[] = []
    const scripted: string[] = []
    for (const { name, path, status } of [...pages, { name: 'a full list', path: FULL_LIST, status: 200 }]) {
      const { bytes, text } = await fetchOf(path, status)
      const words = gzipSync(text.replace(/<svg class="night-map[\s\S]*?<\/svg>/g, '')).length
      if (words > 12 * KB || bytes - words > 20 * KB) heavy.push(`${name}: ${words} and ${bytes - words}`)
      if (text.includes('<script')) scripted.push(path)
    }
    expect(heavy).toEqual([])
    expect(scripted.filter(path => !/^\/(?:map|embed\/map)\b/.test(path))).toEqual([])
    expect(scripted).toContain('/map')
  })

  it('has the large map for 85 KB and seven requests, of which its script is not one', async () => {
    const { bytes, requests, parts } = await firstVisit('/map')
    expect(bytes).toBeLessThanOrEqual(85 * KB)
    expect(requests).toBeLessThanOrEqual(7)
    const scripts = parts.filter(({ path }) => path.endsWith('.js'))
    expect(scripts.map(({ path }) => path.replace(/-[\w-]{8}\./, '.'))).toEqual(['/assets/explore.js'])
    expect(scripts[0]?.bytes).toBeLessThanOrEqual(KB)
  })

  it('has the map one can move for 64 KB more, once they ask for it', async () => {
    const { parts } = await firstVisit('/map')
    const script = parts.find(({ path }) => path.endsWith('.js')) as Answer
    const fetched = [script]
    for (const { text } of fetched) {
      for (const address of fetchedBy(text))
        if (!fetched.some(({ path }) => path === address)) fetched.push(await fetchOf(address))
    }
    const more = fetched.filter(({ path }) => path !== script.path && !/street|protomaps|pmtiles/.test(path))
    expect(more.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(64 * KB)
  })

  it('has type for 30 KB', async () => {
    const { parts } = await firstVisit('/')
    const type = parts.filter(({ path }) => path.endsWith('.woff2'))
    expect(type).toHaveLength(1)
    expect(type[0]?.bytes).toBeLessThanOrEqual(30 * KB)
  })

  it('fetches what does not change once a year', async () => {
    const { parts } = await firstVisit('/')
    const [, ...assets] = parts
    expect(assets.length).toBeGreaterThan(3)
    for (const { headers } of assets)
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })
})

/** A page and everything that it and its style sheets ask for. */
async function firstVisit(path: string) {
  const page = await fetchOf(path)
  const parts = [page]
  for (const address of fetchedBy(page.text)) parts.push(await fetchOf(address))
  for (const { text } of parts.filter(({ path }) => path.endsWith('.css'))) {
    for (const address of fetchedBy(text))
      if (!parts.some(part => part.path === address)) parts.push(await fetchOf(address))
  }
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  return { parts, bytes, requests: parts.length, html: page.text }
}

function fetchedBy(text: string): string[] {
  return [...new Set(text.match(/\/assets\/[\w.-]+/g))]
}

async function fetchOf(path: string, status = 200): Promise<Answer> {
  const answer = await wire.ask(path)
  expect(answer.status, path).toBe(status)
  return answer
}
