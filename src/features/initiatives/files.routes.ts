// The same lists as files and feeds: /initiatives.geojson, .csv and .atom.
import { type Request, type RequestHandler, type Response, Router } from 'express'
import type { Clock } from '../../platform/text/clock.ts'
import { Problem } from '../../platform/web/errors.ts'
import { whereFrom } from '../../platform/web/limits.ts'
import {
  finishFormat,
  formatHeaders,
  type Keeper,
  sendFinished,
  sendHead,
} from '../../platform/web/respond.ts'
import { type AskDeps, makeAsk } from './asking.routes.ts'
import { listAddress } from './filters.fields.ts'
import { type FormatContext, IN_FEED, IN_FILE, toAtom, toCsv, toGeoJson } from './formats.ts'
import { headingOf } from './heading.view.ts'
import type { Exported } from './kept.fields.ts'
import type { InitiativeSearch } from './search.ts'

export interface FileDeps extends AskDeps {
  clock: Clock
  baseUrl: string
  siteName: string
  search: Pick<InitiativeSearch, 'part'>
  exported(ids: readonly number[]): Exported[]
}

type Extension = keyof typeof FORMATS

/** Which file is wanted, as plain data: it may be made in another thread. */
export interface FileTask {
  extension: Extension
  query: Record<string, unknown>
}

/** A finished file. */
export interface Filed {
  body: Uint8Array
  etag: string
  headers: Record<string, string>
}

export interface FileRouteDeps extends AskDeps {
  files(task: FileTask): Promise<Filed>
  /** Milliseconds after which somebody who is still reading a long file is let go. */
  longest?: number
}

interface FilePart {
  list: Exported[]
  title: string
  context: FormatContext
  words: { siteName: string; now: string }
}

const FORMATS = {
  '.geojson': {
    type: 'application/geo+json',
    size: IN_FILE,
    write: ({ list, context }: FilePart) => toGeoJson(list, context),
    more: {},
  },
  '.csv': {
    type: 'text/csv',
    size: IN_FILE,
    write: ({ list, context }: FilePart) => toCsv(list, context),
    more: { 'Content-Disposition': 'attachment; filename="points-of-light.csv"' },
  },
  '.atom': {
    type: 'application/atom+xml',
    size: IN_FEED,
    write: ({ list, context, title, words }: FilePart) =>
      toAtom(list, context, { title, siteName: words.siteName, updated: words.now }),
    more: {},
  },
}
// Whoever reads a long file slowly holds its bytes for as long, so that only so many leave at once, and from one network
// fewer: nobody alone shuts the others out.
const LONG = 1_000_000
const MOST_LONG = 4
const MOST_A_NETWORK = 2
// A file of ten thousand listings over a telephone that has hardly any signal.
const FIVE_MINUTES = 300_000

/** Makes one part of a list as a file. */
export function makeFiler(deps: FileDeps): (task: FileTask) => Filed {
  const { clock, baseUrl, search, exported } = deps
  const ask = makeAsk(deps)
  return ({ extension, query }) => {
    const { type, size, write, more } = FORMATS[extension]
    const { asked } = ask.read(queryFor(extension, query))
    if (!asked) throw new Error('A file was asked for near a place that is not one place.')
    const { filters } = asked
    const found = search.part(asked, size)
    const address = (page: number) => listAddress({ ...filters, page }, extension)
    const nextHref = found.page < found.pages ? address(found.page + 1) : ''
    const body = write({
      list: exported(found.ids),
      title: headingOf(filters, ask.namesFor(asked)),
      context: {
        baseUrl,
        pageHref: listAddress({ ...filters, page: 1 }),
        selfHref: address(found.page),
        nextHref,
        total: found.total,
      },
      words: { siteName: deps.siteName, now: clock().toISOString() },
    })
    const link: Record<string, string> = nextHref ? { Link: `<${baseUrl}${nextHref}>; rel="next"` } : {}
    return finishFormat(type, body, { ...link, ...more })
  }
}

export function fileRoutes({ files, longest = FIVE_MINUTES, ...deps }: FileRouteDeps): Router {
  const ask = makeAsk(deps)
  const router = Router()
  /** Where long files are read just now, once for each. */
  const readers: string[] = []

  function letLeave(req: Request, res: Response): void {
    const from = whereFrom(req)
    if (readers.length >= MOST_LONG || readers.filter(one => one === from).length >= MOST_A_NETWORK)
      throw new Problem('busy', 'Too many are reading long files just now. Please try again in a moment.')
    readers.push(from)
    // Who takes a byte now and then is never silent, and would otherwise stay for ever.
    const end = setTimeout(() => res.destroy(), longest).unref()
    res.once('close', () => {
      clearTimeout(end)
      readers.splice(readers.indexOf(from), 1)
    })
  }

  const fileAs =
    (extension: Extension): RequestHandler =>
    async (req, res) => {
      const query = { ...req.query }
      const { asked, elsewhere } = ask.readWhole(queryFor(extension, query))
      if (!asked) return res.redirect(303, elsewhere)
      const keeper: Keeper = asked.origin ? 'asker' : 'anybody'
      const { type, more } = FORMATS[extension]
      // Whoever asks what there is to have need not wait until it is made.
      if (req.method === 'HEAD') return sendHead(res, formatHeaders(type, more), keeper)
      const { body, ...filed } = await files({ extension, query })
      // Gone while it was made: nobody hears of the end of what has ended.
      if (res.closed) return
      if (body.length > LONG) letLeave(req, res)
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
      await sendFinished(res, { ...filed, body: bytes }, keeper)
    }

  for (const extension of Object.keys(FORMATS) as Extension[])
    router.get(`/initiatives${extension}`, fileAs(extension))
  return router
}

/** What is asked for in an address, as a file has it: feeds have an order of their own. */
function queryFor(extension: Extension, query: Record<string, unknown>): Record<string, unknown> {
  return extension === '.atom' ? { ...query, sort: 'newest' } : query
}
