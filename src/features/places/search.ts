// What a typed place means: a postcode or part of one, a town, an area, or one of several.
import type { Db } from '../../platform/database/open.ts'
import { cleanLine } from '../../platform/text/clean.ts'
import { LONGEST_TYPED, type Origin, type Resolution } from './fields.ts'
import { KNOWN_AFAR, type MeaningAreas, makeMeaning } from './meaning.search.ts'
import { makeNameSearch } from './names.search.ts'
import { postcodeWithin, readPostcodes } from './postcode.rules.ts'
import { type FoundPostcode, makePostcodeSearch } from './postcodes.search.ts'
import { keyOf, nameWords, sayWhere, withoutCountry } from './rules.ts'

export type Resolver = ReturnType<typeof makeResolver>

export function makeResolver({ db, areas }: { db: Db; areas: MeaningAreas }) {
  const postcodes = makePostcodeSearch(db)
  const names = makeNameSearch(db)

  function originOfPostcode({ code, kind, lat, lon, asked, ward, district }: FoundPostcode): Origin {
    const area = areas.byCode(ward) ?? areas.areaNear({ lat, lon })
    const ours = areas.byCode(district) ?? areas.districtAt({ lat, lon })
    const { name = '', county = '' } = names.district(ours?.code ?? district) ?? {}
    const narrow = kind === 'postcode' ? area?.name : ''
    const detail = sayWhere(code, narrow ?? '', ours?.name ?? name, county)
    const missed = asked === code ? '' : `the middle of it, because we do not know where exactly ${asked} is`
    return {
      ...{ label: code, kind, lat, lon, query: asked, path: null, area_id: area?.id ?? null },
      detail: [detail, missed].filter(Boolean).join('; '),
      in_patch: ours !== undefined,
    }
  }

  function isCounty(words: string[]): boolean {
    return names.counties().some(county => keyOf(county) === words.join(''))
  }

  return {
    /** Reads whatever somebody typed to say where they are. */
    resolve(text: string): Resolution {
      const typed = cleanLine(text.slice(0, 4 * LONGEST_TYPED)).slice(0, LONGEST_TYPED)
      if (typed === '') return { found: 'nothing_typed' }
      const readings = readPostcodes(typed)
      const within = postcodeWithin(typed)
      const asTyped = readings.filter(({ isSwapped }) => !isSwapped)
      const postcode = postcodes.find(within ? [...asTyped, within] : asTyped)
      if (postcode) return { found: 'one', origin: originOfPostcode(postcode) }

      const words = withoutCountry(nameWords(typed))
      const meant = makeMeaning(names, areas)
      const exact = meant.exactly(words)
      // A hamlet somewhere may be called Kent, but that is not what anybody means by it.
      const isKnown = exact.some(({ in_patch, size }) => in_patch || size >= KNOWN_AFAR)
      if (!isKnown && isCounty(words)) return { found: 'none', guesses: [] }
      if (exact.length > 0) return resolutionOf(exact.map(meant.originOf))
      // A letter O for a nought; or a town with a postcode district that is not its own.
      const swapped = postcodes.find(readings) ?? postcodes.find(words.slice(1).flatMap(readPostcodes))
      if (swapped) return { found: 'one', origin: originOfPostcode(swapped) }
      const near = meant.nearly(words)
      if (near.length > 0) return resolutionOf(near.map(meant.originOf))
      return { found: 'none', guesses: meant.guesses(words).map(meant.originOf) }
    },
  }
}

function resolutionOf(origins: Origin[]): Resolution {
  const [only, ...others] = origins
  return only && others.length === 0 ? { found: 'one', origin: only } : { found: 'many', origins }
}
