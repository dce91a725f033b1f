import { beforeAll, describe, expect, it } from 'vitest'
import { addCrowd } from '../../bench/crowd.ts'
import { choice, readList, textOf } from '../../support/page.ts'
import { openSite, type Site } from '../../support/site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
  addCrowd(site.db, 3000, '2026-06-09', () => {})
})

/** A GeoJSON file as a program reads it. */
async function geoJson({ get }: Site, path: string): Promise<{ numberMatched: number; features: unknown[] }> {
  return (await get(path).expect(200)).body
}

describe('among thousands of lights', () => {
  it('a list says there are more than anybody pages through, and every page of it is full', async () => {
    const first = await site.get('/initiatives').expect(200)
    expect(readList(first).count).toBe('1,000 or more points of light')
    expect(textOf(first.text)).toContain('1 to 20 of 1,000+')
    const last = await site.get('/initiatives?page=9999').expect(200)
    expect(textOf(last.text)).toContain('981 to 1,000 of 1,000+')
  })

  it('a count is never more than there are, and never says none of what there is', async () => {
    const response = await site.get('/initiatives').expect(200)
    const free = choice(response, 'cost', 'free')?.count as number
    expect(free).toBeGreaterThan(500)
    expect(response.text).toMatch(/choice-count">(?:<[^>]*>)*\(?(?:<[^>]*>)*[\d,]+\+/)
    expect(response.text).not.toContain('choice-none')
  })

  it('a narrow list is counted to the last', async () => {
    const { count } = readList(await site.get('/initiatives?near=ZZ1+1AA').expect(200))
    expect(count).toMatch(/^\d{1,2} points of light$/)
  })

  it('a file leaves nothing out: it says how many there are and where the next part is', async () => {
    const body = await geoJson(site, '/initiatives.geojson')
    expect(body.numberMatched).toBeGreaterThan(3000)
    expect(body.features).toHaveLength(body.numberMatched)
    const feed = await site.get('/initiatives.atom').expect(200)
    expect(feed.headers.link).toBe('<https://lights.example/initiatives.atom?page=2>; rel="next"')
  })
})

describe('a crowd round one postcode', () => {
  const more = Array.from({ length: 1100 }, (_, n) => ({
    name: `Light ${n}`,
    summary: 'One of many.',
    categories: ['clean-up'],
    postcode: 'ZZ1 1AA',
    confirmed_on: '2026-06-01',
    cost: n < 1050 ? ('free' as const) : ('paid' as const),
  }))

  it('is cut on the page and says so, in its counts too, and not cut in the file', async () => {
    const busy = await openSite({ cast: {}, more })
    const page = await busy.get('/initiatives?near=ZZ1+1AA').expect(200)
    expect(readList(page).count).toBe('1,000 or more points of light')
    expect(textOf(page.text)).toMatch(/Free \( \d+\+ \)|Free \(\d+\+\)|Free \( [\d,]+\+ \)/)
    const body = await geoJson(busy, '/initiatives.geojson?near=ZZ1+1AA')
    expect(body.numberMatched).toBe(1100)
    expect(body.features).toHaveLength(1100)
  })
})
