// Measures addresses of one server: requests a second, latencies, processor time and memory of all its processes.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'

export interface Measured {
  rps: number
  p50: number
  p99: number
  /** Bytes of one answer, as sent. */
  bytes: number
  /** Processor time a request, in microseconds, of the server alone. */
  cpu: number
  /** Proportional set size after the run, in megabytes. */
  pss: number
  failed: number
}

export interface Asking {
  paths: string[]
  seconds: number
  /** Whether every page is to be made anew: whoever brings a cookie passes by what is kept. */
  anew?: boolean
  /** So many requests, one after another, in place of as many as there is time for. */
  many?: number | undefined
}

const TICKS = Number(execFileSync('getconf', ['CLK_TCK']).toString())

/** Asks for `paths` in turn for so many seconds, over eight connections; or for so `many`, over one. */
export async function measure(
  origin: string,
  pid: number,
  { paths, seconds, anew = false, many }: Asking,
): Promise<Measured> {
  const before = cpuTicks(pid)
  const result = await autocannon({
    url: origin,
    ...(many ? { connections: 1, amount: many } : { connections: 8, duration: seconds }),
    requests: paths.map(path => ({ path })),
    headers: { 'accept-encoding': 'gzip, deflate, br, zstd', ...(anew && { cookie: 'anew=1' }) },
  })
  const done = Math.max(1, result.requests.total)
  return {
    rps: Math.round(result.requests.average),
    p50: result.latency.p50,
    p99: result.latency.p99,
    bytes: Math.round(result.throughput.total / done),
    cpu: Math.round(((cpuTicks(pid) - before) / TICKS / done) * 1e6),
    pss: pssOf(pid),
    failed: result.non2xx + result.errors,
  }
}

/** A process and those it started. */
function family(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return [pid, ...children.split(' ').filter(Boolean).map(Number)]
}

function cpuTicks(pid: number): number {
  return sum(family(pid), one => {
    const fields = readFileSync(`/proc/${one}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  })
}

function pssOf(pid: number): number {
  const kilobytes = sum(family(pid), one =>
    Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'utf8'))?.[1]),
  )
  return Math.round(kilobytes / 1024)
}

function sum(pids: number[], of: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + of(pid), 0)
}
