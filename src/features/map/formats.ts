// The picture as a file of its own: the drawing of the pages, with the colours it needs in it.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PUBLIC } from '../../platform/web/assets.ts'
import { escapeHtml } from '../../platform/web/render.ts'

export interface NightStyle {
  text: string
  /** The policy that lets this style in and nothing else. */
  policy: string
}

const SHEETS = ['68-night-map.css', '69-night-names.css', '69-night-marks.css', '69-night-plain.css']
/** What a drawing without names and marks needs. */
export const GROUND_SHEETS = ['68-night-map.css']

/** Reads the sheets of the night map, and of the colours those that they name. */
export function readNightStyle(names: readonly string[] = SHEETS, folder = join(PUBLIC, 'css')): NightStyle {
  const read = (name: string) => squeezed(readFileSync(join(folder, name), 'utf8'))
  const sheets = names.map(read).join('')
  const colours = read('10-colours.css')
  const day = colours.slice(0, colours.indexOf('@media'))
  const tokens = [...new Set([...sheets.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => name))]
    .map(name => new RegExp(`[{;](${name}:[^;}]+)`).exec(day)?.[1])
    .filter(token => token !== undefined)
  const text = `:root{${tokens.join(';')}}${sheets}svg.night-map{width:auto;height:auto}text{font-family:system-ui,sans-serif}`
  const hash = createHash('sha256').update(text).digest('base64')
  return {
    text,
    policy: `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  }
}

/** A drawing as it stands on a page, made a document of its own. */
export function toSvg(drawing: string, size: { width: number; height: number }, style: NightStyle): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"`
  const whole = drawing.replace(/^\s*<svg/, head)
  const end = whole.indexOf('>') + 1
  return `${whole.slice(0, end)}<style>${escapeHtml(style.text)}</style>${whole.slice(end)}`
}

function squeezed(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};:,>]) ?/g, '$1')
    .replace(/;}/g, '}')
    .trim()
}
