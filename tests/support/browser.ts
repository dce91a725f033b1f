// A real browser on the real site. Whatever a test does in it, no page may set a cookie, ask anybody else, or complain.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium as driver,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { chromium } from './chromium.ts'
import { openSite, type Site, type SiteOptions } from './site.ts'

// As little of a browser's own traffic as it can be told to leave out.
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const MOST_REQUESTS = 7
// Whoever signs in or sends a project has these, and nobody anything else.
const SIGNED_IN = ['session', 'login', 'draft']
// Well inside the time of a test, so that it is the step which is named when one is stuck.
const PATIENCE = 10_000

export const PHONE = { viewport: { width: 360, height: 740 } }
export const DESK = { viewport: { width: 1280, height: 800 } }

export interface Journey {
  site: Site
  origin: string
  /** A page for a fresh visitor, closed after the test; JavaScript is off unless asked for, requests are few unless said. */
  visit(options?: BrowserContextOptions & { most?: number }): Promise<Page>
}

interface Watched {
  context: BrowserContext
  /** What each page that was opened asked for, the page itself first. */
  asked: string[][]
  complaints: string[]
  /** So many things may a page ask for. */
  most: number
}

/** Whether there is a browser; journeys are skipped where there is none, and the run has said so. */
export const hasBrowser = chromium !== undefined

export interface JourneyOptions extends SiteOptions {
  /** At home: the site knows the address it is asked at, so that people can sign in. */
  home?: boolean
}

/** Opens the site and a browser for the tests of one file; call it inside `describe`. */
export function openJourney({ home = false, ...options }: JourneyOptions = {}): Journey {
  const journey = {} as Journey
  const visitors: Watched[] = []
  let browser: Browser
  let stop: () => Promise<void>

  beforeAll(async () => {
    const server = createServer((req, res) => journey.site.app(req, res))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const origin = `http://${home ? 'localhost' : '127.0.0.1'}:${(server.address() as AddressInfo).port}`
    const env = home ? { ...options.env, BASE_URL: origin } : (options.env ?? {})
    const site = await openSite({ ...options, env })
    browser = await driver.launch({ executablePath: chromium as string, args: ARGS })
    const visit: Journey['visit'] = async ({ most = MOST_REQUESTS, ...more } = {}) => {
      const context = await browser.newContext({
        baseURL: origin,
        javaScriptEnabled: false,
        ...DESK,
        ...more,
      })
      context.setDefaultTimeout(PATIENCE)
      const page = await context.newPage()
      visitors.push(watch(context, page, most))
      return page
    }
    Object.assign(journey, { site, origin, visit })
    stop = async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  })
  afterEach(async () => {
    for (const visitor of visitors.splice(0)) await leave(visitor, journey.origin, home ? SIGNED_IN : [])
  })
  afterAll(() => stop?.())
  return journey
}

function watch(context: BrowserContext, page: Page, most: number): Watched {
  const watched: Watched = { context, asked: [], complaints: [], most }
  page.on('request', request => {
    if (request.isNavigationRequest()) watched.asked.push([])
    watched.asked.at(-1)?.push(request.url())
  })
  page.on('pageerror', error => watched.complaints.push(error.message))
  page.on('console', message => {
    // Chromium calls every page that is not found, or could not be made sense of, an error.
    const isComplaint = ['error', 'warning'].includes(message.type())
    if (!isComplaint || / 4(?:0[034]|10|22) /.test(message.text())) return
    watched.complaints.push(`${message.location().url}: ${message.text()}`)
  })
  return watched
}

async function leave(
  { context, asked, complaints, most }: Watched,
  origin: string,
  allowed: readonly string[],
): Promise<void> {
  const cookies = (await context.cookies()).filter(({ name }) => !allowed.includes(name))
  await context.close()
  expect(complaints, 'the browser has nothing to complain of').toEqual([])
  expect(cookies, 'nobody sets a cookie').toEqual([])
  const elsewhere = asked.flat().filter(address => !address.startsWith(`${origin}/`))
  expect(elsewhere, 'nobody else is asked for anything').toEqual([])
  const heavy = asked.filter(requests => requests.length > most)
  expect(heavy, `no page asks for more than ${most} things`).toEqual([])
}
