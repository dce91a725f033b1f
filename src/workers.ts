// Several processes behind one port: the first one watches, the others answer.
import cluster, { type Worker } from 'node:cluster'

/** Starts `size` workers and keeps that many going until it is told to stop; `ready` is called when the first listens. */
export function leadWorkers(size: number, ready: () => void): void {
  let isStopping = false
  let isReady = false
  for (let n = 0; n < size; n++) cluster.fork()

  cluster.once('listening', () => {
    isReady = true
    ready()
  })
  cluster.on('exit', (_worker: Worker, code: number) => {
    if (isStopping) return
    // What cannot even begin has said why; what fell over later is replaced.
    if (!isReady) process.exit(code || 1)
    cluster.fork()
  })

  const stop = () => {
    isStopping = true
    const workers = Object.values(cluster.workers ?? {})
    for (const worker of workers) worker?.process.kill('SIGTERM')
    cluster.on('exit', () => {
      if (Object.keys(cluster.workers ?? {}).length === 0) process.exit(0)
    })
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
