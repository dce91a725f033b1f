// A desk at which tests import files: the town without its people, and everything said aloud.
import { openRows } from '../../../src/features/initiatives/file.import.ts'
import { type ImportParts, importRows } from '../../../src/features/initiatives/import.ts'
import { readMapping } from '../../../src/features/initiatives/mapping.import.ts'
import { sayRow, sayTotals } from '../../../src/features/initiatives/report.import.ts'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { openSite } from '../../support/site.ts'
import type { CastMember } from '../../support/town/north.ts'

export type Desk = Awaited<ReturnType<typeof openDesk>>

export async function openDesk() {
  const { db, context, setNow } = await openSite({ cast: {} })
  const { reader, saver, publishing } = context
  const idOf = (slug: string) =>
    db.prepare('select id from initiative where slug = ?').pluck().get(slug) as number
  const entered = (slug: string) => reader.entered(idOf(slug))?.fields
  return {
    db,
    setNow,
    parts: context as ImportParts,
    /** Imports a file and answers what was said, line by line. */
    hand(file: string | Buffer, mapping: unknown, { commit = false, using = context as ImportParts } = {}) {
      const said: string[] = []
      const totals = importRows(using, {
        source: openRows(typeof file === 'string' ? Buffer.from(file) : file),
        mapping: readMapping(JSON.stringify(mapping)),
        commit,
        report: row => said.push(sayRow(row) ?? ''),
      })
      return [...said.filter(Boolean), sayTotals(totals, commit)]
    },
    /** Adds a listing the way the rest of the site would. */
    add(fields: CastMember): void {
      const saved = inTransaction(db, () => saver.save(fields))
      if (saved.outcome === 'refused') throw new Error(JSON.stringify(saved.issues))
    },
    /** Changes some fields of a listing, as an editor would. */
    edit(slug: string, fields: Partial<CastMember>): void {
      inTransaction(db, () => saver.save({ ...entered(slug), ...fields }, { id: idOf(slug) }))
    },
    /** Takes a listing down, or makes it one with another, as an editor would. */
    takeDown(slug: string, into?: string): void {
      const made = { person_id: null, made_as: 'editor', why: 'It is listed already' } as const
      inTransaction(db, () =>
        into
          ? publishing.merge(idOf(slug), idOf(into), made)
          : publishing.unpublish(idOf(slug), made.why, made),
      )
    },
    slugs: () => db.prepare('select slug from initiative order by id').pluck().all() as string[],
    /** All that a listing says, as it was entered. */
    entered,
    /** What anybody may know of a listing. */
    shown: (slug: string) => reader.bySlug(slug),
    movedTo: (slug: string) => reader.movedTo(slug),
  }
}
