import { HtmlValidate } from 'html-validate'
import { beforeAll, describe, expect, it } from 'vitest'
import { RULES } from './support/html.ts'
import { example, pages } from './support/pages.ts'
import { openSite, type Site } from './support/site.ts'

const validator = new HtmlValidate(RULES)

let site: Site
beforeAll(async () => {
  site = await openSite({ more: [example] })
})

describe('every page is HTML in which nothing has to be forgiven', () => {
  it.each(pages)('$name', async ({ path, status }) => {
    const { text } = await site.get(path).expect(status)
    expect(await faultsIn(text)).toEqual([])
    expect(brokenPicturesIn(text)).toEqual([])
  })

  it.each(['/', '/initiatives', '/areas', '/areas/saltmere', '/categories', '/categories/food-bank'])(
    '%s of a site that lists nothing yet',
    async path => {
      const dark = await openSite({ cast: {} })
      const { text } = await dark.get(path).expect(200)
      expect(await faultsIn(text)).toEqual([])
    },
  )

  it('what is said when something broke', async () => {
    const broken = await openSite()
    broken.db.exec('drop table need')
    const { text } = await broken.get('/').expect(500)
    expect(await faultsIn(text)).toEqual([])
  })
})

async function faultsIn(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message, selector }) => `${line} ${ruleId}: ${message} (${selector})`),
  )
}

/** Pictures that are neither hidden from screen readers nor named for them, or that point at a part that is not there. */
function brokenPicturesIn(html: string): string[] {
  const pictures = html.match(/<(?:svg|img)\b[^>]*>/g) ?? []
  const mute = pictures.filter(
    tag => !/ aria-hidden="true"| role="(?:img|group)" aria-label="[^"]+"| alt="/.test(tag),
  )
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(match => match[1]))
  const parts = [...html.matchAll(/<use href="#([^"]+)"|url\(#([^)]+)\)/g)]
  return [...mute, ...parts.filter(([, used, filled]) => !ids.has(used ?? filled)).map(([part]) => part)]
}
