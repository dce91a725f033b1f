// One line a request, without anything a person typed: no query, no cookie, no address.
import type { RequestHandler } from 'express'
import { type Logger, pino } from 'pino'

export type Log = Pick<Logger, 'info' | 'warn' | 'error'>

export function makeLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime })
}

/** Logs method, path without its query, status and milliseconds. */
export function logRequests(log: Log): RequestHandler {
  return (req, res, next) => {
    const began = process.hrtime.bigint()
    const { method, path } = req
    res.on('finish', () => {
      const ms = Number(process.hrtime.bigint() - began) / 1e6
      log.info({ method, path: path.slice(0, 200), status: res.statusCode, ms: Math.round(ms * 10) / 10 })
    })
    next()
  }
}
