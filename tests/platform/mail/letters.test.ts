import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Letter, makeLetterWriter } from '../../../src/platform/mail/letters.ts'
import { textOf } from '../../support/page.ts'

const BASE_URL = 'https://lights.example'
const write = makeLetterWriter({ baseUrl: BASE_URL, siteName: 'Points of Light' })

const LETTER: Letter = {
  subject: 'Your light is on the map',
  parts: [
    { kind: 'text', text: 'Thank you.\n\nTwo of your five changes are live.' },
    {
      kind: 'facts',
      rows: [
        ['Where', 'Leigh Creek Hall, SS9 2AB'],
        ['When', 'Tuesdays 10am to noon'],
      ],
    },
    { kind: 'link', label: 'See it', href: '/initiatives/leigh-uniform-swap' },
    { kind: 'code', code: 'HX4K-9PQR', note: 'On another device, type this code:' },
    { kind: 'quote', text: 'Is the hall open\nin August?' },
    { kind: 'link', label: 'Change it', href: `${BASE_URL}/keep` },
  ],
}

describe('a letter', () => {
  it('says all of it in plain text', () => {
    expect(write(LETTER).text).toBe(
      [
        'Thank you.\n\nTwo of your five changes are live.',
        'Where: Leigh Creek Hall, SS9 2AB\nWhen: Tuesdays 10am to noon',
        'See it:\nhttps://lights.example/initiatives/leigh-uniform-swap',
        'On another device, type this code:\n\n    HX4K-9PQR',
        '> Is the hall open\n> in August?',
        'Change it:\nhttps://lights.example/keep',
        '-- \nPoints of Light\nhttps://lights.example/\n',
      ].join('\n\n'),
    )
  })

  it('says the same in HTML, with one amber button under a night sky', () => {
    const { html } = write(LETTER)
    for (const words of [
      'Thank you.',
      'Leigh Creek Hall, SS9 2AB',
      'HX4K-9PQR',
      'Is the hall open',
      'Change it',
    ])
      expect(textOf(html)).toContain(words)
    expect(html.match(/background:#ffb347/g)).toHaveLength(1)
    expect(html).toMatch(/background:#ffb347[^>]*>See it</)
    expect(html).toContain('background:#0a1222')
    expect(html).not.toMatch(/<script|<img|<link|url\(/)
  })

  it('begins every link with the site’s own address', () => {
    const { html } = write(LETTER)
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(match => match[1] as string)
    expect(links).toHaveLength(4)
    expect(links.filter(link => !link.startsWith(`${BASE_URL}/`))).toEqual([])
  })

  it('refuses to link anywhere else', () => {
    for (const href of [
      'https://evil.example/',
      'https://lights.example.evil.example/',
      'https://lights.example@evil.example/',
      '//evil.example/',
      '/\\evil.example',
      'javascript:alert(1)',
      'keep',
      '',
      '/keep"onclick="x',
      '/keep\r\nBcc: evil@example.net',
      '/keep and more',
    ]) {
      const letter: Letter = { subject: 'Hello', parts: [{ kind: 'link', label: 'Go', href }] }
      expect(() => write(letter), href).toThrow('only link to a page of this site')
    }
  })

  it('keeps lines short, and folds what is folded under its quotation mark', () => {
    const long = 'word '.repeat(60).trim()
    const { text } = write({
      subject: 'Long',
      parts: [
        { kind: 'text', text: long },
        { kind: 'quote', text: long },
        { kind: 'facts', rows: [['What', long]] },
      ],
    })
    expect(text.split('\n').filter(line => line.length > 76)).toEqual([])
    expect(text.match(/^> word/gm)).toHaveLength(5)
  })

  it('never lets words become anything but words', () => {
    const anything = fc.string({ unit: 'grapheme', maxLength: 80 })
    const nasty = fc.oneof(
      anything,
      fc.constantFrom(
        '<script>x</script>',
        '"><img src=x>',
        '<%= 1 %>',
        '&lt;b&gt;',
        '\r\n.\r\n',
        '\u202e',
        '</table>',
      ),
    )
    fc.assert(
      fc.property(nasty, nasty, nasty, (a, b, c) => {
        const { subject, text, html } = write({
          subject: a,
          parts: [
            { kind: 'text', text: b },
            { kind: 'quote', text: c },
            { kind: 'facts', rows: [[a, b]] },
            { kind: 'code', code: c, note: a },
            { kind: 'link', label: b, href: '/keep' },
          ],
        })
        expect(subject).not.toMatch(/[\r\n\u2028\u2029\u202e]/)
        expect(subject.length).toBeLessThanOrEqual(150)
        expect(text).not.toMatch(/[\r\u202e\u0000]/)
        const tags = [...html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(match =>
          (match[1] as string).toLowerCase(),
        )
        const KNOWN = /^(!doctype|html|head|meta|title|body|table|tr|td|th|span|a|h1|p|br|blockquote)$/
        expect(tags.filter(tag => !KNOWN.test(tag))).toEqual([])
      }),
    )
  })
})
