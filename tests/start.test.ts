import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DATABASE_FILE, openDatabase } from '../src/platform/database/open.ts'
import { openDesk } from './platform/mail/desk.ts'
import { openPostOffice } from './support/post-office.ts'
import { ROOT } from './support/sources.ts'

// Whole processes start here, on whatever machine this is.
vi.setConfig({ testTimeout: 120_000 })

let folder: string
const running: { kill(signal: NodeJS.Signals): void }[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-'))
})
afterEach(() => {
  for (const one of running.splice(0)) one.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Run {
  said: string
  code: number | null
}

/** Starts the site in a process of its own; `until` is what it must say to be let go on. */
function start(env: Record<string, string>, until?: RegExp) {
  const child = spawn(process.execPath, ['--import', './src/node-version.mjs', 'src/server.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn', ...env },
  })
  running.push(child)
  let said = ''
  const ended = new Promise<Run>(resolve => child.on('close', code => resolve({ said, code })))
  const spoken = new Promise<string>(resolve => {
    const hear = (words: Buffer) => {
      said += words
      if (until?.test(said)) resolve(said)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('close', () => resolve(said))
  })
  return { child, ended, spoken, heard: () => said }
}

const workersOf = ({ pid }: { pid?: number | undefined }) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return String(port)
}

describe('the first start', () => {
  it('builds the database with progress, serves real places and examples, and stops when asked', async () => {
    const PORT = await freePort()
    const { child, ended, spoken } = start({ PORT, LOG_LEVEL: 'info' }, / is at http/)
    const said = await spoken
    expect(said).toMatch(/Loading the map: 35,618 postcodes/)
    expect(said).toMatch(/1\d\d example listings loaded/)
    const found = await fetch(`http://127.0.0.1:${PORT}/initiatives?near=SS9+2AB&category=uniform-bank`)
    const page = await found.text()
    expect(page).toContain('School uniform banks within 3 miles of SS9 2AB')
    expect(page).toContain('Some listings are examples, invented')
    expect((await fetch(`http://127.0.0.1:${PORT}/healthz`)).status).toBe(200)
    child.kill('SIGTERM')
    const { code, said: all } = await ended
    expect(code).toBe(0)
    // What was logged last is not lost, and where somebody is was not logged.
    expect(all).toContain('"path":"/initiatives","status":200')
    expect(all).not.toContain('SS9+2AB')
    expect(existsSync(join(folder, `${DATABASE_FILE}-wal`))).toBe(false)
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).toBe(0o600)
  })

  it('is not repeated the second time, nor are examples that were taken away brought back', async () => {
    const db = new Database(join(folder, DATABASE_FILE))
    db.prepare("delete from initiative where source = 'examples'").run()
    db.close()
    const PORT = await freePort()
    const { spoken } = start({ PORT }, / is at http/)
    expect(await spoken).not.toMatch(/Loading|example/)
    const page = await (await fetch(`http://127.0.0.1:${PORT}/initiatives`)).text()
    expect(page).not.toContain('Some listings are examples, invented')
  })
})

describe('a start after secrets were kept as they are', () => {
  it('seals them', async () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    const box = join(folder, 'open')
    cpSync(join(folder, DATABASE_FILE), join(box, DATABASE_FILE))
    const db = new Database(join(box, DATABASE_FILE))
    db.exec(`insert into person (id, email, name, role, created_at) values (1, 'bo@quay.example', 'Bo', 'editor', '');
      insert into factor (person_id, kind, name, secret, created_at) values (1, 'app', 'App', '${secret}', '')`)
    db.close()
    expect(readFileSync(join(box, DATABASE_FILE)).includes(secret)).toBe(true)
    await start({ PORT: await freePort(), DATA_DIR: box }, / is at http/).spoken
    expect(readFileSync(join(box, DATABASE_FILE)).includes(secret)).toBe(false)
  })
})

describe('while nobody looks after the site', () => {
  it('whoever reads what it says at each start may become its first admin, by the latest link', async () => {
    const links: string[] = []
    for (let n = 0; n < 2; n++) {
      const PORT = await freePort()
      const { child, ended, spoken } = start({ PORT }, /token=[\w-]{43}/)
      links.push(/\/sign-in\/first\?token=[\w-]{43}/.exec(await spoken)?.[0] ?? '')
      const statuses = links.map(async link => (await fetch(`http://127.0.0.1:${PORT}${link}`)).status)
      expect(await Promise.all(statuses)).toEqual([404, 200].slice(1 - n))
      child.kill('SIGTERM')
      await ended
    }
    expect(links[0]).not.toBe(links[1])
  })
})

describe('mail', () => {
  const letter = { subject: 'Hello', text: 'Hello.\n', html: '<p>Hello.</p>' }

  it('waits when there is no mail server, and the log says where to read it', async () => {
    const PORT = await freePort()
    const { spoken } = start({ PORT, LOG_LEVEL: 'info' }, /MAIL_URL/)
    expect(await spoken).toContain(`admins read it at http://localhost:${PORT}/admin/mail`)
  })

  it('goes while the site runs, even when it cannot be told, and the site stops all the same', async () => {
    const office = await openPostOffice()
    const { child, ended, spoken } = start({ PORT: await freePort(), MAIL_URL: office.url }, / is at http/)
    await spoken
    const db = openDatabase(folder)
    openDesk({ db }).put({ key: 'start', to: 'sam@example.org', letter })
    db.close()
    await vi.waitFor(() => expect(office.received).toHaveLength(1), { timeout: 20_000 })
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
    await office.close()
  })
})

