import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Request, Response } from 'express'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Others } from '../../../src/features/initiatives/ahead.search.ts'
import { askAhead } from '../../../src/features/initiatives/asking.routes.ts'
import { noFilters } from '../../../src/features/initiatives/filters.fields.ts'
import { makeInitiativeSearch } from '../../../src/features/initiatives/search.ts'
import { makeMatchSearch } from '../../../src/features/map/asked.search.ts'
import { localTime } from '../../../src/platform/text/clock.ts'
import { askSearchRoom } from '../../../src/search-room.ts'
import { addCrowd } from '../../bench/crowd.ts'
import { noteQuestions } from '../../support/asked.ts'
import { openSite, type Site } from '../../support/site.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'ahead-'))
const noted = noteQuestions()
const COMMON = 'lantern harvest workshop mending'
let site: Site
let room: Others

beforeAll(async () => {
  site = await openSite({ folder })
  addCrowd(site.db, 7000, '2026-06-09', () => {})
  site.db.exec(`
    update initiative set summary = summary || ' lantern harvest workshop' where slug like 'light-%' and id % 4 > 0;
    update initiative set summary = summary || ' mending' where slug like 'light-%' and id % 3 > 0;
    update initiative set name = 'Lantern harvest workshop, mending' where slug in ('light-700', 'light-701')`)
  room = askSearchRoom(site.db, site.context.config) as Others
})
afterAll(() => {
  site.db.close()
  rmSync(folder, { recursive: true, force: true })
})

const SIZES = /from pragma_data_version|trait_size|from category where slug/
const BRITAIN = { west: 0, east: 2 ** 26, north: 0, south: 2 ** 26 }
const here = { lat: 51.54, lon: 0.71, label: 'here', own_areas: [] }
type Some = Partial<ReturnType<typeof noFilters>>
const near = { near: 'here', within: 25, sort: 'nearest' } as const

const WORDS: Record<string, Some> = {
  'best match first': {},
  'newest first': { sort: 'newest' },
  'by name': { sort: 'a-z' },
  'of one kind': { category: ['clean-up'] },
  'that are free': { cost: ['free'], page: 2 },
}
const LISTS: Record<string, Some> = {
  'near a place, with words': { ...near, q: COMMON },
  'near a place, of one kind': { ...near, category: ['clean-up'] },
  'near a place, asking for people, by name': { ...near, need: ['people'], sort: 'a-z' },
  'the second page near a place, free': { ...near, cost: ['free'], page: 2 },
  'near a place, of which there are none': { ...near, within: 1, need: ['space'] },
  'of two facets that very many have': {
    open: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    cost: ['free', 'donation'],
  },
}

function searching(many = 100) {
  const holders = vi.fn(room.holders)
  const lists = vi.fn(room.lists)
  const { db, context } = site
  return {
    ...{ holders, lists },
    plain: makeInitiativeSearch(db, context.travel),
    ahead: makeInitiativeSearch(db, context.travel, { others: { holders, lists }, many }),
  }
}

function asking(some: Some = {}) {
  const filters = { ...noFilters(), sort: some.q ? ('best' as const) : ('newest' as const), ...some }
  return {
    filters,
    origin: filters.near ? here : undefined,
    areaIds: [],
    now: localTime(site.context.clock()),
  }
}
const words = (some: Some = {}) => asking({ q: COMMON, sort: 'best', ...some })

describe('several words that very many hold', () => {
  it.each(Object.entries(WORDS))('find the same %s, wherever they were looked for', async (_, some) => {
    const { plain, ahead, holders } = searching()
    await ahead.prepare(() => words())
    expect(holders).toHaveBeenCalledOnce()
    const [expected, found] = [plain.find(words(some)), ahead.find(words(some))]
    expect(expected.total).toBeGreaterThan(20)
    expect(found.ids).toEqual(expected.ids)
    expect(found.total).toBe(expected.total)
    expect(ahead.facets(words(some)).cost).toEqual(plain.facets(words(some)).cost)
    const lights = (search: typeof plain) =>
      makeMatchSearch(site.db, search)(words(some), BRITAIN).lights.length
    expect(lights(ahead)).toBe(lights(plain))
  })

  it('are not looked for again by whoever makes the page', async () => {
    const { ahead } = searching()
    await ahead.prepare(() => words())
    noted.taken()
    ahead.find(words({ category: ['clean-up'] }))
    const asked = noted.taken().filter(({ sql, params }) => sql.includes('match :match') && params.match)
    expect(
      asked.map(({ params }) => params.match).filter(match => / AND .* AND /.test(String(match))),
    ).toEqual([])
    expect(ahead.prepare(() => words())).toBeUndefined()
  })
})

