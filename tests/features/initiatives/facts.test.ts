import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outSince } from '../../../src/features/initiatives/brightness.rules.ts'
import { openings } from '../../../src/features/initiatives/clauses.search.ts'
import { makeExportSearch } from '../../../src/features/initiatives/export.search.ts'
import { type Filters, noFilters } from '../../../src/features/initiatives/filters.fields.ts'
import type { Exported } from '../../../src/features/initiatives/kept.fields.ts'
import { openingsOn } from '../../../src/features/initiatives/sessions.rules.ts'
import { inTransaction } from '../../../src/platform/database/open.ts'
import { METRES_PER_MILE } from '../../../src/platform/geo/point.ts'
import { addDays, localTime } from '../../../src/platform/text/clock.ts'
import { countedFacts, countedGlow, keptFacts, keptGlow } from '../../support/facts.ts'
import { list, openSite, type Site } from '../../support/site.ts'
import type { CastMember } from '../../support/town/north.ts'
import { town } from '../../support/town.ts'

const KINDS = ['clean-up', 'food-bank', 'community-garden', 'book-swap']
const POSTCODES = ['ZZ1 1AA', 'ZZ1 1AB', 'ZZ2 1AA', 'ZZ3 1AA']
const hour = (from: number, to: number) =>
  fc
    .tuple(fc.integer({ min: from, max: to }), fc.constantFrom('00', '15', '30'))
    .map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`)
const date = fc.integer({ min: 1, max: 28 }).map(day => `2026-06-${String(day).padStart(2, '0')}`)
const yes = fc.constantFrom('yes' as const, 'no' as const, '' as const)

/** Any listing that somebody may save in the fictional town. */
const member: fc.Arbitrary<CastMember> = fc.record({
  name: fc
    .constantFrom('Ash', 'beech', 'Cedar', 'Éder', 'fir')
    .chain(name => fc.nat(99).map(n => `${name} ${n}`)),
  summary: fc.constantFrom('Tea and toast.', 'Seeds and spades.', 'Books.'),
  categories: fc.uniqueArray(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 3 }),
  postcode: fc.constantFrom(...POSTCODES),
  confirmed_on: fc.constantFrom('2026-06-01', '2026-03-01', '2025-09-01', '2024-01-01'),
  cost: fc.constantFrom('free' as const, 'donation' as const, 'paid' as const, '' as const),
  access_step_free: yes,
  access_bsl: yes,
  sessions: fc.array(
    fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }),
      weeks: fc.constantFrom([], [1 as const], [2 as const, 'last' as const]),
      opens: hour(6, 13),
      closes: hour(14, 22),
    }),
    { maxLength: 2 },
  ),
  breaks: fc.array(
    date.map(starts_on => ({ starts_on, ends_on: '2026-06-28' })),
    { maxLength: 1 },
  ),
  needs: fc.array(
    fc.record({
      kind: fc.constantFrom('people' as const, 'things' as const),
      title: fc.constant('Chairs'),
      until: fc.option(date, { nil: null }),
    }),
    { maxLength: 2 },
  ),
})

const crowd = fc.array(member, { minLength: 5, maxLength: 25 })

describe('what lists are found by', () => {
  it('is what follows from the listings, whatever is saved, changed and taken away', async () => {
    const site = await openSite({ cast: {} })
    fc.assert(
      fc.property(fc.array(fc.tuple(member, fc.nat(), fc.nat(3)), { maxLength: 12 }), steps => {
        for (const [one, which, what] of steps) {
          const ids = site.db.prepare('select id from initiative order by id').pluck().all() as number[]
          const id = ids[which % Math.max(1, ids.length)]
          if (what === 0 && id !== undefined) site.db.prepare('delete from initiative where id = ?').run(id)
          else if (what === 1 && id !== undefined)
            site.db.prepare("update initiative set status = 'ended' where id = ?").run(id)
          else inTransaction(site.db, () => site.context.saver.save(one, { id: what === 2 ? id : undefined }))
        }
        expect(keptFacts(site.db)).toEqual(countedFacts(site.db))
      }),
      { numRuns: 30 },
    )
    for (const sql of [
      'update session set days = 3',
      'update need set until = null',
      'delete from session_break',
      "delete from area where level = 'x'",
    ])
      site.db.prepare(sql).run()
    expect(keptFacts(site.db)).toEqual(countedFacts(site.db))
  })

  it('are the glow of areas as well, whatever happens and however the days pass', async () => {
    const site = await openSite({ cast: {} })
    const status = fc.constantFrom("status = 'quiet'", "status = 'ended'", 'where_kind = where_kind')
    const what = fc.oneof(
      fc.constantFrom('save', 'change', 'remove', 'serve'),
      status,
      fc.integer({ min: -60, max: 200 }),
    )
    let day = 0
    const pass = (days: number) => {
      day = Math.max(0, day + days)
      site.setNow(`${addDays('2026-06-09', day)}T08:30:00Z`)
    }
    const happen = (one: CastMember, which: number, what: string | number) => {
      const ids = site.db.prepare('select id from initiative order by id').pluck().all() as number[]
      const id = ids[which % Math.max(1, ids.length)]
      if (typeof what === 'number') pass(what)
      else if (what === 'save' || id === undefined) site.context.saver.save(one)
      else if (what === 'change') site.context.saver.save(one, { id })
      else if (what === 'remove') site.db.prepare('delete from initiative where id = ?').run(id)
      else if (what === 'serve')
        site.db
          .prepare("insert or ignore into initiative_area select ?, id, 'serves' from area where id % 5 = ?")
          .run(id, which % 5)
      else site.db.prepare(`update initiative set ${what} where id = ?`).run(id)
    }
    fc.assert(
      fc.property(fc.array(fc.tuple(member, fc.nat(), what), { maxLength: 15, size: 'max' }), steps => {
        site.db.exec('delete from initiative')
        pass(-day)
        for (const step of steps) inTransaction(site.db, () => happen(...step))
        expect(keptGlow(site.db)).toEqual(countedGlow(site.db))
      }),
      { numRuns: 100 },
    )
  })
})

const asking = fc.record({
  category: fc.subarray(KINDS.slice(0, 2)),
  cost: fc.subarray(['free', 'paid']),
  access: fc.subarray(['step-free', 'bsl']),
  open: fc.subarray(['now', 'today', 'tue', 'sat']),
  need: fc.subarray(['any', 'people', 'things']),
  sort: fc.constantFrom('newest' as const, 'a-z' as const),
  q: fc.constantFrom('', '', 'tea', 'bo'),
  within: fc.constantFrom(0, 1, 5, 25),
})
const from = { lat: 51.46, lon: 1.05, label: 'here', own_areas: [] }

describe('a list', () => {
  it('is what one finds by looking at every listing, and so are its counts', async () => {
    const site = await openSite({ cast: {} })
    const { context } = site
    await fc.assert(
      fc.asyncProperty(
        crowd,
        fc.array(asking, { minLength: 4, maxLength: 4 }),
        hour(7, 21),
        async (members, askings, time) => {
          site.db.exec('delete from initiative')
          list(context, members)
          const all = everything(site)
          const now = { ...localTime(new Date(town.now)), time }
          for (const { within, ...some } of askings) {
            const origin = within > 0 ? { ...from } : undefined
            const filters: Filters = { ...noFilters(), ...some, within: within || 3 }
            const asked = { filters, origin, areaIds: [], now }
            const naive = (f: Filters) =>
              all.filter(one => passes(one, f, now) && (!origin || isNear(site, one, within)))
            expect(context.search.find(asked).total, JSON.stringify(some)).toBe(naive(filters).length)
            expect(context.search.part(asked, 100).ids).toEqual(
              inOrder(naive(filters), filters.sort, now.date),
            )
            const found = context.search.find(asked).ids
            expect(found).toEqual(inOrder(naive(filters), filters.sort, now.date).slice(0, 20))
            const counts = context.search.facets(asked)
            for (const facet of ['category', 'cost', 'access', 'open', 'need'] as const) {
              for (const value of {
                category: KINDS,
                cost: ['free', 'donation', 'paid'],
                access: ['bsl'],
                open: ['now', 'today', 'tue'],
                need: ['any', 'people'],
              }[facet]) {
                expect(counts[facet].get(value) ?? 0, `${facet} ${value}`).toBe(
                  naive({ ...filters, [facet]: [value] }).length,
                )
              }
            }
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 60_000)

  it('by distance is what one finds by walking everywhere, in that order', async () => {
    const site = await openSite({ cast: {} })
    const { context } = site
    await fc.assert(
      fc.asyncProperty(crowd, asking, async (members, { within, ...some }) => {
        site.db.exec('delete from initiative')
        list(context, members)
        const now = localTime(new Date(town.now))
        const filters: Filters = { ...noFilters(), ...some, within: within || 3, sort: 'nearest' }
        const way = context.travel().from(from)
        const near = everything(site)
          .filter(one => passes(one, filters, now))
          .map(one => ({
            one,
            metres: way.to({ lat: one.shown_lat as number, lon: one.shown_lon as number })?.metres ?? 1e9,
          }))
          .filter(({ metres }) => metres <= filters.within * METRES_PER_MILE)
          .sort((a, b) => a.metres - b.metres || a.one.id - b.one.id)
          .map(({ one }) => one)
        const isOut = (one: Exported) => one.confirmed_on <= outSince(now.date)
        const expected = [...near.filter(one => !isOut(one)), ...near.filter(isOut)].map(({ id }) => id)
        const asked = { filters, origin: { ...from }, areaIds: [], now }
        expect(context.search.find(asked).ids).toEqual(expected.slice(0, 20))
        expect(context.search.part(asked, 100).ids).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})

function everything({ db }: Site): Exported[] {
  return makeExportSearch(db).exported(
    db.prepare("select id from initiative where status <> 'ended'").pluck().all() as number[],
  )
}

function passes(
  one: Exported,
  { category, cost, access, open, need, q }: Filters,
  now: { date: string; time: string },
): boolean {
  const kinds = one.categories.split('; ')
  const words = `${one.name} ${one.summary} ${one.categories}`.toLowerCase()
  const needs = one.needs.filter(({ until }) => until === null || until >= now.date).map(({ kind }) => kind)
  const spans = openings(now).filter(({ key }) => open.includes(key))
  const isOpen = spans.some(({ date: day, since, until }) =>
    openingsOn(one, day).some(({ opens, closes }) => opens <= until && closes > since),
  )
  return (
    (category.length === 0 || category.some(kind => kinds.includes(kind))) &&
    (cost.length === 0 || cost.includes(one.cost)) &&
    (access.length === 0 ||
      (access.includes('step-free') && one.access_step_free === 'yes') ||
      (access.includes('bsl') && one.access_bsl === 'yes')) &&
    (need.length === 0 || needs.some(kind => need.includes('any') || need.includes(kind))) &&
    (open.length === 0 || isOpen) &&
    (q === '' || new RegExp(`\\b${q}`).test(words))
  )
}

function isNear({ context }: Site, { shown_lat, shown_lon }: Exported, miles: number): boolean {
  const journey = context
    .travel()
    .from(from)
    .to({ lat: shown_lat as number, lon: shown_lon as number })
  return journey !== undefined && journey.metres <= miles * METRES_PER_MILE
}

function inOrder(found: Exported[], sort: Filters['sort'], today: string): number[] {
  const isOut = (one: Exported) => Number(one.confirmed_on <= outSince(today))
  const name = ({ name }: Exported) => name.replace(/[A-Z]/g, letter => letter.toLowerCase())
  return found
    .toSorted((a, b) => {
      if (isOut(a) !== isOut(b)) return isOut(a) - isOut(b)
      if (sort === 'a-z') return name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : a.id - b.id
      return b.created_at < a.created_at ? -1 : b.created_at > a.created_at ? 1 : b.id - a.id
    })
    .map(({ id }) => id)
}
