// The files the browser fetches: read once at start, named by their content, kept for a year.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { extname, join } from 'node:path'
import type { RequestHandler } from 'express'
import { type Answer, deliver, makeAnswer } from './answer.ts'

export const PUBLIC = join(import.meta.dirname, '../../../public')
const PACKAGES = join(import.meta.dirname, '../../../node_modules')

// What others have written, made small by them, and what to give to those who import it.
const FROM_OTHERS = [
  { name: 'leaflet.js', path: 'leaflet/dist/leaflet.js', ends: 'export default window.L' },
  { name: 'protomaps-leaflet.js', path: 'protomaps-leaflet/dist/protomaps-leaflet.js', ends: '' },
]

export interface Assets {
  /** The address of a file by its plain name, such as `site.css`. Throws when there is none. */
  href(name: string): string
  /** The file asked for, for whoever asks. */
  recall(req: IncomingMessage): Answer | undefined
  serve: RequestHandler
}

// The name changes with the content, so what is fetched once never needs asking for again.
const FOR_A_YEAR = 'public, max-age=31536000, immutable'

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
}

/**
 * Reads `folder`. The sheets of `css/` become one `site.css` in name order, those of a folder in it one sheet of its name, and
 * `url(x)` points at the named file. In a script `'./x.js'` and `'asset:x.css'` become the addresses of those files.
 */
export function readAssets(folder = PUBLIC): Assets {
  const byName = new Map<string, string>()
  const byAddress = new Map<string, Answer>()
  const add = (name: string, body: Buffer | string) => {
    const type = TYPES[extname(name)]
    if (!type) return
    const mark = createHash('sha256').update(body).digest('base64url').slice(0, 8)
    const address = `/assets/${name.replace(/(\.\w+)$/, `-${mark}$1`)}`
    byName.set(name, address)
    byAddress.set(address, makeAnswer(body, { 'Content-Type': type, 'Cache-Control': FOR_A_YEAR }))
  }
  const href = (name: string) => {
    const address = byName.get(name)
    if (!address) throw new Error(`There is no asset called ${name}.`)
    return address
  }
  for (const part of ['fonts', 'icons']) {
    for (const { name, path } of filesIn(join(folder, part))) add(name, readFileSync(path))
  }
  const css = join(folder, 'css')
  add('site.css', sheetOf(css, href))
  for (const name of foldersIn(css)) add(`${name}.css`, sheetOf(join(css, name), href))
  for (const { name, path, ends } of FROM_OTHERS) add(name, fromOthers(join(PACKAGES, path), ends))
  addScripts(join(folder, 'js'), { add, href, has: name => byName.has(name) })
  const recall = ({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>) =>
    method === 'GET' || method === 'HEAD' ? byAddress.get(url) : undefined
  return {
    href,
    recall,
    serve(req, res, next) {
      const found = recall({ method: req.method, url: req.path })
      return found ? deliver(res, found) : next()
    },
  }
}

function sheetOf(folder: string, href: Assets['href']): string {
  const sheets = filesIn(folder).map(({ path }) => readFileSync(path, 'utf8'))
  return sheets.join('\n').replace(/url\(([\w.-]+)\)/g, (_, name) => `url(${href(name)})`)
}

interface Shelf {
  add(name: string, body: string): void
  href(name: string): string
  has(name: string): boolean
}

/** Adds every script after those that it imports, for its own name depends on theirs. */
function addScripts(folder: string, { add, href, has }: Shelf): void {
  const paths = new Map(filesIn(folder).map(({ name, path }) => [name, path]))
  const addressOf = (name: string, importers: readonly string[]) => {
    const path = paths.get(name)
    if (path && !has(name)) {
      if (importers.includes(name)) throw new Error(`${name} imports itself by way of ${importers.at(-1)}.`)
      const linked = readFileSync(path, 'utf8').replace(
        /(?<=['"])(?:\.\/|asset:)([\w-]+\.\w+)(?=['"])/g,
        (_, other) => addressOf(other, [...importers, name]),
      )
      add(name, linked)
    }
    return href(name)
  }
  for (const name of paths.keys()) addressOf(name, [])
}

// The map of a script that was made small is not served, and a browser’s tools would go looking for it.
function fromOthers(path: string, ends: string): string {
  const script = readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
  return `${script.trimEnd()}\n${ends}\n`
}

// Git keeps no empty folder: a site without a script has no folder for them either.
function filesIn(folder: string): { name: string; path: string }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => ({ name, path: join(folder, name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
}
