// What stands before the pages: answers from memory, turns away what there is no time for, hands on the rest.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Request, RequestHandler, Response } from 'express'
import { type Answer, leave } from './answer.ts'
import type { Load } from './load.ts'
import { type Log, noteRequest } from './log.ts'

export interface FrontDeps {
  log: Log
  /** What is in memory for a request. */
  recall(req: IncomingMessage): Answer | undefined
  load: Load
  /** Paths that are answered however busy it is. */
  always: ReadonlySet<string>
  /** Puts on what every answer carries. */
  secure: RequestHandler
  /** Makes pages; calls back with what it could not make sense of. */
  pages(req: IncomingMessage, res: ServerResponse, done: (error?: unknown) => void): void
}

export function makeFront({ log, recall, load, always, secure, pages }: FrontDeps): RequestListener {
  function refuse(req: IncomingMessage, res: ServerResponse, { status, text, headers }: Refusal): void {
    secure(req as Request, res as Response, () => {
      res.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', ...headers })
      res.end(text)
    })
  }

  return (req, res) => {
    noteRequest(log, req, res)
    const isAlways = always.has(req.url ?? '')
    const kept = isAlways ? undefined : recalled(recall, req)
    if (kept?.head) {
      leave(req, res, kept)?.catch(() => res.destroy())
    } else if (!isAlways && load.isLate(isPlain(req))) refuse(req, res, BUSY)
    else
      pages(req, res, () => {
        if (res.headersSent) res.destroy()
        else refuse(req, res, UNREADABLE)
      })
  }
}

/** What is the same for everybody: nothing asked for but the page. */
function isPlain({ method, url = '', headers }: IncomingMessage): boolean {
  return method === 'GET' && !url.includes('?') && !headers.cookie && !headers.authorization
}

interface Refusal {
  status: number
  text: string
  headers: Record<string, string>
}

const BUSY: Refusal = {
  status: 503,
  text: page('Sorry, we are very busy', 'Please try again in a few seconds.'),
  headers: { 'Cache-Control': 'private, no-store', 'Retry-After': '5' },
}
const UNREADABLE: Refusal = {
  status: 400,
  text: page('That did not work', 'We could not read that address.'),
  headers: { 'Cache-Control': 'private, no-store' },
}

/** A page that needs nothing made: the pages that look like the site are what there is no time for. */
function page(title: string, text: string): string {
  return (
    '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">' +
    `<title>${title}</title></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>\n`
  )
}

// A database that does not answer is told of by whoever makes the page.
function recalled(recall: FrontDeps['recall'], req: IncomingMessage): Answer | undefined {
  try {
    return recall(req)
  } catch {
    return undefined
  }
}
