// How an answer leaves: who may keep it said once, whatever the format.
import type { RequestHandler, Response } from 'express'
import { type Answer, deliver, makeAnswer } from './answer.ts'

/** Who may keep an answer: anybody on the way; the asker’s own browser, for it says where somebody is; or nobody. */
export type Keeper = 'anybody' | 'asker' | 'nobody'

// Pages speak of “now”, and a listing may be taken down for somebody’s safety: nothing is kept for long.
const CACHE_CONTROL: Record<Keeper, string> = {
  anybody: 'public, max-age=60',
  asker: 'private, max-age=60',
  nobody: 'private, no-store',
}

/** What says nothing else is kept by nobody: a redirect may name the place where somebody is. */
export const keptByNobody: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', CACHE_CONTROL.nobody)
  next()
}

/** Sends an HTML page. */
export function sendPage(res: Response, html: string, keeper: Keeper = 'anybody'): Promise<void> {
  return send(res, makeAnswer(html, { 'Content-Type': 'text/html; charset=utf-8' }), keeper)
}

/** Sends a text in another format, for programs on any site to use; `more` are headers of its own. */
export function sendFormat(
  res: Response,
  type: string,
  body: string,
  { keeper = 'anybody', more = {} }: { keeper?: Keeper; more?: Record<string, string> } = {},
): Promise<void> {
  return sendFinished(res, finishFormat(type, body, more), keeper)
}

/** What is left of an answer that was finished elsewhere, such as in another thread. */
export type Finished = Pick<Answer, 'body' | 'etag' | 'headers'>

/** Finishes a text in another format without sending it. */
export function finishFormat(type: string, body: string, more: Record<string, string>): Finished {
  const { body: bytes, etag, headers } = makeAnswer(body, formatHeaders(type, more))
  return { body: bytes, etag, headers }
}

/** What every answer in another format says of itself. */
export function formatHeaders(type: string, more: Record<string, string>): Record<string, string> {
  return {
    'Content-Type': `${type}; charset=utf-8`,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...more,
  }
}

/** Answers a HEAD for what takes long to make, without making it. */
export function sendHead(res: Response, headers: Record<string, string>, keeper: Keeper): void {
  res.set({ ...headers, 'Cache-Control': CACHE_CONTROL[keeperFor(res, keeper)] })
  res.vary('Accept-Encoding').end()
}

/** Sends what `finishFormat` made. */
export function sendFinished(
  res: Response,
  { body, etag, headers }: Finished,
  keeper: Keeper,
): Promise<void> {
  return send(res, { body, etag, headers: { ...headers }, ways: new Map() }, keeper)
}

// Whatever somebody who is signed in gets is theirs alone.
function keeperFor(res: Response, asked: Keeper): Keeper {
  return res.locals.person ? 'nobody' : asked
}

function send(res: Response, answer: Answer, asked: Keeper): Promise<void> {
  const keeper = keeperFor(res, asked)
  if (keeper === 'anybody' && res.getHeader('Set-Cookie')) {
    throw new Error('An answer that sets a cookie must not be shared.')
  }
  answer.headers['Cache-Control'] ??= CACHE_CONTROL[keeper]
  if (keeper === 'anybody') res.locals.keep?.(answer)
  return deliver(res, answer)
}
