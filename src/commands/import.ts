// `import`: adds and changes listings from a file of rows, as a mapping says.

import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fieldNames, wordsFor } from '../features/initiatives/fields.ts'
import { MOST_BYTES, openRows } from '../features/initiatives/file.import.ts'
import { importRows, type Totals } from '../features/initiatives/import.ts'
import { MAPPABLE, readMapping } from '../features/initiatives/mapping.import.ts'
import { omissions, sayRow, sayTotals } from '../features/initiatives/report.import.ts'
import { FileUnreadable } from '../platform/text/files.ts'
import { sayNumber } from '../platform/text/words.ts'
import { type Command, type Io, needAreas, TypedWrongly } from './command.ts'

const PROGRESS_EVERY = 1_000

const usage = `npm run cli -- import FILE --map MAPPING.json [--commit]

FILE is CSV or GeoJSON in UTF-8, packed with gzip or not. Without --commit everything is worked out, shown and
undone again; with it, all that can be added or changed is, in one go. While it runs the site can be read but not
written to. Doing it twice changes nothing. Rows are known again by the mapping's "source" and "source_id".

For each row there is a line: what is added, changed or refused, and why, in the words of the form. Rows that
change nothing are only counted. "looks like" marks a listing with a similar name within 250 m, here or earlier in
the file: it is added all the same, and an editor decides. A line that cannot be read is refused; the rest goes on.

MAPPING.json says which column says what. There are some to start from in data/mappings.

  {
    "source": "coops-2023",                 where the rows come from; kept with each listing
    "source_id": "Identifier",              what tells one row from another, and stays the same
    "fields": {
      "name": "Name",                       a column
      "website": ["Website", "Facebook"],   the first of several that says something
      "summary": "{Sector} in {Town}"       text with cells in it; says nothing when one of them is empty
    },
    "values": {
      "categories": {                       a column whose words are looked up in a table
        "column": "Sector",
        "table": { "Housing": ["residents-union"] },
        "otherwise": ["community-space"]
      }
    },
    "defaults": { "organisation_kind": "coop" },   for new listings, where the file says nothing
    "skip_where": { "Status": ["closed"] }         rows to pass over
  }

The file wins for the fields it says something about, also over what an editor has changed since; an empty cell
leaves what is there. An older date of confirmation never replaces a newer one. New rows without a date count as
confirmed by the import, today. Without a point the postcode gives it; a GeoJSON point needs no mapping. What lies
outside the areas of this site is refused. Listings whose rows are no longer in the file stay as they are. What an
editor took down, or made one with another, is skipped and named, and does not come back.

Cells are tidied where that is mechanical: the space and case of a postcode, https:// before www. Lists have ; or ,
between. Yes and no may be yes/no, true/false, 1/0. Choices may be the value or its label. Dates are 2026-12-31.
"sessions" are written like "Tue, Thu 10:00-12:00; 1st and last Sat 2pm-4pm (bring a mug)". "breaks" and "needs"
are JSON lists. A wrong cell is left out, and the line says so, where an empty field is as good as “not stated”: a
telephone number, a website, what it costs, access. Anything else wrong refuses the row.

Use "precision": "neighbourhood" in "defaults" for a list whose addresses may be people's homes. To say the same of
every row, new or known, give a field of "values" nothing but an "otherwise".

Kinds are the last words of the addresses under /categories; a wrong one is answered with all there are. Choices:
${choiceLines()}

The fields:
${inLines(MAPPABLE)}

Exit code: 0 done; 1 when the file or the mapping cannot be used, or every row was refused.`

export const importCommand: Command = {
  name: 'import',
  summary: 'Add and change listings from a CSV or GeoJSON file.',
  usage,
  run(args, io) {
    const { file, map, commit } = readArgs(args)
    const mapping = readMapping(readBytes(map).toString())
    const source = openRows(readBytes(file))
    const data = io.open()
    needAreas(data)
    for (const line of omissions(mapping)) io.progress(line)
    let rows = 0
    const totals = importRows(data, {
      source,
      mapping,
      commit,
      report(row) {
        const line = sayRow(row)
        if (line !== undefined) io.out(line)
        if (++rows % PROGRESS_EVERY === 0) io.progress(`${sayNumber(rows)} rows read`)
      },
    })
    return conclude(io, totals, commit)
  },
}

/** Names with commas between them, in lines that fit a terminal. */
function inLines(names: readonly string[]): string {
  const lines = `${names.join(', ')}.`.match(/.{1,108}[,.](?=\s|$)/g) ?? []
  return lines.map(line => `  ${line.trim()}`).join('\n')
}

function choiceLines(): string {
  return fieldNames
    .flatMap(name => {
      const values = (wordsFor(name).choices ?? []).map(([value]) => value).filter(Boolean)
      return values.length > 0 ? [`  ${name}: ${values.join(', ')}`] : []
    })
    .join('\n')
}

function readArgs(args: string[]): { file: string; map: string; commit: boolean } {
  const { values, positionals } = parseArgs({
    args,
    options: { map: { type: 'string' }, commit: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const [file, ...more] = positionals
  if (!file || more.length > 0 || !values.map) {
    throw new TypedWrongly('Say which file, and which mapping: import FILE --map MAPPING.json.')
  }
  return { file, map: values.map, commit: values.commit }
}

function readBytes(path: string): Buffer {
  try {
    const { size } = statSync(path)
    if (size > MOST_BYTES) throw new FileUnreadable(`${path} is larger than ${MOST_BYTES / 1_000_000} MB.`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof FileUnreadable) throw error
    throw new FileUnreadable(`${path} cannot be read (${error instanceof Error ? error.message : error}).`)
  }
}

function conclude(io: Io, totals: Totals, commit: boolean): number {
  const rows = Object.values(totals).reduce((sum, one) => sum + one, 0)
  if (rows === 0) throw new FileUnreadable('The file has no rows, only a header.')
  io.out(sayTotals(totals, commit))
  if (!commit && totals.add + totals.change > 0)
    io.out('Nothing was kept. Add --commit to do it; refused lines are left out.')
  return totals.refuse === rows ? 1 : 0
}
