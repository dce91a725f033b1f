import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { choice, readList, textOf } from '../../support/page.ts'
import { openSite, type Site } from '../../support/site.ts'
import type { CastMember } from '../../support/town/north.ts'

let site: Site
beforeAll(async () => {
  site = await openSite()
})
const list = async (query = '') => readList(await site.get(`/initiatives${query}`).redirects(1).expect(200))

describe('a resident who types a postcode', () => {
  it('finds the uniform bank they can walk into on Tuesday', async () => {
    const { heading, count, names, text } = await list('?near=ZZ1+1AA&category=uniform-bank&open=tue')
    expect(heading).toBe('School uniform banks open on Tuesday within 3 miles of ZZ1 1AA')
    expect(count).toBe('1 point of light')
    expect(names).toEqual(['Old Town Uniform Bank'])
    expect(text).toContain('Next today 10am')
    expect(text).toContain('Confirmed 2 weeks ago by the organiser')
  })

  it('is never told that the far bank is near', async () => {
    const near = await list('?near=ZZ1+1AA&within=5')
    expect(near.names).toContain('Hillcrest Bean Rows')
    expect(near.names).not.toContain('Ferry Green Growers')
    const far = await list('?near=ZZ1+1AA&within=10')
    expect(far.names).toContain('Ferry Green Growers')
    expect(far.text).toMatch(/about \d miles, by Mere Bridge/)
    expect(far.names).not.toContain('Hale Island Hide Books')
  })

  it('is sent on to the one spelling of what they typed, and asked again when it means nothing', async () => {
    await site.get('/initiatives?near=zz11aa&q=').expect(303).expect('Location', '/initiatives?near=ZZ1+1AA')
    const asked = await site.get('/initiatives?near=xyzzy+nowhere&category=clean-up&within=5').expect(303)
    expect(asked.headers.location).toMatch(/^\/near\?q=xyzzy\+nowhere/)
    expect(asked.headers.location).toContain('category=clean-up')
    expect(asked.headers.location).toContain('within=5')
  })

  it('also hears of what covers their area, and of what is online for anybody', async () => {
    const { names } = await list('?near=ZZ1+1AA&within=1')
    expect(names).toContain('Saltmere Neighbours')
    expect(names).toContain('Estuary Advice Line')
  })
})

describe('opening times', () => {
  it('are right at that minute in that place', async () => {
    expect((await list('?open=now')).names).toContain('Hillcrest Bean Rows')
    expect((await list('?open=now')).names).not.toContain('Old Town Uniform Bank')
    const later = await openSite({ now: '2026-06-09T09:00:00Z' })
    expect(readList(await later.get('/initiatives?open=now')).names).toContain('Old Town Uniform Bank')
  })

  it('leave out who is on a break, and today what has already ended', async () => {
    expect((await list('?open=tue')).names).toContain('Old Town Uniform Bank')
    expect((await list('?open=today')).names).not.toContain('Old Town Debt Drop-in')
    const evening = await openSite({ now: '2026-06-09T19:00:00Z' })
    expect(readList(await evening.get('/initiatives?open=today')).names).not.toContain(
      'Old Town Uniform Bank',
    )
    expect(readList(await evening.get('/initiatives?open=tue')).names).toContain('Old Town Uniform Bank')
  })

  it('hold on both sides of both clock changes', async () => {
    const sundays: CastMember = {
      name: 'Sunday Soup',
      summary: 'Soup.',
      categories: ['community-meal'],
      postcode: 'ZZ1 1AA',
      confirmed_on: '2026-03-01',
      sessions: [{ days: [7], opens: '10:00', closes: '12:00' }],
    }
    const soup = await openSite({ cast: { sundays } })
    const isOpen = async (moment: string) => {
      soup.setNow(moment)
      return readList(await soup.get('/initiatives?open=now').expect(200)).names.length === 1
    }
    expect(await isOpen('2026-03-22T10:30:00Z')).toBe(true)
    expect(await isOpen('2026-03-29T08:59:00Z')).toBe(false)
    expect(await isOpen('2026-03-29T09:00:00Z')).toBe(true)
    expect(await isOpen('2026-03-29T11:00:00Z')).toBe(false)
    expect(await isOpen('2026-10-25T09:30:00Z')).toBe(false)
    expect(await isOpen('2026-10-25T10:00:00Z')).toBe(true)
    expect(await isOpen('2026-10-25T12:00:00Z')).toBe(false)
  })
})

