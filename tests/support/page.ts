// A page as its reader has it: headings, cards, links and words out of the HTML.
import type { Response } from 'supertest'

const ENTITY: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" }

/** Text as it is read: tags gone, entities spelt out, spaces folded. */
export function textOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|#34|#39);/g, (_, name: string) => ENTITY[name] as string)
    .replace(/\s+/g, ' ')
    .trim()
}

/** The texts of every element that opens with `open`, such as `<h3 class="card-name"`. */
export function textsIn(html: string, open: string): string[] {
  const tag = /^<(\w+)/.exec(open)?.[1] as string
  return html
    .split(open)
    .slice(1)
    .map(rest => textOf(rest.slice(rest.indexOf('>') + 1, rest.indexOf(`</${tag}>`))))
}

/** What a list page says. */
export function readList({ text: html }: Response) {
  return {
    heading: textsIn(html, '<h1')[0] ?? '',
    count: textsIn(html, '<p class="page-count"')[0] ?? '',
    names: textsIn(html, '<h3 class="card-name"').map(name => name.replace(/^\d+ /, '')),
    chips: textsIn(html, '<a class="chip"').map(chip => chip.replace('Take away ', '')),
    text: textOf(html),
  }
}

/** The count beside a choice, and whether it is ticked. */
export function choice({ text: html }: Response, name: string, value: string) {
  const at = html.indexOf(`name="${name}" value="${value}"`)
  if (at < 0) return undefined
  const rest = html.slice(at, html.indexOf('</label>', at))
  return {
    count: Number(/\((?:<\/span>)?([\d,]+)/.exec(rest)?.[1]?.replace(',', '')),
    checked: / checked/.test(rest.slice(0, rest.indexOf('>'))),
  }
}
