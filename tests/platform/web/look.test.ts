import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ROOT, sources } from '../../support/sources.ts'

const sheets = sources(['public/css'], ['.css'])
const colours = sheets.find(({ path }) => path.endsWith('10-colours.css'))?.text ?? ''
const views = sources(['views'], ['.ejs'])
const icons = readFileSync(join(ROOT, 'public/icons/icons.svg'), 'utf8')
const drawn = new Set([...icons.matchAll(/<symbol id="([\w-]+)"/g)].map(match => match[1] as string))

describe('reading is easy on the eyes', () => {
  const day = tokensIn(colours.slice(0, colours.indexOf('@media')))
  const dark = {
    ...day,
    ...tokensIn(colours.slice(colours.indexOf('scheme: dark'), colours.indexOf('contrast'))),
  }
  const text: [ink: string, grounds: string[]][] = [
    ['ink', ['paper', 'card', 'sand', 'tint', 'input', 'added-fill', 'removed-fill', 'wrong-fill']],
    ['ink-2', ['paper', 'card', 'sand', 'tint', 'input']],
    ['link', ['paper', 'card', 'sand', 'tint']],
    ['accent', ['paper', 'card', 'sand', 'tint']],
    ['yes', ['paper', 'card']],
    ['wrong', ['paper', 'wrong-fill']],
    ['added', ['added-fill']],
    ['removed', ['removed-fill']],
    ['on-solid', ['solid']],
    ['on-amber', ['amber', 'amber-deep']],
    ['box-ink', ['box']],
    ['box-ink-2', ['box']],
    ['night-ink', ['water', 'land', 'dusk']],
    ['night-ink-2', ['water', 'land', 'dusk']],
    ['night-ink-3', ['water']],
    ['night-amber', ['water', 'land', 'dusk']],
  ]
  const lines: typeof text = [
    ['link-line', ['paper', 'card', 'tint']],
    ['control', ['paper']],
    ['control-raised', ['card', 'tint', 'sand']],
    ['input-line', ['paper', 'card', 'input']],
    ['night-line', ['water', 'land', 'dusk']],
    ['border', ['water']],
    ['tick', ['solid']],
  ]

  for (const [scheme, tokens] of [
    ['by day', day],
    ['in the dark', dark],
  ] as const) {
    it(`${scheme}: text stands out from every ground it is put on`, () => {
      expect(paler(text, tokens, 5)).toEqual([])
    })

    it(`${scheme}: so do underlines and the edges of what can be used`, () => {
      expect(paler(lines, tokens, 3)).toEqual([])
    })
  }

  it('has one place where colours are named', () => {
    const naming = sheets.filter(({ text }) => /#[\da-f]{3,8}\b|\brgba?\(|\bhsla?\(/i.test(withoutIds(text)))
    expect(naming.map(({ path }) => path)).toEqual(['public/css/10-colours.css', 'public/css/80-print.css'])
  })

  it('uses no name that nobody has given a value', () => {
    const all = sheets.map(({ text }) => text).join('\n')
    const given = new Set([...all.matchAll(/(--[\w-]+):/g)].map(match => match[1]))
    const used = [...all.matchAll(/var\((--[\w-]+)\)/g)].map(match => match[1])
    expect(used.filter(name => !given.has(name))).toEqual([])
  })
})

describe('every picture is there', () => {
  it('for each icon a view, a page or a category asks for', () => {
    const asked = [
      ...views.flatMap(({ text }) => [...text.matchAll(/partials\.icon\('([\w-]+)'\)/g)]),
      ...sources(['src'], ['.ts']).flatMap(({ text }) => [...text.matchAll(/\bicon: '([\w-]+)'/g)]),
      ...sources(['migrations'], ['.sql']).flatMap(({ text }) => [
        ...text.matchAll(/', '([\w-]+)', \d+, '/g),
      ]),
    ].map(match => match[1] as string)
    expect(asked.length).toBeGreaterThan(40)
    expect(asked.filter(name => !drawn.has(name))).toEqual([])
  })
})

describe('a page is light to carry', () => {
  const weigh = (...paths: string[]) =>
    gzipSync(paths.map(path => readFileSync(join(ROOT, path), 'utf8')).join('\n')).length

  it('style in 16 KB, icons in 6, type in 30', () => {
    // A folder in it is a sheet of its own, which few pages fetch.
    const everywhere = sheets.map(({ path }) => path).filter(path => /^public\/css\/[^/]+$/.test(path))
    expect(weigh(...everywhere)).toBeLessThan(16 * 1024)
    expect(weigh('public/icons/icons.svg')).toBeLessThan(6 * 1024)
    expect(readFileSync(join(ROOT, 'public/fonts/atkinson-next.woff2')).length).toBeLessThan(30 * 1024)
  })

  it('and asks nothing of anybody else', () => {
    const fetched =
      /<(?:link|script|img|use|iframe)\b[^>]+(?:href|src)="(?:https?:)?\/\/|url\(\s*["']?(?:https?:|\/\/|data:)|@import/
    const elsewhere = [...sheets, ...views].filter(({ text }) => fetched.test(text))
    expect(elsewhere.map(({ path }) => path)).toEqual([])
  })
})

function tokensIn(css: string): Record<string, string> {
  const found = [...css.matchAll(/--([\w-]+): (#[\da-f]{3,6});/g)]
  return Object.fromEntries(found.map(([, name, colour]) => [name, colour]))
}

/** The pairs whose contrast is less than `least`. */
function paler(pairs: [string, string[]][], tokens: Record<string, string>, least: number): string[] {
  return pairs
    .flatMap(([ink, grounds]) =>
      grounds.map(ground => ({ ink, ground, ratio: contrast(tokens[ink], tokens[ground]) })),
    )
    .filter(({ ratio }) => !(ratio >= least))
    .map(({ ink, ground, ratio }) => `${ink} on ${ground}: ${ratio.toFixed(2)}`)
}

function contrast(one = '', other = ''): number {
  const [light, dim] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dim + 0.05)
}

function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/[\da-f]/g, '$&$&') : hex
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function withoutIds(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, '')
}
