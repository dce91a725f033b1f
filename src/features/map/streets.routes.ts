// The file of streets, in the small parts that a map asks for: /map/streets.pmtiles.
import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Request, type Response, Router } from 'express'
import { notFound } from '../../platform/web/errors.ts'
import { STREETS_ADDRESS, STREETS_FILE } from './streets.fields.ts'

// A part of the file is this long at most; whoever wants more is sent the whole of it.
const MOST_OF_IT = 8 * 1024 * 1024
// The reader notices by the tag that the file is another, and asks again for what it kept of the old one.
const FOR_A_DAY = 'public, max-age=86400'

export function streetRoutes({ config }: { config: { DATA_DIR: string } }): Router {
  const router = Router()
  router.get(STREETS_ADDRESS, async (req, res, next) => {
    const about = await stat(join(config.DATA_DIR, STREETS_FILE), { bigint: true }).catch(() => undefined)
    if (!about?.isFile()) throw notFound()
    res.set({
      'Content-Type': 'application/vnd.pmtiles',
      'Cache-Control': FOR_A_DAY,
      'Accept-Ranges': 'bytes',
      // A strong tag, which the reader of the file insists on.
      ETag: `"${about.size.toString(36)}-${about.mtimeNs.toString(36)}-${about.ino.toString(36)}"`,
    })
    const options = {
      root: config.DATA_DIR,
      cacheControl: false,
      acceptRanges: isSmallPart(req, about),
    }
    res.sendFile(STREETS_FILE, options, error => {
      if (error && !res.headersSent && !explain(res, error)) next(error)
    })
  })
  return router
}

/** Whether one part is asked for, and no longer than it may be; a part that is not there is the sender's to refuse. */
function isSmallPart(req: Request, { size }: BigIntStats): boolean {
  const parts = req.range(Number(size))
  if (!Array.isArray(parts)) return true
  const [part] = parts
  return parts.length === 1 && part !== undefined && part.end - part.start < MOST_OF_IT
}

/** Says what is wrong with the part that was asked for, if that is what is wrong. */
function explain(
  res: Response,
  error: Error & { status?: number; headers?: Record<string, string> },
): boolean {
  if (error.status !== 416 && error.status !== 412) return false
  res.status(error.status).set({ 'Cache-Control': 'private, no-store', ...error.headers })
  res.removeHeader('Content-Type')
  res.end()
  return true
}
