// How an answer leaves: who may keep it said once, whatever the format.
import type { Response } from 'express'
import { type Answer, deliver, makeAnswer } from './answer.ts'

/** Who may keep an answer: anybody on the way; the asker’s own browser, for it says where somebody is; or nobody. */
export type Keeper = 'anybody' | 'asker' | 'nobody'

// Pages speak of “now”, and a listing may be taken down for somebody’s safety: nothing is kept for long.
const CACHE_CONTROL: Record<Keeper, string> = {
  anybody: 'public, max-age=60',
  asker: 'private, max-age=60',
  nobody: 'private, no-store',
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
  const own = {
    'Content-Type': `${type}; charset=utf-8`,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...more,
  }
  const { body: bytes, etag, headers } = makeAnswer(body, own)
  return { body: bytes, etag, headers }
}

/** Sends what `finishFormat` made. */
export function sendFinished(
  res: Response,
  { body, etag, headers }: Finished,
  keeper: Keeper,
): Promise<void> {
  return send(res, { body, etag, headers: { ...headers }, ways: new Map() }, keeper)
}

function send(res: Response, answer: Answer, asked: Keeper): Promise<void> {
  // Whatever somebody who is signed in gets is theirs alone.
  const keeper = res.locals.person ? 'nobody' : asked
  if (keeper === 'anybody' && res.getHeader('Set-Cookie')) {
    throw new Error('An answer that sets a cookie must not be shared.')
  }
  answer.headers['Cache-Control'] ??= CACHE_CONTROL[keeper]
  if (keeper === 'anybody') res.locals.keep?.(answer)
  return deliver(res, answer)
}
