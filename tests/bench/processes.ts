// Starts the processes that are measured, as they are started in earnest, and waits until they answer.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ROOT } from '../support/sources.ts'

export interface Running {
  origin: string
  pid: number
  stop(): Promise<void>
}

const PATIENCE_MS = 120_000
const BIN = join(ROOT, 'node_modules/.bin')

/** The site the way `npm start` starts it. */
export function startSite(
  folder: string,
  port: number,
  workers = 1,
  more: Record<string, string> = {},
): Promise<Running> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const env = {
    DATA_DIR: folder,
    PORT: String(port),
    WORKERS: String(workers),
    NODE_ENV: 'production',
    BASE_URL: 'https://bench.example',
    ...more,
  }
  return started(spawn('sh', ['-c', `exec env ${scripts.start}`], options(env)), port)
}

/** A server that sends as many bytes as its address says, and does nothing else. */
export function startBare(port: number): Promise<Running> {
  const file = join(import.meta.dirname, 'bare.ts')
  return started(spawn(process.execPath, [file, String(port)], options({})), port)
}

function options(env: Record<string, string>) {
  const PATH = [BIN, process.env.PATH].join(delimiter)
  const stdio: StdioOptions = ['ignore', 'ignore', 'inherit']
  return { cwd: ROOT, env: { PATH, ...env }, stdio }
}

async function started(child: ChildProcess, port: number): Promise<Running> {
  const origin = `http://127.0.0.1:${port}`
  const ended = new Promise(resolve => child.once('exit', resolve))
  const until = performance.now() + PATIENCE_MS
  while (!(await answers(`${origin}/healthz`))) {
    if (child.exitCode !== null || performance.now() > until) throw new Error(`Nothing answers at ${origin}.`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { origin, pid: child.pid as number, stop }
}

function answers(address: string): Promise<boolean> {
  return fetch(address).then(
    ({ ok }) => ok,
    () => false,
  )
}
