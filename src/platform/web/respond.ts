// How an answer leaves: caching said once, whatever the format.
import type { Response } from 'express'
import { type Answer, deliver, makeAnswer } from './answer.ts'

const FOR_ANYBODY = 'public, max-age=60, stale-while-revalidate=600'
const FOR_ONE = 'private, no-store'

/** Sends an HTML page that anybody may keep for a minute. */
export function sendPage(res: Response, html: string): Promise<void> {
  return sendShared(res, makeAnswer(html, { 'Content-Type': 'text/html; charset=utf-8' }))
}

/** Sends an HTML page that nobody may keep. */
export function sendPrivately(res: Response, html: string): Promise<void> {
  return deliver(
    res,
    makeAnswer(html, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': FOR_ONE }),
  )
}

/** Sends a finished text in another format, under a file name when it is meant to be saved. */
export function sendFormat(res: Response, type: string, body: string, fileName?: string): Promise<void> {
  if (fileName) res.attachment(fileName)
  const disposition = res.get('Content-Disposition')
  const link = res.get('Link')
  return sendShared(
    res,
    makeAnswer(body, {
      'Content-Type': `${type}; charset=utf-8`,
      ...(disposition && { 'Content-Disposition': disposition }),
      ...(link && { Link: link }),
    }),
  )
}

function sendShared(res: Response, answer: Answer): Promise<void> {
  if (res.getHeader('Set-Cookie')) throw new Error('An answer that sets a cookie must not be shared.')
  answer.headers['Cache-Control'] = FOR_ANYBODY
  res.locals.keep?.(answer)
  return deliver(res, answer)
}
