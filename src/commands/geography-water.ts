// Land and crossings: read from their files, and put in the place of what there is.
import { readCrossings, readLand } from '../features/crossings/import.ts'
import { FileUnreadable, readText } from '../platform/text/files.ts'
import { count } from '../platform/text/words.ts'
import { onlyOne, type PartPlan, type Reading, type Workshop } from './geography-plan.ts'

export async function readLandPart({ crossings }: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const file = onlyOne(files)
  const { rows, errors } = readLand(await readText(file))
  if (rows.length === 0) throw new FileUnreadable(`Nothing in ${file} could be read. ${errors[0] ?? ''}`)
  // These sentences say themselves where in the file they belong.
  for (const why of errors) tell.refuse({ file, line: 0, why })
  return {
    says: count(rows.length, 'piece of land', 'pieces of land'),
    renews: ['neighbours'],
    apply() {
      crossings.replaceLand(rows)
      return []
    },
  }
}

export async function readCrossingsPart(
  { crossings }: Workshop,
  { files, tell }: Reading,
): Promise<PartPlan> {
  const rows = await readCrossings(onlyOne(files), tell.refuse)
  return {
    says: count(rows.length, 'crossing'),
    apply() {
      crossings.replaceCrossings(rows)
      return []
    },
  }
}
