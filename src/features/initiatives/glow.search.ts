// What is counted over the whole site: lights, their glow and their kinds, for every area at once.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { addDays } from '../../platform/text/clock.ts'
import { FULL_DAYS } from './brightness.rules.ts'
import { type AreaGlow, brightnessTable, darkness, type Glows } from './glow.rules.ts'

export type GlowSearch = ReturnType<typeof makeGlowSearch>
type Nothing = Record<string, never>
type Totals = { lights: number; fresh: number; asking: number }
type AreaRow = { area_id: number; lights: number; glow: number; confirmed: number }
type KindRow = { area_id: number; slug: string; lights: number }

// An area has the lights in it and those that serve it: a district all of its neighbourhoods’ too, a neighbourhood
// those of its whole district. The same is meant by `area` in a list, so that the numbers agree.
const PLACED = `placed as (
  select initiative_id, area_id from initiative_area
  union select ia.initiative_id, a.parent_id from initiative_area ia join area a on a.id = ia.area_id
    where a.parent_id is not null
  union select ia.initiative_id, a.id from initiative_area ia join area a on a.parent_id = ia.area_id
)`

/** Counts once and keeps the answer until the day or anything in the database changes. */
export function makeGlowSearch(db: Db): (today: string) => Glows {
  const mark = query<Nothing, { theirs: number; ours: number }>(
    db,
    'select data_version as theirs, total_changes() as ours from pragma_data_version',
  )
  const totals = query<{ month: string; today: string }, Totals>(
    db,
    `select count(*) as lights, count(*) filter (where created_at >= :month) as fresh,
       (select count(distinct n.initiative_id) from need n join initiative i on i.id = n.initiative_id
         where i.status <> 'ended' and (n.until is null or n.until >= :today)) as asking
     from initiative where status <> 'ended'`,
  )
  const areas = query<{ days: string; today: string; full_since: string }, AreaRow>(
    db,
    `with ${PLACED}, day as materialized (
       select value ->> 'date' as date, value ->> 'active' as active, value ->> 'quiet' as quiet,
         value ->> 'paused' as paused
       from json_each(:days)
     ), light as materialized (
       select i.id, i.confirmed_on > :full_since as confirmed, coalesce(
         case when i.status = 'quiet' then d.quiet
           when i.status = 'paused' and i.paused_until > :today then d.paused
           else d.active end, 0) as brightness
       from initiative i left join day d on d.date = min(i.confirmed_on, :today)
       where i.status <> 'ended'
     )
     select p.area_id, count(*) as lights, sum(l.brightness) as glow, sum(l.confirmed) as confirmed
     from placed p join light l on l.id = p.initiative_id group by p.area_id`,
  )
  const kinds = query<Nothing, KindRow>(
    db,
    `with ${PLACED}
     select p.area_id, c.slug, count(*) as lights
     from placed p join initiative i on i.id = p.initiative_id
       join initiative_category ic on ic.initiative_id = i.id join category c on c.id = ic.category_id
     where i.status <> 'ended' group by p.area_id, c.id`,
  )
  const allKinds = query<Nothing, Omit<KindRow, 'area_id'>>(
    db,
    `select c.slug, count(*) as lights
     from initiative_category ic join category c on c.id = ic.category_id
       join initiative i on i.id = ic.initiative_id
     where i.status <> 'ended' group by c.id`,
  )

  function counted(today: string): Glows {
    const days = JSON.stringify(brightnessTable(today))
    const kindsOf = Map.groupBy(kinds.all({}), ({ area_id }) => area_id)
    const byId = new Map<number, AreaGlow>(
      areas
        .all({ days, today, full_since: addDays(today, -FULL_DAYS) })
        .map(({ area_id, ...sums }) => [area_id, { ...sums, kinds: byKind(kindsOf.get(area_id) ?? []) }]),
    )
    return {
      ...(totals.get({ month: `${today.slice(0, 8)}01`, today }) as Totals),
      kinds: byKind(allKinds.all({})),
      area: id => byId.get(id) ?? darkness(),
    }
  }

  let kept: { key: string; glows: Glows } | undefined
  return today => {
    const now = mark.get({})
    const key = `${today} ${now?.theirs} ${now?.ours}`
    if (kept?.key !== key) kept = { key, glows: counted(today) }
    return kept.glows
  }
}

function byKind(rows: readonly Omit<KindRow, 'area_id'>[]): ReadonlyMap<string, number> {
  return new Map(rows.map(({ slug, lights }) => [slug, lights]))
}
