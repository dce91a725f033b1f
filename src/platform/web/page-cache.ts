// Public answers kept in memory, compressed, until anything changes; never for or from anybody in particular.
import type { Request, RequestHandler } from 'express'
import type { Db } from '../database/open.ts'
import type { Clock } from '../text/clock.ts'
import { type Answer, deliver } from './answer.ts'

export interface PageCache {
  /** What is kept under an address, if it is still what would be answered now. */
  find(address: string): Answer | undefined
  /** Keeps an answer that was made from the database as it was at `version`. */
  keep(address: string, version: string, answer: Answer): void
  /** Differs after every change to the database, by this process or another. */
  version(): string
  /** Bytes held. */
  size(): number
}

const MOST_BYTES = 32 * 1024 * 1024
// Pages speak of “today” and “now”, so that even an unchanged database does not keep them true for long.
const TRUE_FOR_MS = 30_000

/** A cache for one database. The least lately asked for goes first when `most` bytes are held. */
export function makePageCache({
  db,
  clock,
  most = MOST_BYTES,
}: {
  db: Db
  clock: Clock
  most?: number
}): PageCache {
  const others = db.prepare('pragma data_version').pluck()
  const own = db.prepare('select total_changes()').pluck()
  const kept = new Map<string, { answer: Answer; until: number }>()
  let heldAt = ''
  let held = 0

  const version = () => `${others.get()}.${own.get()}`
  function drop(address: string): void {
    held -= weightOf(address, kept.get(address)?.answer)
    kept.delete(address)
  }
  function clear(): void {
    kept.clear()
    held = 0
  }

  return {
    version,
    size: () => held,
    find(address) {
      const now = version()
      if (now !== heldAt) clear()
      heldAt = now
      const entry = kept.get(address)
      if (!entry) return undefined
      kept.delete(address)
      if (clock().getTime() >= entry.until) {
        held -= weightOf(address, entry.answer)
        return undefined
      }
      kept.set(address, entry)
      return entry.answer
    },
    keep(address, madeAt, answer) {
      if (madeAt !== heldAt || weightOf(address, answer) > most / 8) return
      if (kept.has(address)) drop(address)
      kept.set(address, { answer, until: clock().getTime() + TRUE_FOR_MS })
      held += weightOf(address, answer)
      for (const [oldest] of kept) {
        if (held <= most) break
        drop(oldest)
      }
    },
  }
}

/** Answers from the cache, and lets what is shareable be kept. Whoever brings a cookie passes by it both ways. */
export function answerFromCache(cache: PageCache): RequestHandler {
  return (req, res, next) => {
    if (!isForAnybody(req)) return next()
    const address = req.originalUrl
    const found = cache.find(address)
    if (found) return deliver(res, found)
    const version = cache.version()
    res.locals.keep = (answer: Answer) => cache.keep(address, version, answer)
    next()
  }
}

function isForAnybody({ method, headers }: Request): boolean {
  return (method === 'GET' || method === 'HEAD') && !headers.cookie && !headers.authorization
}

// Reckoned as the bytes and one compressed copy of them, which is about a quarter.
function weightOf(address: string, answer: Answer | undefined): number {
  return answer ? address.length * 2 + Math.ceil(answer.body.length * 1.25) + 512 : 0
}