describe('words', () => {
  it('are found by their beginnings, their endings, their accents and what people call things', async () => {
    expect((await list('?q=uniforms')).names).toContain('Old Town Uniform Bank')
    expect((await list('?q=unif')).names).toContain('Old Town Uniform Bank')
    expect((await list('?q=uniform+swap')).names).toContain('Old Town Uniform Bank')
    expect((await list('?q=zolta+lodz')).names).toContain('Żółta Łódź: kawa i rozmowa')
    expect((await list('?q=O’Brien')).names).toContain('O’Brien & Sons <3 Mending')
    expect((await list('?q=staithe')).names).toContain('Staithe Supper')
    expect((await list('?q=repair+cafe')).names).toContain('O’Brien & Sons <3 Mending')
  })

  it('that editors add as synonyms work at once', async () => {
    const other = await openSite()
    other.db.prepare("insert into synonym (phrase, means) values ('natty threads', 'uniform bank')").run()
    expect(readList(await other.get('/initiatives?q=natty+threads')).names).toContain('Old Town Uniform Bank')
  })

  it('that are misspelt are met with a better guess', async () => {
    const { text, count } = await list('?q=uniffrom')
    expect(count).toBe('0 points of light')
    expect(text).toContain('Did you mean “uniform”?')
  })

  it('come with the best match first', async () => {
    const { names } = await list('?q=uniform')
    expect(names[0]).toBe('Old Town Uniform Bank')
  })

  it('that are hostile are just words', async () => {
    const nasty = [
      '"',
      '*',
      'AND',
      'OR NOT',
      'name:x',
      '(',
      'a" OR "b',
      "'; drop table initiative; --",
      '%',
      '_',
      '^',
      'NEAR(a b)',
      '\\',
      '{x}',
      '-',
      '+',
      'a*b*c',
      '""""',
      '\u0000',
      '١٢',
      '🙂',
      'x'.repeat(5000),
    ]
    for (const q of nasty)
      await site
        .get(`/initiatives?q=${encodeURIComponent(q)}`)
        .redirects(1)
        .expect(200)
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async q => {
        await site.get('/initiatives').query({ q }).redirects(1).expect(200)
      }),
      { numRuns: 150 },
    )
  })
})

