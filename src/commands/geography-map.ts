// What the map draws besides land: built-up areas, names of waters, stations; read from their files, replaced whole.
import { makeGroundStore } from '../features/map/ground.store.ts'
import { readBuiltUp, readStations, readWaters } from '../features/map/import.ts'
import { FileUnreadable, readText } from '../platform/text/files.ts'
import { count } from '../platform/text/words.ts'
import { onlyOne, type PartPlan, type Reading, type Workshop } from './geography-plan.ts'

export async function readBuiltUpPart({ db }: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const file = onlyOne(files)
  const { rows, errors } = readBuiltUp(await readText(file))
  if (rows.length === 0) throw new FileUnreadable(`Nothing in ${file} could be read. ${errors[0] ?? ''}`)
  for (const why of errors) tell.refuse({ file, line: 0, why })
  const ground = makeGroundStore(db)
  return {
    says: count(rows.length, 'built-up area'),
    apply() {
      ground.replaceBuiltUp(rows)
      return []
    },
  }
}

export async function readWatersPart({ db }: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const file = onlyOne(files)
  const names = await readWaters(file, tell.refuse)
  if (names.length === 0) throw new FileUnreadable(`Nothing in ${file} could be read.`)
  const ground = makeGroundStore(db)
  return {
    says: count(names.length, 'name of waters', 'names of waters'),
    apply() {
      ground.replaceWaters(names)
      return []
    },
  }
}

export async function readStationsPart({ db }: Workshop, { files, tell }: Reading): Promise<PartPlan> {
  const file = onlyOne(files)
  const stations = await readStations(file, tell.refuse)
  if (stations.length === 0) throw new FileUnreadable(`Nothing in ${file} could be read.`)
  const ground = makeGroundStore(db)
  return {
    says: count(stations.length, 'railway station'),
    apply() {
      ground.replaceStations(stations)
      return []
    },
  }
}
