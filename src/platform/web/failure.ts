// What is answered when nothing is here or something broke: a page in the site's own words, and one log line.
import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import { notFound, Problem } from './errors.ts'
import type { Log } from './log.ts'
import type { Show } from './page.ts'

/** Nobody answered: 404. */
export const answerNothing: RequestHandler = (_req, _res, next) => next(notFound())

/** Expected failures get their sentence; the unexpected a reference number and nothing of what happened. */
export function answerErrors({ show, log }: { show: Show; log: Log }): ErrorRequestHandler {
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error)
    const problem = asProblem(error)
    if (problem) {
      const title = problem.status === 404 ? 'We could not find that page' : 'That did not work'
      show(
        res,
        'pages/failure',
        { title },
        { title, text: problem.message, reference: '' },
        { status: problem.status },
      )
      return
    }
    const reference = randomUUID().slice(0, 8)
    log.error({ reference, error: error instanceof Error ? error.stack : String(error) })
    const title = 'Sorry, something went wrong'
    const text = 'It is our fault, not yours, and it has been noted. Please try again in a moment.'
    show(res, 'pages/failure', { title }, { title, text, reference }, { status: 500 })
  }
}

// Express and its parsers mark a request they cannot read with a status of their own.
function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error
  const status = error instanceof Error && 'status' in error ? error.status : undefined
  if (status === 400 || status === 413 || status === 415)
    return new Problem('bad_request', 'We could not read that address.')
  return undefined
}
