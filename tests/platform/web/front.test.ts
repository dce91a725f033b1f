import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { isPlain } from '../../../src/addresses.ts'
import { makeAnswer } from '../../../src/platform/web/answer.ts'
import { makeFront } from '../../../src/platform/web/front.ts'
import { makeLoad } from '../../../src/platform/web/load.ts'
import { example, formats, many, pages } from '../../support/pages.ts'
import { openWire } from '../../support/wire.ts'

const wire = openWire({ more: [example, ...many] })
const addresses = [...pages, ...formats].filter(({ status }) => status === 200)

describe('an answer from memory', () => {
  it('is the same as one made anew to the last header, in every encoding and for every address', async () => {
    for (const { path } of addresses) {
      for (const encoding of ['gzip', 'identity']) {
        const asked = { 'Accept-Encoding': encoding }
        const [first, again] = [await wire.ask(path, asked), await wire.ask(path, asked)]
        const anew = await wire.ask(path, { ...asked, Cookie: 'who=me' })
        expect(bare(again), path).toEqual(bare(first))
        expect(bare(anew), path).toEqual(bare(first))
      }
    }
  })

  it('is not sent to whoever has it, unless they insist', async () => {
    const { headers, status } = await wire.ask('/about')
    expect(status).toBe(200)
    const etag = headers.etag as string
    for (const known of [etag, `"other", ${etag}`, etag.slice(2), '*']) {
      const kept = await wire.ask('/about', { 'If-None-Match': known })
      const anew = await wire.ask('/about', { 'If-None-Match': known, Cookie: 'who=me' })
      expect([kept.status, kept.text]).toEqual([304, ''])
      expect(bare(anew)).toEqual(bare(kept))
      const { date, 'content-type': _, 'content-encoding': __, 'content-length': ___, ...rest } = headers
      expect({ ...kept.headers, date }).toEqual({ ...rest, date })
    }
    for (const asked of [{ 'If-None-Match': '"x"' }, { 'If-None-Match': etag, 'Cache-Control': 'no-cache' }])
      expect((await wire.ask('/about', asked)).status).toBe(200)
  })

  it('has no body when only its head is asked for', async () => {
    const whole = await wire.ask('/about')
    const head = await wire.ask('/about', {}, 'HEAD')
    expect([head.text, head.headers['content-length']]).toEqual(['', whole.headers['content-length']])
  })

  it('is one for all the queries that nobody reads', async () => {
    const queries = 'q=a&near=b&page=2&bbox=0.6,51.5,0.8,51.6&sort=a-z&part=list&w=9&format=json'
    const plain = addresses.filter(({ path }) => isPlain(path))
    expect(plain.length).toBeGreaterThan(10)
    for (const { path } of plain) {
      const held = wire.site.context.pageCache.size()
      const { text } = await wire.ask(path)
      const after = wire.site.context.pageCache.size()
      expect((await wire.ask(`${path}?${queries}`)).text, path).toBe(text)
      expect((await wire.ask(`${path}?${queries}`, { Cookie: 'who=me' })).text, path).toBe(text)
      expect(wire.site.context.pageCache.size(), path).toBe(after)
      expect(after).toBeGreaterThanOrEqual(held)
    }
  })
})

describe('what nobody can make sense of', () => {
  it('gets one clear 400 with the headers everything has, and a line in the log', async () => {
    const { status, text, headers } = await wire.ask('http://[/near?q=ZZ1')
    expect([status, headers['content-security-policy']?.slice(0, 18)]).toEqual([400, "default-src 'none'"])
    expect(text).toContain('We could not read that address.')
    const line = wire.site.logged.at(-1) as { status: number; path: string }
    expect(line.status).toBe(400)
    expect(JSON.stringify(line)).not.toContain('ZZ1')
  })
})

describe('when more is asked than there is time for', () => {
  let stop = () => {}
  afterEach(() => stop())

  it('some are told to come again soon; what is in memory and the health check are there for all', async () => {
    const kept = makeAnswer('kept', { 'Content-Type': 'text/plain' })
    kept.head = { status: 200, list: ['content-type', 'text/plain'] }
    const port = await listen(
      makeFront({
        log: wire.site.context.log,
        recall: ({ url }) => (url === '/kept' ? kept : undefined),
        load: makeLoad(250),
        always: new Set(['/healthz']),
        secure: (_req, _res, next) => next(),
        pages: (_req, res) => {
          const began = performance.now()
          while (performance.now() - began < 100);
          res.end('made')
        },
      }),
    )
    const paths = [...Array.from({ length: 8 }, (_, n) => `/page?q=${n}`), '/plain', '/kept', '/healthz']
    const answers = await askAtOnce(port, paths)
    const made = answers.filter(text => text.endsWith('made'))
    const refused = answers.filter(text => text.startsWith('HTTP/1.1 503'))
    expect(made.length).toBeGreaterThanOrEqual(4)
    expect(refused.length).toBeGreaterThanOrEqual(3)
    for (const text of refused)
      expect(text).toMatch(/retry-after: \d+[\s\S]*<h1>Sorry, we are very busy<\/h1>/i)
    // A page that will be in memory for all is made even now: else one who asks for dear ones could shut out everybody.
    expect(answers.at(-3)).toMatch(/made$/)
    expect(answers.at(-2)).toMatch(/kept$/)
    expect(answers.at(-1)).toMatch(/made$/)
    expect((await askAtOnce(port, ['/page?q=9']))[0]).toMatch(/made$/)
  })

  async function listen(answer: RequestListener): Promise<number> {
    const server = createServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    stop = () => {
      server.closeAllConnections()
      server.close()
    }
    return (server.address() as AddressInfo).port
  }
})

/** Everything asked in the same moment, each over a connection that stands already. */
async function askAtOnce(port: number, paths: string[]): Promise<string[]> {
  const sockets = paths.map(() => connect(port, '127.0.0.1'))
  await Promise.all(sockets.map(socket => once(socket, 'connect')))
  await new Promise(resolve => setTimeout(resolve, 50))
  return Promise.all(
    sockets.map(async (socket, at) => {
      socket.write(`GET ${paths[at]} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n`)
      return Buffer.concat(await socket.toArray()).toString()
    }),
  )
}

function bare({ headers: { date: _, ...headers }, ...answer }: Awaited<ReturnType<typeof wire.ask>>) {
  return { ...answer, headers }
}
