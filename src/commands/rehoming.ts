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
    return area_id === from ? [] : [{ id, area_id, words: `${nameOf(from)} to ${nameOf(area_id)}` }]
  })
  homes.setHomes(moves)
  const moved = [...Map.groupBy(moves, ({ words }) => words)].map(
    ([words, them]) => `${count(them.length, 'listing')} moved from ${words}`,
  )
  return [...moved, ...gone.flatMap(area => moveServed({ homes, areas }, area))]
}

function moveServed({ homes, areas }: Pick<Stores, 'homes' | 'areas'>, area: StandingArea): string[] {
  const heir = area.level === 'district' ? areas.districtAt(area) : areas.areaNear(area)
  const moved = homes.moveServed(area.id, heir?.id ?? null)
  if (moved === 0) return []
  const now = heir ? `now counts as serving ${heir.name}` : 'no longer counts as serving any area there'
  return [`${count(moved, 'listing')} that served ${area.name} ${now}`]
}
