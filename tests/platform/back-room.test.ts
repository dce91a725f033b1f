import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeExportSearch } from '../../src/features/initiatives/export.search.ts'
import { makeFiler } from '../../src/features/initiatives/filing.routes.ts'
import { type BackRoomOptions, makeBackRoom } from '../../src/platform/back-room.ts'
import { addCrowd } from '../bench/crowd.ts'
import { openWire } from '../support/wire.ts'

// Threads start here, on whatever machine this is.
vi.setConfig({ testTimeout: 60_000 })

// Does what the thread of the site does: sleeps, fails or falls over by what it is asked.
const THREAD = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', ({ number, task }) => {
    if (task.fall) process.exit(1)
    const until = performance.now() + (task.ms ?? 0)
    while (performance.now() < until);
    parentPort.postMessage(task.error ? { number, error: task.error } : { number, result: task.says })
  })`
const SOON = { timeout: 30_000, interval: 200 }
const ROOM = { ms: 0, says: '', error: '', fall: false }

function room(options: Partial<BackRoomOptions> = {}) {
  const started: Worker[] = []
  const start = () => {
    const thread = new Worker(THREAD, { eval: true })
    started.push(thread)
    return thread
  }
  const { ask } = makeBackRoom<Partial<typeof ROOM>, string>({ start, ...options })
  return { ask, started }
}
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

describe('work in the back room', () => {
  it('is done one after another, while everything else goes on', async () => {
    const { ask, started } = room()
    await ask({ says: 'awake' })
    let turns = 0
    const ticking = setInterval(() => turns++, 10)
    expect(await Promise.all([ask({ ms: 200, says: 'one' }), ask({ ms: 200, says: 'two' })])).toEqual([
      'one',
      'two',
    ])
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(15)
    expect(started).toHaveLength(1)
  })

  it('is refused to whoever asks for too much of it from one place, and to nobody elsewhere', async () => {
    const { ask } = room({ most: 8, mostFromOne: 2 })
    const here = Array.from({ length: 8 }, (_, n) => ask({ ms: 50, says: String(n) }, '192.0.2.1'))
    const said = Promise.allSettled(here)
    expect(await ask({ says: 'elsewhere' }, '192.0.2.2')).toBe('elsewhere')
    expect((await said).map(({ status }) => status)).toEqual([
      ...Array(2).fill('fulfilled'),
      ...Array(6).fill('rejected'),
    ])
    expect(await ask({ says: 'again' }, '192.0.2.1')).toBe('again')
  })

  it('is done for one place after another, however much one asks for', async () => {
    const { ask } = room({ most: 20 })
    const order: string[] = []
    const asking = (from: string, times: number) =>
      Array.from({ length: times }, () => ask({ ms: 10, says: from }, from).then(says => order.push(says)))
    await Promise.all([...asking('many', 6), ...asking('some', 3), ...asking('one', 1)])
    expect(order.slice(0, 4)).toEqual(['many', 'some', 'one', 'many'])
    expect(order).toHaveLength(10)
  })

  it('is refused in a sentence when there is too much of it', async () => {
    const { ask } = room({ most: 2 })
    const [one, two] = [ask({ ms: 100, says: 'one' }), ask({ says: 'two' })]
    await expect(ask({ says: 'three' })).rejects.toMatchObject({ status: 503 })
    expect(await Promise.all([one, two])).toEqual(['one', 'two'])
    expect(await ask({ says: 'four' })).toBe('four')
  })

  it('is given up when it takes too long, and what comes next has a thread that is free', async () => {
    const { ask, started } = room({ patience: 300, pause: 1 })
    await expect(ask({ ms: 60_000 })).rejects.toMatchObject({ status: 503 })
    await sleep(10)
    expect(await ask({ says: 'next' })).toBe('next')
    expect(started).toHaveLength(2)
  })

  it('is not given up because much of it stands before it', async () => {
    const { ask, started } = room({ patience: 800 })
    const named = ['one', 'two', 'three', 'four', 'five', 'six']
    expect(await Promise.all(named.map(says => ask({ ms: 250, says })))).toEqual(named)
    await expect(ask({ ms: 60_000 })).rejects.toMatchObject({ status: 503 })
    expect(started).toHaveLength(1)
  })

  it('goes on after a thread fell over, but waits longer each time', async () => {
    const { ask, started } = room({ pause: 400 })
    const untilWell = async () => {
      const began = performance.now()
      while (!(await ask({ says: 'well' }).catch(() => ''))) await sleep(10)
      return performance.now() - began
    }
    const fall = () => expect(ask({ fall: true })).rejects.toMatchObject({ status: 503 })
    await fall()
    await expect(ask({ says: 'too soon' })).rejects.toMatchObject({ status: 503 })
    await sleep(410)
    await fall()
    expect(await untilWell()).toBeGreaterThan(700)
    expect(started).toHaveLength(3)
  })

  it('tells what went wrong, and keeps its thread', async () => {
    const { ask, started } = room()
    await expect(ask({ error: 'no such table' })).rejects.toThrow('no such table')
    expect(await ask({ says: 'still here' })).toBe('still here')
    expect(started).toHaveLength(1)
  })

  it('leaves no thread behind when nobody asks any more', async () => {
    const { ask, started } = room({ idle: 50 })
    await ask({ says: 'one' })
    await sleep(200)
    expect(started[0]?.threadId).toBe(-1)
    expect(await ask({ says: 'two' })).toBe('two')
    expect(started).toHaveLength(2)
  })
})

const folder = mkdtempSync(join(tmpdir(), 'back-room-'))
const wire = openWire({ folder, env: { TRUST_PROXY: 'loopback' } })
beforeAll(() => addCrowd(wire.site.db, 10_000, '2026-06-09', () => {}))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a file of thousands', () => {
  it('holds up nobody who reads a page, and says what it says when it is made at once', async () => {
    await wire.ask('/initiatives.atom')
    let isMade = false
    const asked = wire.ask('/initiatives.geojson').then(answer => {
      isMade = true
      return answer
    })
    let read = 0
    for (; !isMade; read++) expect((await wire.ask(`/about?${read}`)).status).toBe(200)
    expect(read).toBeGreaterThan(10)
    const { text, headers } = await asked
    expect(headers['content-type']).toBe('application/geo+json; charset=utf-8')
    expect(JSON.parse(text).numberReturned).toBe(5000)
    expect(headers['content-length']).not.toBe('0')
  })

  it.each(['.geojson', '.csv', '.atom'] as const)(
    'says the same from the thread as at once: %s',
    async extension => {
      const { db, context } = wire.site
      const { text, status } = await wire.ask(`/initiatives${extension}?q=uniform&sort=a-z`)
      expect(status).toBe(200)
      const file = makeFiler({ ...context, exported: makeExportSearch(db).exported })
      const made = file({ extension, query: { q: 'uniform', sort: 'a-z' } })
      // The thread has a clock of its own, which decides the order of what has gone out.
      const pieces = (whole: string) =>
        whole
          .split(/\n|(?=\{"type":"Feature",)/)
          .map(piece => piece.replace(/[,\]}]+$/, ''))
          .toSorted()
      expect('body' in made && pieces(Buffer.from(made.body).toString())).toEqual(pieces(text))
    },
  )

  /** Begins to read it, from a network of one's own, and reads no further. */
  async function open(port: number, from: string): Promise<IncomingMessage> {
    const headers = { 'X-Forwarded-For': from }
    const [response] = await once(
      get({ port, path: '/initiatives.geojson', agent: false, headers }),
      'response',
    )
    return response as IncomingMessage
  }

  async function listening(work: (port: number) => Promise<void>): Promise<void> {
    const server = createServer(wire.site.app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    await work((server.address() as AddressInfo).port)
    server.closeAllConnections()
    server.close()
  }

  it('is read slowly by two of one network at most, and by others meanwhile', async () => {
    await listening(async port => {
      const slow = [await open(port, '192.0.2.1'), await open(port, '192.0.2.1')]
      expect(slow.map(({ statusCode }) => statusCode)).toEqual([200, 200])
      const third = await open(port, '192.0.2.1')
      expect([third.statusCode, third.headers['retry-after']]).toEqual([503, '5'])
      const other = await open(port, '192.0.2.2')
      expect(other.statusCode).toBe(200)
      for (const response of [...slow, third, other]) response.destroy()
      await vi.waitFor(async () => {
        const next = await open(port, '192.0.2.1')
        next.destroy()
        expect(next.statusCode).toBe(200)
      }, SOON)
    })
  })

  it('is read slowly by four at most, wherever they are', async () => {
    await listening(async port => {
      const slow: IncomingMessage[] = []
      for (const at of [1, 2, 3, 4, 5]) slow.push(await open(port, `192.0.2.${at}`))
      expect(slow.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 503])
      for (const response of slow) response.destroy()
    })
  })

  it('keeps nobody waiting for those who went away before it was made', async () => {
    await listening(async port => {
      for (let gone = 0; gone < 4; gone++) {
        const asked = get({ port, path: '/initiatives.geojson', agent: false }).on('error', () => {})
        await once(asked, 'finish')
        await sleep(50)
        asked.destroy()
      }
      for (const at of [1, 2, 3]) {
        const next = await open(port, `192.0.2.${at}`)
        expect(next.statusCode).toBe(200)
      }
    })
  })
})
