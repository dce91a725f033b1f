// How brightly areas glow beside one another, and which kinds an area has or lacks.

import { addDays } from '../../platform/text/clock.ts'
import { brightness, OUT_DAYS } from './brightness.rules.ts'

/** What shines in one area: its own lights, and those that serve it. */
export interface AreaGlow {
  lights: number
  /** The sum of their brightness. */
  glow: number
  /** How many somebody confirmed in the last 90 days. */
  confirmed: number
  /** Lights of each kind, by its slug. */
  kinds: ReadonlyMap<string, number>
}

/** Everything that is counted over the whole site at once. */
export interface Glows {
  lights: number
  /** Lit since the month began. */
  fresh: number
  /** How many ask for help. */
  asking: number
  kinds: ReadonlyMap<string, number>
  area(id: number): AreaGlow
}

const DARK: AreaGlow = { lights: 0, glow: 0, confirmed: 0, kinds: new Map() }

/** What there is to say of an area without any light. */
export function darkness(): AreaGlow {
  return DARK
}

/** Lights of one kind in one area; each counts for itself only in the kind that it mainly is. */
export interface AreaSums {
  /** Whether areas above and below have sums of their own for these. */
  is_spread: 0 | 1
  area_id: number
  slug: string
  lights_of_kind: number
  lights: number
  glow: number | null
  confirmed: number | null
}

/**
 * Adds sums up by area. A district has the lights of its neighbourhoods too, and a neighbourhood those of its whole
 * district: `area` means the same in a list, so that the numbers agree.
 */
export function carrySums(
  rows: readonly AreaSums[],
  areas: readonly { id: number; parent_id: number | null }[],
): (id: number) => AreaGlow {
  const reach = new Map(areas.map(({ id, parent_id }) => [id, parent_id === null ? [id] : [id, parent_id]]))
  for (const { id, parent_id } of areas) if (parent_id !== null) reach.get(parent_id)?.push(id)
  const found = new Map<number, AreaGlow & { kinds: Map<string, number> }>()
  for (const row of rows) {
    for (const id of row.is_spread ? [row.area_id] : (reach.get(row.area_id) ?? [])) {
      const { lights, glow, confirmed, kinds } = found.get(id) ?? {
        ...DARK,
        kinds: new Map<string, number>(),
      }
      kinds.set(row.slug, (kinds.get(row.slug) ?? 0) + row.lights_of_kind)
      found.set(id, {
        lights: lights + row.lights,
        glow: glow + (row.glow ?? 0),
        confirmed: confirmed + (row.confirmed ?? 0),
        kinds,
      })
    }
  }
  return id => found.get(id) ?? DARK
}

/** How bright a light confirmed on each of the last 18 months’ days is today: what its status makes of it. */
export interface DayBrightness {
  date: string
  active: number
  quiet: number
  paused: number
}

/** The rule of brightness as a table, a row for every day on which a light that is not out was confirmed. */
export function brightnessTable(today: string): DayBrightness[] {
  return Array.from({ length: OUT_DAYS }, (_, ago) => {
    const date = addDays(today, -ago)
    const one = (status: 'active' | 'quiet' | 'paused') =>
      brightness(
        { status, confirmed_on: date, paused_until: status === 'paused' ? addDays(today, 1) : null },
        today,
      )
    return { date, active: one('active'), quiet: one('quiet'), paused: one('paused') }
  })
}

/** How long a bar of this glow is beside the brightest, 0 to 100; the faintest glow still shows. */
export function glowPercent(glow: number, brightest: number): number {
  if (glow <= 0 || brightest <= 0) return 0
  return Math.max(2, Math.round((100 * glow) / brightest))
}

/** The kinds that at least half of the others have and this area lacks, the commonest first. */
export function missingKinds(own: AreaGlow, others: readonly AreaGlow[]): { slug: string; have: number }[] {
  const have = new Map<string, number>()
  for (const { kinds } of others) {
    for (const slug of kinds.keys()) have.set(slug, (have.get(slug) ?? 0) + 1)
  }
  return [...have]
    .map(([slug, count]) => ({ slug, have: count }))
    .filter(({ slug, have: count }) => !own.kinds.has(slug) && count * 2 >= others.length)
    .sort((a, b) => b.have - a.have || a.slug.localeCompare(b.slug))
}
