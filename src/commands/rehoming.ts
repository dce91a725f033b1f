// Where listings go when areas change: to the ward of their postcode, or the area their point lies in.
import type { Data } from '../context.ts'
import type { StandingArea } from '../features/areas/rules.ts'
import { crowMetres } from '../platform/geo/point.ts'
import { count } from '../platform/text/words.ts'

// A postcode's own ward is surer than a coarse border, for a listing that stands where its postcode is.
const AT_ITS_POSTCODE = 150

type Stores = Pick<Data, 'homes' | 'areas' | 'places'>

/** Moves listings to the areas there are now, in the caller's transaction; says what moved, a line a move. */
export function rehome({ homes, areas, places }: Stores, gone: readonly StandingArea[] = []): string[] {
  const names = new Map(gone.map(({ id, name }) => [id, name]))
  const nameOf = (id: number | null) => areas.byId(id ?? 0)?.name ?? names.get(id ?? 0) ?? 'nowhere'
  const moves = homes.pointsWithPostcodes().flatMap(({ id, lat, lon, postcode, area_id: from }) => {
    const known = places.postcode(postcode)
    const isThere = known !== undefined && crowMetres(known, { lat, lon }) <= AT_ITS_POSTCODE
    const area = (isThere ? areas.byCode(known.ward) : undefined) ?? areas.areaNear({ lat, lon })
    const area_id = area?.id ?? null
    return area_id === from ? [] : [{ id, area_id, from: nameOf(from), to: nameOf(area_id) }]
  })
  homes.setHomes(moves)
  return sayMoves([...moves, ...gone.flatMap(area => moveServed({ homes, areas }, area))])
}

interface Move {
  from: string
  to: string
  /** How many listings served the one and serve the other now; for a home, nothing. */
  served?: number
}

function moveServed({ homes, areas }: Pick<Stores, 'homes' | 'areas'>, area: StandingArea): Move[] {
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
