// The form of a page, as a browser would send it back without anybody having touched it.

export type Sent = Record<string, string | string[]>

/** Every box, what is chosen, what is ticked, and what is hidden; forms of a single button are left out. */
export function formIn(html: string): Sent {
  const sent: [string, string][] = []
  const main = html.slice(html.indexOf('<main'))
  for (const [tag] of main.matchAll(/<input\b[^>]*>/g)) {
    if (/type="(?:radio|checkbox)"/.test(tag) && !/ checked/.test(tag)) continue
    if (!/type="file"/.test(tag)) sent.push([attribute(tag, 'name'), attribute(tag, 'value')])
  }
  // A browser leaves out the line break that a box begins with.
  for (const [, name = '', words = ''] of main.matchAll(
    /<textarea id="[^"]*" name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g,
  ))
    sent.push([name, plain(words).replace(/^\n/, '')])
  for (const [, name = '', options = ''] of main.matchAll(
    /<select id="[^"]*" name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    sent.push([name, plain(/value="([^"]*)" selected/.exec(options)?.[1] ?? '')])
  const names = Map.groupBy(sent, ([name]) => name)
  return Object.fromEntries(
    [...names].map(([name, pairs]) => [
      name,
      pairs.length > 1 ? pairs.map(([, value]) => value) : (pairs[0]?.[1] ?? ''),
    ]),
  )
}

function attribute(tag: string, name: string): string {
  return plain(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

/** The words that a page spells for a browser. */
export function plain(text: string): string {
  return text
    .replace(/&#34;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}
