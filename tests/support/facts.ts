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
      insert into trait_size select trait, count(*) from initiative_trait group by trait;
      delete from initiative_glow; delete from area_glow; delete from area_kind; delete from lit_hour;
      delete from asking_until;
      insert into initiative_glow select * from initiative_glow_now;
      insert into area_glow select areas, count(*), sum(brightness), sum(confirmed) from initiative_glow group by areas;
      insert into area_kind
        select g.areas, k.value, count(*) from initiative_glow g, json_each(g.kinds) k group by g.areas, k.value;
      insert into lit_hour select born_hour, count(*) from initiative_glow group by born_hour;
      insert into asking_until
        select asks_until, count(*) from initiative_glow where asks_until is not null group by asks_until;`)
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

/** What is kept of the glow of areas, in order. */
export function keptGlow(db: Db): Record<string, unknown[]> {
  const all = (sql: string) => db.prepare(sql).all()
  return {
    own: all('select * from initiative_glow order by id'),
    areas: all('select * from area_glow order by areas'),
    kinds: all('select * from area_kind order by areas, category_id'),
    hours: all('select * from lit_hour order by hour'),
    asking: all('select * from asking_until order by day'),
  }
}

/** The same as it follows from what is listed, on the day for which brightness is reckoned. */
export function countedGlow(db: Db): ReturnType<typeof keptGlow> {
  const all = (sql: string) => db.prepare(sql).all()
  return {
    own: all('select * from initiative_glow_now order by id'),
    areas: all(
      `select areas, count(*) as lights, sum(brightness) as glow, sum(confirmed) as confirmed
       from initiative_glow_now group by areas order by areas`,
    ),
    kinds: all(
      `select g.areas, k.value as category_id, count(*) as lights from initiative_glow_now g, json_each(g.kinds) k
       group by g.areas, k.value order by g.areas, k.value`,
    ),
    hours: all(
      'select born_hour as hour, count(*) as lights from initiative_glow_now group by hour order by hour',
    ),
    asking: all(
      `select asks_until as day, count(*) as lights from initiative_glow_now
       where asks_until is not null group by day order by day`,
    ),
  }
}
