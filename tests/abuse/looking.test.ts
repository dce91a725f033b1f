import supertest from 'supertest'
import { beforeAll, describe, expect, it } from 'vitest'
import { type DeskPage, openDeskPages } from '../support/desk-pages.ts'
import { everythingIn } from '../support/everything.ts'
import { visitor } from '../support/people.ts'
import { ROUTES } from '../support/routes.ts'
import { openSite, type Site } from '../support/site.ts'

// An editor who opens an item has it for a while, and others see that.
const LOCK = ['locked_by', 'locked_until', 'seen_at']
// What is not the same for everybody.
const OWN = /^\/(?:admin|account|keep|submit|proposals|sign-in|initiatives\/[^/?]+\/)/
const FILES = /\.(?:csv|geojson|atom|svg|webp)|^\/map\/|^\/sign-out/

describe('whoever only looks', () => {
  let site: Site
  let pages: DeskPage[]
  beforeAll(async () => {
    site = await openSite({ cast: {} })
    pages = await openDeskPages(site)
  })

  it('changes nothing, on any page and by any link of it, whoever they are', async () => {
    const before = everythingIn(site, LOCK)
    const seen = new Set<string>()
    const waiting = pages.map(({ path, cookie }) => ({ path, cookie }))
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { path, cookie } = next
      const whose = OWN.test(path) ? cookie : ''
      const key = `${whose} ${path.replace(/=[^&]*/g, '')}`
      if (seen.has(key)) continue
      seen.add(key)
      const { text, headers } = await visitor(site, cookie).get(path)
      if (!/html/.test(headers['content-type'] ?? '')) continue
      for (const [, href = ''] of text.matchAll(/ href="(\/[^"#]*)"/g))
        if (!FILES.test(href) && !href.startsWith('/assets'))
          waiting.push({ path: href.replaceAll('&amp;', '&'), cookie })
    }
    expect(seen.size).toBeGreaterThan(200)
    expect(everythingIn(site, LOCK)).toBe(before)
  }, 60_000)

  it('changes nothing by HEAD either, nor by looking where only a press of a button leads', async () => {
    const before = everythingIn(site, LOCK)
    for (const { path, cookie } of pages)
      await supertest(site.app)
        .head(path)
        .set(cookie ? { Cookie: cookie } : {})
    const cookies = ['the people', 'what somebody keeps', 'all answers of a project'].map(
      name => pages.find(page => page.name === name)?.cookie,
    )
    for (const [method, path] of ROUTES.filter(([method]) => method === 'post'))
      for (const cookie of cookies) {
        const address = path
          .replace(/:uuid/g, site.context.reader.entered(1)?.uuid ?? '')
          .replace(/:\w+/g, '1')
        const { status } = await visitor(site, cookie).get(address)
        expect(status, `${method} ${address}`).toBeLessThan(500)
      }
    expect(everythingIn(site, LOCK)).toBe(before)
  }, 60_000)
})
