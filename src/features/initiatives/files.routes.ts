// The same lists as files and feeds: /initiatives.geojson, .csv and .atom.
import { type Request, type RequestHandler, type Response, Router } from 'express'
import { Problem } from '../../platform/web/errors.ts'
import { whereFrom } from '../../platform/web/limits.ts'
import { formatHeaders, type Keeper, sendFinished, sendHead } from '../../platform/web/respond.ts'
import { type AskDeps, makeAsk } from './asking.routes.ts'
import { type Extension, FILES, type Filed, type FileTask, fileQuery } from './files.fields.ts'

export interface FileRouteDeps extends AskDeps {
  files(task: FileTask): Promise<Filed>
  /** Milliseconds after which somebody who is still reading a long file is let go. */
  longest?: number
}

// Whoever reads a long file slowly holds its bytes for as long, so that only so many leave at once, and from one network
// fewer: nobody alone shuts the others out.
const LONG = 1_000_000
const MOST_LONG = 4
const MOST_A_NETWORK = 2
// A file of five thousand listings over a telephone that has hardly any signal.
const FIVE_MINUTES = 300_000

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
      const { asked, elsewhere } = ask.readWhole(fileQuery(extension, query))
      if (!asked) return res.redirect(303, elsewhere)
      const keeper: Keeper = asked.origin ? 'asker' : 'anybody'
      const { type, more } = FILES[extension]
      // Whoever asks what there is to have need not wait until it is made.
      if (req.method === 'HEAD') return sendHead(res, formatHeaders(type, more), keeper)
      const { body, ...filed } = await files({ extension, query })
      // Gone while it was made: nobody hears of the end of what has ended.
      if (res.closed) return
      if (body.length > LONG) letLeave(req, res)
      const bytes = Buffer.from(body.buffer, body.byteOffset, body.length)
      await sendFinished(res, { ...filed, body: bytes }, keeper)
    }

  for (const extension of Object.keys(FILES) as Extension[])
    router.get(`/initiatives${extension}`, fileAs(extension))
  return router
}
