import { once } from 'node:events'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fileRoutes } from '../../../src/features/initiatives/files.routes.ts'
import { openSite } from '../../support/site.ts'
import { openWire } from '../../support/wire.ts'

// More than lies on the way between two who do not read.
const HUGE = { body: new Uint8Array(60_000_000), etag: '"huge"', headers: { 'Content-Type': 'text/csv' } }
const SOON = { timeout: 10_000, interval: 100 }
const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** The files of a site, each of them huge. */
async function hugeFiles({ longest }: { longest: number }) {
  const { context } = await openSite({ cast: {} })
  let made = 0
  const files = async () => {
    made++
    return HUGE
  }
  const app = express().use(fileRoutes({ ...context, files, longest }))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const ask = async (method = 'GET') => {
    const asked = get({ port, path: '/initiatives.csv', agent: false, method })
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return response.on('error', () => {})
  }
  return { ask, made: () => made }
}

/** Takes a little now and then, and is never silent; answers the way to take the rest of what was sent, if it was all. */
function sip(response: IncomingMessage): () => Promise<boolean> {
  const sipping = setInterval(() => response.read(1024), 20)
  response.on('readable', () => {})
  return async () => {
    clearInterval(sipping)
    response.removeAllListeners('readable').resume()
    if (!response.closed) await new Promise(resolve => response.once('close', resolve))
    return response.complete
  }
}

describe('a long file', () => {
  it('is ended for whoever only sips at it, and others may have it then', async () => {
    const { ask } = await hugeFiles({ longest: 1500 })
    const sipping = [await ask(), await ask()]
    expect(sipping.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    const rest = sipping.map(sip)
    expect((await ask()).statusCode).toBe(503)
    await vi.waitFor(async () => {
      const next = await ask()
      next.destroy()
      expect(next.statusCode).toBe(200)
    }, SOON)
    expect(await Promise.all(rest.map(take => take()))).toEqual([false, false])
  })

  it('is read to its end by whoever reads', async () => {
    const { ask } = await hugeFiles({ longest: 60_000 })
    const chunks = await (await ask()).toArray()
    expect(Buffer.concat(chunks)).toHaveLength(HUGE.body.length)
  })

  it('is not made for whoever only asks what it is', async () => {
    const { ask, made } = await hugeFiles({ longest: 60_000 })
    const { statusCode, headers } = await ask('HEAD')
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(made()).toBe(0)
  })
})

describe('whoever asks what a file is', () => {
  const wire = openWire()

  it.each(['csv', 'geojson', 'atom'])('is told of %s what whoever gets it is told', async extension => {
    for (const query of ['', '?near=ZZ1+1AA']) {
      const path = `/initiatives.${extension}${query}`
      const head = await wire.ask(path, {}, 'HEAD')
      const { headers } = await wire.ask(path)
      expect(head.bytes).toBe(0)
      for (const name of ['content-type', 'cache-control', 'access-control-allow-origin', 'vary'])
        expect(head.headers[name], name).toBe(headers[name])
      expect(headers.etag).toBeTruthy()
    }
    expect((await wire.ask(`/initiatives.${extension}?near=Kilnfield`, {}, 'HEAD')).status).toBe(303)
    expect((await wire.ask(`/initiatives.${extension}?category=fod`, {}, 'HEAD')).status).toBe(400)
  })
})
