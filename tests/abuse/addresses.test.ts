import { beforeEach, describe, expect, it } from 'vitest'
import { openDesk } from '../support/desk.ts'
import { formIn } from '../support/forms.ts'
import { formOn, keeperOf } from '../support/keeping.ts'
import { readMarkup } from '../support/markup.ts'
import type { Visitor } from '../support/people.ts'
import type { Site } from '../support/site.ts'
import { ENOUGH, makeSender, type Typed } from '../support/submitting.ts'

/** What somebody may type as an address on the web, and the host that is shown where it is taken; '' where it is not. */
const ADDRESSES: [typed: string, host: string][] = [
  ['https://tools.example', 'tools.example'],
  ['http://tools.example/', 'tools.example'],
  ['https://www.tools.example/a/b?c=d&e=f#g', 'tools.example'],
  ['HTTPS://TOOLS.EXAMPLE/', 'tools.example'],
  ['https://xn--80ak6aa92e.example/', 'xn--80ak6aa92e.example'],
  ['https://b\u00fccher.example/', 'xn--bcher-kva.example'],
  ['https://\u0430pple.example/', 'xn--pple-43d.example'],
  ['https://tools.example/"onmouseover="alert(1)', 'tools.example'],
  ['javascript:alert(1)', ''],
  ['JaVaScRiPt:alert(1)', ''],
  ['javascript://x.example/%0aalert(1)', ''],
  ['java\tscript:alert(1)', ''],
  ['\u0001javascript:alert(1)', ''],
  ['data:text/html,<script>alert(1)</script>', ''],
  ['vbscript:msgbox(1)', ''],
  ['file:///etc/passwd', ''],
  ['blob:https://evil.example/x', ''],
  ['ftp://evil.example/', ''],
  ['mailto:a@b.example', ''],
  ['//evil.example', ''],
  ['\\\\evil.example', ''],
  ['https:evil.example', ''],
  ['https:\\\\evil.example', ''],
  ['http:///evil.example', 'evil.example'],
  ['https://user:pw@evil.example/', ''],
  ['https://lights.example@evil.example/', ''],
  ['https://evil.example:8443/', ''],
  ['https://localhost/', ''],
  ['http://127.0.0.1/', ''],
  ['http://127.1/', ''],
  ['http://2130706433/', ''],
  ['http://0x7f.1/', ''],
  ['http://[::1]/', ''],
  ['https://-evil.example/', ''],
  ['https://evil..example/', ''],
  ['evil', ''],
  [`https://evil.example/${'a'.repeat(300)}`, ''],
]
const FIELDS = ['website', 'social_links']

describe('an address on the web that somebody gives', () => {
  let site: Site
  let editor: Visitor
  beforeEach(async () => {
    ;({ site, editor } = await openDesk())
  })

  it('is taken with a new project only where it leads to a page of somebody', async () => {
    const sender = makeSender(site)
    for (const step of ['about', 'where', 'when', 'visiting']) await sender.fill(step)
    await tried((typed: Typed) => sender.fill('contact', { ...ENOUGH.contact, ...typed }))
  })

  it('is taken by those who keep a listing only then', async () => {
    const keeper = keeperOf(site, 1)
    const path = `/initiatives/${site.context.reader.entered(1)?.slug}/edit`
    const opened = formOn((await keeper.get(path)).text)
    let hour = 0
    await tried((typed: Typed) => {
      // Twenty changes an hour are enough for anybody.
      if (hour++ % 10 === 0) site.setNow(new Date(site.context.clock().getTime() + 3_600_000).toISOString())
      return keeper.post(path, { ...opened, ...typed })
    })
  })

  it('is taken by editors only then, and shows the host it leads to', async () => {
    const path = '/admin/initiatives/2/edit'
    await tried(async (typed: Typed, host: string) => {
      const answer = await editor.post(path, { ...formIn((await editor.get(path)).text), ...typed })

      if (host !== '') await shows(typed.website as string, host)
      return answer
    })
  })

  async function tried(send: (typed: Typed, host: string) => PromiseLike<{ status: number; text: string }>) {
    const found: unknown[] = []
    for (const [address, host] of ADDRESSES)
      for (const name of FIELDS) {
        const { status, text } = await send(
          { website: '', social_links: '', [name]: address },
          name === 'website' ? host : '',
        )
        found.push([name, address, status === 303 ? 'taken' : status === 422 ? 'refused' : status])
        if (status === 422) expect(text, address).toMatch(new RegExp(`href="#${name}"`))
      }
    const expected = ADDRESSES.flatMap(([address, host]) =>
      FIELDS.map(name => [name, address, host === '' ? 'refused' : 'taken']),
    )
    expect(found).toEqual(expected)
  }

  async function shows(address: string, host: string): Promise<void> {
    const { text } = await site.get(`/initiatives/${site.context.reader.entered(2)?.slug}`)
    const links = new RegExp(`<a ([^>]*href="${hrefOf(address)}"[^>]*)>([\\s\\S]*?)</a>`, 'g')
    const found = [...text.matchAll(links)].map(([, tag = '', label = '']) => ({
      tag,
      says: readMarkup(label).text,
    }))
    expect(
      found.map(({ says }) => says),
      address,
    ).toContain(host)
    for (const { tag } of found)
      for (const word of ['nofollow', 'ugc', 'noopener']) expect(tag, address).toContain(word)
  }
})

const hrefOf = (address: string) =>
  address
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&#34;')
    .replace(/[?.*+^$()|[\]\\]/g, '\\$&')
