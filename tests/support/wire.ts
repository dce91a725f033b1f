// The site at the end of a wire: what is asked goes out as it is written, and what comes back is weighed as it came.
import { once } from 'node:events'
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll } from 'vitest'
import { openSite, type Site, type SiteOptions } from './site.ts'

export interface Answer {
  path: string
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** What came over the wire, without its head. */
  bytes: number
}

export interface Wire {
  site: Site
  /** Asks for a path, written out exactly as given; GET unless said otherwise. */
  ask(path: string, headers?: OutgoingHttpHeaders, method?: string): Promise<Answer>
}

/** Opens a site that listens, for the tests of one `describe` or file. */
export function openWire(options: SiteOptions = {}): Wire {
  const wire = {} as Wire
  const agent = new Agent({ keepAlive: true })
  let close = () => {}
  beforeAll(async () => {
    const site = await openSite(options)
    const server = createServer(site.app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const ask: Wire['ask'] = async (path, headers = {}, method = 'GET') => {
      const asked = request({ agent, port, path, method, headers: { 'Accept-Encoding': 'gzip', ...headers } })
      const [response] = (await once(asked.end(), 'response')) as [IncomingMessage]
      return { path, ...(await read(response)) }
    }
    Object.assign(wire, { site, ask })
    close = () => {
      agent.destroy()
      server.closeAllConnections()
      server.close()
    }
  })
  afterAll(() => close())
  return wire
}

async function read(response: IncomingMessage): Promise<Omit<Answer, 'path'>> {
  const body = Buffer.concat(await response.toArray())
  const isPacked = response.headers['content-encoding'] === 'gzip' && body.length > 0
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: (isPacked ? gunzipSync(body) : body).toString('utf8'),
    bytes: body.length,
  }
}
