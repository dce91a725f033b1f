// The literal clauses of every list query, and the values they are bound to.
import type { Params } from '../../platform/database/statement.ts'
import { addDays, daysBetween, type LocalTime, weekday } from '../../platform/text/clock.ts'
import { makeKnown } from '../../platform/text/known.ts'
import { outSince } from './brightness.rules.ts'
import {
  accessTrait,
  areaTrait,
  bitsOf,
  costTrait,
  isWhole,
  kindTrait,
  needTrait,
  openTraits,
  REGULAR_BIT,
  type Span,
} from './facts.rules.ts'
import { FACETS, type Facet, type Filters, OPEN } from './filters.fields.ts'
import { dateBits } from './sessions.rules.ts'

export type ClauseName = Facet | 'q' | 'held' | 'near'

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

// `f` is a row of facts, or of a trait: bits pass over nearly all that cannot be meant, and the rest is looked up.
const TESTS: Record<ClauseName, string> = {
  q: `f.id in (select rowid from initiative_fts where initiative_fts match :match and rowid >= cast(:words_since as integer))`,
  // Who holds the words, where that was found out before.
  held: 'f.id in (select value from json_each(:held_ids))',
  near: 'f.id in (select value from json_each(:near_ids))',
  area: `exists (select 1 from initiative_area ia
    where ia.initiative_id = f.id and ia.area_id in (select value from json_each(:area_ids)))`,
  category: `f.bits & :category_bits and exists (select 1 from initiative_category ic
    where ic.initiative_id = f.id and ic.category_id in (select value from json_each(:kinds)))`,
  open: `f.bits & :open_bits and (f.bits & :whole_bits and f.bits & ${REGULAR_BIT} or exists (
    select 1 from initiative i, session s, json_each(:openings) o where i.id = f.id and ${OPEN_THEN}))`,
  cost: 'f.bits & :cost_bits',
  access: 'f.bits & :access_bits',
  need: `f.bits & :need_bits and exists (select 1 from need n where n.initiative_id = f.id and ${NEEDED_NOW}
    and (:any_need or n.kind in (select value from json_each(:needs))))`,
}

/** Everything a list query may be bound to; statements take from it what they name. */
export interface Bound {
  params: Params
  /** The clauses that are in force. */
  active: ReadonlySet<ClauseName>
  /** Whether very many hold one of the words, so that it would take long to weigh them. */
  isCommon: boolean
  /** Whether only the newest of those that hold the words are looked at. */
  isPart: boolean
  /** What was typed, and the same in other words: the beginnings of each. */
  said: readonly (readonly string[])[]
  /** Of each facet in force the traits of which a listing must have at least one to be meant. */
  traits: Readonly<Partial<Record<Facet, readonly number[]>>>
}

/** What a row `f` must pass, as SQL; ended initiatives have no such row. */
export function testsOf(active: ReadonlySet<ClauseName>, ...without: ClauseName[]): string {
  const tests = [...active].filter(name => !without.includes(name)).map(name => TESTS[name])
  return ['1', ...tests].join(' and ')
}

/** The same without one of its clauses. */
export function without({ active, traits, ...rest }: Bound, clause: ClauseName): Bound {
  const kept = Object.entries(traits).filter(([name]) => name !== clause)
  return {
    ...rest,
    active: new Set([...active].filter(name => name !== clause)),
    traits: Object.fromEntries(kept),
  }
}

/** What filters are bound to besides themselves: the words as a full-text query, and ids of areas and of kinds. */
export interface Meant {
  match?: string | undefined
  /** Whether very many hold one of the words. */
  isCommon?: boolean | undefined
  said?: readonly (readonly string[])[] | undefined
  /** Who holds the words, where that was found out before. */
  held?: Held | undefined
  areaIds?: readonly number[]
  kinds?: readonly number[]
}

/** The newest listings that hold some words. */
export interface Held {
  ids: readonly number[]
  /** Whether there may be more. */
  isPart: boolean
}

/** Binds filters at a moment. */
export function bind(
  filters: Filters,
  now: LocalTime,
  { match, isCommon = false, said = [], held, areaIds = [], kinds = [] }: Meant = {},
): Bound {
  const active = new Set<ClauseName>(FACETS.filter(name => filters[name].length > 0))
  if (match !== undefined) active.add(held ? 'held' : 'q')
  const chosen = openings(now).filter(({ key }) => filters.open.includes(key))
  const all: Record<Facet, readonly number[]> = {
    area: areaIds.map(areaTrait),
    category: kinds.map(kindTrait),
    open: chosen.flatMap(openTraits),
    cost: filters.cost.map(costTrait),
    access: filters.access.map(accessTrait),
    need: filters.need.map(needTrait),
  }
  const traits = FACETS.filter(name => active.has(name)).map(name => [name, [...new Set(all[name])]])
  return {
    active,
    isCommon,
    isPart: held?.isPart ?? false,
    said,
    traits: Object.fromEntries(traits),
    params: {
      ...Object.fromEntries(FACETS.map(name => [`${name}_bits`, bitsOf(all[name])])),
      whole_bits: bitsOf(chosen.filter(isWhole).flatMap(openTraits)),
      match: match ?? '',
      words_since: 0,
      held_ids: JSON.stringify(held?.ids ?? []),
      near_ids: '[]',
      area_ids: JSON.stringify(areaIds),
      kinds: JSON.stringify(kinds),
      openings: JSON.stringify(chosen),
      needs: JSON.stringify(filters.need),
      any_need: Number(filters.need.includes('any')),
      today: now.date,
      out_day: daysBetween('1970-01-01', outSince(now.date)),
    },
  }
}

/** One day, or part of one, that `open` may ask for. */
export interface OpeningAsked extends Span {
  key: (typeof OPEN)[number]
}

/**
 * What each value of `open` means at this moment. Of today only what has not ended counts; a weekday that is
 * today also means the same day next week.
 */
export function openings({ date, time }: LocalTime): readonly OpeningAsked[] {
  return openingsAt(`${date} ${time}`)
}

// Within a minute it is the same for everybody who asks.
const openingsAt = makeKnown(3, (moment: string): readonly OpeningAsked[] => {
  const [today = '', time = ''] = moment.split(' ')
  const asked = (key: OpeningAsked['key'], date: string): OpeningAsked => {
    const since = date === today ? time : '00:00'
    return { key, ...dateBits(date), since, until: key === 'now' ? time : '24:00' }
  }
  const week = [0, 1, 2, 3, 4, 5, 6, 7].map(ahead => addDays(today, ahead))
  const days = week.map(date => asked(OPEN[weekday(date) + 1] as OpeningAsked['key'], date))
  return [asked('now', today), asked('today', today), ...days]
})
