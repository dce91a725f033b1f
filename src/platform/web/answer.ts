// A finished answer: its bytes, its tag, and each encoding of it that anybody has asked for.
import { createHash } from 'node:crypto'
import type { Response } from 'express'
import { chooseEncoding, type Encoding, encode } from './encoding.ts'

export interface Answer {
  body: Buffer
  etag: string
  /** Headers that belong to the content, whoever asks. */
  headers: Record<string, string>
  encoded: Map<Encoding, Buffer>
}

// Smaller than this, compressing costs more than it saves.
const SMALL = 256

/** Finishes an answer. */
export function makeAnswer(content: string | Buffer, headers: Record<string, string>): Answer {
  const body = typeof content === 'string' ? Buffer.from(content) : content
  const etag = `W/"${createHash('sha1').update(body).digest('base64url')}"`
  return { body, etag, headers, encoded: new Map() }
}

/** Sends an answer in the encoding that was asked for, or says that it has not changed. */
export async function deliver(res: Response, answer: Answer): Promise<void> {
  res.set(answer.headers).set('ETag', answer.etag).vary('Accept-Encoding')
  if (res.statusCode === 200 && res.req.fresh) {
    res.status(304).removeHeader('Content-Type')
    res.end()
    return
  }
  const encoding = answer.body.length < SMALL ? 'identity' : chooseEncoding(res.req.get('Accept-Encoding'))
  const bytes = answer.encoded.get(encoding) ?? (await encode(answer.body, encoding))
  answer.encoded.set(encoding, bytes)
  if (encoding !== 'identity') res.set('Content-Encoding', encoding)
  res.set('Content-Length', String(bytes.length)).end(bytes)
}
