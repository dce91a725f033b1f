// Makes a list as a file: in a thread of its own, for what it takes nobody else has to wait or to keep in memory.
import type { Clock } from '../../platform/text/clock.ts'
import { finishFormat } from '../../platform/web/respond.ts'
import { type AskDeps, makeAsk } from './asking.routes.ts'
import { type Extension, FILES, type Filed, type FileTask, fileQuery } from './files.fields.ts'
import { listAddress } from './filters.fields.ts'
import { type FormatContext, toAtom, toCsv, toGeoJson } from './formats.ts'
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

interface FilePart {
  list: Exported[]
  title: string
  context: FormatContext
  words: { siteName: string; now: string }
}

const WRITE: Record<Extension, (part: FilePart) => string> = {
  '.geojson': ({ list, context }) => toGeoJson(list, context),
  '.csv': ({ list, context }) => toCsv(list, context),
  '.atom': ({ list, context, title, words }) =>
    toAtom(list, context, { title, siteName: words.siteName, updated: words.now }),
}

/** Makes one part of a list as a file. */
export function makeFiler(deps: FileDeps): (task: FileTask) => Filed {
  const { clock, baseUrl, search, exported } = deps
  const ask = makeAsk(deps)
  return ({ extension, query }) => {
    const { type, size, more } = FILES[extension]
    const { asked } = ask.read(fileQuery(extension, query))
    if (!asked) throw new Error('A file was asked for near a place that is not one place.')
    const { filters } = asked
    const found = search.part(asked, size)
    const address = (page: number) => listAddress({ ...filters, page }, extension)
    const nextHref = found.page < found.pages ? address(found.page + 1) : ''
    const body = WRITE[extension]({
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
