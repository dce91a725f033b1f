// What a listing is filtered by as the database keeps it, small: the numbers of its traits, and what a count reads of it.
import { weekday } from '../../platform/text/clock.ts'
import { ACCESS_FACTS, COSTS, NEED_KINDS } from './choices.fields.ts'
import type { Facet } from './filters.fields.ts'
import { type DateBits, isInSeason } from './sessions.rules.ts'

/** A day, or a part of one, that is asked for. */
export interface Span extends DateBits {
  since: string
  until: string
}

/** The parts of a row of facts that are counted; the lists are JSON. */
export interface Facts {
  traits: string
  hours: string | null
  away: string | null
  needs: string | null
}

/** The same with its traits read. */
export type ReadFacts = Omit<Facts, 'traits'> & { traits: readonly number[] }

export function readFacts(row: Facts): ReadFacts {
  return { ...row, traits: JSON.parse(row.traits) }
}

interface Away {
  season: [number | null, number | null]
  paused: string | null
  breaks: [starts: string, ends: string][]
}

type Hours = [days: number, weeks: number, opens: string, closes: string][]

/** Everything that is listed has this trait. */
export const LISTED = 24
const ACCESS = 3
const NEED = 11
const ANY_NEED = 16
const DAY = 17
const HOUR = 100
const KIND = 1000
const AREA = 1_000_000
const COVER = 2_000_000
const REGULAR = 25
const KIND_BITS = 26

export const costTrait = (value: string) => COSTS.findIndex(([cost]) => cost === value)
export const accessTrait = (value: string) => ACCESS + ACCESS_FACTS.findIndex(fact => fact.value === value)
export const kindTrait = (id: number) => KIND + id
export const areaTrait = (id: number) => AREA + id

/** Of what serves an area without standing anywhere; without an area, of what serves everybody. */
export const coverTrait = (areaId = 0) => COVER + areaId

export function needTrait(value: string): number {
  return value === 'any' ? ANY_NEED : NEED + NEED_KINDS.findIndex(([kind]) => kind === value)
}

/** Traits of which whatever is open then has at least one. */
export function openTraits({ date, since, until }: Span): number[] {
  const day = weekday(date) - 1
  const first = Number(since.slice(0, 2))
  const last = Math.min(23, Number(until.slice(0, 2)))
  if (since === '00:00' && last === 23) return [DAY + day]
  return Array.from({ length: last - first + 1 }, (_, ahead) => HOUR + 24 * day + first + ahead)
}

/** The bit of what is open alike in every week of the year: of a whole day its day is enough to know. */
export const REGULAR_BIT = 2 ** REGULAR

/** Whether all of a day counts. */
export const isWhole = ({ since, until }: Span) => since === '00:00' && until === '24:00'

/** The bits by which rows without any of these traits are passed over. Areas have none. */
export function bitsOf(traits: readonly number[]): number {
  const bits = new Set(traits.map(trait => (trait < KIND ? dayOf(trait) : 26 + (trait % KIND_BITS))))
  return [...bits].reduce((sum, bit) => sum + 2 ** bit, 0)
}

/** An hour has no bit of its own; its day has. */
function dayOf(trait: number): number {
  return trait < HOUR ? trait : DAY + Math.floor((trait - HOUR) / 24)
}

export interface CountDeps {
  spans: readonly (Span & { key: string })[]
  today: string
  kinds: ReadonlyMap<number, string>
  /** The areas in whose lists one in this area stands: itself, those within it, the one it is in. */
  reach: ReadonlyMap<number, readonly number[]>
}

/** How many listings have each choice of a facet. */
export function countFacts(
  facet: Facet,
  rows: readonly ReadFacts[],
  deps: CountDeps,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const valuesOf = READERS[facet](deps)
  for (const row of rows) {
    for (const value of valuesOf(row)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return counts
}

type Reader = (deps: CountDeps) => (row: ReadFacts) => Iterable<string>

const READERS: Record<Facet, Reader> = {
  cost: () => byTrait(new Map(COSTS.map(([value]) => [costTrait(value), value]))),
  access: () => byTrait(new Map(ACCESS_FACTS.map(({ value }) => [accessTrait(value), value]))),
  category: ({ kinds }) => byTrait(new Map([...kinds].map(([id, slug]) => [kindTrait(id), slug]))),
  area: ({ reach }) => {
    const names = new Map([...reach].map(([id, ids]) => [areaTrait(id), ids.map(String)]))
    return row => new Set(row.traits.flatMap(trait => names.get(trait) ?? []))
  },
  need: ({ today }) => {
    const asked = byTrait(
      new Map(['any', ...NEED_KINDS.map(([kind]) => kind)].map(value => [needTrait(value), value])),
    )
    return row => (row.needs === null ? asked(row) : neededNow(row.needs, today))
  },
  open: ({ spans }) => {
    // Many keep the same hours.
    const known = new Map<string, string[]>()
    return ({ hours, away }) => {
      if (hours === null) return []
      const key = `${hours}${away ?? ''}`
      const found = known.get(key) ?? openThen(hours, away, spans)
      known.set(key, found)
      return found
    }
  },
}

function byTrait(values: ReadonlyMap<number, string>): (row: ReadFacts) => string[] {
  return row => row.traits.flatMap(trait => values.get(trait) ?? [])
}

function neededNow(needs: string, today: string): Iterable<string> {
  const now = (JSON.parse(needs) as [string, string | null][]).filter(
    ([, until]) => until === null || until >= today,
  )
  return now.length > 0 ? new Set(['any', ...now.map(([kind]) => kind)]) : []
}

function openThen(hours: string, away: string | null, spans: CountDeps['spans']): string[] {
  const sessions: Hours = JSON.parse(hours)
  const { season, paused, breaks }: Away =
    away === null ? { season: [null, null], paused: null, breaks: [] } : JSON.parse(away)
  const [season_from, season_to] = season
  const open = spans.filter(
    ({ date, month, day, week, since, until }) =>
      sessions.some(
        ([days, weeks, opens, closes]) => days & day && weeks & week && opens <= until && closes > since,
      ) &&
      isInSeason({ season_from, season_to }, month) &&
      !(paused !== null && paused > date) &&
      !breaks.some(([starts, ends]) => date >= starts && date <= ends),
  )
  return [...new Set(open.map(({ key }) => key))]
}
