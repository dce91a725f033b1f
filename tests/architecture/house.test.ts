import { describe, expect, it } from 'vitest'
import { importsOf, type Source, sources } from '../support/sources.ts'

const FEATURES = [
  'settings',
  'crossings',
  'categories',
  'areas',
  'places',
  'people',
  'mail',
  'initiatives',
  'photos',
  'map',
  'proposals',
  'keepers',
  'admin',
  'pages',
]
// Inside a feature a layer may import itself and those named.
const LAYERS: Record<string, string[]> = {
  fields: [],
  rules: ['fields'],
  store: ['rules', 'fields'],
  search: ['store', 'rules', 'fields'],
  formats: ['rules', 'fields'],
  view: ['rules', 'fields'],
  import: ['store', 'rules', 'fields'],
  routes: ['import', 'formats', 'view', 'search', 'store', 'rules', 'fields'],
}

const code = sources(['src'], ['.ts', '.mjs'])
const place = (path: string) => {
  const [, room = '', feature = '', file = ''] = path.split('/')
  if (room !== 'features')
    return { room: path.split('/').length === 2 ? 'entry' : room, feature: '', layer: '' }
  return { room, feature, layer: file.split('.').at(-2) ?? '' }
}
const outgoing = (source: Source) =>
  importsOf(source).map(target => ({
    from: place(source.path),
    to: place(target),
    arrow: `${source.path} → ${target}`,
  }))
const arrows = code.flatMap(outgoing)

