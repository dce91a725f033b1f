// How brightly areas glow beside one another, and which kinds an area has or lacks.

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

/** What those listings have in common that have the same areas, written as a list of ids. */
interface OfAreas {
  areas: string
}

export type SumsOfAreas = OfAreas & Pick<AreaGlow, 'lights' | 'glow' | 'confirmed'>
export type KindOfAreas = OfAreas & { slug: string; lights: number }
export type AreaNode = { id: number; parent_id: number | null }

/** The lights and the glow of every area that has any. */
export function sumsByArea(rows: readonly SumsOfAreas[], areas: readonly AreaNode[]) {
  const reached = reachOf(areas)
  const found = new Map<number, Omit<AreaGlow, 'kinds'>>()
  for (const row of rows) {
    for (const id of reached(row.areas)) {
      const { lights, glow, confirmed } = found.get(id) ?? DARK
      found.set(id, {
        lights: lights + row.lights,
        glow: glow + row.glow,
        confirmed: confirmed + row.confirmed,
      })
    }
  }
  return found
}

/** The lights of each kind of every area that has any. */
export function kindsByArea(rows: readonly KindOfAreas[], areas: readonly AreaNode[]) {
  const reached = reachOf(areas)
  const found = new Map<number, Map<string, number>>()
  for (const { areas: at, slug, lights } of rows) {
    for (const id of reached(at)) {
      const kinds = found.get(id) ?? new Map<string, number>()
      kinds.set(slug, (kinds.get(slug) ?? 0) + lights)
      found.set(id, kinds)
    }
  }
  return found
}

/**
 * Every area in which a light with these areas counts, once each. A district has the lights of its neighbourhoods too,
 * and a neighbourhood those of its whole district: `area` means the same in a list, so that the numbers agree.
 */
function reachOf(areas: readonly AreaNode[]): (list: string) => ReadonlySet<number> {
  const reach = new Map(areas.map(({ id, parent_id }) => [id, parent_id === null ? [id] : [id, parent_id]]))
  for (const { id, parent_id } of areas) if (parent_id !== null) reach.get(parent_id)?.push(id)
  const known = new Map<string, ReadonlySet<number>>()
  return list => {
    const found =
      known.get(list) ?? new Set((JSON.parse(list) as number[]).flatMap(id => reach.get(id) ?? []))
    known.set(list, found)
    return found
  }
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
