// The files the browser fetches: read once at start, named by their content, kept for a year.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { extname, join } from 'node:path'
import type { RequestHandler } from 'express'
import { type Answer, deliver, makeAnswer } from './answer.ts'

export const PUBLIC = join(import.meta.dirname, '../../../public')

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

/** Reads `folder`: `css/*.css` become one `site.css` in name order, `url(x)` in it pointing at the named files. */
export function readAssets(folder = PUBLIC): Assets {
  const byName = new Map<string, string>()
  const byAddress = new Map<string, Answer>()
  const add = (name: string, body: Buffer) => {
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
  for (const part of ['fonts', 'icons', 'js']) {
    for (const name of namesIn(join(folder, part))) add(name, readFileSync(join(folder, part, name)))
  }
  const sheets = namesIn(join(folder, 'css')).map(name => readFileSync(join(folder, 'css', name), 'utf8'))
  add(
    'site.css',
    Buffer.from(sheets.join('\n').replace(/url\(([\w.-]+)\)/g, (_, name) => `url(${href(name)})`)),
  )
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

// Git keeps no empty folder: a site without a script has no folder for them either.
function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : []
}
