// One line a request, without anything a person typed: no query, no cookie, no address.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>

// Lines leave together, so that writing them does not hold up whoever they are about; the last ones leave at the end.
const TOGETHER = { dest: 1, sync: false, minLength: 8192, periodicFlush: 500 }

export function makeLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(TOGETHER))
}

/** Logs method, path without its query, status and milliseconds, once a request is answered. */
export function noteRequest(log: Log, req: IncomingMessage, res: ServerResponse): void {
  const began = performance.now()
  const { method, url = '' } = req
  res.on('finish', () => {
    const ms = Math.round((performance.now() - began) * 10) / 10
    log.info({ method, path: masked(pathOf(url)).slice(0, 200), status: res.statusCode, ms })
  })
}

function pathOf(url: string): string {
  const path = url.startsWith('/') ? url : url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, '')
  const end = path.search(/[?#]/)
  return end < 0 ? path : path.slice(0, end)
}

// What opens something for whoever has it: 256 bits in an address. No slug has capitals.
const OPENS = /(?<=\/)(?=[\w-]*[A-Z])[\w-]{43}(?![\w-])/g

function masked(path: string): string {
  return path.replace(OPENS, 'SECRET')
}
