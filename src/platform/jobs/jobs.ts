// What the site does by itself: named jobs, each at its own interval and never twice at once.
import type { Log } from '../web/log.ts'

export interface Job {
  name: string
  /** Milliseconds from the end of one run to the beginning of the next. */
  every: number
  /**
   * Must be safe to run again after any stop, and in several processes at once. `signal` says that the site is
   * stopping: finish what was begun.
   */
  run(signal: AbortSignal): void | Promise<void>
}

export interface Jobs {
  /** Runs a job now, or once more when it is running; nothing happens when there is none of this name. */
  poke(name: string): void
  /** Begins nothing more, and resolves when nothing runs. */
  stop(): Promise<void>
}

/** Starts all jobs at once, each with a first run. What a job throws is logged by its kind and its job goes on. */
export function startJobs(jobs: Job[], log: Log): Jobs {
  const stopping = new AbortController()
  const going = new Map(jobs.map(job => [job.name, startJob(job, stopping.signal, log)]))
  return {
    poke: name => going.get(name)?.poke(),
    async stop() {
      stopping.abort()
      await Promise.all([...going.values()].map(job => job.ended()))
    },
  }
}

function startJob(job: Job, signal: AbortSignal, log: Log) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let isWanted = false

  function begin(): void {
    if (signal.aborted || running) {
      isWanted = true
      return
    }
    clearTimeout(timer)
    isWanted = false
    running = attempt().then(() => {
      running = undefined
      wait(isWanted ? 0 : job.every)
    })
  }
  function wait(ms: number): void {
    clearTimeout(timer)
    if (signal.aborted) return
    timer = setTimeout(begin, ms)
    timer.unref()
  }
  async function attempt(): Promise<void> {
    try {
      await job.run(signal)
    } catch (error) {
      log.error({ job: job.name, failure: nameOf(error) })
    }
  }

  wait(0)
  return {
    poke: begin,
    ended: async () => {
      clearTimeout(timer)
      await running
    },
  }
}

// Where it broke, but not its words: they may name a person.
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error ? ` ${String(error.code)}` : ''
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return [`${error.name}${code}`, ...frames.slice(0, 6).map(line => line.trim())].join(' | ')
}
