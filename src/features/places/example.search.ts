// What somebody might type into the find box, from the site's own patch: a postcode, and a town in the middle of it.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Box, Point } from '../../platform/geo/point.ts'
import type { AreasStore } from '../areas/store.ts'

type Nothing = Record<string, never>

/** A box on a phone shows no more of a name. */
const LONGEST = 14

/** Worked out once, and again when the geography changes. */
export function makeExample(db: Db, areas: Pick<AreasStore, 'all' | 'areaAt' | 'patch'>): () => string {
  const mark = query<Nothing, { mark: string }>(
    db,
    `select group_concat(mark) as mark from geography where part in ('areas', 'places', 'postcodes')`,
  )
  // The largest may lie at one end of the patch; what lies in the middle of it says where one is.
  const central = query<
    { districts: string; longest: number; lat: number; lon: number },
    Point & { name: string }
  >(
    db,
    `select name, lat, lon from place where district in (select value from json_each(:districts))
       and length(name) <= :longest
     order by kind not in ('city', 'town'), 2.6 * (lat - :lat) * (lat - :lat) + (lon - :lon) * (lon - :lon), id limit 1`,
  )
  const first = query<{ wards: string }, { postcode: string | null }>(
    db,
    'select min(postcode) as postcode from postcode where ward in (select value from json_each(:wards))',
  )
  const codesOf = (level: 'district' | 'neighbourhood') =>
    areas.all().flatMap(area => (area.level === level ? area.code : []))
  const firstIn = (wards: readonly string[]) => first.get({ wards: JSON.stringify(wards) })?.postcode

  function workOut(): string {
    const districts = JSON.stringify(codesOf('district'))
    const middle = areas.patch()
    const place = middle && central.get({ ...middleOf(middle), districts, longest: LONGEST })
    const ward = place && areas.areaAt(place)?.code
    const postcode = (ward && firstIn([ward])) ?? firstIn(codesOf('neighbourhood'))
    return [postcode, place?.name].filter(Boolean).join(' or ')
  }

  let kept: { mark: string; example: string } | undefined
  return () => {
    const now = mark.get({})?.mark ?? ''
    if (kept?.mark !== now) kept = { mark: now, example: workOut() }
    return kept.example
  }
}

function middleOf({ min_lat, max_lat, min_lon, max_lon }: Box): Point {
  return { lat: (min_lat + max_lat) / 2, lon: (min_lon + max_lon) / 2 }
}
