// Land and crossings: read from their files, and put in the place of what there is.
import { readCrossings, readLand } from '../features/crossings/import.ts'
import type { Telling } from '../features/places/import.ts'
import { FileUnreadable, readText } from '../platform/text/files.ts'
import { count } from '../platform/text/words.ts'
import type { PartPlan, Reading, Workshop } from './geography-plan.ts'

export async function readLandPart({ crossings }: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const land = await readWhole(files, readLand, tell)
  return {
    says: count(land.length, 'piece of land', 'pieces of land'),
    renews: ['neighbours'],
    apply() {
      crossings.replaceLand(land)
      return []
    },
  }
}

export async function readCrossingsPart(
  { crossings }: Workshop,
  { files, tell }: Reading,
): Promise<PartPlan> {
  const rows = await readWhole(files, readCrossings, tell)
  return {
    says: count(rows.length, 'crossing'),
    apply() {
      crossings.replaceCrossings(rows)
      return []
    },
  }
}

async function readWhole<T>(
  [file = '', ...more]: string[],
  read: (text: string) => { rows: T[]; errors: string[] },
  tell: Telling,
): Promise<T[]> {
  if (more.length > 0) throw new FileUnreadable('This part comes from one file at a time.')
  const { rows, errors } = read(await readText(file))
  if (rows.length === 0) throw new FileUnreadable(`Nothing in ${file} could be read. ${errors[0] ?? ''}`)
  // These sentences say themselves where in the file they belong.
  for (const why of errors) tell.refuse({ file, line: 0, why })
  return rows
}
