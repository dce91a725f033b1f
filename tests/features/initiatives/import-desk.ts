// A desk at which tests import files: a migrated database, the ground of the town, and everything said aloud.
import Database from 'better-sqlite3'
import { makeAreasStore } from '../../../src/features/areas/store.ts'
import { makeCategoriesStore } from '../../../src/features/categories/store.ts'
import { makeDuplicatesStore } from '../../../src/features/initiatives/duplicates.store.ts'
import { openRows } from '../../../src/features/initiatives/file.import.ts'
import { type ImportParts, importRows } from '../../../src/features/initiatives/import.ts'
import { readMapping } from '../../../src/features/initiatives/mapping.import.ts'
import type { Ground } from '../../../src/features/initiatives/placing.rules.ts'
import { makeInitiativeReader } from '../../../src/features/initiatives/reading.store.ts'
import { sayRow, sayTotals } from '../../../src/features/initiatives/report.import.ts'
import { makeSaver } from '../../../src/features/initiatives/saving.store.ts'
import { makeInitiativesStore } from '../../../src/features/initiatives/store.ts'
import { migrate } from '../../../src/platform/database/migrate.ts'
import { type Db, inTransaction, prepareConnection } from '../../../src/platform/database/open.ts'
import { town } from '../../support/town.ts'

export type Desk = ReturnType<typeof openDesk>

export function openDesk() {
  const db = prepareConnection(new Database(empty()))
  let now = new Date(town.now)
  const clock = () => now
  const reader = makeInitiativeReader(db)
  const ground = groundOf(db)
  const categories = makeCategoriesStore(db)
  const saver = makeSaver({
    store: makeInitiativesStore(db),
    reader,
    ground,
    clock,
    knowsCategory: slug => categories.bySlug(slug) !== undefined,
  })
  const duplicates = makeDuplicatesStore(db)
  const parts: ImportParts = { db, clock, reader, saver, duplicates, postcode: ground.postcode }
  const rows = () => db.prepare('select slug from initiative order by id').pluck().all() as string[]
  const entered = (slug: string) => {
    const id = db.prepare('select id from initiative where slug = ?').pluck().get(slug) as number
    return reader.entered(id)?.fields
  }
  return {
    db,
    parts,
    reader,
    /** Imports a file and answers what was said, line by line. */
    hand(file: string | Buffer, mapping: unknown, { commit = false, using = parts } = {}): string[] {
      const said: string[] = []
      const totals = importRows(using, {
        source: openRows(typeof file === 'string' ? Buffer.from(file) : file),
        mapping: readMapping(JSON.stringify(mapping)),
        commit,
        report: row => said.push(sayRow(row) ?? ''),
      })
      return [...said.filter(Boolean), sayTotals(totals, commit)]
    },
    /** Adds a listing the way the rest of the site would; answers its id. */
    add(fields: unknown): number {
      const saved = inTransaction(db, () => saver.save(fields))
      if (saved.outcome !== 'added') throw new Error(JSON.stringify(saved))
      return saved.id
    },
    /** Changes some fields of a listing, as an editor would. */
    edit(slug: string, fields: object): void {
      const id = db.prepare('select id from initiative where slug = ?').pluck().get(slug) as number
      inTransaction(db, () => saver.save({ ...entered(slug), ...fields }, { id }))
    },
    slugs: rows,
    entered,
    sleepUntil(moment: string): void {
      now = new Date(moment)
    },
  }
}

let kept: Buffer | undefined

/** A migrated database with the town's areas and nothing else in it, made once. */
function empty(): Buffer {
  if (!kept) {
    const db = prepareConnection(new Database(':memory:'))
    migrate(db)
    const insert = db.prepare(
      `insert into area (code, level, parent_id, name, official_name, slug, lat, lon,
         min_lat, min_lon, max_lat, max_lon, boundary)
       values (:code, :level, (select id from area where code = :parent), :name, :name, :slug, :lat, :lon,
         :min_lat, :min_lon, :max_lat, :max_lon, :boundary)`,
    )
    for (const { properties, geometry } of town.areas.features) {
      const [lon, lat] = properties.label
      const [min_lon, min_lat, max_lon, max_lat] = properties.bbox
      insert.run({
        ...{ code: properties.code, parent: properties.parent, name: properties.name },
        level: properties.level === 'district' ? 'district' : 'neighbourhood',
        slug: properties.name.toLowerCase().replaceAll(' ', '-'),
        ...{ lat, lon, min_lat, min_lon, max_lat, max_lon },
        boundary: JSON.stringify(geometry),
      })
    }
    kept = db.serialize()
  }
  return kept
}

function groundOf(db: Db): Ground {
  const areas = makeAreasStore(db)
  const postcodes = new Map(town.postcodes.map(row => [row.postcode, row]))
  return {
    postcode: postcode => postcodes.get(postcode),
    areaAt: areas.areaAt,
    areaNear: areas.areaNear,
    areaByCode: areas.byCode,
    areaByPath: areas.byPath,
  }
}