describe('the house', () => {
  it('lets imports go only down: entries, features and commands, platform, settings', () => {
    const below: Record<string, string[]> = {
      entry: ['entry', 'commands', 'features', 'platform'],
      commands: ['entry', 'commands', 'features', 'platform'],
      features: ['features', 'platform'],
      platform: ['platform'],
    }
    const wrong = arrows.filter(({ from, to }) => !below[from.room]?.includes(to.room))
    expect(wrong.map(({ arrow }) => arrow).filter(arrow => !arrow.endsWith('→ src/config.ts'))).toEqual([])
  })

  it('has no circle of files: none comes back to itself by what it imports', () => {
    expect(circlesIn(new Map(code.map(source => [source.path, importsOf(source)])))).toEqual([])
    const knot = { a: ['b'], b: ['c'], c: ['b', 'd'], d: [] }
    expect(circlesIn(new Map(Object.entries(knot)))).toEqual(['b → c → b'])
  })

  it('lets a feature import only those to its left', () => {
    const wrong = arrows.filter(
      ({ from, to }) =>
        from.feature && to.feature && FEATURES.indexOf(from.feature) < FEATURES.indexOf(to.feature),
    )
    expect(wrong.map(({ arrow }) => arrow)).toEqual([])
    expect(
      new Set(code.map(({ path }) => place(path).feature).filter(name => !FEATURES.includes(name))),
    ).toEqual(new Set(['']))
  })

  it('names every file of a feature by its layer, and keeps the layers apart', () => {
    const features = code.filter(({ path }) => place(path).feature)
    expect(features.filter(({ path }) => !(place(path).layer in LAYERS)).map(({ path }) => path)).toEqual([])
    const inside = arrows.filter(({ from, to }) => from.feature && from.feature === to.feature)
    const wrong = inside.filter(
      ({ from, to }) => from.layer !== to.layer && !LAYERS[from.layer]?.includes(to.layer),
    )
    expect(wrong.map(({ arrow }) => arrow)).toEqual([])
  })

  it('keeps SQL in stores, searches, the database platform and migrations', () => {
    const sql = /\b(?:select\b[\s\S]{0,400}?\bfrom|insert into|update \w+ set|delete from)\b/
    const strangers = code.filter(
      ({ path, text }) =>
        !/(store|search)\.ts$/.test(path) &&
        !path.startsWith('src/platform/database/') &&
        sql.test(withoutComments(text)),
    )
    expect(strangers.map(({ path }) => path)).toEqual([])
  })

  it('asks the time of the clock and nothing else', () => {
    const asking = code.filter(
      ({ path, text }) => path !== 'src/platform/text/clock.ts' && /new Date\(\)|Date\.now\(/.test(text),
    )
    expect(asking.map(({ path }) => path)).toEqual([])
  })

  it('reads the environment in one place', () => {
    const reading = code.filter(({ text }) => /process\.env\b/.test(text)).map(({ path }) => path)
    expect(reading.filter(path => place(path).room !== 'entry')).toEqual([])
  })

  it('opens every source file with a sentence', () => {
    const silent = code.filter(({ text }) => !/^(#!.*\n)?\/\/ [A-Z“‘`/'].*[.!?:]?\n/.test(text))
    expect(silent.map(({ path }) => path)).toEqual([])
  })

  it('keeps files to the size of one idea', () => {
    const tooLong = [
      ...code.filter(({ lines }) => lines > 250),
      ...sources(['views'], ['.ejs']).filter(({ lines }) => lines > 80),
      ...sources(['public/js'], ['.js']).filter(({ lines }) => lines > 80),
      ...sources(['public/css'], ['.css']).filter(({ lines }) => lines > 150),
    ]
    expect(tooLong.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
  })

  it('keeps functions to a screen', () => {
    const long = code.flatMap(source => longFunctions(source))
    expect(long).toEqual([])
  })
})

describe('the views', () => {
  const views = sources(['views'], ['.ejs'])
  // What reads mail knows no style sheet and no layout: the letter brings its own.
  const LETTER = 'views/mail/letter.ejs'

  it('put out raw only partials and the finished body', () => {
    const raw = views.flatMap(({ path, text }) =>
      [...text.matchAll(/<%-([\s\S]*?)%>/g)].map(match => ({ path, what: (match[1] as string).trim() })),
    )
    expect(raw.length).toBeGreaterThan(10)
    expect(raw.filter(({ what }) => !/^(partials\.\w+\(|page\.body$)/.test(what))).toEqual([])
  })

  it('quote every attribute that is filled in', () => {
    const bare = views.filter(({ text }) => /=<%[=-]/.test(text.replace(/"[^"\n]*"/g, '""')))
    expect(bare.map(({ path }) => path)).toEqual([])
  })

  it('have one <html> and one place for a <label>', () => {
    expect(views.filter(({ text }) => /<html/.test(text)).map(({ path }) => path)).toEqual([
      'views/embed.ejs',
      'views/layout.ejs',
      LETTER,
    ])
    const labels = views.filter(({ text }) => /<label[\s>]/.test(text.replace(/<%#[\s\S]*?%>/g, '')))
    expect(labels.map(({ path }) => path)).toEqual(['views/partials/field.ejs'])
  })

  it('carry no style, script or handler of their own', () => {
    const own = views.filter(
      ({ path, text }) =>
        /\son\w+="|<style|<script(?! type="module" src)/.test(text) ||
        (path !== LETTER && /\sstyle="/.test(text)),
    )
    expect(own.map(({ path }) => path)).toEqual([])
  })
})

/** Each circle once, from the file at which it was come upon. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  function walk(path: string, way: readonly string[]): void {
    const at = way.indexOf(path)
    if (at >= 0) return void found.push([...way.slice(at), path].join(' → '))
    if (done.has(path)) return
    for (const next of imports.get(path) ?? []) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of imports.keys()) walk(path, [])
  return found
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '')
}

// A function at the top of a file ends at the next line that closes at the same indent. Factories, which only hold
// functions and statements, may be as long as their file.
function longFunctions({ path, text }: Source): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, start) => {
    const opened = /^(\s*)(?:export )?(?:async )?function\*? (\w+)/.exec(line)
    if (!opened) return []
    const end = lines.findIndex((other, index) => index > start && other.startsWith(`${opened[1]}}`))
    const isFactory = /^(make|load)[A-Z]|Routes$/.test(opened[2] as string)
    return end - start > 40 && !isFactory ? [`${path}: ${opened[2]} has ${end - start + 1} lines`] : []
  })
}
