import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { brightness } from '../../../src/features/initiatives/brightness.rules.ts'
import { makeDimming } from '../../../src/features/map/dimming.store.ts'
import { migrate, readMigrations } from '../../../src/platform/database/migrate.ts'
import { type Db, openDatabase } from '../../../src/platform/database/open.ts'
import { addDays } from '../../../src/platform/text/clock.ts'
import { freshDatabase } from '../../support/database.ts'
import { countedLights, recount } from '../../support/lights.ts'
import { town } from '../../support/town.ts'

const { today } = town

const someone = fc.record({
  where_kind: fc.constantFrom('address', 'address', 'address', 'area'),
  precision: fc.constantFrom('exact', 'street', 'neighbourhood'),
  // Near enough to one another to share cells, and as far off as the world goes.
  lat: fc.oneof(fc.double({ min: 51.45, max: 51.47, noNaN: true }), fc.constantFrom(-90, 90, 85.2, 0.5)),
  lon: fc.oneof(fc.double({ min: 1.01, max: 1.04, noNaN: true }), fc.constantFrom(-180, 180, -0.1)),
  status: fc.constantFrom('active', 'quiet', 'paused', 'ended'),
  back: fc.integer({ min: -20, max: 20 }),
  ago: fc.integer({ min: -3, max: 700 }),
})
type Someone = typeof someone extends fc.Arbitrary<infer T> ? T : never

const happening = fc.oneof(
  fc.record({ what: fc.constant('list' as const), who: someone }),
  fc.record({ what: fc.constant('change' as const), at: fc.nat(), who: someone }),
  fc.record({ what: fc.constant('remove' as const), at: fc.nat() }),
  fc.record({ what: fc.constant('hide' as const), at: fc.nat() }),
  fc.record({ what: fc.constant('wait' as const), days: fc.integer({ min: -40, max: 120 }) }),
)

describe('the cells of the map', () => {
  it('hold what a count of everything would, whatever happens to listings and however the days pass', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40, size: 'max' }), happenings => {
        const db = freshDatabase()
        const dimming = makeDimming(db)
        let day = today
        const dimAll = () => {
          while (dimming.dim(day, 2));
        }
        dimAll()
        for (const one of happenings) {
          if (one.what === 'wait') {
            day = addDays(day, one.days)
            dimAll()
          } else happen(db, one, day)
        }
        const kept = countedLights(db)
        recount(db)
        expect(kept).toEqual(countedLights(db))
        db.close()
      }),
      { numRuns: 60 },
    )
  })

  it('are as bright as the rule of brightness says, to half a step, whoever it is and whenever it is', () => {
    const db = freshDatabase()
    const dimming = makeDimming(db)
    fc.assert(
      fc.property(fc.array(someone, { maxLength: 12 }), fc.integer({ min: 0, max: 600 }), (people, later) => {
        db.exec('delete from initiative')
        const day = addDays(today, later)
        while (dimming.dim(today));
        for (const who of people) list(db, who, today)
        while (dimming.dim(day));
        const lights = db
          .prepare(
            'select l.brightness, i.status, i.confirmed_on, i.paused_until from light l join initiative i on i.id = l.id',
          )
          .all() as { brightness: number; status: 'active'; confirmed_on: string; paused_until: null }[]
        for (const light of lights)
          expect(Math.abs(light.brightness / 1000 - brightness(light, day))).toBeLessThanOrEqual(0.025001)
        const glow = lights.reduce((sum, light) => sum + light.brightness, 0)
        const levels = db
          .prepare('select sum(lights) as lights, sum(glow) as glow from light_cell group by level')
          .all()
        expect(levels).toEqual(lights.length > 0 ? Array(13).fill({ lights: lights.length, glow }) : [])
      }),
      { numRuns: 60 },
    )
  })

  it('stand where slippy maps have them', () => {
    const db = freshDatabase()
    list(db, { ...PLAIN, lat: 51.5, lon: 0.12 }, today)
    // Zoom 10, as any table of such numbers has it: x from the longitude, y from the north.
    expect(db.prepare('select x, y from light_cell where level = 10').get()).toEqual({ x: 512, y: 340 })
  })
})

