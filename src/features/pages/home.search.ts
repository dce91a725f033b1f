// What the first page shows of the database: what can be walked into soon, what is asked for, what is newest.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { LocalTime } from '../../platform/text/clock.ts'
import { outSince } from '../initiatives/brightness.rules.ts'
import { NEEDED_NOW, OPEN_THEN, type OpeningAsked, openings } from '../initiatives/clauses.search.ts'
import { openTraits } from '../initiatives/facts.rules.ts'
import type { Need } from '../initiatives/fields.ts'

export type HomeSearch = ReturnType<typeof makeHomeSearch>

/** A listing that opens on a day. */
export interface Soon {
  id: number
  date: string
}

/** Something a listing asks for. */
export interface Asking extends Need {
  slug: string
  name: string
  neighbourhood: string
}

const MOST_SOON = 8
const MOST_A_DAY = 4
const MOST_ASKING = 5
const MOST_NEWEST = 3

type SoonParams = {
  openings: string
  day: number
  week: number
  since: string
  out_since: string
  most: number
}

/** Of what is open this very hour only the newest so many are looked at. */
const MOST_OPEN = 200

// Only what can be walked into is meant, and what is open all day or every day is no news.
// A time of day read as a number is its hour.
const SOON = `cross join initiative i on i.id = s.initiative_id cross join json_each(:openings) o
  where s.days & :day and s.weeks & :week and s.closes > :since
    and s.days <> 127 and cast(s.closes as integer) - cast(s.opens as integer) <= 6
    and i.where_kind = 'address' and i.referral <> 'agency' and i.booking <> 'book'
    and i.status <> 'ended' and i.confirmed_on > :out_since and ${OPEN_THEN}`

export function makeHomeSearch(db: Db) {
  // Begins at the hour that is asked for and stops at the first few.
  const later = query<SoonParams & { from: string }, { id: number }>(
    db,
    `select i.id from session s ${SOON} and s.opens > :from order by s.opens, s.id limit :most`,
  )
  const open = query<SoonParams & { trait: number; looked: number }, { id: number }>(
    db,
    `select i.id from (select id from initiative_trait where trait = :trait limit :looked) t
       cross join session s on s.initiative_id = t.id ${SOON} and s.opens <= :since
     order by s.opens, s.id limit :most`,
  )
  /** What opens on a day, the earliest first; of today what is open now comes before. */
  function opening(one: OpeningAsked, params: SoonParams): { id: number }[] {
    if (one.since === '00:00') return later.all({ ...params, from: '' })
    const [trait = 0] = openTraits({ ...one, until: one.since })
    const now = open.all({ ...params, trait, looked: MOST_OPEN })
    return [...now, ...later.all({ ...params, from: one.since })]
  }

  const asking = query<{ today: string; out_since: string; most: number }, Asking>(
    db,
    `select n.kind, n.title, n.detail, n.until, i.slug, i.name, coalesce(a.name, '') as neighbourhood
     from need n join initiative i on i.id = n.initiative_id
       left join initiative_area ia on ia.initiative_id = i.id and ia.role = 'home'
       left join area a on a.id = ia.area_id
     where i.status <> 'ended' and i.confirmed_on > :out_since and ${NEEDED_NOW}
     order by n.id desc limit :most`,
  )
  const newest = query<{ out_since: string; most: number }, { id: number }>(
    db,
    `select id from initiative where status <> 'ended' and confirmed_on > :out_since
     order by created_at desc, id desc limit :most`,
  )

  return {
    /**
     * What opens next, a few a day. It is asked day by day and stops when there is enough, so that a busy patch
     * reads a day or two and a quiet one the whole week.
     */
    soon(now: LocalTime): Soon[] {
      const found = new Map<number, Soon>()
      for (const asked of comingDays(now)) {
        const { date, day, week, since } = asked
        const more = Math.min(MOST_A_DAY, MOST_SOON - found.size)
        if (more === 0) break
        const rows = opening(asked, {
          ...{ openings: JSON.stringify([asked]), day, week, since, out_since: outSince(now.date) },
          // Some open twice a day, and some are shown already.
          most: 2 * more + found.size,
        })
        const ids = new Set(rows.map(({ id }) => id).filter(id => !found.has(id)))
        for (const id of [...ids].slice(0, more)) found.set(id, { id, date })
      }
      return [...found.values()]
    },
    /** What is asked for, newest first. */
    asking: (today: string) => asking.all({ today, out_since: outSince(today), most: MOST_ASKING }),
    /** The ids of the newest lights. */
    newest: (today: string) =>
      newest.all({ out_since: outSince(today), most: MOST_NEWEST }).map(({ id }) => id),
  }
}

// `openings` says “now”, then today twice as itself and by its name, then the days after it.
function comingDays(now: LocalTime) {
  return openings(now).filter(({ key, date }) => key === 'today' || date > now.date)
}
