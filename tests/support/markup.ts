// Reads HTML without forgiving anything: whatever is not a whole tag or safe text is a fault.

export interface Markup {
  /** Every tag with the names of its attributes, in order, such as `a[class,href]` and `/a`. */
  tags: string[]
  attributes: { tag: string; name: string; value: string }[]
  text: string
  faults: string[]
}

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?: [a-zA-Z][\w:-]*(?:="[^"<>]*")?)*) ?\/?>/y
const DECLARATION = '<!DOCTYPE html>'
const ENTITY: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#34': '"', '#39': "'" }
const BARE = /&(?!(?:amp|lt|gt|quot|#34|#39);)|>|[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/

export function readMarkup(html: string): Markup {
  const markup: Markup = { tags: [], attributes: [], text: '', faults: [] }
  const fault = (at: number) => markup.faults.push(html.slice(Math.max(0, at - 20), at + 60))
  let at = html.startsWith(DECLARATION) ? DECLARATION.length : 0
  while (at < html.length) {
    const next = html.indexOf('<', at)
    const text = html.slice(at, next < 0 ? html.length : next)
    if (BARE.test(text)) fault(at)
    markup.text += decode(text)
    if (next < 0) break
    TAG.lastIndex = next
    const tag = TAG.exec(html)
    if (!tag) {
      fault(next)
      at = next + 1
      continue
    }
    readTag(tag, markup)
    at = next + tag[0].length
  }
  markup.text = markup.text.replace(/\s+/g, ' ').trim()
  return markup
}

function readTag([, slash, name = '', inside = '']: RegExpExecArray, markup: Markup): void {
  const found = [...inside.matchAll(/ ([a-zA-Z][\w:-]*)(?:="([^"]*)")?/g)]
  for (const [, attribute = '', value = ''] of found) {
    if (BARE.test(value)) markup.faults.push(`${attribute}="${value}"`)
    markup.attributes.push({ tag: name, name: attribute, value: decode(value) })
  }
  // A space where a tag stood, so that no two words run together.
  markup.text += ' '
  markup.tags.push(slash ? `/${name}` : `${name}[${found.map(match => match[1]).join()}]`)
}

function decode(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#34|#39);/g, (_, name: string) => ENTITY[name] as string)
}

const OURS = new Set(
  `html head meta title link body header footer nav main section div p h1 h2 h3 ul ol li dl dt dd a b bdi span form input textarea
  select option button label fieldset legend details summary svg use`.split(/\s+/),
)

/** Tags and handlers of a page of forms that none of our views writes; and what is not whole HTML, but for control characters. */
export function strangersIn(html: string): string[] {
  const { tags, faults } = readMarkup(html.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, ''))
  const strange = tags.filter(
    tag => !OURS.has(tag.replace(/^\//, '').replace(/\[.*/, '')) || /[[,]on\w/.test(tag),
  )
  return [...strange, ...faults]
}