describe('lights as the days pass', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lights-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('dim a few at a time, and nothing is lost when the work is left halfway or done by two', () => {
    const dbs = [openDatabase(folder), openDatabase(folder)] as const
    migrate(dbs[0])
    const [one, other] = [makeDimming(dbs[0]), makeDimming(dbs[1])]
    while (one.dim(today));
    for (let at = 0; at < 30; at++) list(dbs[0], { ...PLAIN, ago: 60 + at }, today)
    const later = addDays(today, 150)
    expect(one.dim(later, 10)).toBe(true)
    expect(other.dim(later, 10)).toBe(true)
    expect(other.dim(later, 10)).toBe(false)
    expect(one.dim(later, 10)).toBe(false)
    const kept = countedLights(dbs[0])
    recount(dbs[1])
    expect(kept).toEqual(countedLights(dbs[1]))
    for (const db of dbs) db.close()
  })

  it('wait while somebody is writing, and hold nobody up', () => {
    const dbs = [openDatabase(folder), openDatabase(folder)] as const
    migrate(dbs[0])
    const dimming = makeDimming(dbs[0])
    dbs[1].exec('begin immediate')
    const started = performance.now()
    expect(dimming.dim(today)).toBe(true)
    expect(performance.now() - started).toBeLessThan(1000)
    dbs[1].exec('commit')
    expect(dimming.dim(today)).toBe(false)
    expect(dbs[0].pragma('busy_timeout', { simple: true })).toBe(5000)
    for (const db of dbs) db.close()
  })

  it('are found at once in a database that had listings before there were cells', () => {
    const db = openDatabase(folder)
    const [older, cells] = [readMigrations().slice(0, 5), readMigrations()]
    migrate(db, older)
    for (let at = 0; at < 20; at++) list(db, { ...PLAIN, ago: at * 40 }, today)
    migrate(db, cells)
    expect(db.prepare('select day from light_day').pluck().get()).toBe(today)
    const kept = countedLights(db)
    expect(kept.lights).toHaveLength(20)
    recount(db)
    expect(kept).toEqual(countedLights(db))
    db.close()
  })
})

const PLAIN: Someone = {
  where_kind: 'address',
  precision: 'exact',
  lat: 51.46,
  lon: 1.02,
  status: 'active',
  back: 0,
  ago: 0,
}

function happen(
  db: Db,
  one: Exclude<typeof happening extends fc.Arbitrary<infer T> ? T : never, { what: 'wait' }>,
  day: string,
): void {
  if (one.what === 'list') {
    list(db, one.who, day)
    return
  }
  const ids = db.prepare('select id from initiative order by id').pluck().all() as number[]
  const id = ids[one.at % ids.length]
  if (id === undefined) return
  if (one.what === 'remove') db.prepare('delete from initiative where id = ?').run(id)
  else if (one.what === 'hide')
    db.prepare('update initiative set shown_lat = null, shown_lon = null where id = ?').run(id)
  else
    db.prepare(
      `update initiative set (where_kind, precision, shown_lat, shown_lon, status, paused_until, confirmed_on) =
         (:where_kind, :precision, :lat, :lon, :status, :paused_until, :confirmed_on) where id = :id`,
    ).run({ ...values(one.who, day), id })
}

function list(db: Db, who: Someone, day: string): void {
  db.prepare(
    `insert into initiative (uuid, slug, name, where_kind, precision, shown_lat, shown_lon, status, paused_until,
       confirmed_on, confirmed_by, created_at, updated_at)
     values (hex(randomblob(8)), hex(randomblob(8)), 'A light', :where_kind, :precision, :lat, :lon, :status,
       :paused_until, :confirmed_on, 'organiser', :moment, :moment)`,
  ).run({ ...values(who, day), moment: `${day}T08:30:00.000Z` })
}

function values({ back, ago, ...who }: Someone, day: string) {
  return {
    ...who,
    paused_until: who.status === 'paused' ? addDays(day, back) : null,
    confirmed_on: addDays(day, -ago),
  }
}