describe('several workers', () => {
  it('answer behind one port, are replaced when one falls over, and stop together', async () => {
    const PORT = await freePort()
    const { child, ended, spoken } = start({ PORT, WORKERS: '2', LOG_LEVEL: 'info' }, / is at http/)
    expect((await spoken).match(/ is at http/g)).toHaveLength(1)
    const answers = () =>
      fetch(`http://127.0.0.1:${PORT}/healthz`, { signal: AbortSignal.timeout(2000) }).then(
        ({ status }) => status,
      )
    const soonAnswers = () =>
      vi.waitFor(async () => expect(await answers()).toBe(200), { timeout: 30_000, interval: 50 })
    await soonAnswers()
    const workers = workersOf(child)
    expect(workers).toHaveLength(2)
    process.kill(workers[0] as number, 'SIGKILL')
    for (let n = 0; n < 10; n++) await soonAnswers()
    child.kill('SIGTERM')
    const { said, code } = await ended
    expect(code).toBe(0)
    expect(said.match(/MAIL_URL is not set/g)).toHaveLength(1)
  })

  it('are not started again and again when they cannot begin, and come back when they can', async () => {
    const [home, away] = [join(folder, 'home'), join(folder, 'away')]
    cpSync(join(folder, DATABASE_FILE), join(home, DATABASE_FILE))
    const PORT = await freePort()
    const { child, ended, spoken, heard } = start({ PORT, WORKERS: '2', DATA_DIR: home }, / is at http/)
    await spoken
    await vi.waitFor(() => expect(workersOf(child)).toHaveLength(2))
    renameSync(home, away)
    writeFileSync(home, '')
    for (const worker of workersOf(child)) process.kill(worker, 'SIGKILL')
    await new Promise(resolve => setTimeout(resolve, 6000))
    const tries = heard().match(/cannot be written to/g)?.length ?? 0
    expect(tries).toBeGreaterThan(0)
    expect(tries).toBeLessThan(8)
    rmSync(home)
    renameSync(away, home)
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${PORT}/healthz`)).status).toBe(200), {
      timeout: 60_000,
      interval: 200,
    })
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
  })

  it('say once in one sentence that the port is taken', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const PORT = String((other.address() as AddressInfo).port)
    const { said, code } = await start({ PORT, WORKERS: '2' }).ended
    other.close()
    expect(said).toContain(`Port ${PORT} is already in use; set PORT to another one.\n`)
    expect(code).toBe(1)
  })
})

describe('a start that cannot be', () => {
  const oneSentence = /^[A-Z][^\n]*\.\n$/

  it('says in one sentence that the port is taken', async () => {
    const other: Server = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => other.once('listening', resolve))
    const PORT = String((other.address() as AddressInfo).port)
    const { said, code } = await start({ PORT }).ended
    other.close()
    expect(said).toBe(`Port ${PORT} is already in use; set PORT to another one.\n`)
    expect(code).toBe(1)
  })

  it('says in one sentence that the data folder cannot be written to', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const { said, code } = await start({ DATA_DIR: join(file, 'var') }).ended
    expect(said).toMatch(/^The data folder .* cannot be written to/)
    expect(said).toMatch(oneSentence)
    expect(code).toBe(1)
  })

  it('says in one sentence that a setting is wrong', async () => {
    const { said, code } = await start({ PORT: 'seventy' }).ended
    expect(said).toBe('The setting PORT must be a port number.\n')
    expect(code).toBe(1)
  })

  it('refuses a database from a newer version', async () => {
    const newer = join(folder, 'newer')
    mkdirSync(newer)
    const db = new Database(join(newer, DATABASE_FILE))
    db.pragma('user_version = 999')
    db.close()
    const { said, code } = await start({ DATA_DIR: newer }).ended
    expect(said).toMatch(/^The database was written by a newer version of the site \(schema 999;/)
    expect(said).toMatch(oneSentence)
    expect(code).toBe(1)
  })

  it('in production without an https address says so', async () => {
    const { said, code } = await start({ NODE_ENV: 'production' }).ended
    expect(said).toBe('In production the setting BASE_URL must be the site’s https address.\n')
    expect(code).toBe(1)
  })

  it('says in one sentence that Node is too old', async () => {
    const old = join(folder, 'old-node.mjs')
    writeFileSync(
      old,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.0' } })\n",
    )
    const child = spawn(
      process.execPath,
      ['--import', old, '--import', './src/node-version.mjs', 'src/server.ts'],
      { cwd: ROOT },
    )
    running.push(child)
    let said = ''
    child.stderr.on('data', words => {
      said += words
    })
    expect(await new Promise(resolve => child.on('close', resolve))).toBe(1)
    expect(said).toMatch(/^Points of Light needs Node 24 or newer; this is Node 20\.11\.0\.[^\n]*\n$/)
  })
})
