// Spreads out from a starting place along the ways, nearest stop first and no further than it is asked to.
import { makeQueue, type Queue } from './queue.rules.ts'
import type { Standing } from './shore.rules.ts'
import type { Stop, Ways } from './ways.rules.ts'

/** A stop, how far it is, and how one comes there. */
export interface Reached {
  stop: Stop
  metres: number
  before?: Reached
  by?: string
}

export interface Spread {
  /** Every stop reached so far, nearest first. */
  reached: readonly Reached[]
  /** Reaches the next stop, if there is one nearer than `metres`. */
  next(metres: number): Reached | undefined
}

export function makeSpread(start: Standing, ways: Ways): Spread {
  const reached: Reached[] = []
  const done = new Set<Stop>()
  // Put off until it is needed: most people never ask for anything across water.
  let queue: Queue<Reached> | undefined

  function next(metres: number): Reached | undefined {
    queue ??= makeQueue(
      isNearer,
      ways.from(start).map(way => ({ stop: way.to, metres: way.metres })),
    )
    while (done.has(queue.peek()?.stop as Stop)) queue.pop()
    if (!((queue.peek()?.metres ?? Number.POSITIVE_INFINITY) < metres)) return undefined
    const here = queue.pop() as Reached
    done.add(here.stop)
    reached.push(here)
    for (const { to, metres, by } of ways.onward(here.stop)) {
      if (!done.has(to)) {
        queue.push({ stop: to, metres: here.metres + metres, before: here, ...(by ? { by } : {}) })
      }
    }
    return here
  }

  return { reached, next }
}

/** The names of the crossings on the way to a stop, in order. */
export function crossingsTo(last: Reached): string[] {
  const names: string[] = []
  for (let here: Reached | undefined = last; here; here = here.before) if (here.by) names.unshift(here.by)
  return names
}

function isNearer(a: Reached, b: Reached): boolean {
  return a.metres < b.metres
}
