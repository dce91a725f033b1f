// The first start: the shipped geography, read by the same code as an import, and put in all at once.
import { join } from 'node:path'
import type { Telling } from '../features/places/import.ts'
import { inTransaction } from '../platform/database/open.ts'
import { FileUnreadable } from '../platform/text/files.ts'
import { readAreasPart } from './geography-areas.ts'
import { readBuiltUpPart, readStationsPart, readWatersPart } from './geography-map.ts'
import { readDistrictsPart, readPlacesPart, readPostcodesPart, readSectorsPart } from './geography-places.ts'
import { applyPlans, openWorkshop, type PartPlan, type PartReader, type Stores } from './geography-plan.ts'
import { readCrossingsPart, readLandPart } from './geography-water.ts'

const SHIPPED: [reader: PartReader, ...files: string[]][] = [
  [readLandPart, 'estuary-land.geojson'],
  [readCrossingsPart, 'crossings.csv'],
  [readBuiltUpPart, 'estuary-urban.geojson'],
  [readWatersPart, 'waters.csv'],
  [readStationsPart, 'stations.csv'],
  [readDistrictsPart, 'districts.csv'],
  [readSectorsPart, 'gb-sectors.csv.gz'],
  [readSectorsPart, 'gb-outcodes.csv'],
  [readPostcodesPart, 'essex-postcodes.csv.gz'],
  [readPlacesPart, 'places.csv', 'gb-places.csv.gz'],
  [readPlacesPart, 'aliases.csv'],
  [readAreasPart, 'essex-areas.geojson', 'neighbourhoods.csv'],
]

/**
 * Fills a database that has no geography from the files of `folder`, all or nothing; says each part as it goes.
 * `furnish` then does what needs the geography, in the same transaction. Answers whether there was anything to do.
 * Throws FileUnreadable.
 */
export async function seedGeography(
  stores: Stores,
  folder: string,
  progress: (line: string) => void,
  furnish: () => void = () => {},
): Promise<boolean> {
  if (stores.places.loaded().some(({ source }) => source !== '')) return false
  const shop = openWorkshop(stores)
  const tell: Telling = {
    progress,
    // The shipped files are ours to keep right: a line of them that cannot be read is a fault of the package.
    refuse({ file, line, why }) {
      throw new FileUnreadable(`${file}, line ${line} ${why}.`)
    },
  }
  const plans: PartPlan[] = []
  try {
    for (const [reader, ...names] of SHIPPED) {
      const plan = await reader(shop, { files: names.map(name => join(folder, name)), tell, only: [] })
      plans.push(plan)
      progress(`Loading the map: ${plan.says}`)
    }
    inTransaction(stores.db, () => {
      applyPlans(shop, plans)
      furnish()
    })
  } finally {
    for (const plan of plans) plan.drop?.()
  }
  return true
}
