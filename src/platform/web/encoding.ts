// Bytes made smaller in whichever way the asker understands.
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { makeKnown } from '../text/known.ts'

export type Encoding = 'zstd' | 'br' | 'gzip' | 'identity'

// In order of what a page costs here; all come out about as small.
const KNOWN: readonly Encoding[] = ['zstd', 'br', 'gzip']
const BROTLI_LEVEL = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }
// More than this is compressed beside the main thread, so that other pages do not wait for it.
const LARGE = 262_144

const MOST_CHOSEN = 100
const chosen = makeKnown(MOST_CHOSEN, choose)

/** What to use for an `Accept-Encoding` header. Browsers send the same few, so the choice is remembered. */
export function chooseEncoding(accept = ''): Encoding {
  return accept.length <= MOST_CHOSEN ? chosen(accept) : choose(accept)
}

/** The bytes in that encoding; at once when they are few. */
export function encode(body: Buffer, encoding: Encoding): Buffer | Promise<Buffer> {
  if (encoding === 'identity') return body
  const isLarge = body.length > LARGE
  if (encoding === 'gzip') return isLarge ? promisify(zlib.gzip)(body) : zlib.gzipSync(body)
  if (encoding === 'zstd') return isLarge ? promisify(zlib.zstdCompress)(body) : zlib.zstdCompressSync(body)
  return isLarge
    ? promisify(zlib.brotliCompress)(body, BROTLI_LEVEL)
    : zlib.brotliCompressSync(body, BROTLI_LEVEL)
}

function choose(accept: string): Encoding {
  const accepted = new Map(
    accept
      .toLowerCase()
      .split(',')
      .map(part => {
        const [name = '', ...rest] = part.split(';')
        const isRefused = rest.some(one => /^\s*q\s*=\s*0(?:\.0*)?\s*$/.test(one))
        return [name.trim(), !isRefused] as const
      }),
  )
  return KNOWN.find(name => accepted.get(name)) ?? 'identity'
}
