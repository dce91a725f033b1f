// What is known of the whole site at once: lights, their glow and their kinds, for every area.
import { makeKeep } from '../../platform/database/kept.ts'
import type { Db } from '../../platform/database/open.ts'
import { query } from '../../platform/database/statement.ts'
import { startOf } from '../../platform/text/clock.ts'
import { kindTrait, LISTED } from './facts.rules.ts'
import {
  type AreaGlow,
  type AreaNode,
  darkness,
  type Glows,
  type KindOfAreas,
  kindsByArea,
  type SumsOfAreas,
  sumsByArea,
} from './glow.rules.ts'

export type GlowSearch = ReturnType<typeof makeGlowSearch>
type Nothing = Record<string, never>
type Totals = Pick<Glows, 'lights' | 'fresh' | 'asking'>

/** Reads what is kept and keeps the answer until the day or anything in the database changes. */
export function makeGlowSearch(db: Db): (today: string) => Glows {
  const keep = makeKeep(db, 1)
  const totals = query<{ month: string; today: string; listed: number }, Totals>(db, TOTALS)
  const sums = query<Nothing, SumsOfAreas>(db, SUMS)
  const kindsOfAreas = query<Nothing, KindOfAreas>(db, KINDS_OF_AREAS)
  const areas = query<Nothing, AreaNode>(db, 'select id, parent_id from area')
  const kinds = query<{ kind: number }, { slug: string; lights: number }>(db, KINDS)

  function read(today: string): Glows {
    const month = startOf(`${today.slice(0, 8)}01`)
    return {
      ...(totals.get({ listed: LISTED, month, today }) as Totals),
      kinds: new Map(kinds.all({ kind: kindTrait(0) }).map(({ slug, lights }) => [slug, lights])),
      area: readAreas(),
    }
  }

  // Most pages ask how brightly areas glow and not by what.
  function readAreas(): (id: number) => AreaGlow {
    const known = areas.all({})
    const found = sumsByArea(sums.all({}), known)
    let kindsFound: ReturnType<typeof kindsByArea> | undefined
    const kindsOf = (id: number) => {
      kindsFound ??= kindsByArea(kindsOfAreas.all({}), known)
      return kindsFound.get(id) ?? darkness().kinds
    }
    return id => ({
      ...(found.get(id) ?? darkness()),
      get kinds() {
        return kindsOf(id)
      },
    })
  }

  return today => keep(today, () => read(today))
}

const TOTALS = `select
  coalesce((select lights from trait_size where trait = :listed), 0) as lights,
  coalesce((select sum(lights) from lit_hour where hour >= unixepoch(:month) / 3600), 0) as fresh,
  coalesce((select sum(lights) from asking_until where day >= :today), 0) as asking`

const KINDS = 'select c.slug, s.lights from category c join trait_size s on s.trait = :kind + c.id'

// Kept in thousandths, so that what is added and taken away again leaves nothing behind.
const SUMS = 'select areas, lights, glow / 1000.0 as glow, confirmed from area_glow'

const KINDS_OF_AREAS = `select k.areas, c.slug, k.lights from area_kind k join category c on c.id = k.category_id`
