// Compiles every view once, and renders a page inside the layout; EJS is never asked to include a file.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ejs from 'ejs'

export const VIEWS = join(import.meta.dirname, '../../../views')

export interface RenderOptions {
  strict: boolean
  /** The address of a file in public/ by its plain name, such as `icons.svg`. */
  href: (name: string) => string
}

/** Renders a view inside the layout, or by itself when no layout is given. */
export type Render = (view: string, page: object, layout?: object) => string
type Template = (locals: { page: unknown; partials: Partials }) => string
type Partials = Record<string, (page: unknown) => string>

/**
 * Reads `folder` and returns the renderer. A view gets one variable, `page`, and `partials`, whose members are
 * the compiled files of `partials/`: `<%- partials.turnUp(page.panel) %>` for `turn-up.ejs`. The layout's `page` is `layout` with
 * the finished `body` in it. `asset:site.css` in a view becomes what `href` says. When `strict`, a name that the
 * page does not have throws.
 */
export function makeRenderer(folder: string, { strict, href }: RenderOptions): Render {
  const views = new Map<string, Template>()
  const partials: Partials = {}
  const guard = strict ? sealed : (value: unknown) => value
  for (const file of templateFiles(folder)) {
    const name = relative(folder, file)
      .split(sep)
      .join('/')
      .replace(/\.ejs$/, '')
    const template = compileTemplate(file, { strict, href })
    views.set(name, template)
    if (name.startsWith('partials/')) {
      partials[camelCase(name.slice('partials/'.length))] = page => template({ page: guard(page), partials })
    }
  }
  const run = (view: string, page: object) => {
    const template = views.get(view)
    if (!template) throw new Error(`There is no view called ${view}.`)
    return template({ page: guard(page), partials })
  }
  return (view, page, layout) => {
    const body = run(view, page)
    return layout ? run('layout', { ...layout, body }) : body
  }
}

const UNSAFE = /[&<>"']/
const UNSAFE_ALL = /[&<>"']/g
const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' }

/** Text made safe for HTML text and quoted attributes; text that needs nothing is returned as it is. */
export function escapeHtml(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text = typeof value === 'string' ? value : String(value)
  return UNSAFE.test(text) ? text.replace(UNSAFE_ALL, character => ENTITY[character] as string) : text
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function templateFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ejs'))
    .map(name => join(folder, name))
}

function compileTemplate(file: string, { strict, href }: RenderOptions): Template {
  const source = readFileSync(file, 'utf8').replace(/asset:([\w.-]+)/g, (_, name) => href(name))
  const options = {
    filename: file,
    _with: false,
    destructuredLocals: ['page', 'partials'],
    escape: escapeHtml,
    compileDebug: strict,
  }
  return ejs.compile(source.trim(), options) as unknown as Template
}

/** The same value, but reading a property it does not have throws, however deep. */
function sealed<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  return new Proxy(value, {
    get(target, key) {
      const found = Reflect.get(target, key)
      if (found === undefined && typeof key === 'string' && !(key in target)) {
        throw new Error(`The page has no “${key}”; it has ${Object.keys(target).join(', ')}.`)
      }
      return typeof found === 'function' ? found.bind(target) : sealed(found)
    },
  })
}
