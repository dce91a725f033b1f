import { gzipSync } from 'node:zlib'
import { HtmlValidate } from 'html-validate'
import { beforeAll, describe, expect, it } from 'vitest'
import { type DeskPage, openDeskPages } from './support/desk-pages.ts'
import { RULES } from './support/html.ts'
import { visitor } from './support/people.ts'
import { ROUTES } from './support/routes.ts'
import { openSite, type Site } from './support/site.ts'

const KB = 1024
// The picture of a place has a weight of its own.
const NIGHT = /<svg class="night-map[\s\S]*?<\/svg>/g
// A letter is shown as it is sent, with the space that stands before the name of whoever sends it.
const SIGNATURE = /^-- \n/gm
const validator = new HtmlValidate(RULES)

let site: Site
let pages: DeskPage[]
beforeAll(async () => {
  site = await openSite({ cast: {} })
  pages = await openDeskPages(site)
})

async function visitAll(
  look: (text: string, page: DeskPage, headers: Record<string, string>) => Promise<void> | void,
) {
  for (const page of pages) {
    const { text, headers, status } = await visitor(site, page.cookie).get(page.path)
    expect(status, page.name).toBe(page.status)
    await look(text, page, headers)
  }
}

describe('every page of signing in and of the desk', () => {
  it('is HTML in which nothing has to be forgiven', async () => {
    await visitAll(async (text, { name }) => {
      const { results } = await validator.validateString(text.replace(SIGNATURE, '--\n'))
      const faults = results.flatMap(({ messages }) =>
        messages.map(one => `${one.ruleId}: ${one.message} ${one.selector}`),
      )
      expect(faults, name).toEqual([])
    })
  })

  it('is kept by nobody and framed by nobody', async () => {
    await visitAll((_, { name }, headers) => {
      expect(headers['cache-control'], name).toBe('private, no-store')
      expect(headers['content-security-policy'], name).toContain("frame-ancestors 'none'")
    })
  })

  it('has its words for 12 KB, and no script but those of passkeys, shortcuts, places and mails', async () => {
    await visitAll((text, { name }) => {
      expect(gzipSync(text.replace(NIGHT, '')).length, name).toBeLessThanOrEqual(12 * KB)
      for (const script of text.match(/<script[^>]*>/g) ?? [])
        expect(script, name).toMatch(/\/assets\/(passkey|shortcuts|place|mails)-/)
    })
  })

  it('says who may see it in the table of routes', () => {
    const told = ROUTES.filter(
      ([method, path, who]) => method === 'get' && (who !== 'anybody' || /^\/sign-in/.test(path)),
    )
    const missed = told.filter(([, path]) => {
      const pattern = new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)
      return !pages.some(page => pattern.test(page.path.replace(/\?.*/, '')))
    })
    // One goes on to the first page of the desk; the other is there until there is an admin, and is tried with the first one.
    expect(missed.map(([, path]) => path)).toEqual(['/sign-in/first', '/admin'])
  })
})
