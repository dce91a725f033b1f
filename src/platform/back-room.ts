// A thread of its own for work that takes long, so that nobody else waits for it: started when it is first needed.
import { parentPort, type Worker } from 'node:worker_threads'
import { Problem } from './web/errors.ts'

export interface BackRoom<Task, Result> {
  /**
   * Has something done, for whoever asks from one place. Throws a Problem when there is too much to do already, there or
   * for anybody, or it took too long.
   */
  ask(task: Task, from?: string): Promise<Result>
}

export interface BackRoomOptions {
  /** Starts a thread that `answerInThread`s. */
  start(): Worker
  /** Tasks at once, the one that is being done among them. */
  most?: number
  /** Of those, for whoever asks from one place. */
  mostFromOne?: number
  /** Milliseconds after its turn came when a task is given up, with the thread that cannot be got out of it otherwise. */
  patience?: number
  /** Milliseconds without a task after which the thread goes, with the memory it holds. */
  idle?: number
  /** Milliseconds before a thread that fell over is started again; twice as many each time that it does. */
  pause?: number
}

interface Waiting {
  from: string
  task: unknown
  done(result: never): void
  failed(error: Error): void
}
type Reply = { number: number; result: never } | { number: number; error: string }

const LONGEST_PAUSE = 60_000
/** Of no more places it is remembered when one of theirs was begun. */
const MOST_PLACES = 1000

export function makeBackRoom<Task, Result>(options: BackRoomOptions): BackRoom<Task, Result> {
  const { start, most = 16, mostFromOne = most, patience = 20_000, idle = 60_000, pause = 500 } = options
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  const begun = new Map<string, number>()
  let turn = 0
  let asked = 0
  let falls = 0
  let notBefore = 0
  let rest: NodeJS.Timeout | undefined
  let late: NodeJS.Timeout | undefined

  function leave(): void {
    const gone = thread
    thread = undefined
    clearTimeout(late)
    void gone?.terminate()
    for (const { failed } of waiting.values()) failed(busy())
    waiting.clear()
  }

  function fell(which: Worker): void {
    if (which !== thread) return
    notBefore = performance.now() + Math.min(LONGEST_PAUSE, pause * 2 ** falls)
    falls++
    leave()
  }

  /** One task after another, of whoever has waited longest since one of theirs was begun: many from one place keep nobody else. */
  function goOn(which: Worker): void {
    clearTimeout(late)
    const since = ({ from }: Waiting) => begun.get(from) ?? -1
    const [first, ...others] = waiting
    if (!first) {
      begun.clear()
      rest = setTimeout(leave, idle).unref()
      return
    }
    const [number, { from, task }] = others.reduce((a, b) => (since(b[1]) < since(a[1]) ? b : a), first)
    if (begun.size > MOST_PLACES) begun.clear()
    begun.set(from, turn++)
    late = setTimeout(() => fell(which), patience).unref()
    which.postMessage({ number, task })
  }

  function begin(): Worker {
    const made = start()
    made.unref()
    made.on('message', (reply: Reply) => {
      if (made !== thread) return
      falls = 0
      const one = waiting.get(reply.number)
      waiting.delete(reply.number)
      if ('error' in reply) one?.failed(new Error(reply.error))
      else one?.done(reply.result)
      goOn(made)
    })
    made.on('error', () => fell(made))
    made.on('exit', () => fell(made))
    return made
  }

  const isFull = (from: string) =>
    waiting.size >= most || [...waiting.values()].filter(one => one.from === from).length >= mostFromOne

  return {
    ask(task, from = '') {
      if (isFull(from) || performance.now() < notBefore) return Promise.reject(busy())
      clearTimeout(rest)
      thread ??= begin()
      const [at, number] = [thread, asked++]
      return new Promise<Result>((done, failed) => {
        waiting.set(number, { from, task, done, failed })
        if (waiting.size === 1) goOn(at)
      })
    },
  }
}

/** The other side: does what is asked, one after another. */
export function answerInThread<Task, Result>(work: (task: Task) => Result): void {
  parentPort?.on('message', ({ number, task }: { number: number; task: Task }) => {
    try {
      parentPort?.postMessage({ number, result: work(task) })
    } catch (error) {
      parentPort?.postMessage({ number, error: error instanceof Error ? error.stack : String(error) })
    }
  })
}

function busy(): Problem {
  return new Problem(
    'busy',
    'That takes a while, and too many are asking for it just now. Please try again in a moment.',
  )
}
