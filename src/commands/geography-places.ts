// Places, postcodes and what districts are called: read from files, and put in the place of what there is.
import { readAliases, readDistricts, readParts, type Tally } from '../features/places/import.ts'
import { readPlaces } from '../features/places/names.import.ts'
import { readPostcodeFiles } from '../features/places/postcodes.import.ts'
import { sized } from '../features/places/size.rules.ts'
import { makePostcodeStage } from '../features/places/staging.store.ts'
import { beginningOf } from '../platform/text/files.ts'
import { count, sayNumber } from '../platform/text/words.ts'
import type { PartPlan, Reading, Workshop } from './geography-plan.ts'
import { rehome } from './rehoming.ts'

/** Named places; or, by the header of the first file, other names for them. */
export async function readPlacesPart(shop: Workshop, reading: Reading): Promise<PartPlan> {
  const [first = ''] = reading.files
  const isAliases = /^"?alias"?,/i.test(await beginningOf(first))
  return isAliases ? readAliasesPart(shop, reading) : readPlaceRows(shop, reading)
}

async function readPlaceRows({ putPlaces }: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const found = await readPlaces(files, putPlaces.districts(), tell)
  const rows = found.isUnsized ? sized(found.places, putPlaces.eachPostcode) : found.places
  return {
    says: `${count(rows.length, 'place')}${sayPassed(found.tally)}`,
    renews: ['names'],
    apply() {
      putPlaces.replacePlaces(rows, files.join(', '))
      putPlaces.learnDistricts(found.districts)
      return []
    },
  }
}

async function readAliasesPart({ putPlaces }: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const aliases = await readAliases(files, tell)
  return {
    says: count(aliases.length, 'other name'),
    renews: ['names'],
    apply() {
      putPlaces.replaceAliases(aliases)
      return []
    },
  }
}

export async function readPostcodesPart(shop: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const stage = makePostcodeStage(shop.db)
  try {
    const tally = await readPostcodeFiles(files, stage.add, tell)
    return {
      says: `${count(stage.rows(), 'postcode')}${sayPassed(tally)}`,
      isLong: true,
      apply() {
        stage.apply()
        shop.putPlaces.noteSource('postcodes', files.join(', '))
        return rehome(shop)
      },
      drop: stage.drop,
    }
  } catch (error) {
    stage.drop()
    throw error
  }
}

/** Sectors or outcodes, whichever the files hold. */
export async function readSectorsPart({ putPlaces }: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const { kind, rows, districts } = await readParts(files, tell)
  return {
    says: count(rows.length, kind),
    apply() {
      putPlaces.replaceParts(kind, rows, files.join(', '))
      putPlaces.learnDistricts(districts)
      return []
    },
  }
}

export async function readDistrictsPart(
  { putPlaces }: Workshop,
  { files, tell }: Reading,
): Promise<PartPlan> {
  const rows = await readDistricts(files, tell)
  return {
    says: count(rows.length, 'name of a district', 'names of districts'),
    apply() {
      putPlaces.learnDistricts(rows, files.join(', '))
      return []
    },
  }
}

function sayPassed({ passed }: Tally): string {
  return [...passed].map(([why, rows]) => `; ${sayNumber(rows)} ${why} passed over`).join('')
}
