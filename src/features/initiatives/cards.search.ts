// What a card needs of each listing on a page: a few queries for all that no page before it asked about, never one a row.
import { makeKeep } from '../../platform/database/kept.ts'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Area, AreasStore } from '../areas/store.ts'
import type { CategoriesStore, Category } from '../categories/store.ts'
import type { Listed } from './kept.fields.ts'
import { makePartSearch } from './parts.search.ts'

type Named = 'kind' | 'kind_slug' | 'icon' | 'neighbourhood' | 'district' | 'serves'
type Row = Omit<Listed, Named | 'sessions' | 'breaks' | 'by_appointment' | 'needs_help'> & {
  by_appointment: number
  needs_help: number
  category_id: number
  home_id: number | null
}

export interface CardNames {
  areas: Pick<AreasStore, 'known'>
  categories: Pick<CategoriesStore, 'all'>
}

const MOST_SERVED = 3
/** Of more listings than these nothing is remembered from one page to the next. */
const MOST_KNOWN = 400

/** Names of kinds and areas are in memory already: joining them to every row would take longer than the rows. */
export function makeCardSearch(db: Db, { areas, categories }: CardNames) {
  const rows = query<{ ids: string; today: string }, Row>(
    db,
    `select i.id, i.slug, i.name, i.summary, i.where_kind, i.precision, i.cost, i.booking, i.referral,
       i.access_step_free, i.by_appointment, i.season_from, i.season_to, i.status, i.paused_until,
       i.confirmed_on, i.confirmed_by, i.source, i.shown_address, i.shown_lat, i.shown_lon, i.shown_metres, i.created_at,
       (select ic.category_id from initiative_category ic where ic.initiative_id = i.id and ic.position = 0) as category_id,
       (select ia.area_id from initiative_area ia where ia.initiative_id = i.id and ia.role = 'home') as home_id,
       exists (select 1 from need n where n.initiative_id = i.id and (n.until is null or n.until >= :today)) as needs_help
     from json_each(:ids) j cross join initiative i on i.id = j.value`,
  )
  const parts = makePartSearch(db)

  function read(ids: readonly number[], today: string): Listed[] {
    const list = JSON.stringify(ids)
    const found = rows.all({ ids: list, today })
    const astray = found.filter(({ where_kind }) => where_kind !== 'address').map(({ id }) => id)
    const servedBy = astray.length > 0 ? parts.served(JSON.stringify(astray)) : () => []
    const sessionsOf = parts.sessions(list)
    const breaksOf = parts.breaks(list)
    const name = namer(areas.known(), categories.all())
    return found.map(row => ({
      ...name(row, servedBy(row.id)),
      by_appointment: row.by_appointment === 1,
      needs_help: row.needs_help === 1,
      sessions: sessionsOf(row.id),
      breaks: breaksOf(row.id),
    }))
  }

  // The same listings stand on many pages, and until anything changes they say the same on all of them.
  const keep = makeKeep(db, 1)
  return {
    /** The listings with these ids, in the order given; whoever gets them may not change them. */
    listed(ids: readonly number[], today: string): Listed[] {
      const known = keep(today, () => new Map<number, Listed>())
      const missing = ids.filter(id => !known.has(id))
      if (known.size + missing.length > MOST_KNOWN) known.clear()
      const wanted = known.size === 0 ? ids : missing
      if (wanted.length > 0) for (const one of read(wanted, today)) known.set(one.id, one)
      return ids.flatMap(id => known.get(id) ?? [])
    },
  }
}

/** Says a row's kind and areas by their names. */
function namer(areas: ReadonlyMap<number, Area>, categories: readonly Category[]) {
  const kinds = new Map(categories.map(kind => [kind.id, kind]))
  return ({ category_id, home_id, ...row }: Row, served: readonly number[]) => {
    const { name: kind = '', slug: kind_slug = '', icon = '' } = kinds.get(category_id) ?? {}
    const home = areas.get(home_id ?? 0)
    const district = areas.get(home?.parent_id ?? 0)
    const serves = sayServed(served.flatMap(id => areas.get(id) ?? []))
    const names = { neighbourhood: home?.name ?? '', district: district?.name ?? '', serves }
    return { ...row, kind, kind_slug, icon, ...names }
  }
}

/** Districts before neighbourhoods, each by name. */
function sayServed(served: Area[]): string {
  served.sort((a, b) => compare(a.level, b.level) || compare(a.name, b.name))
  return served
    .slice(0, MOST_SERVED)
    .map(({ name }) => name)
    .join(', ')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
