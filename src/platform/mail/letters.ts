// A letter as plain data, written out twice from the same parts: as plain text, and as HTML for those who see it.
import { join } from 'node:path'
import { cleanLine, cleanText } from '../text/clean.ts'
import { makeRenderer, VIEWS } from '../web/render.ts'

export type Part =
  | { kind: 'text'; text: string }
  /** `href` is a path of this site (`/keep?…`), or the whole address of one; the first link is the button. */
  | { kind: 'link'; label: string; href: string }
  | { kind: 'code'; code: string; note: string }
  | { kind: 'facts'; rows: [label: string, value: string][] }
  /** What somebody else wrote: it is set apart, and never looks like the site’s own words. */
  | { kind: 'quote'; text: string }

export interface Letter {
  /** In the site’s own words; nothing that anybody typed, unless its recipient knows them already. */
  subject: string
  parts: Part[]
}

/** A letter as it is sent. */
export interface Written {
  subject: string
  text: string
  html: string
}

export type WriteLetter = (letter: Letter) => Written

/** The one template; every link begins with `baseUrl`, and a link to anywhere else throws. */
export function makeLetterWriter(site: { baseUrl: string; readonly siteName: string }): WriteLetter {
  const { baseUrl } = site
  const render = makeRenderer(join(VIEWS, 'mail'), { strict: true, href: name => name })
  const linkTo = (href: string) => absolute(href, baseUrl)
  return letter => {
    const subject = cleanLine(letter.subject).slice(0, LONGEST_SUBJECT)
    const blocks = blocksOf(letter.parts, linkTo)
    const { siteName } = site
    const sender = { name: siteName, href: `${baseUrl}/`, host: baseUrl.replace(/^https?:\/\//, '') }
    const text = [...blocks.map(spell), `-- \n${siteName}\n${sender.href}`].join('\n\n')
    return { subject, text: `${text}\n`, html: render('letter', { subject, site: sender, blocks }) }
  }
}

type Block =
  | { kind: 'text' | 'quote'; paragraphs: string[][] }
  | { kind: 'button' | 'link'; label: string; href: string }
  | { kind: 'code'; code: string; note: string }
  | { kind: 'facts'; rows: { label: string; value: string }[] }

const LONGEST_SUBJECT = 150
const LINE = 72

function absolute(href: string, baseUrl: string): string {
  // An address here may be in any alphabet, and is spelt as every mail reader takes it.
  const spelt = href.replace(/[\p{L}\p{M}\p{N}]+/gu, encodeURIComponent)
  const whole = /^\/(?![/\\])/.test(spelt) ? baseUrl + spelt : spelt
  const isOurs = whole === baseUrl || whole.startsWith(`${baseUrl}/`)
  // Whoever could put a space, a quote or a line break here could write more than an address.
  if (!isOurs || !/^[\x21-\x7e]+$/.test(whole) || /["<>\\^`{|}]/.test(whole)) {
    throw new Error('A letter may only link to a page of this site.')
  }
  return whole
}

function blocksOf(parts: Part[], linkTo: (href: string) => string): Block[] {
  const first = parts.find(part => part.kind === 'link')
  return parts.map(part => {
    if (part.kind === 'link') {
      const kind = part === first ? 'button' : 'link'
      return { kind, label: cleanLine(part.label), href: linkTo(part.href) }
    }
    if (part.kind === 'code') return { ...part, code: cleanLine(part.code), note: cleanLine(part.note) }
    if (part.kind === 'facts') {
      const rows = part.rows.map(([label, value]) => ({ label: cleanLine(label), value: cleanLine(value) }))
      return { kind: 'facts', rows }
    }
    return { kind: part.kind, paragraphs: paragraphsOf(part.text) }
  })
}

/** Paragraphs, each of its lines. */
function paragraphsOf(text: string): string[][] {
  return cleanText(text)
    .split('\n\n')
    .map(paragraph => paragraph.split('\n').map(line => line.trim()))
}

function spell(block: Block): string {
  if ('href' in block) return `${fold(`${block.label}:`, '')}\n${block.href}`
  if (block.kind === 'code') return `${fold(block.note, '')}\n\n    ${block.code}`
  if (block.kind === 'facts') return block.rows.map(spellRow).join('\n')
  return spellParagraphs(block.paragraphs, block.kind === 'quote' ? '> ' : '')
}

function spellParagraphs(paragraphs: string[][], mark: string): string {
  const spelt = paragraphs.map(lines => lines.map(line => fold(line, mark)).join('\n'))
  return spelt.join(`\n${mark.trim()}\n`)
}

function spellRow({ label, value }: { label: string; value: string }): string {
  return fold(`${label}: ${value}`, '').replaceAll('\n', '\n    ')
}

/** Lines no longer than a mail’s, each beginning with `mark`; a word longer than that stays whole. */
function fold(text: string, mark: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && mark.length + line.length + 1 + word.length > LINE) {
      lines.push(mark + line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, mark + line].join('\n')
}