describe('filters', () => {
  it('are OR inside a facet and AND between facets, and count what each choice would give', async () => {
    const response = await site.get('/initiatives?category=community-garden').expect(200)
    const gardens = readList(response).names.length
    const meals = choice(response, 'category', 'community-meal')?.count ?? 0
    expect(choice(response, 'category', 'community-garden')).toEqual({ count: gardens, checked: true })
    const both = await list('?category=community-garden&category=community-meal')
    expect(both.names).toHaveLength(gardens + meals)
    const free = choice(response, 'cost', 'free')?.count
    expect((await list('?category=community-garden&cost=free')).names).toHaveLength(free as number)
  })

  it('count truly: every choice gives just as many as it says', async () => {
    for (const query of ['', '?near=ZZ1+1AA', '?area=saltmere', '?q=the&cost=free']) {
      const response = await site.get(`/initiatives${query}`).expect(200)
      const others = [
        ...response.text.matchAll(/type="checkbox" id="[^"]*" name="(\w+)" value="([^"]*)"(?! checked)/g),
      ]
      expect(others.length).toBeGreaterThan(30)
      for (const [, name = '', value = ''] of others) {
        const facetIsOpen = new URLSearchParams(query).has(name)
        if (facetIsOpen) continue
        const joined = `${query || '?'}${query ? '&' : ''}${name}=${value}`
        expect((await list(joined)).count, joined).toMatch(
          new RegExp(`^${choice(response, name, value)?.count} points? of light$`),
        )
      }
    }
  })

  it('that nobody knows are dropped with a word about it', async () => {
    const { text, names } = await list('?category=unicorns&cost=free')
    expect(text).toContain('We left out “unicorns”: we know of no such kind.')
    expect(names.length).toBeGreaterThan(0)
  })

  it('can each be taken back, and all at once', async () => {
    const response = await site
      .get('/initiatives?near=ZZ1+1AA&category=community-garden&cost=free')
      .expect(200)
    const chips = [...response.text.matchAll(/class="chip" href="([^"]+)"/g)].map(match => match[1])
    expect(chips).toEqual([
      '/initiatives?near=ZZ1+1AA&amp;cost=free',
      '/initiatives?near=ZZ1+1AA&amp;category=community-garden',
      '/initiatives?category=community-garden&amp;cost=free',
    ])
    expect(response.text).toMatch(/class="chips-clear" href="\/initiatives"/)
  })

  it('that leave nothing say which one to drop, what that gives, and what lies just outside', async () => {
    const { count, text } = await list('?near=ZZ1+1AA&category=community-garden&cost=paid')
    expect(count).toBe('0 points of light')
    expect(text).toMatch(/Without “Paid” \d+ points? of light/)
    const far = await list('?near=ZZ1+1AA&within=1&category=tool-library')
    expect(far.text).toContain('The nearest outside that')
    expect(far.text).toContain('Tell us about one')
  })
})

describe('a long list', () => {
  const more = Array.from(
    { length: 45 },
    (_, index): CastMember => ({
      name: 'Twin Garden',
      summary: `Bed ${index}.`,
      categories: ['community-garden'],
      postcode: 'ZZ2 1AA',
      confirmed_on: '2026-06-01',
    }),
  )

  it('is cut into pages that never repeat or lose one, even under equal keys', async () => {
    const many = await openSite({ cast: {}, more })
    for (const query of ['?sort=a-z', '', '?near=ZZ2+1AA', '?q=garden']) {
      const seen: string[] = []
      for (const page of [1, 2, 3]) {
        const { text } = await many
          .get(`/initiatives${query}${query ? '&' : '?'}page=${page}`)
          .redirects(1)
          .expect(200)
        seen.push(
          ...[...text.matchAll(/<h3 class="card-name">.*?href="([^"]+)"/g)].map(match => match[1] as string),
        )
      }
      expect(new Set(seen).size, query).toBe(45)
      expect(seen).toHaveLength(45)
    }
  })

  it('says how many there are and which these are, and page 9999 is the last', async () => {
    const many = await openSite({ cast: {}, more })
    const response = await many.get('/initiatives?page=9999').expect(200)
    expect(textOf(response.text)).toContain('41 to 45 of 45')
    expect(response.text).toContain('<title>Points of light, page 3 of 3')
    expect(response.text).toContain('aria-current="page">3<')
  })

  it('puts lights that have gone out last, and says so plainly; what has ended is not listed', async () => {
    const { names, text } = await list('?near=ZZ2+1AA&within=5&page=99')
    expect(names.at(-1)).toBe('Hillcrest Tool Shed')
    expect(text).toContain('Gone out: nobody has confirmed it since')
    const ended = await openSite({
      cast: {
        one: {
          name: 'Over',
          summary: 'Over.',
          categories: ['clean-up'],
          postcode: 'ZZ1 1AA',
          confirmed_on: '2026-06-01',
          status: 'ended',
        },
      },
    })
    expect(readList(await ended.get('/initiatives')).names).toEqual([])
    expect(textOf((await ended.get('/initiatives/over').expect(200)).text)).toContain('No. This has ended.')
  })
})

describe('a list by postcode', () => {
  it('is kept by nobody on the way, nor are its files: they say where somebody is', async () => {
    for (const extension of ['', '.geojson', '.csv', '.atom']) {
      const near = await site.get(`/initiatives${extension}?near=ZZ1+1AA`).expect(200)
      expect(near.headers['cache-control'], extension).toBe('private, max-age=60')
      const anywhere = await site.get(`/initiatives${extension}`).expect(200)
      expect(anywhere.headers['cache-control'], extension).toBe('public, max-age=60')
    }
  })

  it('has what serves the whole of an area, but not what serves another', async () => {
    const serving = (name: string, serves: string): CastMember => ({
      name,
      summary: name,
      categories: ['mutual-aid'],
      where_kind: 'area',
      serves: [serves],
      confirmed_on: '2026-06-01',
    })
    const other = await openSite({
      cast: {
        ours: serving('Old Town Aid', 'saltmere/old-town'),
        all: serving('Saltmere Aid', 'saltmere'),
        theirs: serving('Staithe Aid', 'saltmere/staithe'),
      },
    })
    expect(readList(await other.get('/initiatives?near=ZZ1+1AA').expect(200)).names).toEqual([
      'Old Town Aid',
      'Saltmere Aid',
    ])
    expect(readList(await other.get('/initiatives?area=saltmere/staithe').expect(200)).names.sort()).toEqual([
      'Saltmere Aid',
      'Staithe Aid',
    ])
  })

  it('asks again without losing what else was asked, nor the order it would have', async () => {
    const where = async (query: string) =>
      (await site.get(`/initiatives?${query}`).expect(303)).headers.location
    expect(await where('near=Kilnfield&q=jam')).toBe('/near?q=Kilnfield&within=3&q=jam')
    expect(await where('near=Kilnfield&sort=a-z&cost=free&within=5')).toBe(
      '/near?q=Kilnfield&within=5&cost=free&sort=a-z',
    )
    await site.get(`/initiatives?near=${'x'.repeat(99)}😀`).expect(303)
  })
})

describe('every order', () => {
  it('is the same on the page and in the file, with what has gone out last', async () => {
    for (const query of ['?area=saltmere', '?area=saltmere&sort=a-z', '?near=ZZ1+1AA&within=5']) {
      const names: string[] = []
      for (const page of [1, 2]) {
        const { text } = await site.get(`/initiatives${query}&page=${page}`).redirects(1).expect(200)
        const { names: some } = readList({ text } as never)
        if (page === 1 || !names.includes(some[0] as string)) names.push(...some)
      }
      const file = await site.get(`/initiatives.csv${query}`).expect(200)
      const rows = parse(file.text, { columns: true, bom: true }) as { name: string }[]
      expect(
        rows.map(({ name }) => name),
        query,
      ).toEqual(names)
    }
  })

  it('by newest goes by the day a light was lit, however late it was written down', async () => {
    const other = await openSite({ cast: {} })
    const lit = (name: string, created_at: string) =>
      other.context.saver.save(
        { name, summary: name, categories: ['clean-up'], postcode: 'ZZ1 1AA', confirmed_on: '2026-06-01' },
        { created_at },
      )
    lit('Recent', '2026-06-08T10:00:00.000Z')
    lit('Older', '2026-05-01T10:00:00.000Z')
    expect(readList(await other.get('/initiatives')).names).toEqual(['Recent', 'Older'])
    const feed = (await other.get('/initiatives.atom')).text
    expect(feed.indexOf('Recent')).toBeLessThan(feed.indexOf('Older'))
  })
})
