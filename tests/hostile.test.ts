import { parse as parseCsv } from 'csv-parse/sync'
import { parseAtomFeed } from 'feedsmith'
import { beforeAll, describe, expect, it } from 'vitest'
import { fieldsKept } from '../src/features/initiatives/fields.ts'
import { escapeHtml } from '../src/platform/web/render.ts'
import { hostileTexts } from './support/hostile.ts'
import { castOf, hostile, kept, plain, textFields } from './support/hostile-listings.ts'
import { readMarkup } from './support/markup.ts'
import { openWire } from './support/wire.ts'

const PUBLIC_FIELDS = textFields.filter(
  name => fieldsKept('public').includes(name) && name !== 'public_email',
)
const UNSEEN = ['description', 'keywords', 'languages', 'cost_note', 'website', 'social_links']
const SEEN_FIELDS = [...PUBLIC_FIELDS.filter(name => !UNSEEN.includes(name)), 'venue', 'street'] as const

const wire = openWire({ cast: castOf(hostile) })
const twin = openWire({ cast: castOf(plain) })
const small = openWire({ cast: castOf(plain.slice(0, 1)) })

/** Addresses of the listings, in the order they were written. */
let theirs: string[]
let plainOnes: string[]
beforeAll(() => {
  theirs = addressesIn(wire)
  plainOnes = addressesIn(twin)
})

