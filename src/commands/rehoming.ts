// Where listings stand and are shown when areas change: each is placed again by the rules it was listed by.
import type { Data } from '../context.ts'
import type { StandingArea } from '../features/areas/rules.ts'
import type { Stand, Standing } from '../features/initiatives/homes.store.ts'
import { type Ground, placeInitiative } from '../features/initiatives/placing.rules.ts'
import { crowMetres } from '../platform/geo/point.ts'
import { count } from '../platform/text/words.ts'

type Stores = Pick<Data, 'homes' | 'areas' | 'ground'>

/** Places listings in the areas there are now, in the caller's transaction; says what moved, a line a move. */
export function rehome({ homes, areas, ground }: Stores, gone: readonly StandingArea[] = []): string[] {
  const names = new Map(gone.map(({ id, name }) => [id, name]))
  const nameOf = (id: number | null) => areas.byId(id ?? 0)?.name ?? names.get(id ?? 0) ?? 'nowhere'
  const served = gone.flatMap(area => moveServed({ homes, areas }, area))
  const pairs = homes.standing().map(before => ({ before, after: standNow(before, ground) }))
  const rehomed = pairs.filter(({ before, after }) => before.home_area !== after.home_area)
  const reshown = pairs.filter(({ before, after }) => !isSamePoint(before, after))
  homes.settle([...new Set([...rehomed, ...reshown])].map(({ before: { id }, after }) => ({ ...after, id })))
  const moves = rehomed.map(({ before, after }) => ({
    from: nameOf(before.home_area),
    to: nameOf(after.home_area),
  }))
  const shown = reshown.length > 0 ? [`${count(reshown.length, 'listing')} now shown at another point`] : []
  return [...sayMoves([...moves, ...served]), ...shown]
}

function standNow(listing: Standing, ground: Ground): Stand {
  const found = placeInitiative({ ...listing, serves: nearestFirst(listing, ground) }, ground)
  if (found.ok) return found.placing
  // What no area holds any longer has no home, and is shown where it was.
  const { shown_lat, shown_lon, shown_metres } = listing
  return { home_area: null, shown_lat, shown_lon, shown_metres }
}

/** A listing without an address is shown in the first area it serves; which came first is known by where it is shown. */
function nearestFirst({ serves, shown_lat: lat, shown_lon: lon }: Standing, ground: Ground): string[] {
  if (lat === null || lon === null) return serves
  const metres = (code: string) => crowMetres({ lat, lon }, ground.areaByCode(code) ?? { lat, lon })
  return serves.toSorted((a, b) => metres(a) - metres(b))
}

function isSamePoint(a: Stand, b: Stand): boolean {
  return a.shown_lat === b.shown_lat && a.shown_lon === b.shown_lon && a.shown_metres === b.shown_metres
}

interface Move {
  from: string
  to: string
  /** How many listings served the one and serve the other now; for a home, nothing. */
  served?: number
}

function moveServed({ homes, areas }: Omit<Stores, 'ground'>, area: StandingArea): Move[] {
  const heir = area.level === 'district' ? areas.districtAt(area) : areas.areaNear(area)
  const served = homes.moveServed(area.id, heir?.id ?? null)
  return served > 0 ? [{ from: area.name, to: heir?.name ?? 'nowhere', served }] : []
}

function sayMoves(moves: readonly Move[]): string[] {
  const stayed = moves.filter(({ from, to }) => from === to)
  const moved = moves.filter(({ from, to }) => from !== to)
  const groups = Map.groupBy(moved, ({ from, to, served }) =>
    served === undefined ? `moved from ${from} to ${to}` : `went from serving ${from} to ${to}`,
  )
  return [
    ...[...groups].map(([words, them]) => `${count(total(them), 'listing')} ${words}`),
    ...(stayed.length > 0 ? [`${count(total(stayed), 'listing')} as before, under new codes`] : []),
  ]
}

function total(moves: readonly Move[]): number {
  return moves.reduce((sum, { served = 1 }) => sum + served, 0)
}
