// From a typed postcode, or as much of one as is known, to where it is.
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import type { Point } from '../../platform/geo/point.ts'
import type { TypedPostcode } from './postcode.rules.ts'
import { makePlacesStore } from './store.ts'

/** Where a postcode was found to be: itself, or the narrowest part of it that is known. */
export interface FoundPostcode extends Point {
  /** What was found: `SS9 2AB`, `SS9 2` or `SS9`. */
  code: string
  kind: 'postcode' | 'sector' | 'outcode'
  /** What was typed, in its normal form. */
  asked: string
  ward: string
  district: string
}

type Row = Point & { ward: string; district: string }

export function makePostcodeSearch(db: Db) {
  const { postcode } = makePlacesStore(db)
  const part = query<{ code: string; outcode: string }, Row & { kind: 'sector' | 'outcode' }>(
    db,
    `select a.kind, a.lat, a.lon, '' as ward, coalesce(nullif(a.district, ''), o.district, '') as district
     from postcode_area a left join postcode_area o on o.code = :outcode where a.code = :code`,
  )

  function whole({ outcode, inward }: TypedPostcode): FoundPostcode | undefined {
    const asked = `${outcode} ${inward}`.trim()
    if (inward.length === 3) {
      const found = postcode(asked)
      return found && { ...found, code: asked, kind: 'postcode', asked }
    }
    const code = asked.slice(0, outcode.length + 2)
    const found = part.get({ code, outcode })
    return found && { ...found, code, asked: code }
  }
  function near({ outcode, inward }: TypedPostcode): FoundPostcode | undefined {
    const asked = `${outcode} ${inward}`.trim()
    for (const code of inward ? [`${outcode} ${inward[0]}`, outcode] : []) {
      const found = part.get({ code, outcode })
      if (found) return { ...found, code, asked }
    }
    return undefined
  }

  return {
    /** The first reading that is known as it stands; failing that, the first of which a part is. */
    find: (readings: readonly TypedPostcode[]): FoundPostcode | undefined =>
      firstOf(readings, whole) ?? firstOf(readings, near),
  }
}

export type PostcodeSearch = ReturnType<typeof makePostcodeSearch>

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | undefined): R | undefined {
  for (const one of list) {
    const found = find(one)
    if (found !== undefined) return found
  }
  return undefined
}
