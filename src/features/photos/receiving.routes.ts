// Takes in the one form that brings a file: read within bounds, its name thrown away, and a fault for whatever goes wrong.
import type { Request, Response } from 'express'
import multer, { type StorageEngine } from 'multer'
import { Problem } from '../../platform/web/errors.ts'
import { type FormValues, firstOf, valuesOf } from '../../platform/web/forms.ts'
import { type Limit, type Limits, whereFrom } from '../../platform/web/limits.ts'
import type { SignedIn } from '../people/fields.ts'
import { type Fault, MOST_BYTES, type Pixels } from './fields.ts'
import type { DarkRoom } from './pixels.import.ts'

export type Received = { alt: string } & ({ pixels: Pixels; fault: null } | { pixels: null; fault: Fault })
export type Receive = (req: Request, res: Response) => Promise<Received>

const FROM_ONE_PLACE: Limit = { name: 'photo-place', times: 60, seconds: 3600 }
// What nobody sends is kept for a week: of a hundred photos a day it stays little.
const FROM_ONE_PLACE_A_DAY: Limit = { name: 'photo-place-day', times: 100, seconds: 86_400 }
/** Each may hold as many bytes as a photo has at most. */
const MOST_AT_ONCE = 8
const MOST_FROM_ONE = 3
/** Once so many come at once, no place has more than one of them. */
const MANY = 4
/** As many more for those who are signed in: strangers cannot keep them out. */
const MOST_OF_KNOWN = 4

/** Reads what was sent and makes a photo of it. Call it only once it is known who may send one. */
export function makeReceive({ limits, darkRoom }: { limits: Limits; darkRoom: DarkRoom }): Receive {
  const strangers: string[] = []
  const known: string[] = []
  return async (req, res) => {
    const from = whereFrom(req)
    const isKnown = (res.locals.person as SignedIn | undefined) !== undefined
    const isRoom = hasRoom(strangers, from, MOST_AT_ONCE) || (isKnown && hasRoom(known, from, MOST_OF_KNOWN))
    const coming = hasRoom(strangers, from, MOST_AT_ONCE) ? strangers : known
    if (!isRoom) {
      req.resume()
      return { alt: '', pixels: null, fault: 'busy' }
    }
    coming.push(from)
    try {
      const { alt, sent, fault } = await read(req, res)
      if (fault) return { alt, pixels: null, fault }
      const isFew =
        (await limits.take(FROM_ONE_PLACE, from)) && (await limits.take(FROM_ONE_PLACE_A_DAY, from))
      if (!isFew) return { alt, pixels: null, fault: 'often' }
      return { alt, ...(await darkRoom(sent)) }
    } finally {
      coming.splice(coming.indexOf(from), 1)
    }
  }
}

function hasRoom(coming: readonly string[], from: string, most: number): boolean {
  const theirs = coming.filter(one => one === from).length
  return coming.length < most && theirs < (coming.length < MANY ? MOST_FROM_ONE : 1)
}

/** Keeps a file in memory as long as it is no larger than it may be; the words that come after it are read all the same. */
const bounded: StorageEngine = {
  _handleFile(_req, { stream }, done) {
    const parts: Buffer[] = []
    let size = 0
    stream.on('data', (part: Buffer) => {
      size += part.length
      if (size > MOST_BYTES) parts.length = 0
      else parts.push(part)
    })
    stream.once('error', done)
    stream.once('end', () => done(null, { size, buffer: Buffer.concat(parts) }))
  },
  _removeFile(_req, _file, done) {
    done(null)
  },
}

const parse = multer({
  storage: bounded,
  limits: { files: 1, fields: 10, parts: 11, fieldSize: 64_000, fieldNameSize: 50, headerPairs: 50 },
}).single('photo')

type Sent = { alt: string } & ({ sent: Buffer; fault: null } | { sent: null; fault: Fault })

function read(req: Request, res: Response): Promise<Sent> {
  return new Promise((resolve, reject) => {
    parse(req, res, (error?: unknown) => {
      if (error)
        return reject(new Problem('bad_request', 'That form could not be read. Nothing was changed.'))
      const { buffer: sent = Buffer.alloc(0), size = 0 } = req.file ?? {}
      const alt = firstOf(valuesOf(req) as FormValues, 'alt')
      if (size > MOST_BYTES) return resolve({ alt, sent: null, fault: 'large' })
      resolve(sent.length === 0 ? { alt, sent: null, fault: 'none' } : { alt, sent, fault: null })
    })
  })
}