describe('a list that takes long', () => {
  it.each(Object.entries(LISTS))('is the same %s, wherever it was worked out', async (_, some) => {
    const { plain, ahead, lists } = searching()
    await ahead.prepare(() => asking(some))
    expect(lists).toHaveBeenCalledOnce()
    expect(ahead.find(asking(some))).toEqual(plain.find(asking(some)))
    expect(ahead.facets(asking(some))).toEqual(plain.facets(asking(some)))
    expect(ahead.reach(asking(some))).toEqual(plain.reach(asking(some)))
    if (plain.find(asking(some)).total > 0) return
    expect(ahead.loosen(asking(some))).toEqual(plain.loosen(asking(some)))
    expect(ahead.beyond(asking(some))).toEqual(plain.beyond(asking(some)))
  })

  it.each(Object.entries(LISTS))(
    'asks the database for nothing where the page is made: %s',
    async (_, some) => {
      const { ahead } = searching()
      await ahead.prepare(() => asking(some))
      noted.taken()
      ahead.find(asking(some))
      ahead.facets(asking(some))
      ahead.loosen(asking(some))
      ahead.beyond(asking(some))
      expect(noted.taken().filter(({ sql }) => !SIZES.test(sql))).toEqual([])
    },
  )

  it('is worked out once for all its pages, and anew when something has changed', async () => {
    const { ahead, lists } = searching()
    await ahead.prepare(() => asking(LISTS['near a place, of one kind']))
    expect(ahead.prepare(() => asking({ ...LISTS['near a place, of one kind'], page: 2 }))).toBeUndefined()
    site.db.exec("update initiative set summary = summary || '.' where slug = 'light-1'")
    await ahead.prepare(() => asking(LISTS['near a place, of one kind']))
    expect(lists).toHaveBeenCalledTimes(2)
  })

  it('is worked out once, however many ask at the same time', async () => {
    const { ahead, lists } = searching()
    const ask = () => ahead.prepare(() => asking(LISTS['near a place, with words']))
    await Promise.all([ask(), ask(), ask()])
    expect(lists).toHaveBeenCalledOnce()
  })

  it('is found by each of very many who ask at once, and by nobody where the page is made', async () => {
    const { ahead, lists } = searching()
    const all = Array.from({ length: 60 }, (_, n) => asking({ ...near, within: n + 1, cost: ['free'] }))
    const asksOf = (asked: (typeof all)[number]) => {
      noted.taken()
      ahead.find(asked)
      return noted.taken().filter(({ sql }) => !SIZES.test(sql))
    }
    const asks = await Promise.all(
      all.map(asked => ahead.prepare(() => asked, String(asked.filters.within))?.then(() => asksOf(asked))),
    )
    expect(lists).toHaveBeenCalledTimes(60)
    expect(asks.flat()).toEqual([])
  })

  it('is what was found for whoever waited, though something changed meanwhile, and for nobody after them', async () => {
    const { ahead, lists } = searching()
    const one = asking(LISTS['near a place, of one kind'])
    const waited = ahead.prepare(() => one)
    const page = waited?.then(() => {
      noted.taken()
      ahead.find(one)
      return noted.taken().filter(({ sql }) => !SIZES.test(sql))
    })
    site.db.exec("update initiative set summary = summary || '.' where slug = 'light-1'")
    expect(await page).toEqual([])
    await new Promise(setImmediate)
    await ahead.prepare(() => one)
    expect(lists).toHaveBeenCalledTimes(2)
  })

  it('is refused to whoever asks for very many at once from one place, and found for the next from elsewhere', async () => {
    const { ahead } = searching()
    const list = (n: number) => asking({ ...near, within: n, need: ['people'] })
    const ask = (n: number, from: string) => ahead.prepare(() => list(n), from)
    const all = Promise.allSettled(Array.from({ length: 64 }, (_, n) => ask(n + 1, '192.0.2.1')))
    await ask(65, '192.0.2.2')
    const refused = (await all).flatMap(one => (one.status === 'rejected' ? [one.reason.status] : []))
    expect(new Set(refused)).toEqual(new Set([503]))
    expect(refused.length).toBeGreaterThan(40)
  })

  it('is none where there are few listings, or little is asked for', () => {
    const few = searching(1_000_000).ahead
    expect(few.prepare(() => asking(LISTS['near a place, with words']))).toBeUndefined()
    const { ahead } = searching()
    const little: Some[] = [
      {},
      near,
      { q: 'lantern harvest' },
      { q: 'quince medlar bullace sloe' },
      { category: ['clean-up'] },
      { category: ['clean-up'], cost: ['paid'] },
    ]
    for (const some of little) expect(ahead.prepare(() => asking(some))).toBeUndefined()
    expect(ahead.prepare(() => undefined)).toBeUndefined()
  })
})

describe('a page of what takes long', () => {
  it('is made when it has been found, and not when nobody could', async () => {
    const order: string[] = []
    const next = (error?: unknown) => order.push(error ? 'refused' : 'page')
    const answer = (found: Promise<void> | undefined) =>
      askAhead({ ...site.context, search: { prepare: () => found } })(
        { method: 'GET', url: '/initiatives?q=x', query: {} } as Request,
        {} as Response,
        next,
      )
    const found = Promise.resolve().then(() => void order.push('found'))
    answer(found)
    await found
    await new Promise(setImmediate)
    answer(Promise.reject(new Error('busy')))
    await new Promise(setImmediate)
    answer(undefined)
    expect(order).toEqual(['found', 'page', 'refused', 'page'])
  })
})
