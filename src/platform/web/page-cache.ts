// Public answers kept in memory, compressed, until anything changes; never for or from anybody in particular.
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { versionOf } from '../database/changes.ts'
import type { Db } from '../database/open.ts'
import type { Clock } from '../text/clock.ts'
import type { Answer } from './answer.ts'
import { type Kept, makeShelf } from './shelf.ts'
import { onceATurn } from './turn.ts'

export interface PageCache {
  /** What is kept for a request, if it is still what would be answered now. */
  recall(req: IncomingMessage): Answer | undefined
  /** What is kept under an address, if it is still what would be answered now. */
  find(address: string): Answer | undefined
  /** Keeps an answer that was made from the database as it was at `version`. */
  keep(address: string, version: string, answer: Answer): void
  /** Differs after every change to the database, by this process or another. */
  version(): string
  /** Bytes held. */
  size(): number
  /** Lets what is shareable be kept. Whoever brings a cookie passes by it. */
  letKeep: RequestHandler
}

export interface PageCacheOptions {
  db: Db
  clock: Clock
  /** Bytes to hold. */
  most?: number
  /** Whether the page at a path is the same whatever stands behind its question mark. */
  isPlain?: (path: string) => boolean
}

const MOST_BYTES = 16 * 1024 * 1024
// Pages speak of “today” and “now”, so that even an unchanged database does not keep them true for long.
const TRUE_FOR_MS = 30_000

/**
 * A cache for one database. What was asked for once has a quarter of the room and what was asked for again the rest, so
 * that somebody who asks for one page after another does not push out those that people read.
 */
export function makePageCache({
  db,
  clock,
  most = MOST_BYTES,
  isPlain = () => false,
}: PageCacheOptions): PageCache {
  const once = makeShelf(most / 4)
  const again = makeShelf(most - most / 4)
  let heldAt = ''

  const version = () => versionOf(db)
  const versionThisTurn = onceATurn(version)
  const isTrue = (kept: Kept | undefined) => kept !== undefined && clock().getTime() < kept.until

  function find(address: string, now = version()): Answer | undefined {
    if (now !== heldAt) for (const shelf of [once, again]) shelf.clear()
    heldAt = now
    const kept = again.take(address) ?? once.take(address)
    if (!kept || !isTrue(kept)) return undefined
    again.put(address, kept)
    return kept.answer
  }

  function keep(address: string, madeAt: string, answer: Answer): void {
    if (madeAt !== heldAt) return
    again.take(address)
    once.put(address, { answer, until: clock().getTime() + TRUE_FOR_MS })
  }

  const addressFor = (req: IncomingMessage) => (isForAnybody(req) ? addressOf(req.url ?? '', isPlain) : '')
  return {
    version,
    find: address => find(address),
    keep,
    size: () => once.size() + again.size(),
    recall(req) {
      const address = addressFor(req)
      return address === '' ? undefined : find(address, versionThisTurn())
    },
    letKeep(req, res, next) {
      const address = addressFor(req)
      if (address !== '') {
        const madeAt = versionThisTurn()
        res.locals.keep = (answer: Answer) => keep(address, madeAt, answer)
      }
      next()
    },
  }
}

function isForAnybody({ method, headers }: IncomingMessage): boolean {
  return (method === 'GET' || method === 'HEAD') && !headers.cookie && !headers.authorization
}

/** What decides which page is meant; '' for what is not an address on this site. */
function addressOf(url: string, isPlain: (path: string) => boolean): string {
  if (!url.startsWith('/')) return ''
  const at = url.indexOf('?')
  return at >= 0 && isPlain(url.slice(0, at)) ? url.slice(0, at) : url
}
