import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COLUMNS } from '../../../src/features/initiatives/files.fields.ts'
import { REASONS } from '../../../src/features/proposals/replies.rules.ts'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { textOf, textsIn } from '../../support/page.ts'
import { list, openSite } from '../../support/site.ts'
import { town } from '../../support/town.ts'

const PAGES = ['/about', '/privacy', '/accessibility', '/how-we-decide', '/open-data']

describe('the pages of words', () => {
  it.each(PAGES)('name their parts at the top, under the same headings: %s', async path => {
    const { get } = await openSite({ cast: {} })
    const { text: html } = await get(path).expect(200)
    const prose = html.slice(html.indexOf('<div class="prose">'), html.indexOf('<footer'))
    const headings = [...prose.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)].map(([, id, text]) => [
      `#${id}`,
      text,
    ])
    const contents = [...html.matchAll(/<li><a href="(#[^"]+)">(.*?)<\/a><\/li>/g)].map(([, href, text]) => [
      href,
      text,
    ])
    expect(contents).toEqual(headings)
    expect(contents.length).toBeGreaterThan(3)
  })

  it.each(PAGES)('give an address to write to where the site has one: %s', async path => {
    const { get } = await openSite({ cast: {} })
    expect((await get(path)).text).toContain('href="mailto:hello@lights.example"')
  })

  it.each(['/about', '/privacy', '/accessibility', '/how-we-decide'])(
    'say honestly when the site has no address to write to: %s',
    async path => {
      const { get } = await openSite({ cast: {}, env: { MAIL_FROM: '' } })
      const { text: html } = await get(path)
      expect(html).not.toContain('mailto:')
      expect(textOf(html)).toContain('This site gives no address to write to yet')
    },
  )
})

describe('the page about deciding', () => {
  it('says every reason there is to say no, and how long anybody has to think again', async () => {
    const { get } = await openSite({ cast: {} })
    const text = textOf((await get('/how-we-decide')).text)
    const yes = ['checked', 'asked', 'known']
    for (const [key, reason] of Object.entries(REASONS))
      expect(text.includes(reason)).toBe(!yes.includes(key))
    expect(text).toContain('for 10 minutes')
    expect(text).toContain('72 hours to object')
  })

  it('is found from the foot of every page', async () => {
    const { get } = await openSite({ cast: {} })
    expect((await get('/areas')).text).toContain('href="/how-we-decide"')
  })
})

describe('the page about the site', () => {
  it('says how brightness works, with the numbers that are really used', async () => {
    const { get } = await openSite({ cast: {} })
    const text = textOf((await get('/about')).text)
    expect(text).toContain('shines in full for 90 days after somebody confirms it')
    expect(text).toContain(
      'to a glimmer (10 % of its light) after a year . After 18 months without a word it goes out',
    )
    for (const level of ['Shining', 'Fading', 'A glimmer', 'Paused', 'Gone out'])
      expect(text).toContain(level)
    for (const name of ['Dark', 'A first spark', 'A few lights', 'A warm glow', 'Bright', 'Blazing'])
      expect(text).toContain(`${name} ${name === 'Dark' ? 'No glow.' : 'A glow '}`)
  })

  it('says how to tell us of a light, and why there are examples while there are any', async () => {
    const { get, context, db } = await openSite({ cast: {} })
    const partsOf = async () => textsIn((await get('/about')).text, '<h2 id=')
    list(context, [{ ...town.cast.uniformBank, source: 'examples', source_id: 'bank' }])
    expect((await partsOf()).slice(-2)).toEqual(['Why there are examples', 'Tell us about one'])
    inTransaction(db, () => context.store.removeFrom('examples'))
    expect((await partsOf()).slice(-2)).toEqual(['How near is reckoned', 'Tell us about one'])
  })
})

describe('the page on open data', () => {
  it('names every column there is', async () => {
    const { get } = await openSite({ cast: {} })
    const { text: html } = await get('/open-data')
    const header = (await get('/initiatives.csv')).text
      .replace('\ufeff', '')
      .split('\n')[0]
      ?.trim()
      .split(',')
    expect(textsIn(html, '<code').slice(-COLUMNS.length)).toEqual(header)
  })

  it('says of each column what it is in words', async () => {
    const { get } = await openSite({ cast: {} })
    const { text: html } = await get('/open-data')
    const rows = [...html.matchAll(/<dt><code>(.*?)<\/code><\/dt><dd>(.*?)<\/dd>/g)]
    expect(rows).toHaveLength(COLUMNS.length)
    for (const [, name, words] of rows) expect([name, /[A-Z]/.test(words as string)]).toEqual([name, true])
  })

  it('gives examples that work', async () => {
    const { get } = await openSite()
    const { text: html } = await get('/open-data')
    const examples = [...html.matchAll(/For example <a href="([^"]+)"/g)].map(([, href]) =>
      (href as string).replaceAll('&amp;', '&'),
    )
    expect(examples).toHaveLength(3)
    for (const href of examples) await get(href).expect(200)
  })

  it('credits everybody whose data it stands on, in their words', async () => {
    const { get } = await openSite({ cast: {} })
    const text = textOf((await get('/open-data')).text)
    const credits = readFileSync('data/SOURCES.md', 'utf8').split('## Credit\n')[1]?.trim().split('\n') ?? []
    expect(credits.length).toBeGreaterThan(5)
    for (const credit of credits) expect(text).toContain(credit)
    for (const credit of [/Martin Chorley.* CC BY 4\.0/, /David Wheatley.* ODbL 1\.0/, /Royal Mail data ©/])
      expect(text).toMatch(credit)
    expect(text).toContain('CC BY 4.0')
  })
})

describe('what the privacy page promises', () => {
  it('holds: no cookie, and no word somebody typed in the log', async () => {
    const site = await openSite()
    const answers = [
      await site.get('/near?q=ZZ1+1AD'),
      await site.get('/initiatives?near=ZZ1+1AD'),
      await site.get('/'),
    ]
    for (const { headers } of answers) expect(headers['set-cookie']).toBeUndefined()
    expect(site.logged).toHaveLength(3)
    expect(JSON.stringify(site.logged)).not.toMatch(/ZZ1|1AD|127\.0\.0\.1/)
    for (const line of site.logged)
      expect(Object.keys(line as object).sort()).toEqual(['method', 'ms', 'path', 'status'])
  })
})
