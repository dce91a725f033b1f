// The ways between the corners of the shore and the ends of the open crossings, each worked out when first asked for or before.
import { crowMetres, type Point } from '../../platform/geo/point.ts'
import type { Crossing } from './fields.ts'
import { grazes, mayMeet, type Shore, type Standing } from './shore.rules.ts'

/** A place on the way. */
export interface Stop {
  standing: Standing
  /** The crossing that begins here. */
  crossing?: Way
  /** The ways onward, once they are known. */
  ways?: Way[]
}

export interface Way {
  to: Stop
  metres: number
  /** The name of the crossing, when it is one. */
  by?: string
}

export interface Ways {
  /** To every stop that is in sight of a place. */
  from(standing: Standing): Way[]
  /** Onward from a stop. */
  onward(stop: Stop): Way[]
  /** Works out the ways from a few more stops; answers whether any are left. */
  learn(): boolean
}

/** A few milliseconds of work. */
const AT_ONCE = 10

export function makeWays(shore: Shore, crossings: readonly Crossing[]): Ways {
  const ends = crossings.filter(({ is_open }) => is_open).flatMap(crossing => join(shore, crossing))
  const stops: Stop[] = [...shore.corners.map(standing => ({ standing })), ...ends]

  function from(standing: Standing): Way[] {
    return stops.filter(stop => isInSight(shore, standing, stop.standing)).map(to => wayTo(to, standing))
  }

  function onward(stop: Stop): Way[] {
    stop.ways ??= [...from(stop.standing), ...(stop.crossing ? [stop.crossing] : [])]
    return stop.ways
  }

  let learnt = 0
  function learn(): boolean {
    for (const stop of stops.slice(learnt, learnt + AT_ONCE)) onward(stop)
    learnt += AT_ONCE
    return learnt < stops.length
  }

  return { from, onward, learn }
}

/** Whether a shortest way may run straight from one place to another. */
export function isInSight(shore: Shore, a: Standing, b: Standing): boolean {
  return mayLead(a, b) && shore.isClear(a, b)
}

/** The same without asking what stands between, which is quick. */
export function mayLead(a: Standing, b: Standing): boolean {
  return a !== b && mayMeet(a, b) && grazes(b, a) && grazes(a, b)
}

/** The two ends of a crossing. */
export function endsOf(crossing: Crossing): [Point, Point] {
  return [
    { lat: crossing.a_lat, lon: crossing.a_lon },
    { lat: crossing.b_lat, lon: crossing.b_lon },
  ]
}

function join(shore: Shore, crossing: Crossing): [Stop, Stop] {
  const [a, b] = endsOf(crossing)
  const [near, far] = shore.banks(shore.stand(a), shore.stand(b))
  const metres = crowMetres(near.point, far.point)
  const here: Stop = { standing: near }
  const there: Stop = { standing: far, crossing: { to: here, metres, by: crossing.name } }
  here.crossing = { to: there, metres, by: crossing.name }
  return [here, there]
}

function wayTo(to: Stop, { point }: Standing): Way {
  return { to, metres: crowMetres(point, to.standing.point) }
}
