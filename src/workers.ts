// Several processes behind one port: the first one watches, the others answer.
import cluster, { type Worker } from 'node:cluster'

// A worker that lived this long had begun well; one that did not waits longer each time before it is tried again.
const STEADY_MS = 10_000
const PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000

/** Starts `size` workers and keeps that many going until it is told to stop; `ready` is called when the first listens. */
export function leadWorkers(size: number, ready: () => void): void {
  const began = new WeakMap<Worker, number>()
  let isStopping = false
  let isReady = false
  let falls = 0
  const begin = () => {
    if (!isStopping) began.set(cluster.fork(), performance.now())
  }
  for (let n = 0; n < size; n++) begin()

  cluster.once('listening', () => {
    isReady = true
    ready()
  })
  cluster.on('exit', (worker: Worker, code: number) => {
    if (isStopping) return
    // What cannot even begin has said why; what fell over later is replaced.
    if (!isReady) process.exit(code || 1)
    const isSteady = performance.now() - (began.get(worker) ?? 0) > STEADY_MS
    falls = isSteady ? 0 : falls + 1
    setTimeout(begin, isSteady ? 0 : Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** (falls - 1)))
  })

  const stop = () => {
    isStopping = true
    const workers = Object.values(cluster.workers ?? {})
    const leave = () => {
      if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(0)
    }
    for (const worker of workers) worker?.process.kill('SIGTERM')
    cluster.on('exit', leave)
    leave()
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
