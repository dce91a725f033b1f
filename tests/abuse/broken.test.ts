import { describe, expect, it } from 'vitest'
import { type DeskPage, openDeskPages } from '../support/desk-pages.ts'
import { hostileTexts } from '../support/hostile.ts'
import { visitor } from '../support/people.ts'
import { openSite, type Site } from '../support/site.ts'

type Sent = Record<string, string | string[]>
interface Form {
  action: string
  cookie: string
  values: Sent
}

// What takes its time for good reasons, and what ends the visit.
const NOT_TRIED = /sign-out|recovery-codes|sessions|erasure|photos$/

describe('every form of the site and of the desk', () => {
  it('breaks nothing, whatever is left out of it, said twice, or said in its place', async () => {
    const site = await openSite({ cast: {} })
    const forms = await formsOn(site, await openDeskPages(site))
    expect(forms.length).toBeGreaterThan(80)
    let at = 0
    const text = () => (hostileTexts[at++ % hostileTexts.length] as string).toWellFormed()
    const ways: ((values: Sent) => Sent)[] = [
      values => Object.fromEntries(Object.keys(values).map(name => [name, text()])),
      values =>
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value, text()].flat()])),
      values =>
        Object.fromEntries(
          Object.keys(values).map(name => [
            name,
            ['9'.repeat(400), '-1', '1e309', '__proto__', '\u0000'][at++ % 5] as string,
          ]),
        ),
      values => Object.fromEntries(Object.entries(values).filter(() => at++ % 2)),
      values =>
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, at++ % 3 ? value : text()])),
    ]
    const broken: string[] = []
    for (const way of ways)
      for (const { action, cookie, values } of forms) {
        site.db.exec('savepoint untried')
        const sent = way(values)
        const { status } = await visitor(site, cookie).post(action, sent)
        site.db.exec('rollback to untried; release untried')
        if (status >= 500) broken.push(`${action} ${JSON.stringify(sent).slice(0, 500)}`)
      }
    expect(broken).toEqual([])
  }, 120_000)
})

/** Each form once, with what stands in it. */
async function formsOn(site: Site, pages: readonly DeskPage[]): Promise<Form[]> {
  const found = new Map<string, Form>()
  for (const { path, cookie } of pages) {
    const { text } = await visitor(site, cookie).get(path)
    for (const [, tag = '', inside = ''] of text.matchAll(/<form ([^>]*)>([\s\S]*?)<\/form>/g)) {
      if (!/method="post"/.test(tag)) continue
      const own = /action="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? path
      for (const action of [own, ...[...inside.matchAll(/formaction="([^"]*)"/g)].map(([, to = '']) => to)]) {
        const name = action.replace(/\d+|[\da-f-]{36}|[\w-]{43}|\?.*/g, '')
        if (!found.has(name) && !NOT_TRIED.test(name))
          found.set(name, { action, cookie, values: valuesIn(inside) })
      }
    }
  }
  return [...found.values()]
}

function valuesIn(html: string): Sent {
  const values: Sent = {}
  for (const [tag] of html.matchAll(/<(?:input|textarea|select|button)\b[^>]*\bname="[^>]*>/g)) {
    const name = / name="([^"]*)"/.exec(tag)?.[1] as string
    const value = (/ value="([^"]*)"/.exec(tag)?.[1] ?? '').replaceAll('&#34;', '"').replaceAll('&amp;', '&')
    if (!(name in values) || / (?:checked|selected)/.test(tag)) values[name] = value
  }
  return values
}
