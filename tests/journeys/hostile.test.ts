import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser, openJourney } from '../support/browser.ts'
import { hostileTexts } from '../support/hostile.ts'
import { castOf, hostile, kept } from '../support/hostile-listings.ts'
import { readMarkup } from '../support/markup.ts'

describe.skipIf(!hasBrowser)('a browser with JavaScript', () => {
  const journey = openJourney({ cast: castOf(hostile) })

  it('runs nothing and asks nobody, whatever is written into listings', async () => {
    const page = await journey.visit({ javaScriptEnabled: true })
    const asked: string[] = []
    page.on('dialog', dialog => {
      asked.push(dialog.message())
      return dialog.dismiss()
    })
    const parts = Array.from(
      { length: Math.ceil(hostile.length / 20) },
      (_, at) => `/initiatives?page=${at + 1}`,
    )
    for (const path of ['/', '/areas/saltmere', '/categories/uniform-bank', ...parts]) await page.goto(path)
    for (const path of await addresses(page, '/initiatives')) await page.goto(path)
    expect(asked).toEqual([])
  }, 60_000)

  it('reads the same tags in every listing as were written', async () => {
    const page = await journey.visit({ javaScriptEnabled: true })
    for (const [at, path] of listings().entries()) {
      const html = await textOf(path)
      const { tags, schemes } = (await page.evaluate(`(${readHtml})(${JSON.stringify(html)})`)) as Found
      const written = readMarkup(html).tags.filter(tag => !tag.startsWith('/'))
      expect(tags, hostileTexts[at]).toEqual(written)
      expect(schemes.filter(scheme => !/^(?:https?|mailto|tel):$/.test(scheme))).toEqual([])
    }
  }, 60_000)

  it('reads the feed and the sitemap as XML', async () => {
    const page = await journey.visit({ javaScriptEnabled: true })
    const read = async (path: string, what: string) =>
      (await page.evaluate(
        `(${readXml})(${JSON.stringify(await textOf(path))}, ${JSON.stringify(what)})`,
      )) as string[]
    const titles: string[] = []
    while (titles.length < hostile.length)
      titles.push(...(await read(`/initiatives.atom?page=${titles.length / 50 + 1}`, 'entry > title')))
    expect(titles.toReversed()).toEqual(kept.map(({ name }) => fitForXml(name)))
    expect(await read('/sitemap-1.xml', 'url > loc')).toHaveLength(hostile.length)
  })

  function listings(): string[] {
    const rows = journey.site.db.prepare('select slug from initiative order by id').all() as {
      slug: string
    }[]
    return rows.map(({ slug }) => `/initiatives/${encodeURIComponent(slug)}`)
  }

  async function textOf(path: string): Promise<string> {
    const answer = await fetch(journey.origin + path)
    expect(answer.status, path).toBeLessThan(400)
    return answer.text()
  }
})

interface Found {
  tags: string[]
  /** Of every address on the page. */
  schemes: string[]
}

function fitForXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '')
    .trim()
}

async function addresses(page: Page, path: string): Promise<string[]> {
  await page.goto(path)
  return (await page.evaluate(
    `[...document.querySelectorAll('.card-name a')].map(link => link.getAttribute('href'))`,
  )) as string[]
}

// These run in the page.
const readHtml = `html => {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const tags = [...page.querySelectorAll('*')].map(one => {
    const name = one.namespaceURI.endsWith('svg') ? one.tagName : one.tagName.toLowerCase()
    return name + '[' + one.getAttributeNames().join() + ']'
  })
  const links = [...page.querySelectorAll('[href], [action], [src]')]
  const addresses = links.flatMap(one => ['href', 'action', 'src'].flatMap(name => one.getAttribute(name) ?? []))
  return { tags, schemes: addresses.map(address => new URL(address, 'https://x.example').protocol) }
}`
const readXml = `(text, what) => {
  const xml = new DOMParser().parseFromString(text, 'application/xml')
  if (xml.querySelector('parsererror')) throw new Error(xml.querySelector('parsererror').textContent)
  return [...xml.querySelectorAll(what)].map(one => one.textContent.trim())
}`
