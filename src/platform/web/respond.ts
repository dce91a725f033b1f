// How an answer leaves: caching said once, whatever the format.
import type { Response } from 'express'

/** Marks an answer as the same for everybody; anything with a cookie set may not be. */
export function shareable(res: Response, seconds = 60): Response {
  if (res.getHeader('Set-Cookie')) throw new Error('An answer that sets a cookie must not be shared.')
  return res.set('Cache-Control', `public, max-age=${seconds}, stale-while-revalidate=${seconds * 10}`)
}

/** Sends an HTML page that anybody may keep for a minute. */
export function sendPage(res: Response, html: string): void {
  shareable(res).type('html').send(html)
}

/** Sends a finished text in another format, under a file name when it is meant to be saved. */
export function sendFormat(res: Response, type: string, body: string, fileName?: string): void {
  if (fileName) res.attachment(fileName)
  shareable(res).set('Content-Type', `${type}; charset=utf-8`).send(body)
}
