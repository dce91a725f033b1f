// Distance as a person travels: straight where the line stays on land, else round the water or over open crossings.
import type { Polygon } from 'geojson'
import { crowMetres, type Point } from '../../platform/geo/point.ts'
import type { Crossing } from './fields.ts'
import { makeQueue } from './queue.rules.ts'
import { makeShore, type Shore, type Standing } from './shore.rules.ts'
import { crossingsTo, makeSpread, type Reached, type Spread } from './spread.rules.ts'
import { endsOf, isInSight, makeWays, mayLead } from './ways.rules.ts'

export interface Journey {
  metres: number
  /** The names of the crossings, in the order they are met. */
  via: string[]
}

export interface Travel {
  /** Everything that sets out from one place; what is learnt on the way to one target serves the next. */
  from(origin: Point): Departure
  /** Works a little more out before anybody asks for it; answers whether there is more. */
  learn(): boolean
}

export interface Departure {
  /** Undefined when the target cannot be reached. */
  to(target: Point): Journey | undefined
}

/** Without any land, every distance is straight. */
export function makeTravel(land: readonly Polygon[], crossings: readonly Crossing[]): Travel {
  const shore = makeShore(land, crossings.flatMap(endsOf))
  const ways = makeWays(shore, crossings)
  return {
    learn: ways.learn,
    from(origin) {
      const start = shore.stand(origin)
      const spread = makeSpread(start, ways)
      return {
        to(target) {
          const goal = shore.stand(target)
          const crow = crowMetres(origin, target)
          if (Number.isNaN(crow)) return undefined
          if (shore.isClear(start, goal)) return { metres: crow, via: [] }
          const last = lastStop(shore, spread, goal)
          return last && { metres: Math.max(crow, last.metres), via: crossingsTo(last.reached) }
        },
      }
    },
  }
}

interface Arrival {
  reached: Reached
  /** The whole way, from the start to the goal. */
  metres: number
}

/** The stop from which the goal is reached soonest. */
function lastStop(shore: Shore, spread: Spread, goal: Standing): Arrival | undefined {
  const known = spread.reached.filter(({ stop }) => mayLead(stop.standing, goal))
  const queue = makeQueue<Arrival>(
    (a, b) => a.metres < b.metres,
    known.map(reached => arrivalBy(reached, goal)),
  )
  let best = queue.pop()
  while (best && !isInSight(shore, best.reached.stop.standing, goal)) best = queue.pop()
  // A stop not reached yet may still be on a shorter way, if it is itself nearer than the best arrival.
  for (;;) {
    const reached = spread.next(best?.metres ?? Number.POSITIVE_INFINITY)
    if (!reached) return best
    const arrival = arrivalBy(reached, goal)
    if (best && arrival.metres >= best.metres) continue
    if (isInSight(shore, reached.stop.standing, goal)) best = arrival
  }
}

function arrivalBy(reached: Reached, goal: Standing): Arrival {
  return {
    reached,
    metres: reached.metres + crowMetres(reached.stop.standing.point, goal.point),
  }
}
