import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDegrees } from '../../src/platform/geo/point.ts'
import { cleanLine, slugOf, wordsOf } from '../../src/platform/text/clean.ts'
import { dateOf, startOf } from '../../src/platform/text/clock.ts'
import { markdownToHtml } from '../../src/platform/text/markdown.ts'
import { sayAgo, sayTime } from '../../src/platform/text/words.ts'

describe('text from outside', () => {
  it('loses what cannot be seen and what turns it round, and keeps what people write with', () => {
    expect(cleanLine('  Leigh\u202E\u200B  Bank\u0000 ')).toBe('Leigh Bank')
    expect(cleanLine('\u3164\u2800\uffa0 \u115f\u2060')).toBe('')
    expect(cleanLine('👩\u200D🌾 می\u200Cخواهم')).toBe('👩\u200D🌾 می\u200Cخواهم')
    expect(cleanLine('Z\u0301\u0301\u0301\u0301\u0301\u0301')).toHaveLength(4)
  })

  it('always makes a fit address', () => {
    expect(slugOf('Tenants’ & Renters’ Café!')).toBe('tenants-renters-cafe')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(encodeURI(slugOf(text)).length).toBeGreaterThan(0)
      }),
    )
  })

  it('is compared by its words, whatever the accents', () => {
    expect(wordsOf('Café Ŵyl – O’Brien')).toEqual(['cafe', 'wyl', 'obrien'])
  })
})

describe('Markdown from outside', () => {
  it('is paragraphs, lists and links, below the headings of the page', () => {
    expect(markdownToHtml('# Hi\n\n- *one*\n\n[us](https://example.org)')).toBe(
      '<h3>Hi</h3>\n<ul>\n<li><em>one</em></li>\n</ul>\n<p><a href="https://example.org" rel="nofollow ugc noopener">us</a></p>\n',
    )
  })

  it('holds no tag, picture or script of its writer’s', () => {
    const hostile = [
      '<script>x</script>',
      '<img src=x onerror=y>',
      '![a](https://e.example/a.png)',
      '[a](javascript:alert(1))',
      '[a](//e.example)',
      '[a](data:text/html,x)',
      '[a](https://bank.example@e.example)',
      '[a](https://me:secret@e.example/)',
      '[a](https:\\\\bank.example%40e.example)',
    ]
    for (const text of hostile)
      expect(markdownToHtml(text)).not.toMatch(/<(?:script|img)|href="(?!https:\/\/e\.example\/a)/)
  })

  it('does not grow a thousandfold by naming one link again and again', () => {
    const bomb = `[a]: http://a '${'"'.repeat(4900)}'\n\n${'[a]'.repeat(1600)}`
    expect(markdownToHtml(bomb).length).toBeLessThan(100_000)
  })

  it('is quick about hostile text', () => {
    expect(markdownToHtml(`${'_a'.repeat(5000)}`).length).toBeGreaterThan(0)
    expect(markdownToHtml('>'.repeat(10_000)).length).toBeGreaterThan(0)
  })
})

describe('a coordinate', () => {
  it('is a plain decimal within range, or nothing at all', () => {
    expect(readDegrees('51.5', 90)).toBe(51.5)
    expect(readDegrees('-0.25', 180)).toBe(-0.25)
    for (const text of [
      '',
      ' ',
      'NaN',
      'Infinity',
      '1e3',
      '0x33',
      '51abc',
      '٥١',
      'null',
      '91',
      '51,5',
      '--1',
      '1.',
      '.5',
    ]) {
      expect(readDegrees(text, 90), text).toBeUndefined()
    }
  })

  it('never comes from text that is not a number', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const degrees = readDegrees(text, 180)
        if (degrees !== undefined) {
          expect(Number.isFinite(degrees)).toBe(true)
          expect(text).toMatch(/^-?[\d.]+$/)
        }
      }),
    )
  })
})

describe('words', () => {
  it('say times and ages as people do', () => {
    expect(['10:00', '18:30', '12:00', '00:00', '24:00', '12:15'].map(sayTime)).toEqual([
      '10am',
      '6.30pm',
      'noon',
      'midnight',
      'midnight',
      '12.15pm',
    ])
    expect([0, 1, 3, 20, 70, 400, 800].map(sayAgo)).toEqual([
      'today',
      'yesterday',
      '3 days ago',
      '2 weeks ago',
      '2 months ago',
      '13 months ago',
      '2 years ago',
    ])
  })
})

describe('the day in London', () => {
  it('begins when it does there, in summer and in winter', () => {
    expect(startOf('2026-07-01')).toBe('2026-06-30T23:00:00.000Z')
    expect(startOf('2026-12-01')).toBe('2026-12-01T00:00:00.000Z')
    expect(startOf('2026-03-29')).toBe('2026-03-29T00:00:00.000Z')
    expect(startOf('2026-10-25')).toBe('2026-10-24T23:00:00.000Z')
    expect(dateOf('2026-06-30T23:30:00.000Z')).toBe('2026-07-01')
  })
})
