// The literal clauses of every list query, and the values they are bound to.
import type { Params } from '../../platform/database/statement.ts'
import { addDays, type LocalTime, weekday } from '../../platform/text/clock.ts'
import { outSince } from './brightness.rules.ts'
import { ACCESS_FACTS } from './choices.fields.ts'
import { FACETS, type Facet, type Filters, OPEN } from './filters.fields.ts'
import { type DateBits, dateBits } from './sessions.rules.ts'

export type ClauseName = Facet | 'q' | 'near'

// `o` is one row of :openings: a day with its bits, and the part of it that counts.
export const OPEN_THEN = `s.initiative_id = i.id
  and s.days & (o.value ->> 'day') and s.weeks & (o.value ->> 'week')
  and s.opens <= o.value ->> 'until' and s.closes > o.value ->> 'since'
  and (i.season_from is null
    or (i.season_from <= i.season_to and o.value ->> 'month' between i.season_from and i.season_to)
    or (i.season_from > i.season_to
      and (o.value ->> 'month' >= i.season_from or o.value ->> 'month' <= i.season_to)))
  and not (i.status = 'paused' and i.paused_until > o.value ->> 'date')
  and not exists (select 1 from session_break b
    where b.initiative_id = i.id and o.value ->> 'date' between b.starts_on and b.ends_on)`

export const NEEDED_NOW = '(n.until is null or n.until >= :today)'

const CLAUSES: Record<ClauseName, string> = {
  q: 'i.id in (select rowid from initiative_fts where initiative_fts match :match)',
  near: 'i.id in (select value from json_each(:near_ids))',
  area: `i.id in (select initiative_id from initiative_area
    where area_id in (select value from json_each(:area_ids)))`,
  category: `i.id in (select ic.initiative_id from initiative_category ic join category c on c.id = ic.category_id
    where c.slug in (select value from json_each(:categories)))`,
  open: `exists (select 1 from session s, json_each(:openings) o where ${OPEN_THEN})`,
  cost: 'i.cost in (select value from json_each(:costs))',
  access: `(${ACCESS_FACTS.map(({ column }) => `(:${column} and i.${column} = 'yes')`).join(' or ')})`,
  need: `i.id in (select n.initiative_id from need n where ${NEEDED_NOW}
    and (:any_need or n.kind in (select value from json_each(:needs))))`,
}

/** Everything a list query may be bound to; statements take from it what they name. */
export interface Bound {
  params: Params
  /** The clauses that are in force. */
  active: ReadonlySet<ClauseName>
}

/** `where` for these clauses: ended initiatives are never listed. */
export function whereOf(active: ReadonlySet<ClauseName>, without?: ClauseName): string {
  const clauses = [...active].filter(name => name !== without).map(name => CLAUSES[name])
  return ["i.status <> 'ended'", ...clauses].join(' and ')
}

/** Binds filters; `match` is their words as a full-text query, `areaIds` their areas and all within. */
export function bind(filters: Filters, now: LocalTime, match: string | undefined, areaIds: number[]): Bound {
  const active = new Set<ClauseName>(FACETS.filter(name => filters[name].length > 0))
  if (match !== undefined) active.add('q')
  const chosen = openings(now).filter(({ key }) => filters.open.includes(key))
  const access = ACCESS_FACTS.map(({ value, column }) => [column, Number(filters.access.includes(value))])
  return {
    active,
    params: {
      ...Object.fromEntries(access),
      match: match ?? '',
      near_ids: '[]',
      area_ids: JSON.stringify(areaIds),
      categories: JSON.stringify(filters.category),
      openings: JSON.stringify(chosen),
      costs: JSON.stringify(filters.cost),
      needs: JSON.stringify(filters.need),
      any_need: Number(filters.need.includes('any')),
      today: now.date,
      out_since: outSince(now.date),
    },
  }
}

/** One day, or part of one, that `open` may ask for. */
export interface OpeningAsked extends DateBits {
  key: (typeof OPEN)[number]
  since: string
  until: string
}

/**
 * What each value of `open` means at this moment. Of today only what has not ended counts; a weekday that is
 * today also means the same day next week.
 */
export function openings({ date: today, time }: LocalTime): OpeningAsked[] {
  const asked = (key: OpeningAsked['key'], date: string): OpeningAsked => {
    const since = date === today ? time : '00:00'
    return { key, ...dateBits(date), since, until: key === 'now' ? time : '24:00' }
  }
  const week = [0, 1, 2, 3, 4, 5, 6, 7].map(ahead => addDays(today, ahead))
  const days = week.map(date => asked(OPEN[weekday(date) + 1] as OpeningAsked['key'], date))
  return [asked('now', today), asked('today', today), ...days]
}
