// People who keep listings, for tests: signed in as keepers, and pressing the links of their mails.
import { inTransaction } from '../../src/platform/database/open.ts'
import { lettersTo, proofFor } from './letters.ts'
import { cookiesOf, signedIn, type Visitor, visitor } from './people.ts'
import type { Site } from './site.ts'

/** Somebody who keeps a listing, signed in; trusted only when told so. */
export function keeperOf(site: Site, id: number, email = 'sam@bank.example', isTrusted = false): Visitor {
  const somebody = signedIn(site, { role: 'organiser', email })
  const { keepers, clock } = site.context
  inTransaction(site.db, () => {
    keepers.add(id, somebody.person.id, clock().toISOString())
    keepers.trust(id, somebody.person.id, isTrusted)
  })
  return somebody
}

/** Presses the link of the latest mail in the browser that asked for it; answers where that leads, and with which cookies. */
export async function pressLink(site: Site, email: string, asked: { headers: Record<string, unknown> }) {
  const entered = await visitor(site, cookiesOf(asked)).post(proofFor(site, email).path)
  return { status: entered.status, to: String(entered.headers.location ?? ''), cookies: cookiesOf(entered) }
}

/** Types the code of the latest mail where its link was opened. */
export async function typeCode(site: Site, email: string) {
  const { path, code } = proofFor(site, email)
  const entered = await visitor(site).post(path, { code })
  return { status: entered.status, to: String(entered.headers.location ?? ''), cookies: cookiesOf(entered) }
}

/** The path of the link to object in the latest letter to an address; '' for none. */
export function objectionFor(site: Site, email: string): string {
  const text = lettersTo(site, email).at(-1)?.body_text ?? ''
  return /\/keep\/objection\/[\w-]{43}/.exec(text)?.[0] ?? ''
}

/** What a form holds when it is opened, by name, as its browser would send it. */
export function formOn(html: string): Record<string, string | string[]> {
  const values: Record<string, string[]> = {}
  const add = (name: string, value: string) => {
    values[name] = [...(values[name] ?? []), value]
  }
  const plain = (text: string) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#34;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&')
  const attribute = (tag: string, name: string) =>
    plain(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
  for (const [tag] of html.matchAll(/<input [^>]*>/g)) {
    const isTick = / type="(?:radio|checkbox)"/.test(tag)
    if (!isTick || / checked/.test(tag)) add(attribute(tag, 'name'), attribute(tag, 'value'))
  }
  for (const [, name, text] of html.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/textarea>/g))
    add(name as string, plain(text as string))
  for (const [, name, options] of html.matchAll(/<select [^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g))
    add(name as string, attribute(/<option [^>]*selected[^>]*>/.exec(options as string)?.[0] ?? '', 'value'))
  return Object.fromEntries(
    Object.entries(values).map(([name, all]) => [name, all.length > 1 ? all : (all[0] as string)]),
  )
}
