// What is answered when nothing is here or something broke: a page in the site's own words, and one log line.
import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { notFound, Problem } from './errors.ts'
import type { Log } from './log.ts'
import type { Show } from './page.ts'

/** Nobody answered: 404. */
export const answerNothing: RequestHandler = (_req, _res, next) => next(notFound())

/** Expected failures get their sentence; the unexpected a reference number and nothing of what happened. */
export function answerErrors({ show, log }: { show: Show; log: Log }): ErrorRequestHandler {
  return async (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error)
    try {
      const problem = asProblem(error)
      await (problem ? showProblem(res, problem) : showBroken(res, note(error)))
    } catch (worse) {
      // Without its database the site cannot even make the page that says so.
      const reference = note(worse)
      res.status(500).set('Cache-Control', 'private, no-store').type('text')
      res.send(`Sorry, something went wrong.\n${BROKEN}\nReference: ${reference}\n`)
    }
  }

  function note(error: unknown): string {
    const reference = randomUUID().slice(0, 8)
    log.error({ reference, error: error instanceof Error ? error.stack : String(error) })
    return reference
  }

  function showProblem(res: Response, { status, message: text }: Problem): Promise<void> {
    const title = TITLES[status] ?? 'That did not work'
    if (status === 503) res.set('Retry-After', '5')
    return show(res, 'pages/failure', { title }, { title, text, reference: '' }, { status })
  }

  function showBroken(res: Response, reference: string): Promise<void> {
    const title = 'Sorry, something went wrong'
    return show(res, 'pages/failure', { title }, { title, text: BROKEN, reference }, { status: 500 })
  }
}

const TITLES: Record<number, string> = { 404: 'We could not find that page', 503: 'Sorry, we are very busy' }
const BROKEN = 'It is our fault, not yours, and it has been noted. Please try again in a moment.'

// Express and its parsers mark a request they cannot read with a status of their own.
function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  if (status === 400 || status === 413 || status === 415)
    return new Problem('bad_request', 'We could not read that address.')
  return undefined
}
