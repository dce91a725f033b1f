// The facts that listings are found and counted by, as they would be worked out afresh: for tests and for making crowds.
import type { Db } from '../../src/platform/database/open.ts'

/** Works all facts out anew; much quicker than listing after listing. The triggers that keep them must be gone. */
export function rebuildFacts(db: Db): void {
  db.transaction(() => {
    db.exec(`
      delete from initiative_facts; delete from initiative_trait; delete from trait_size; delete from initiative_spot;
      insert into initiative_facts select * from initiative_facts_now;
      insert into initiative_trait select t.value, f.born, f.id, f.confirmed, f.bits
        from initiative_facts f, json_each(f.traits) t order by t.value, f.born desc, f.id desc;
      insert into initiative_spot
        select cast(lon * 50 as integer), cast(lat * 100 as integer), id, lat, lon, confirmed, bits
        from initiative_facts where lat is not null order by 1, 2, 3;
      insert into trait_size select trait, count(*) from initiative_trait group by trait;`)
  })()
}

/** Everything that is kept, in order. */
export function keptFacts(db: Db): {
  facts: unknown[]
  traits: unknown[]
  sizes: unknown[]
  spots: unknown[]
} {
  return {
    facts: db.prepare('select * from initiative_facts order by id').all(),
    traits: db.prepare('select * from initiative_trait order by trait, born desc, id desc').all(),
    sizes: db.prepare('select * from trait_size order by trait').all(),
    spots: db.prepare('select * from initiative_spot order by x, y, id').all(),
  }
}

/** The same as it follows from what is listed. */
export function countedFacts(db: Db): ReturnType<typeof keptFacts> {
  const traits = 'initiative_facts_now f, json_each(f.traits) t'
  return {
    facts: db.prepare('select * from initiative_facts_now order by id').all(),
    traits: db
      .prepare(
        `select t.value as trait, f.born, f.id, f.confirmed, f.bits from ${traits} order by trait, f.born desc, f.id desc`,
      )
      .all(),
    sizes: db
      .prepare(`select t.value as trait, count(*) as lights from ${traits} group by trait order by trait`)
      .all(),
    spots: db
      .prepare(
        `select cast(lon * 50 as integer) as x, cast(lat * 100 as integer) as y, id, lat, lon, confirmed, bits
         from initiative_facts_now where lat is not null order by x, y, id`,
      )
      .all(),
  }
}
