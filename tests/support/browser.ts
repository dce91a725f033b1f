// A real browser on the real site, with everything it asks for written down.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContextOptions, chromium as driver, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
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

export interface Visit {
  page: Page
  /** Every address the page asked for, in order. */
  asked: string[]
  close(): Promise<void>
}

export interface Journey {
  site: Site
  origin: string
  /** A fresh visitor; JavaScript is off unless asked for. */
  visit(options?: BrowserContextOptions): Promise<Visit>
}

/** Whether there is a browser; journeys are skipped where there is none, and the run has said so. */
export const hasBrowser = chromium !== undefined

/** Opens the site and a browser for the tests of one file; call it inside `describe`. */
export function openJourney(options: SiteOptions = {}): Journey {
  const journey = {} as Journey
  let browser: Browser
  let stop: () => Promise<void>

  beforeAll(async () => {
    browser = await driver.launch({ executablePath: chromium as string, args: ARGS })
    const site = await openSite(options)
    const server = createServer(site.app)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const visit = async (context: BrowserContextOptions = {}) =>
      visitWith(browser, { baseURL: origin, javaScriptEnabled: false, ...context })
    Object.assign(journey, { site, origin, visit })
    stop = async () => {
      await browser.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    }
  })
  afterAll(() => stop?.())
  return journey
}

async function visitWith(browser: Browser, options: BrowserContextOptions): Promise<Visit> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  return { page, asked, close: () => context.close() }
}
