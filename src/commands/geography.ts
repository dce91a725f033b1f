// `geography`: replaces areas, places, postcodes, land or crossings from the standard files.
import { parseArgs } from 'node:util'
import { type Refusal as FileRefusal, filesAt } from '../platform/text/files.ts'
import { count, sayNumber } from '../platform/text/words.ts'
import { type Command, type Io, TypedWrongly } from './command.ts'
import { readAreasPart } from './geography-areas.ts'
import { readBuiltUpPart, readStationsPart, readWatersPart } from './geography-map.ts'
import { sayMissing } from './geography-missing.ts'
import { readDistrictsPart, readPlacesPart, readPostcodesPart, readSectorsPart } from './geography-places.ts'
import {
  applyPlans,
  openWorkshop,
  type PartPlan,
  type PartReader,
  rehearsePlans,
  type Workshop,
} from './geography-plan.ts'
import { readCrossingsPart, readLandPart } from './geography-water.ts'

export const PARTS: Readonly<Record<string, PartReader>> = {
  areas: readAreasPart,
  places: readPlacesPart,
  postcodes: readPostcodesPart,
  sectors: readSectorsPart,
  districts: readDistrictsPart,
  land: readLandPart,
  crossings: readCrossingsPart,
  'built-up': readBuiltUpPart,
  waters: readWatersPart,
  stations: readStationsPart,
}

const usage = `npm run cli -- geography PART FILE… [--only CODE,CODE] [--commit]

Replaces one part of the geography by what is in the files, packed with gzip or not. A folder stands for the CSV
files in it. Without --commit it says what would happen and changes nothing. A line that cannot be read is refused,
with its number, and the rest goes on; a file that is something else altogether changes nothing.

  areas      Districts and neighbourhoods (wards): boundaries from the ONS as GeoJSON or TopoJSON in degrees, under
             the ONS's names for columns (WD25CD, WD25NM, LAD25CD, LAD25NM) or ours (code, name, level, parent). A
             file with districts says which districts there are; a file of wards replaces those of the districts it
             has wards for, and leaves the others alone. --only keeps to the districts with these codes. Listings go
             to the ward of their postcode or of their point, and it is said which moved. A CSV of code,name,aliases
             gives areas the names people use, alone or together with boundaries.
  places     Named places: OS Open Names, or a CSV of name,type,lat,lon,district,outcode,postcodes_1km. Or other
             names for places, kept whenever places are replaced: a CSV of alias,name.
  postcodes  ONSPD or NSPL from the ONS, Code-Point Open from Ordnance Survey, or a CSV of
             postcode,lat,lon,ward,district. A whole country's takes about a minute.
  sectors    Centres of postcode sectors or outcodes: a CSV of sector,lat,lon or outcode,lat,lon,district.
  districts  What districts are called and which county they are in: a CSV of code,name,county.
  land       The land, as GeoJSON polygons that do not overlap.
  crossings  Bridges, tunnels and ferries: a CSV like data/crossings.csv.
  built-up   Where houses stand close together, for the map, as GeoJSON polygons.
  waters     What waters are called on the map: a CSV of name,lat,lon,size, the size being how many kilometres wide
             a map may be that still names it.
  stations   Railway stations, for the map: a CSV of name,lat,lon.

Exit code: 0 done; 1 when the files cannot be used.`

export const geographyCommand: Command = {
  name: 'geography',
  summary: 'Replace areas, places, postcodes, land or crossings from standard files.',
  usage,
  async run(args, io) {
    const { part, reader, files, only, commit } = readArgs(args)
    const refusals = keepSome()
    const shop = openWorkshop(io.open({ make: true }))
    const tell = { refuse: refusals.add, progress: (line: string) => io.progress(`  ${line}`) }
    const plan = await reader(shop, { files, only, tell }).finally(() => refusals.say(io))
    try {
      io.out(`${part}: ${plan.says}`)
      for (const line of carryOut(shop, plan, commit)) io.out(`  ${line}`)
      if (commit) for (const line of sayMissing(shop)) io.out(line)
      io.out(commit ? 'Done.' : 'Nothing has been changed. Add --commit to do it.')
    } finally {
      plan.drop?.()
    }
    return 0
  },
}

function carryOut(shop: Workshop, plan: PartPlan, commit: boolean): string[] {
  if (commit) return applyPlans(shop, [plan])
  return plan.isLong ? [] : rehearsePlans(shop, [plan])
}

function readArgs(args: string[]) {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { commit: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
  })
  const [part = '', ...paths] = positionals
  const reader = Object.hasOwn(PARTS, part) ? PARTS[part] : undefined
  if (!reader) throw new TypedWrongly(`Say which part to replace: ${Object.keys(PARTS).join(', ')}.`)
  if (paths.length === 0) throw new TypedWrongly(`Say which file to read the ${part} from.`)
  const only = values.only
    .split(',')
    .map(code => code.trim())
    .filter(Boolean)
  if (only.length > 0 && part !== 'areas') throw new TypedWrongly('--only is for areas.')
  return { part, reader, files: filesAt(paths), only, commit: values.commit }
}

const MOST_SAID = 20

/** Keeps the first refusals to say, and counts the rest. */
function keepSome() {
  const kept: FileRefusal[] = []
  let total = 0
  return {
    add(refusal: FileRefusal): void {
      total++
      if (kept.length < MOST_SAID) kept.push(refusal)
    },
    say(io: Io): void {
      if (total === 0) return
      io.err(`${count(total, 'line')} refused:`)
      for (const { file, line, why } of kept.toSorted(byPlace))
        io.err(line ? `  ${file}, line ${line} ${why}` : `  ${file}: ${why}`)
      if (total > kept.length) io.err(`  and ${sayNumber(total - kept.length)} more`)
    },
  }
}

function byPlace(a: FileRefusal, b: FileRefusal): number {
  return a.file.localeCompare(b.file) || a.line - b.line
}