describe('whatever is written into a listing', () => {
  it('is more than a handful, in every field that takes words', () => {
    expect(new Set(hostileTexts).size).toBeGreaterThan(200)
    expect(textFields.length).toBeGreaterThan(18)
  })

  it('stays words on its own page: no tag, no attribute, no address of its own', async () => {
    const [first = ''] = plainOnes
    const shape = readMarkup(withoutProse((await twin.ask(first)).text)).tags
    for (const [at, address] of theirs.entries()) {
      const { status, text } = await wire.ask(encodeURI(address))
      expect(status, address).toBe(200)
      const { tags, attributes, text: words, faults } = readMarkup(withoutProse(text))
      expect(faults, hostileTexts[at]).toEqual([])
      expect(tags, hostileTexts[at]).toEqual(shape)
      expect(badAddresses(attributes), hostileTexts[at]).toEqual([])
      for (const name of SEEN_FIELDS) expect(words, name).toContain(tidy(kept[at]?.[name]))
    }
  })

  it('becomes nothing but harmless Markdown in a description', async () => {
    const harmless =
      /^\/?(?:p|strong|em|s|code|pre|blockquote|ul|ol|li|h[3-6]|hr|br)\b|^a\[href(?:,title)?,rel\]$|^\/a$/
    for (const [at, address] of theirs.entries()) {
      const prose = PROSE.exec((await wire.ask(encodeURI(address))).text)?.[1] ?? ''
      const { tags, attributes, faults } = readMarkup(prose)
      expect(faults, hostileTexts[at]).toEqual([])
      expect(
        tags.filter(tag => !harmless.test(tag)),
        hostileTexts[at],
      ).toEqual([])
      const strange = attributes.filter(({ name }) => !/^(?:href|title|rel|class|start)$/.test(name))
      expect(strange, hostileTexts[at]).toEqual([])
      const links = attributes.filter(({ name }) => name === 'href').map(({ value }) => value)
      expect(links.filter(link => !/^(?:https?:\/\/|mailto:)/i.test(link))).toEqual([])
    }
  })

  it('stays words wherever listings are shown together', async () => {
    const parts = Array.from(
      { length: Math.ceil(hostile.length / 20) },
      (_, at) => `/initiatives?page=${at + 1}`,
    )
    parts[0] = '/initiatives'
    const places = ['/', '/areas', '/areas/saltmere', '/areas/saltmere/old-town', '/categories/uniform-bank']
    for (const path of [...places, ...parts]) {
      const [theirs, plain] = [await wire.ask(path), await twin.ask(path)]
      expect(theirs.status, path).toBe(200)
      const { tags, faults, attributes } = readMarkup(theirs.text)
      expect(faults, path).toEqual([])
      expect(tags, path).toEqual(readMarkup(plain.text).tags)
      expect(badAddresses(attributes), path).toEqual([])
    }
  })

  it('comes out of GeoJSON as it went in', async () => {
    const { features } = JSON.parse((await wire.ask('/initiatives.geojson')).text)
    expect(features).toHaveLength(hostile.length)
    for (const [at, { properties }] of features.toReversed().entries()) {
      for (const name of PUBLIC_FIELDS)
        expect(wellFormed(properties[name]), `${name}: ${hostileTexts[at]}`).toEqual(
          wellFormed(kept[at]?.[name]),
        )
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('comes out of CSV as it went in, and no spreadsheet takes it for a formula', async () => {
    const rows = parseCsv((await wire.ask('/initiatives.csv')).text, { columns: true, bom: true }) as Record<
      string,
      string
    >[]
    expect(rows).toHaveLength(hostile.length)
    const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
    for (const [at, row] of rows.toReversed().entries()) {
      expect(Object.values(row).filter(cell => formula.test(cell))).toEqual([])
      for (const name of PUBLIC_FIELDS) {
        const value = [kept[at]?.[name] ?? ''].flat().join('; ')
        const cell = formula.test(value) ? `'${value}` : value
        expect(row[name], `${name}: ${hostileTexts[at]}`).toBe(cell.toWellFormed())
      }
    }
  })

  it('comes out of the feed as it went in', async () => {
    const found = []
    for (let page = 1; found.length < hostile.length; page++) {
      const { status, text } = await wire.ask(`/initiatives.atom${page > 1 ? `?page=${page}` : ''}`)
      expect(status).toBe(200)
      const { entries = [] } = parseAtomFeed(text)
      const pieces = text.split(/^ *<entry>$/m).slice(1)
      expect(pieces).toHaveLength(entries.length)
      found.push(...entries.map(({ links }, at) => ({ links, ...readEntry(pieces[at] as string) })))
    }
    expect(found).toHaveLength(hostile.length)
    for (const [at, { title, summary, links, faults }] of found.toReversed().entries()) {
      expect(faults, hostileTexts[at]).toEqual([])
      expect(title, hostileTexts[at]).toBe(fitForXml(kept[at]?.name))
      expect(summary, hostileTexts[at]).toContain(fitForXml(kept[at]?.summary))
      expect(links?.map(({ href }) => href)).toEqual([`https://lights.example${encodeURI(theirs[at] ?? '')}`])
    }
  })

  it('leaves the sitemap a list of addresses that are there', async () => {
    const { text } = await wire.ask('/sitemap-1.xml')
    const { tags, faults } = readMarkup(text.replace(/^<\?xml.*\?>\n/, ''))
    expect(faults).toEqual([])
    expect(new Set(tags)).toEqual(
      new Set(['urlset[xmlns]', '/urlset', 'url[]', '/url', 'loc[]', '/loc', 'lastmod[]', '/lastmod']),
    )
    const addresses = [...text.matchAll(/<loc>https:\/\/lights\.example([^<]+)<\/loc>/g)].map(
      match => match[1],
    )
    expect(addresses.toSorted()).toEqual(theirs.map(encodeURI).toSorted())
  })
})

describe('whatever is typed into the boxes and addresses', () => {
  it('stays words on the page that answers', async () => {
    const usual = new Set<string>()
    for (const path of [
      '/initiatives',
      '/initiatives?q=plain',
      '/initiatives?q=zzz&category=x',
      '/near?q=zzz&q=a&area=b',
      '/near',
      '/x',
    ])
      for (const tag of readMarkup((await small.ask(path)).text).tags) usual.add(tag)
    for (const text of hostileTexts) {
      const typed = encodeURIComponent(text.toWellFormed())
      const paths = [
        `/initiatives?q=${typed}&category=${typed}`,
        `/near?q=${typed}&q=${typed}&area=${typed}`,
        `/${typed}`,
      ]
      for (const path of paths) {
        const { text: html, status } = await small.ask(path)
        expect([200, 301, 303, 404], path).toContain(status)
        const { tags, attributes, faults } = readMarkup(html)
        expect(faults, path).toEqual([])
        expect(badAddresses(attributes), path).toEqual([])
        expect(
          attributes.filter(({ name }) => /^on|^style$|^src/.test(name)),
          path,
        ).toEqual([])
        expect(
          tags.filter(tag => !usual.has(tag)),
          path,
        ).toEqual([])
      }
    }
  })
})

const PROSE = /<div class="prose" dir="auto">([\s\S]*?)<\/div>/

function addressesIn({ site }: typeof wire): string[] {
  const rows = site.db.prepare('select slug from initiative order by id').all() as { slug: string }[]
  return rows.map(({ slug }) => `/initiatives/${slug}`)
}

function withoutProse(html: string): string {
  return html.replace(PROSE, '<div class="prose"></div>')
}

function badAddresses(attributes: { name: string; value: string }[]): string[] {
  return attributes
    .filter(({ name }) => ['href', 'src', 'action'].includes(name))
    .map(({ value }) => value)
    .filter(value => !/^(?:\/(?![/\\])|#|https?:\/\/[\w.-]+(?:\/|$|\?)|mailto:|tel:)/.test(value))
}

function tidy(value: unknown): string {
  return wellFormed(String(value)).replace(/\s+/g, ' ')
}

function wellFormed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replace(/\\ud[89a-f][0-9a-f]{2}/gi, '\ufffd'))
}

/** What a feed reader shows of an entry; the library that reads the rest takes “<!--” in a title for a comment. */
function readEntry(xml: string) {
  const escaped = xml
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text: string) => escapeHtml(text))
    .replace(/<\/feed>\s*$/, '')
  const { faults, tags } = readMarkup(escaped)
  const textOf = (name: string) =>
    readMarkup(escaped.split(`<${name}>`)[1]?.split(`</${name}>`)[0] ?? '').text
  const unheard = tags.filter(
    tag => !/^\/?(?:entry|id|title|summary|updated|published|link|category)\b/.test(tag),
  )
  return { title: textOf('title'), summary: textOf('summary'), faults: [...faults, ...unheard] }
}

function fitForXml(text = ''): string {
  return text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '')
    .trim()
}
