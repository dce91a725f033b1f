// What happens to the areas there are when a file of areas comes in: who stays, who is new, who goes (pure).
import type { Box, Point } from '../../platform/geo/point.ts'
import { slugOf } from '../../platform/text/clean.ts'
import type { Polygons } from './shape.rules.ts'

/** An area as a file describes it; `parent` is a district's code, '' where the file does not say. */
export interface IncomingArea extends Point, Box {
  code: string
  level: 'district' | 'neighbourhood'
  parent: string
  official_name: string
  polygons: Polygons
}

/** An area as it stands now. */
export interface StandingArea extends Point {
  id: number
  code: string
  level: 'district' | 'neighbourhood'
  parent_id: number | null
  name: string
  official_name: string
  slug: string
}

export interface PlannedArea extends IncomingArea {
  name: string
  slug: string
}

export interface AreaPlan {
  /** Districts before neighbourhoods. */
  areas: PlannedArea[]
  added: number
  gone: StandingArea[]
  /** Neighbourhoods of districts that are not ours. */
  leftOut: number
}

export interface Choices {
  /** The code of the district of a neighbourhood that names none. */
  districtAt(point: Point): string | undefined
  /** What people call areas, by their codes. */
  names?: ReadonlyMap<string, string>
  /** The districts of the file to keep to; all of them when there are none. */
  only?: readonly string[]
}

/**
 * A file with districts says which districts there are. A file of neighbourhoods replaces those of the districts it
 * has any for, and leaves the others alone.
 */
export function planAreas(
  incoming: readonly IncomingArea[],
  standing: readonly StandingArea[],
  { districtAt, names = new Map(), only = [] }: Choices,
): AreaPlan {
  const isWanted = (code: string) => only.length === 0 || only.includes(code)
  const districts = incoming.filter(({ level, code }) => level === 'district' && isWanted(code))
  const standingCodes = new Map(standing.map(({ id, code }) => [id, code]))
  const ours = new Set(
    (districts.length > 0 ? districts : standing.filter(({ level }) => level === 'district')).map(
      ({ code }) => code,
    ),
  )
  const wards = incoming
    .filter(({ level }) => level === 'neighbourhood')
    .map(area => ({ ...area, parent: area.parent || (districtAt(area) ?? '') }))
  const kept = wards.filter(({ parent }) => ours.has(parent) && isWanted(parent))
  const coming = new Set([...districts, ...kept].map(({ code }) => code))
  const covered = new Set(kept.map(({ parent }) => parent))
  const parentOf = ({ parent_id }: StandingArea) => standingCodes.get(parent_id ?? 0) ?? ''
  const gone = standing.filter(area => {
    if (coming.has(area.code)) return false
    if (area.level === 'district') return !ours.has(area.code)
    return !ours.has(parentOf(area)) || covered.has(parentOf(area))
  })
  const areas = named([...districts, ...kept], standing, gone, parentOf, names)
  const codes = new Set(standing.map(({ code }) => code))
  return {
    areas,
    added: areas.filter(({ code }) => !codes.has(code)).length,
    gone,
    leftOut: wards.length - kept.length,
  }
}

/** Gives each its name and an address of its own; what had one keeps it. */
function named(
  areas: IncomingArea[],
  standing: readonly StandingArea[],
  gone: StandingArea[],
  parentOf: (area: StandingArea) => string,
  names: ReadonlyMap<string, string>,
): PlannedArea[] {
  const before = new Map(standing.map(area => [area.code, area]))
  const going = new Set(gone.map(({ code }) => code))
  const taken = new Set(
    standing.filter(({ code }) => !going.has(code)).map(area => `${parentOf(area)}/${area.slug}`),
  )
  return areas.map(area => {
    const old = before.get(area.code)
    // A new code for the same ward of the same district: people go on calling it what they did.
    const namesake = gone.find(
      other => parentOf(other) === area.parent && other.official_name === area.official_name,
    )
    const name = names.get(area.code) ?? keptName(area, old ?? namesake)
    if (old && parentOf(old) === area.parent) return { ...area, name, slug: old.slug }
    const slug = freeSlug(namesake?.slug ?? slugOf(name), candidate =>
      taken.has(`${area.parent}/${candidate}`),
    )
    taken.add(`${area.parent}/${slug}`)
    return { ...area, name, slug }
  })
}

/** A name that somebody chose outlives the official one; an official one is replaced by its successor. */
function keptName(area: IncomingArea, old: StandingArea | undefined): string {
  return old && old.name !== old.official_name ? old.name : area.official_name
}

function freeSlug(wanted: string, isTaken: (slug: string) => boolean): string {
  let slug = wanted
  for (let next = 2; isTaken(slug); next++) slug = `${wanted}-${next}`
  return slug
}
