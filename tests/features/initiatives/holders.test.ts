import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Request, Response } from 'express'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { askWords } from '../../../src/features/initiatives/asking.routes.ts'
import { noFilters } from '../../../src/features/initiatives/filters.fields.ts'
import type { AskHolders } from '../../../src/features/initiatives/holders.search.ts'
import { makeInitiativeSearch } from '../../../src/features/initiatives/search.ts'
import { makeMatchSearch } from '../../../src/features/map/asked.search.ts'
import { localTime } from '../../../src/platform/text/clock.ts'
import { askHolders } from '../../../src/words-room.ts'
import { addCrowd } from '../../bench/crowd.ts'
import { noteQuestions } from '../../support/asked.ts'
import { openSite, type Site } from '../../support/site.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'holders-'))
const noted = noteQuestions()
const COMMON = 'lantern harvest workshop mending'
let site: Site
let ask: AskHolders

beforeAll(async () => {
  site = await openSite({ folder })
  addCrowd(site.db, 3000, '2026-06-09', () => {})
  site.db.exec(`
    update initiative set summary = summary || ' lantern harvest workshop' where slug like 'light-%' and id % 4 > 0;
    update initiative set summary = summary || ' mending' where slug like 'light-%' and id % 3 > 0;
    update initiative set name = 'Lantern harvest workshop, mending' where slug in ('light-700', 'light-701')`)
  ask = askHolders(site.db, site.context.config) as AskHolders
})
afterAll(() => {
  site.db.close()
  rmSync(folder, { recursive: true, force: true })
})

const BRITAIN = { west: 0, east: 2 ** 26, north: 0, south: 2 ** 26 }
const here = { lat: 51.54, lon: 0.71, label: 'here', own_areas: [] }
const WAYS = {
  'best match first': {},
  'newest first': { sort: 'newest' as const },
  'by name': { sort: 'a-z' as const },
  'of one kind': { category: ['clean-up'] },
  'that are free': { cost: ['free'], page: 2 },
  'near a place': { near: 'here', within: 25, sort: 'nearest' as const },
}

function searching() {
  const asked = vi.fn(ask)
  const { db, context } = site
  return {
    asked,
    plain: makeInitiativeSearch(db, context.travel),
    ahead: makeInitiativeSearch(db, context.travel, { ask: asked, many: 100 }),
  }
}

function asking(some: Partial<ReturnType<typeof noFilters>>) {
  const filters = { ...noFilters(), q: COMMON, sort: 'best' as const, ...some }
  return {
    filters,
    origin: filters.near ? here : undefined,
    areaIds: [],
    now: localTime(site.context.clock()),
  }
}

describe('several words that very many hold', () => {
  it.each(Object.entries(WAYS))('find the same %s, wherever they were looked for', async (_, some) => {
    const { plain, ahead, asked } = searching()
    await ahead.ahead(COMMON)
    expect(asked).toHaveBeenCalledOnce()
    const [expected, found] = [plain.find(asking(some)), ahead.find(asking(some))]
    expect(expected.total).toBeGreaterThan(20)
    expect(found.ids).toEqual(expected.ids)
    expect(found.total).toBe(expected.total)
    expect(ahead.facets(asking(some)).cost).toEqual(plain.facets(asking(some)).cost)
    const lights = (search: typeof plain) =>
      makeMatchSearch(site.db, search)(asking(some), BRITAIN).lights.length
    expect(lights(ahead)).toBe(lights(plain))
  })

  it('are not looked for again by whoever makes the page', async () => {
    const { ahead } = searching()
    await ahead.ahead(COMMON)
    noted.taken()
    ahead.find(asking({ category: ['clean-up'] }))
    const words = noted.taken().filter(({ sql, params }) => sql.includes('match :match') && params.match)
    expect(
      words.map(({ params }) => params.match).filter(match => / AND .* AND /.test(String(match))),
    ).toEqual([])
    expect(ahead.ahead(COMMON)).toBeUndefined()
  })

  it('are looked for anew when something has changed', async () => {
    const { ahead, asked } = searching()
    await ahead.ahead(COMMON)
    site.db.exec("update initiative set summary = summary || '.' where slug = 'light-1'")
    await ahead.ahead(COMMON)
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it('are looked for once, however many ask at the same time', async () => {
    const { ahead, asked } = searching()
    await Promise.all([ahead.ahead(COMMON), ahead.ahead(COMMON), ahead.ahead(COMMON)])
    expect(asked).toHaveBeenCalledOnce()
  })

  it('give nobody anything to wait for where there are few listings, few words or rare ones', () => {
    const { db, context } = site
    const small = makeInitiativeSearch(db, context.travel, { ask, many: 1_000_000 })
    expect(small.ahead(COMMON)).toBeUndefined()
    const { ahead } = searching()
    for (const q of ['lantern harvest', 'quince medlar bullace sloe', '', undefined, ['a', 'b']])
      expect(ahead.ahead(q)).toBeUndefined()
  })
})

describe('a page of words that take long', () => {
  it('is made when they have been found, and not when nobody could', async () => {
    const order: string[] = []
    const next = (error?: unknown) => order.push(error ? 'refused' : 'page')
    const answer = (found: Promise<void> | undefined) =>
      askWords({ search: { ahead: () => found } })(
        { method: 'GET', query: {} } as Request,
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
