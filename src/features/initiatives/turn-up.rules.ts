// Whether one can just turn up: decided from what is known, before any words are found for it.
import { addDays, type LocalTime } from '../../platform/text/clock.ts'
import { isPaused, lightLevel } from './brightness.rules.ts'
import type { InitiativeFields } from './fields.ts'
import type { Schedule } from './kept.fields.ts'
import { isAlwaysOpen, isInSeason, nextOpenings } from './sessions.rules.ts'

export type Turnout =
  | { is: 'ended' | 'gone_out' | 'quiet' | 'no_times' | 'nothing_soon' | 'by_appointment' }
  | { is: 'paused'; until: string }
  | { is: 'out_of_season'; from: number; to: number }
  | { is: 'later'; date: string }
  | { is: 'unsaid'; booking: boolean; referral: boolean }
  | { is: 'referred' | 'booked' | 'remote' | 'contacted' | 'any_time' | 'welcome' }

type Asked = Schedule & Pick<InitiativeFields, 'referral' | 'booking' | 'where_kind' | 'by_appointment'>

// A session further off than this is not something to just turn up to.
const SOON_DAYS = 14

/** What stands in the way of turning up, the greatest first; or that one is welcome, and how. */
export function turnout(one: Asked, now: LocalTime): Turnout {
  return obstacle(one, now) ?? welcome(one, now)
}

/** Whether nobody said if one may just turn up: then nobody is told that they may. */
export function isUnsaid({ booking, referral }: Pick<Asked, 'booking' | 'referral'>): boolean {
  return booking === '' || referral === ''
}

function obstacle(one: Asked, now: LocalTime): Turnout | undefined {
  const { season_from: from, season_to: to } = one
  if (one.status === 'ended') return { is: 'ended' }
  if (isPaused(one, now.date)) return { is: 'paused', until: one.paused_until as string }
  if (lightLevel(one, now.date) === 'out') return { is: 'gone_out' }
  if (from !== null && to !== null && !isInSeason(one, Number(now.date.slice(5, 7))))
    return { is: 'out_of_season', from, to }
  if (one.status === 'quiet') return { is: 'quiet' }
  return one.sessions.length > 0 ? noSessionSoon(one, now) : noSessions(one)
}

function noSessionSoon(one: Asked, now: LocalTime): Turnout | undefined {
  const [next] = nextOpenings(one, now, 1)
  if (!next) return { is: 'nothing_soon' }
  return next.date > addDays(now.date, SOON_DAYS) ? { is: 'later', date: next.date } : undefined
}

function noSessions({ where_kind, by_appointment }: Asked): Turnout | undefined {
  if (by_appointment) return { is: 'by_appointment' }
  return where_kind === 'address' ? { is: 'no_times' } : undefined
}

function welcome(one: Asked, now: LocalTime): Turnout {
  if (one.referral === 'agency') return { is: 'referred' }
  if (isUnsaid(one)) return { is: 'unsaid', booking: one.booking === '', referral: one.referral === '' }
  if (one.booking === 'book') return { is: 'booked' }
  if (one.booking === 'contact_first') return { is: 'contacted' }
  if (one.where_kind === 'online') return { is: 'remote' }
  return { is: isAlwaysOpen(one, now.date) ? 'any_time' : 'welcome' }
}
