// What is counted over the whole site: lights, their glow and their kinds, for every area at once.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { addDays, startOf } from '../../platform/text/clock.ts'
import { FULL_DAYS } from './brightness.rules.ts'
import { kindTrait, LISTED, needTrait } from './facts.rules.ts'
import { type AreaSums, brightnessTable, carrySums, type Glows } from './glow.rules.ts'

export type GlowSearch = ReturnType<typeof makeGlowSearch>
type Nothing = Record<string, never>
type Totals = Pick<Glows, 'lights' | 'fresh' | 'asking'>

/** Counts once and keeps the answer until the day or anything in the database changes. */
export function makeGlowSearch(db: Db): (today: string) => Glows {
  const mark = query<Nothing, { theirs: number; ours: number }>(
    db,
    'select data_version as theirs, total_changes() as ours from pragma_data_version',
  )
  const totals = query<{ month: string; today: string; listed: number; asking: number }, Totals>(db, TOTALS)
  const sums = query<{ days: string; today: string; full_since: string }, AreaSums>(db, SUMS)
  const areas = query<Nothing, { id: number; parent_id: number | null }>(db, 'select id, parent_id from area')
  const kinds = query<{ kind: number }, { slug: string; lights: number }>(db, KINDS)

  const traits = { listed: LISTED, asking: needTrait('any') }

  function counted(today: string): Glows {
    const days = JSON.stringify(brightnessTable(today))
    const rows = sums.all({ days, today, full_since: addDays(today, -FULL_DAYS) })
    return {
      ...(totals.get({ ...traits, month: startOf(`${today.slice(0, 8)}01`), today }) as Totals),
      kinds: new Map(kinds.all({ kind: kindTrait(0) }).map(({ slug, lights }) => [slug, lights])),
      area: carrySums(rows, areas.all({})),
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

// Nearly every need is open-ended; only of those that are not it is looked up whether they are over.
const TOTALS = `select
  coalesce((select lights from trait_size where trait = :listed), 0) as lights,
  (select count(*) from initiative_trait where trait = :listed and born >= unixepoch(:month) * 1000) as fresh,
  coalesce((select lights from trait_size where trait = :asking), 0) - (
    select count(*) from initiative_facts f where f.needs is not null
      and not exists (select 1 from need n where n.initiative_id = f.id and n.until >= :today)
      and not exists (select 1 from need n where n.initiative_id = f.id and n.until is null)) as asking`

const KINDS = 'select c.slug, s.lights from category c join trait_size s on s.trait = :kind + c.id'

// Of paused lights alone the row itself is read; the rest is in an index.
const LIGHT = `light as materialized (
  select i.id, i.confirmed_on > :full_since as confirmed, coalesce(case
    when i.status = 'quiet' then d.quiet
    when i.status = 'paused' and (select p.paused_until > :today from initiative p where p.id = i.id) then d.paused
    else d.active end, 0) as brightness
  from initiative i left join day d on d.date = min(i.confirmed_on, :today) where i.status <> 'ended'
)`

const COUNTS = `count(*) as lights_of_kind, count(*) filter (where ic.position = 0) as lights,
  sum(l.brightness) filter (where ic.position = 0) as glow,
  sum(l.confirmed) filter (where ic.position = 0) as confirmed`

// Nearly every light has one area. Those are counted where they are, and their sums carried on from there; only the
// few with several areas are spread over all they reach, one by one, so that none counts twice in a district.
const SUMS = `with day as materialized (
    select value ->> 'date' as date, value ->> 'active' as active, value ->> 'quiet' as quiet,
      value ->> 'paused' as paused
    from json_each(:days)
  ), ${LIGHT}, several as materialized (
    select initiative_id as id from initiative_area group by initiative_id having count(*) > 1
  ), spread as (
    select initiative_id as id, area_id from initiative_area where initiative_id in (select id from several)
    union select ia.initiative_id, a.parent_id from initiative_area ia join area a on a.id = ia.area_id
      where ia.initiative_id in (select id from several) and a.parent_id is not null
    union select ia.initiative_id, a.id from initiative_area ia join area a on a.parent_id = ia.area_id
      where ia.initiative_id in (select id from several)
  )
  select 0 as is_spread, ia.area_id, c.slug, ${COUNTS}
  from light l cross join initiative_area ia on ia.initiative_id = l.id
    cross join initiative_category ic on ic.initiative_id = l.id join category c on c.id = ic.category_id
  where l.id not in (select id from several) group by ia.area_id, c.id
  union all
  select 1 as is_spread, s.area_id, c.slug, ${COUNTS}
  from spread s join light l on l.id = s.id
    cross join initiative_category ic on ic.initiative_id = s.id join category c on c.id = ic.category_id
  group by s.area_id, c.id`
